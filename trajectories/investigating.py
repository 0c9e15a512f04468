"""The investigation in parts: each saved on its own, and nothing of anybody is lost when two save at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.models import User
from trajectories.deciding import hold, over
from trajectories.models import InvestigationPart, Notification, PartChange, PartKind
from trajectories.obstacles import demand

STATE = "state"
"""How far a part is counts as an answer where two versions meet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to save of a part, and the version it was based on (0: there was none)."""

    kind: PartKind
    state: str
    answers: dict[str, Any]
    version: int
    tab: UUID | None = None
    """Which opened page it comes from: what that page saved before is not somebody else's."""
    seen: int = 0
    """The version whose answers somebody saw beside their own before choosing; 0 when nobody had to choose."""

    @property
    def all_answers(self) -> dict[str, Any]:
        """The answers, how far it is among them."""
        return self.answers | {STATE: self.state}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else answered the same questions differently since this part was opened."""

    theirs: InvestigationPart
    questions: list[str]


@dataclass(frozen=True, slots=True)
class Saved:
    """A part as it is kept now, and whether answers of somebody else came in since the page was opened."""

    part: InvestigationPart
    others: list[str]
    """Who else saved this part meanwhile, by name."""


def obstacles_to_answer(melding: Notification, *, on: date) -> list[str]:
    """Why answers cannot change: they stand once the report is there or the melding is over."""
    if over(melding, on):
        return ["Deze melding is afgerond. De antwoorden staan vast."]
    return ["Het verslag is klaar. De antwoorden staan vast."] if melding.reported_on else []


def standing(part: InvestigationPart) -> dict[str, Any]:
    """The answers of a part as they stand, how far it is among them."""
    return part.answers | {STATE: part.state}


@transaction.atomic
def save_part(melding: Notification, draft: Draft, *, at: datetime, by: User) -> Saved | Conflict:
    """Save a part; what others answered meanwhile stays, and only the same question answered twice is a conflict.

    Raises `Obstructed` once the answers stand.
    """
    hold(melding, by)
    part = InvestigationPart.objects.filter(notification=melding, kind=draft.kind).first()
    part = part or InvestigationPart(notification=melding, kind=draft.kind, version=0)
    since = list(_others_since(part, draft))
    mine = _mine(draft, since)
    changed = _changed(standing(part) if part.pk else {}, mine)
    if changed or not part.pk:
        demand(obstacles_to_answer(melding, on=at.date()))
    touched = {name for change in since if change.version > draft.seen for name in change.answers}
    if clash := [name for name in changed if name in touched]:
        return Conflict(part, clash)
    if changed or not part.pk:
        _write(part, mine, changed, draft.tab, at, by)
    return Saved(part, sorted({change.saved_by.name for change in since}))


@transaction.atomic
def save_postal_address(melding: Notification, answers: Mapping[str, str], *, at: datetime, by: User) -> None:
    """Keep where post goes: that may change when the other answers stand, since letters go on."""
    hold(melding, by)
    part = InvestigationPart.objects.filter(notification=melding, kind=PartKind.PERSON).first()
    part = part or InvestigationPart(notification=melding, kind=PartKind.PERSON, version=0)
    if changed := _changed(part.answers, answers):
        _write(part, answers, changed, None, at, by)


def _others_since(part: InvestigationPart, draft: Draft) -> Iterable[PartChange]:
    """What came in after the version a page was opened with, from any other page."""
    if part.pk is None:
        return []
    later = part.changes.filter(version__gt=draft.version).select_related("saved_by")
    return later.exclude(tab=draft.tab) if draft.tab else later


def _mine(draft: Draft, since: Iterable[PartChange]) -> dict[str, Any]:
    """The answers somebody really gave: what still says what it said when the page was opened, is not theirs."""
    before: dict[str, Any] = {}
    for change in since:
        before = {name: old for name, (old, _new) in change.answers.items()} | before
    return {
        name: answer
        for name, answer in draft.all_answers.items()
        if name not in before or _plain(answer) != _plain(before[name])
    }


def _changed(there: Mapping[str, Any], mine: Mapping[str, Any]) -> dict[str, Any]:
    """Per question that changes: what stands there and what comes."""
    return {
        name: [there.get(name), answer]
        for name, answer in mine.items()
        if _plain(answer) != _plain(there.get(name))
    }


def _plain(answer: Any) -> Any:
    """Not answered, cleared and nothing ticked are one and the same; nought is an answer."""
    return None if answer in ("", []) else answer


def _write(
    part: InvestigationPart,
    mine: Mapping[str, Any],
    changed: Mapping[str, Any],
    tab: UUID | None,
    at: datetime,
    by: User,
) -> None:
    part.answers = part.answers | {name: answer for name, answer in mine.items() if name != STATE}
    part.state, part.version = mine.get(STATE, part.state), part.version + 1
    part.saved_at, part.saved_by = at, by
    part.save()
    PartChange.objects.create(
        part=part, version=part.version, answers=dict(changed), saved_at=at, saved_by=by, tab=tab
    )
