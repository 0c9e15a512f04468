"""From investigation to decision: every step a melding can take, and what still stands in its way."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from placements.models import CareForm
from portal.models import User
from portal.templatetags.dutch import dag
from trajectories import terms
from trajectories.hearing import is_heard
from trajectories.models import (
    Notification,
    Outcome,
    PartKind,
    PartState,
    Stage,
    WaitlistEntry,
    WaitStatus,
    parts_by_law,
)
from trajectories.obstacles import demand


@dataclass(frozen=True, slots=True)
class Grant:
    """What is granted: a care form for `[valid_from, valid_until)`, and how the client waits for it."""

    care_form: CareForm
    valid_from: date
    valid_until: date | None
    wait_status: str
    """A `WaitStatus`; empty when the client need not wait."""
    has_bridging: bool | None
    decided_on: date

    @property
    def waiting_since(self) -> date:
        """The wait begins with the decision, or later when the right begins later."""
        return max(self.decided_on, self.valid_from)

    @property
    def status_label(self) -> str:
        """How the client waits, in words."""
        return WaitStatus(self.wait_status).label if self.wait_status else ""


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


def obstacles_to_decide(melding: Notification, *, on: date) -> list[str]:
    """Why no decision can be taken yet."""
    if blocked := over(melding, on) or not_yet(melding):
        return blocked
    return [] if melding.applied_on else ["Een besluit kan pas als er een aanvraag is."]


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
def grant(
    melding: Notification,
    *,
    what: Grant,
    motivation: str,
    alternatives: str,
    on: date,
    by: User,
) -> WaitlistEntry | None:
    """Grant the application and put the client on the waiting list in the same breath."""
    hold(melding, by)
    if melding.outcome == Outcome.GRANTED and melding.decided_on == what.decided_on:
        return melding.client.waitlist_entries.filter(care_form=melding.care_form).order_by("-pk").first()
    demand(obstacles_to_decide(melding, on=on) + _waits_already(melding, what, on))
    melding.care_form = what.care_form
    melding.valid_from, melding.valid_until = what.valid_from, what.valid_until
    melding.alternatives = alternatives
    _decide(melding, Outcome.GRANTED, what.decided_on, motivation, by)
    return _wait(melding, what) if what.wait_status else None


@transaction.atomic
def reject(melding: Notification, *, decided_on: date, motivation: str, on: date, by: User) -> None:
    """Reject the application, with the reason why (Awb 3:46)."""
    hold(melding, by)
    if melding.outcome == Outcome.REJECTED and melding.decided_on == decided_on:
        return
    demand(obstacles_to_decide(melding, on=on))
    _decide(melding, Outcome.REJECTED, decided_on, motivation, by)


@transaction.atomic
def close(melding: Notification, *, outcome: Outcome, reason: str, closed_on: date, on: date, by: User) -> None:
    """Close without a decision: withdrawn, forwarded or transferred, always with a reason."""
    hold(melding, by)
    if melding.outcome == outcome and melding.closed_on == closed_on:
        return
    demand(obstacles_to_close(melding, on=on))
    melding.outcome, melding.motivation, melding.closed_on = outcome, reason, closed_on
    melding.decided_by = by
    melding.save(update_fields=["outcome", "motivation", "closed_on", "decided_by"])


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


def _waits_already(melding: Notification, what: Grant, on: date) -> list[str]:
    listed = melding.client.waitlist_entries.open_on(on).filter(care_form=what.care_form).first()
    if listed is None or not what.wait_status:
        return []
    since = dag(listed.waiting_since)
    return [f"Deze cliënt wacht al op {what.care_form}, sinds {since}. Kies ‘Niet op de wachtlijst’."]


def _decide(melding: Notification, outcome: Outcome, decided_on: date, motivation: str, by: User) -> None:
    melding.outcome, melding.decided_on = outcome, decided_on
    melding.motivation, melding.decided_by = motivation, by
    melding.save()


def _wait(melding: Notification, what: Grant) -> WaitlistEntry:
    return WaitlistEntry.objects.create(
        region_id=melding.region_id,
        client_id=melding.client_id,
        care_form=what.care_form,
        status=what.wait_status,
        waiting_since=what.waiting_since,
        has_bridging=what.has_bridging,
    )
