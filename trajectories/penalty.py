"""The client presses for a decision that is late (Awb 4:17): two weeks, and then a penalty for every day."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from portal.models import User
from portal.templatetags.dutch import dag
from trajectories import terms
from trajectories.deciding import hold, not_yet, over
from trajectories.models import Notification, PenaltyNotice
from trajectories.obstacles import demand

PENALTY = "Ingebrekestelling"
NOTICE_DAYS = 14
RATES = ((14, 23), (14, 35), (14, 45))
"""Days and euros a day (Awb 4:17 lid 2): 42 days and € 1,442 at most; the Termijnenwet does not stretch them."""


@dataclass(frozen=True, slots=True)
class Pressure:
    """A notice on a day: its clock when it came in time to count, and the penalty so far in euros."""

    notice: PenaltyNotice
    term: terms.Term | None
    """None when it came too soon: then it has no effect."""
    penalty_days: int
    penalty: int


def pressure_on(melding: Notification, *, on: date) -> Pressure | None:
    """The first notice that counts, else the first that came too soon; none when there is no notice."""
    found = [_pressed(melding, notice, on) for notice in melding.penalty_notices.all() if notice.received_on <= on]
    return min(found, key=lambda one: (one.term is None, one.notice.received_on), default=None)


def _pressed(melding: Notification, notice: PenaltyNotice, on: date) -> Pressure:
    if is_too_soon(melding, notice.received_on):
        return Pressure(notice, None, 0, 0)
    done = min((day for day in (melding.decided_on, melding.closed_on) if day), default=None)
    clock = terms.term(PENALTY, notice.received_on, limit=NOTICE_DAYS, on=on, is_by_law=True, finished_on=done)
    last_day_late = on if clock.finished_on is None else min(on, _day_before(clock.finished_on))
    late = max((last_day_late - clock.due_on).days, 0)
    most = sum(days for days, _ in RATES)
    return Pressure(notice, clock, min(late, most), penalty_of(late))


def penalty_of(days: int) -> int:
    """The penalty in euros for so many days too late."""
    owed = 0
    for most, euros in RATES:
        owed += min(max(days, 0), most) * euros
        days -= most
    return owed


def is_too_soon(melding: Notification, day: date) -> bool:
    """Whether the legal term for the decision had not run out on that day; a promised day does not matter."""
    clock = terms.decision_by_law(melding, on=day)
    return clock is None or clock.is_suspended or not clock.is_over


def obstacles_to_press(melding: Notification, *, on: date) -> list[str]:
    """Why no notice can be kept: it is about a decision that somebody applied for."""
    if blocked := over(melding, on) or not_yet(melding):
        return blocked
    return [] if melding.applied_on else ["Een ingebrekestelling gaat over een besluit. Er is nog geen aanvraag."]


@transaction.atomic
def press(melding: Notification, *, received_on: date, words: str, on: date, by: User) -> None:
    """Keep that the client gave notice; the same day twice is kept once."""
    hold(melding, by)
    if melding.penalty_notices.filter(received_on=received_on).exists():
        return
    demand(obstacles_to_press(melding, on=on) + _before_application(melding, received_on))
    PenaltyNotice.objects.create(notification=melding, received_on=received_on, words=words, recorded_by=by)


def _before_application(melding: Notification, day: date) -> list[str]:
    if melding.applied_on is None or day >= melding.applied_on:
        return []
    return [f"De aanvraag is van {dag(melding.applied_on)}. Kies een latere dag."]


def _day_before(day: date) -> date:
    return day.fromordinal(day.toordinal() - 1)
