"""From investigation to application: the steps a melding can take, and what still stands in their way."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.models import User
from portal.templatetags.dutch import dag
from trajectories import terms
from trajectories.hearing import is_heard
from trajectories.models import Notification, Outcome, PartKind, PartState, Stage, parts_by_law
from trajectories.obstacles import demand


def over(melding: Notification, on: date) -> list[str]:
    """Nothing more happens to a melding that was decided or closed."""
    stage = melding.stage_on(on)
    return ["Deze melding is al afgerond."] if stage in (Stage.DECIDED, Stage.CLOSED) else []


def not_yet(melding: Notification) -> list[str]:
    """A vooraanmelding is not a melding yet."""
    if not melding.is_pre_notification:
        return []
    return ["Dit is nog een vooraanmelding. Maak er eerst een melding van."]


def unfinished_parts(melding: Notification) -> list[PartKind]:
    """Parts that the law asks for and that are not *klaar* or *niet nodig*, in order."""
    ready = {part.kind for part in melding.parts.all() if part.state != PartState.BUSY}
    return [kind for kind in parts_by_law(melding) if kind not in ready]


def obstacles_to_report(melding: Notification, *, on: date) -> list[str]:
    """Why the report of the investigation cannot be ready yet."""
    if melding.reported_on:
        return [f"Het verslag is er al, sinds {dag(melding.reported_on)}."]
    unfinished = [f"Het onderdeel ‘{kind.label}’ is nog niet klaar." for kind in unfinished_parts(melding)]
    return over(melding, on) or not_yet(melding) or unfinished + missing_words(melding)


def unknown_identity(melding: Notification) -> list[str]:
    """What somebody should read before deciding on somebody whose identity nobody checked (Wmo 2015, 2.3.4)."""
    found = (part.answers for part in melding.parts.all() if part.kind == PartKind.PERSON)
    if any(answers.get("identity_checked_on") for answers in found):
        return []
    return ["De identiteit is nog niet vastgesteld. Doe dat vóór het besluit (Wmo 2015, artikel 2.3.4)."]


def missing_words(melding: Notification) -> list[str]:
    """A report tells what the client asks, in the client's words, unless that part is not needed."""
    part = next((part for part in melding.parts.all() if part.kind == PartKind.OWN_WORDS), None)
    if part is None or part.state != PartState.DONE or is_heard(melding):
        return []
    return ["De hulpvraag in eigen woorden is nog niet opgeschreven."]


def obstacles_to_apply(melding: Notification, *, on: date) -> list[str]:
    """Why the client cannot apply yet: only after the report, or once the six weeks are over (2.3.2 lid 9)."""
    if melding.applied_on:
        return [f"De aanvraag is er al, van {dag(melding.applied_on)}."]
    if blocked := over(melding, on) or not_yet(melding):
        return blocked
    clock = terms.investigation(melding, on=on)
    if melding.reported_on or clock is None or clock.is_over:
        return []
    return [f"Eerst het verslag. Is dat er niet op {dag(clock.due_on)}, dan kan de aanvraag daarna ook."]


def obstacles_to_close(melding: Notification, *, on: date) -> list[str]:
    """Why a melding cannot be closed without a decision."""
    return over(melding, on)


def obstacles_to_begin(melding: Notification, *, on: date) -> list[str]:
    """Why a vooraanmelding cannot become a melding."""
    is_melding = [] if melding.is_pre_notification else ["Dit is al een melding."]
    return over(melding, on) or is_melding


@transaction.atomic
def report(melding: Notification, *, reported_on: date, on: date, by: User) -> None:
    """The report of the investigation is ready: its answers stand from now on (2.3.2 lid 8)."""
    hold(melding, by)
    if melding.reported_on == reported_on:
        return
    demand(obstacles_to_report(melding, on=on))
    melding.reported_on = reported_on
    melding.save(update_fields=["reported_on"])


@transaction.atomic
def apply(melding: Notification, *, applied_on: date, on: date, by: User) -> None:
    """The client applies: the two weeks to decide begin (2.3.5)."""
    hold(melding, by)
    if melding.applied_on == applied_on:
        return
    demand(obstacles_to_apply(melding, on=on))
    melding.applied_on = applied_on
    melding.save(update_fields=["applied_on"])


@transaction.atomic
def close(
    melding: Notification,
    *,
    outcome: Outcome,
    reason: str,
    closed_on: date,
    withdrawn_by: str = "",
    on: date,
    by: User,
) -> None:
    """Close without a decision: withdrawn, forwarded or transferred, always with a reason."""
    hold(melding, by)
    if melding.outcome == outcome and melding.closed_on == closed_on:
        return
    demand(obstacles_to_close(melding, on=on))
    melding.outcome, melding.motivation, melding.closed_on = outcome, reason, closed_on
    melding.decided_by, melding.withdrawn_by = by, withdrawn_by
    melding.save(update_fields=["outcome", "motivation", "closed_on", "decided_by", "withdrawn_by"])


@transaction.atomic
def begin(melding: Notification, *, notified_on: date, on: date, by: User) -> None:
    """Make a melding of a vooraanmelding: from `notified_on` the six weeks run."""
    hold(melding, by)
    if not melding.is_pre_notification and melding.notified_on == notified_on:
        return
    demand(obstacles_to_begin(melding, on=on))
    melding.is_pre_notification, melding.notified_on = False, notified_on
    melding.save(update_fields=["is_pre_notification", "notified_on"])


def hold(melding: Notification, by: User) -> None:
    """Wait for whoever works on this melding in this second, then read it again; for who may work on it only."""
    mine = Notification.objects.visible_to(by).select_for_update(of=("self",))
    if not mine.filter(pk=melding.pk).exists():
        raise PermissionDenied
    melding.refresh_from_db()
