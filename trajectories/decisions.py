"""Taking a decision: prepared by one, taken by who may, and from then on it stands."""

from datetime import date

from django.db import transaction

from portal.models import User
from portal.templatetags.dutch import dag
from trajectories.authority import obstacles_to_decide_as, wants_four_eyes
from trajectories.deciding import hold, not_yet, over
from trajectories.letters.writing import write_decision
from trajectories.models import (
    Decision,
    DecisionGoal,
    DecisionKind,
    Notification,
    Stage,
    WaitlistEntry,
)
from trajectories.objecting import awaits_decision
from trajectories.obstacles import demand, refusals_in_dutch
from trajectories.ruling import Ruling


def draft_of(melding: Notification) -> Decision | None:
    """The decision that lies ready and was not taken yet."""
    return next((row for row in melding.decisions.all() if not row.is_taken), None)


def taken(melding: Notification) -> list[Decision]:
    """The decisions that were taken here, the one in force first."""
    rows = [row for row in melding.decisions.all() if row.is_taken]
    return sorted(rows, key=lambda row: (row.decided_on, row.pk), reverse=True)


def in_force(melding: Notification) -> Decision | None:
    """The last decision taken; none when it was never taken here, as with a melding from a regiobestand."""
    return next(iter(taken(melding)), None)


def obstacles_to_prepare(melding: Notification, kind: str, *, on: date) -> list[str]:
    """Why no decision of this kind can be prepared or taken."""
    if kind == DecisionKind.FIRST:
        if blocked := over(melding, on) or not_yet(melding):
            return blocked
        return [] if melding.applied_on else ["Een besluit kan pas als er een aanvraag is."]
    if melding.stage_on(on) != Stage.DECIDED:
        return ["Er is nog geen besluit om te herstellen."]
    if kind == DecisionKind.OBJECTION and not awaits_decision(melding):
        return ["Een nieuw besluit na bezwaar kan als het bezwaar gegrond is."]
    return []


def obstacles_to_take(decision: Decision, *, decided_on: date, on: date, by: User) -> list[str]:
    """Why this person cannot take this decision: no authority, or the same person prepared it."""
    melding = decision.notification
    found = obstacles_to_prepare(melding, decision.kind, on=on)
    found += obstacles_to_decide_as(by, melding, on=decided_on)
    if wants_four_eyes(melding, on=decided_on) and decision.prepared_by_id == by.pk:
        found.append("Een tweede persoon neemt dit besluit: u hebt het zelf voorbereid.")
    return found + _waits_already(melding, decision, on)


@transaction.atomic
def prepare(
    melding: Notification, ruling: Ruling, *, kind: str = DecisionKind.FIRST, version: int = 0, on: date, by: User
) -> Decision:
    """Lay a decision ready, or change what lies ready; `version` is that of the draft it was based on.

    Saying the same twice keeps the first. Raises `Obstructed` when somebody changed the draft in between.
    """
    hold(melding, by)
    draft = draft_of(melding)
    if draft and draft.kind == kind and says_the_same(draft, ruling):
        return draft
    demand(obstacles_to_prepare(melding, kind, on=on) + _changed_since(draft, kind, version))
    draft = draft or Decision(notification=melding, kind=kind, version=0, replaces=_replaced(melding, kind))
    for name, value in ruling.facts().items():
        setattr(draft, name, value)
    draft.prepared_by, draft.prepared_on, draft.version = by, on, draft.version + 1
    draft.returned_by, draft.returned_words = None, ""
    with refusals_in_dutch():
        draft.save()
        draft.goals.all().delete()
        DecisionGoal.objects.bulk_create(
            DecisionGoal(decision=draft, theme=theme, words=words) for theme, words in ruling.goals
        )
    return draft


@transaction.atomic
def take(decision: Decision, *, decided_on: date, on: date, by: User) -> WaitlistEntry | None:
    """Take the decision: it stands, its letter is made, and who has to wait is on the list in the same breath."""
    melding = decision.notification
    hold(melding, by)
    decision.refresh_from_db()
    if decision.decided_on == decided_on:
        return _entry(decision)
    demand(["Dit besluit is al genomen."] if decision.is_taken else [])
    demand(obstacles_to_take(decision, decided_on=decided_on, on=on, by=by) + _too_soon(melding, decided_on))
    with refusals_in_dutch():
        decision.decided_on, decision.decided_by = decided_on, by
        decision.save(update_fields=["decided_on", "decided_by"])
        if decision.kind == DecisionKind.FIRST:
            _conclude(melding, decision)
        write_decision(decision, on=on, by=by)
        return _wait(melding, decision) if decision.wait_status else None


@transaction.atomic
def send_back(decision: Decision, *, words: str, by: User) -> None:
    """Who was to take it does not yet: the words say what should be mended first."""
    hold(decision.notification, by)
    decision.refresh_from_db()
    demand(["Dit besluit is al genomen."] if decision.is_taken else [])
    decision.returned_by, decision.returned_words = by, words
    decision.version += 1
    decision.save(update_fields=["returned_by", "returned_words", "version"])


@transaction.atomic
def discard(decision: Decision, *, by: User) -> None:
    """Throw a draft away; a decision that was taken cannot be."""
    hold(decision.notification, by)
    found = Decision.objects.filter(pk=decision.pk).first()
    if found:
        demand(["Dit besluit is al genomen."] if found.is_taken else [])
        found.delete()


def _replaced(melding: Notification, kind: str) -> Decision | None:
    return None if kind == DecisionKind.FIRST else in_force(melding)


def _changed_since(draft: Decision | None, kind: str, version: int) -> list[str]:
    if draft is None or (draft.version == version and draft.kind == kind):
        return []
    return [f"Er ligt al een besluit klaar, van {draft.prepared_by}. Open dat, en wijzig het daar."]


def says_the_same(draft: Decision, ruling: Ruling) -> bool:
    """Whether a decision or draft says exactly this."""
    goals = tuple(draft.goals.values_list("theme", "words"))
    return goals == ruling.goals and all(getattr(draft, name) == value for name, value in ruling.facts().items())


def _too_soon(melding: Notification, day: date) -> list[str]:
    if melding.applied_on is None or day >= melding.applied_on:
        return []
    return [f"Het besluit kan niet vóór de aanvraag van {dag(melding.applied_on)} liggen."]


def _conclude(melding: Notification, decision: Decision) -> None:
    """The melding keeps its first decision, as the figures count it; later ones do not change it."""
    melding.outcome, melding.decided_on, melding.decided_by = (
        decision.outcome,
        decision.decided_on,
        decision.decided_by,
    )
    melding.care_form, melding.valid_from = decision.care_form, decision.valid_from
    melding.valid_until, melding.motivation = decision.valid_until, decision.motivation
    melding.alternatives = decision.alternatives
    melding.save()


def _waits_already(melding: Notification, decision: Decision, on: date) -> list[str]:
    if not decision.wait_status:
        return []
    listed = melding.client.waitlist_entries.open_on(on).filter(care_form=decision.care_form_id).first()
    if listed is None:
        return []
    since = dag(listed.waiting_since)
    return [f"Deze cliënt wacht al op {decision.care_form}, sinds {since}. Kies ‘Niet op de wachtlijst’."]


def _entry(decision: Decision) -> WaitlistEntry | None:
    entries = decision.notification.client.waitlist_entries.filter(care_form=decision.care_form_id)
    return entries.order_by("-pk").first()


def _wait(melding: Notification, decision: Decision) -> WaitlistEntry:
    assert decision.decided_on is not None
    assert decision.care_form_id is not None
    return WaitlistEntry.objects.create(
        region_id=melding.region_id,
        client_id=melding.client_id,
        care_form_id=decision.care_form_id,
        status=decision.wait_status,
        waiting_since=decision.waits_since(decision.decided_on),
        has_bridging=decision.has_bridging,
    )
