"""Investigations under way: words of clients, parts in every state, and what colleagues changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from portal.models import Role, User
from portal.periods import months_after
from trajectories.demo.answers import CONTACTS, LATER_WORDS, OF_THE_REPORT, OWN_WORDS, answers_to
from trajectories.findings import keep
from trajectories.hearing import Said, hear
from trajectories.models import (
    ContactPerson,
    InvestigationPart,
    Notification,
    Opinion,
    PartChange,
    PartKind,
    PartState,
    VoiceSource,
    VoiceStep,
    parts_by_law,
)

THREE_DOMAINS = "C-4TX7F"
"""Story 23."""
FIRST = {PartKind.RECEPTION, PartKind.PERSON, PartKind.REPRESENTATION, PartKind.OWN_WORDS, PartKind.HOUSING}
"""What is ready after two weeks; strength and care are under way by then."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works in a municipality, and when it is."""

    worker: User
    colleague: User
    on: date
    at: datetime


def desks(*, on: date, at: datetime) -> dict[str, Desk]:
    """By municipality, who works there: the teams with an account."""
    workers = User.objects.filter(role=Role.TEAM, is_active=True).select_related("organisation").order_by("login")
    coordinators = {
        user.organisation.region_id: user
        for user in User.objects.filter(role=Role.COORDINATOR, is_active=True).select_related("organisation")
    }
    return {
        str(user.organisation.municipality_id): Desk(user, coordinators[user.organisation.region_id], on, at)
        for user in workers
    }


def investigate(desks: Mapping[str, Desk]) -> None:
    """Give every open melding of a team with accounts its words, its parts and its history."""
    meldingen = Notification.objects.filter(decided_on=None, closed_on=None, municipality__in=desks)
    meldingen = meldingen.select_related("client", "region", "municipality")
    for number, melding in enumerate(meldingen.order_by("notified_on", "pk")):
        work_on(melding, number, desks[melding.municipality_id])


def work_on(melding: Notification, number: int, desk: Desk) -> None:
    """What the client said, the parts as far as they are, and the report where it is there."""
    melding.registered_by = desk.worker
    if melding.is_pre_notification and melding.client.born_on:
        melding.wanted_from = max(months_after(melding.client.born_on, 216), melding.notified_on)
    melding.save(update_fields=["registered_by", "wanted_from"])
    _speak(melding, number, desk)
    for kind, state in _states(melding, number, desk.on).items():
        _part(melding, kind, state, number, desk)
    if melding.reported_on:
        _hand_over(melding, number, desk)


def _speak(melding: Notification, number: int, desk: Desk) -> None:
    words = OWN_WORDS[number % len(OWN_WORDS)]
    opinion = Opinion.AGREES if number % 4 else ""
    source = (VoiceSource.STAFF, VoiceSource.WITH_HELP, VoiceSource.SELF)[number % 3]
    first = Said(said_on=melding.notified_on, opinion=opinion, words=words, source=source)
    hear(first, step=VoiceStep.MELDING, about=melding, at=desk.at, by=desk.worker)
    if number % 3 == 0 and not melding.is_pre_notification:
        day = min(melding.notified_on + timedelta(days=9), desk.on)
        later = Said(said_on=day, words=LATER_WORDS[number // 3 % len(LATER_WORDS)], source=VoiceSource.STAFF)
        hear(later, step=VoiceStep.INVESTIGATION, about=melding, at=desk.at, by=desk.worker)


def _states(melding: Notification, number: int, on: date) -> dict[PartKind, PartState]:
    """How far each part is: the longer ago the melding, the more is ready."""
    by_law, days = parts_by_law(melding), (on - melding.notified_on).days
    if melding.is_pre_notification:
        return {kind: PartState.BUSY for kind in by_law if kind in (PartKind.PERSON, PartKind.YOUTH)}
    if melding.reported_on:
        states = dict.fromkeys(by_law, PartState.DONE)
    elif days < 7:
        return {PartKind.RECEPTION: PartState.BUSY}
    elif days < 30:
        states = {kind: PartState.DONE for kind in by_law if kind in FIRST}
        states |= {PartKind.STRENGTH: PartState.BUSY, PartKind.CARE: PartState.BUSY}
    else:
        states = dict.fromkeys(by_law, PartState.DONE) | {PartKind.OTHER_LAWS: PartState.BUSY}
    if melding.client.code == THREE_DOMAINS:
        states[PartKind.SELF_RELIANCE] = PartState.DONE
    elif days >= 7 and number % 3 == 1:
        states |= {PartKind.LIMITS: PartState.DONE, PartKind.MONEY: PartState.BUSY}
    return states


def _part(melding: Notification, kind: PartKind, state: PartState, number: int, desk: Desk) -> None:
    """A part as the worker left it; care was changed by the coordinator since."""
    answers = _answers(melding, kind, number, desk)
    if state == PartState.BUSY:
        answers = dict(list(answers.items())[: len(answers) // 2])
    before = desk.on - (melding.reported_on or melding.closed_on or desk.on)
    first_at = desk.at - before - timedelta(days=2 + number % 5, minutes=17 * number % 300)
    part = InvestigationPart(
        notification=melding, kind=kind, state=state, answers=answers, saved_at=first_at, saved_by=desk.worker
    )
    steps: list[tuple[dict[str, Any], User, datetime]] = [
        (
            {name: [None, answer] for name, answer in answers.items()} | {"state": [None, state]},
            desk.worker,
            first_at,
        )
    ]
    if kind == PartKind.CARE and state == PartState.BUSY:
        was, became = answers["care_need"], "NABIJ" if answers["care_need"] != "NABIJ" else "AMBULANT"
        part.answers = answers | {"care_need": became}
        part.version, part.saved_at, part.saved_by = 2, desk.at - timedelta(minutes=22), desk.colleague
        steps.append(({"care_need": [was, became]}, desk.colleague, part.saved_at))
    part.save()
    PartChange.objects.bulk_create(
        PartChange(part=part, version=version, answers=changed, saved_by=by, saved_at=at)
        for version, (changed, by, at) in enumerate(steps, start=1)
    )
    if kind == PartKind.REPRESENTATION:
        _stand_beside(melding, number, desk)


def _answers(melding: Notification, kind: PartKind, number: int, desk: Desk) -> dict[str, Any]:
    """The answers of a part, with the days and municipalities of this melding."""
    day = (melding.notified_on + timedelta(days=1)).isoformat()
    town = melding.municipality_id
    of_this: dict[PartKind, dict[str, Any]] = {
        PartKind.RECEPTION: {
            "receipt_confirmed_on": day,
            "informed_on": day,
            "plan_offered_on": day,
            "support_offered_on": day,
            "support_used": "JA" if number % 2 else "NEE",
            "deciding_municipality": town,
            "paying_municipality": melding.region.centre_municipality_id,
        },
        PartKind.PERSON: {"identity_checked_on": day, "home_municipality": town},
        PartKind.HOUSING: {
            "municipalities": [town],
            "must_leave_by": (desk.on + timedelta(days=30 + number)).isoformat(),
        },
        PartKind.YOUTH: {"youth_care_ends_on": (desk.on + timedelta(days=60 + number)).isoformat()},
        PartKind.SELF_RELIANCE: {"scored_on": day, "scored_by": desk.worker.name},
    }
    return answers_to(kind, number) | of_this.get(kind, {})


def _stand_beside(melding: Notification, number: int, desk: Desk) -> None:
    name, role, relation, phone, may_call = CONTACTS[number % len(CONTACTS)]
    ContactPerson.objects.get_or_create(
        client=melding.client,
        name=name,
        role=role,
        defaults={
            "relation": relation,
            "phone": phone,
            "may_call": may_call,
            "added_on": melding.notified_on,
            "added_by": desk.worker,
        },
    )


def _hand_over(melding: Notification, number: int, desk: Desk) -> None:
    """The report as it was given, and what the client thought of it; a few were not asked yet."""
    assert melding.reported_on is not None
    keep(melding, on=melding.reported_on, by=desk.worker)
    if number % 4 == 3:
        return
    opinion, words = OF_THE_REPORT[number % len(OF_THE_REPORT)]
    said = Said(said_on=melding.reported_on, opinion=opinion, words=words, source=VoiceSource.SELF)
    hear(said, step=VoiceStep.REPORT, about=melding, at=desk.at, by=desk.worker)
