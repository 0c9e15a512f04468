"""The legal clocks stand still for a while, with a reason (Awb 4:15), and run again."""

from datetime import date

from django.db import transaction

from portal.models import User
from portal.templatetags.dutch import dag
from trajectories import terms
from trajectories.deciding import hold, not_yet, over
from trajectories.letters.composing import Value
from trajectories.letters.writing import paragraphs, write_letter
from trajectories.models import LetterKind, Notification, TermSuspension
from trajectories.obstacles import demand


def running_suspension(melding: Notification) -> TermSuspension | None:
    """The standstill that has no end yet."""
    return next((row for row in melding.suspensions.all() if row.ends_on is None), None)


def obstacles_to_suspend(melding: Notification, *, on: date) -> list[str]:
    """Why the clock cannot be stopped: only a clock that runs can stand still (Awb 4:15)."""
    if blocked := over(melding, on) or not_yet(melding):
        return blocked
    clock = terms.running(melding, on=on)
    if clock is None:
        return ["Er loopt nu geen wettelijke termijn."]
    return ["De termijn staat al stil."] if running_suspension(melding) else []


def obstacles_to_resume(melding: Notification, *, on: date) -> list[str]:
    """Why the clock cannot be started again."""
    return [] if running_suspension(melding) else ["De termijn staat niet stil."]


@transaction.atomic
def suspend(melding: Notification, *, starts_on: date, reason: str, on: date, by: User) -> None:
    """Let the clocks stand still from a day on (Awb 4:15), and make the letter that tells it."""
    hold(melding, by)
    now_still = running_suspension(melding)
    if now_still and now_still.starts_on == starts_on:
        return
    demand(obstacles_to_suspend(melding, on=on) + _still_then(melding, starts_on))
    TermSuspension.objects.create(notification=melding, starts_on=starts_on, reason=reason)
    own: dict[str, Value] = {"stil_vanaf": dag(starts_on), "reden": paragraphs(reason)}
    write_letter(LetterKind.SUSPENSION, melding, own, on=on, by=by)


@transaction.atomic
def resume(melding: Notification, *, ends_on: date, on: date, by: User) -> None:
    """Let the clocks run again; `ends_on` is the first day that counts."""
    hold(melding, by)
    suspension = running_suspension(melding)
    if suspension is None and any(row.ends_on == ends_on for row in melding.suspensions.all()):
        return
    demand(obstacles_to_resume(melding, on=on))
    assert suspension is not None
    suspension.ends_on = ends_on
    suspension.save(update_fields=["ends_on"])


def _still_then(melding: Notification, day: date) -> list[str]:
    past = any(row.starts_on >= day or row.covers(day) for row in melding.suspensions.all())
    return ["De termijn stond op die dag al stil, of is daarna al stilgezet."] if past else []
