"""After an investigation in the demo: decisions, letters, an objection, a melding sent on, indications renewed."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from portal.models import Role, User
from portal.templatetags.dutch import dag
from trajectories.demo.intake import Desk, work_on
from trajectories.indications import ending
from trajectories.letters.composing import Value
from trajectories.letters.writing import paragraphs, send, write_decision, write_letter
from trajectories.models import (
    ContributionType,
    Decision,
    DecisionGoal,
    DecisionKind,
    Funding,
    GoalTheme,
    LetterKind,
    Notification,
    Outcome,
)
from trajectories.objecting import object_to

SENT_ON = "C-9QV5B"
"""Story 21: to the CIZ."""
RECENT = timedelta(days=75)
STILL_DUE = timedelta(days=10)
"""An indication that ended longer ago was looked at again; the others are work to do."""
WHY = {
    Outcome.GRANTED: (
        "U hebt hulp nodig die snel bij u kan zijn, ook ’s avonds. Begeleiding op afspraak is te weinig."
        "\n\nMet hulp dichtbij kunt u op uzelf wonen. Dat is ook wat u zelf wilt."
    ),
    Outcome.REJECTED: (
        "U vroeg om een plek met begeleiding in huis. Uit het onderzoek blijkt dat u met begeleiding aan huis,"
        " twee keer per week, zelfstandig kunt blijven wonen.\n\nUw behandelaar denkt er ook zo over."
    ),
}
WEIGHED = "Alleen begeleiding aan huis: die is er ’s nachts niet. Een plek met toezicht, dag en nacht: te zwaar."
GOALS = (
    (GoalTheme.LIVING, "Ik wil zelf koken en mijn huis bijhouden."),
    (GoalTheme.NETWORK, "Weer bij mijn zus op bezoek."),
)
GROUND = (
    "Twee keer per week is voor mij te weinig. ’s Avonds gaat het mis, en dan is er niemand. Ik wil dat u daar"
    " nog eens naar kijkt."
)
TO_CIZ = (
    "Tijdens het onderzoek bleek dat u uw hele leven dag en nacht hulp nodig hebt. Daarover beslist het CIZ, en"
    " niet de gemeente (Wet langdurige zorg)."
)


def decide(*, on: date, desks: Mapping[str, Desk]) -> None:
    """For each team with an account, by municipality: one grant, and one refusal with an objection."""
    _renew_indications(on=on)
    everything = Notification.objects.select_related("client", "region", "municipality")
    for number, (town, desk) in enumerate(desks.items()):
        mine = everything.filter(region=desk.worker.region, municipality=town, parts=None)
        decided = mine.exclude(reported_on=None).exclude(applied_on=None).filter(decided_on__gt=on - RECENT)
        newest = decided.order_by("-decided_on", "pk")
        if granted := newest.filter(outcome=Outcome.GRANTED, valid_from__isnull=False).first():
            _decide(granted, number, desk)
        if rejected := newest.filter(outcome=Outcome.REJECTED).first():
            _object(_decide(rejected, number + 1, desk), desk)
        for melding in mine.filter(client__code=SENT_ON):
            _send_on(melding, desk)


def _decide(melding: Notification, number: int, desk: Desk) -> Decision:
    """The investigation, the decision and its letter, on the days the melding has."""
    work_on(melding, number, desk)
    assert melding.decided_on is not None
    takes = desk.worker if melding.region.code == "FLEVOLAND" else desk.colleague
    melding.motivation, melding.decided_by = WHY[Outcome(melding.outcome)], takes
    melding.save(update_fields=["motivation", "decided_by"])
    decision = Decision.objects.create(
        notification=melding,
        kind=DecisionKind.FIRST,
        outcome=melding.outcome,
        motivation=melding.motivation,
        prepared_by=desk.worker,
        prepared_on=melding.decided_on,
        **_granted_facts(melding),
    )
    if decision.is_granted:
        DecisionGoal.objects.bulk_create(
            DecisionGoal(decision=decision, theme=theme, words=words) for theme, words in GOALS
        )
    decision.decided_by, decision.decided_on = takes, melding.decided_on
    decision.save(update_fields=["decided_by", "decided_on"])
    letter = write_decision(decision, on=melding.decided_on, by=takes)
    send(letter, sent_on=min(melding.decided_on + timedelta(days=1), desk.on), on=desk.on, by=desk.worker)
    return decision


def _granted_facts(melding: Notification) -> dict[str, Any]:
    if melding.outcome != Outcome.GRANTED:
        return {}
    return {
        "care_form": melding.care_form,
        "valid_from": melding.valid_from,
        "valid_until": melding.valid_until,
        "funding": Funding.IN_KIND,
        "contribution": ContributionType.ORDINARY,
        "alternatives": WEIGHED,
    }


def _object(decision: Decision, desk: Desk) -> None:
    """The client objects within the six weeks; nobody decided on it yet."""
    assert decision.decided_on is not None
    received_on = min(decision.decided_on + timedelta(days=12), desk.on)
    facts: dict[str, Any] = {"received_on": received_on, "ground": GROUND, "has_committee": False}
    object_to(decision.notification, **facts, on=desk.on, by=desk.worker)


def _send_on(melding: Notification, desk: Desk) -> None:
    """The melding went to the CIZ, and the client was told."""
    work_on(melding, 0, desk)
    assert melding.closed_on is not None
    melding.motivation, melding.decided_by = f"Doorgestuurd aan het CIZ. {TO_CIZ}", desk.worker
    melding.save(update_fields=["motivation", "decided_by"])
    own: dict[str, Value] = {
        "doorgestuurd_aan": "het CIZ",
        "doorgestuurd_op": dag(melding.closed_on),
        "reden": paragraphs(TO_CIZ),
    }
    letter = write_letter(LetterKind.FORWARDING, melding, own, on=melding.closed_on, by=desk.worker)
    send(letter, sent_on=melding.closed_on, on=desk.on, by=desk.worker)


def _renew_indications(*, on: date) -> None:
    """Whose indication ended long ago and who still gets care, got a next decision before it ended."""
    for coordinator in User.objects.filter(role=Role.COORDINATOR, is_active=True).order_by("login"):
        Decision.objects.bulk_create(
            _renewal(melding, coordinator)
            for melding, term in ending(coordinator, on=on)
            if term.due_on < on - STILL_DUE and melding.care_form_id
        )


def _renewal(melding: Notification, by: User) -> Decision:
    assert melding.valid_until is not None
    day = melding.valid_until - timedelta(days=30)
    facts = _granted_facts(melding) | {"valid_from": melding.valid_until, "valid_until": None}
    return Decision(
        notification=melding,
        kind=DecisionKind.REASSESSMENT,
        outcome=Outcome.GRANTED,
        motivation="De hulp is nog nodig, en werkt.",
        prepared_by=by,
        prepared_on=day,
        decided_by=by,
        decided_on=day,
        **facts,
    )
