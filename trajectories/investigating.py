"""The investigation in parts: each saved on its own, and nothing of anybody is lost when two save at once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from portal.models import User
from trajectories.deciding import hold, over
from trajectories.models import InvestigationPart, Notification, PartKind
from trajectories.models.part import QUOTES
from trajectories.obstacles import demand


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else saved this part since it was opened: what stands there now."""

    theirs: InvestigationPart


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to save of a part, and the version it was based on (0: there was none)."""

    kind: PartKind
    state: str
    answers: dict[str, Any]
    version: int
    quote: str = ""


def obstacles_to_answer(melding: Notification, *, on: date) -> list[str]:
    """Why answers cannot change: they stand once the report is there or the melding is over."""
    if over(melding, on):
        return ["Deze melding is afgerond. De antwoorden staan vast."]
    return ["Het verslag is klaar. De antwoorden staan vast."] if melding.reported_on else []


@transaction.atomic
def save_part(melding: Notification, draft: Draft, *, at: datetime, by: User) -> InvestigationPart | Conflict:
    """Save a part, unless somebody saved it in between; the same press twice is saved once.

    Raises `Obstructed` once the answers stand.
    """
    hold(melding, by)
    part = InvestigationPart.objects.filter(notification=melding, kind=draft.kind).first()
    if part and _is_same(part, draft):
        return part
    demand(obstacles_to_answer(melding, on=at.date()))
    if part and part.version != draft.version:
        return Conflict(part)
    part = part or InvestigationPart(notification=melding, kind=draft.kind, version=0)
    part.answers = part.answers | draft.answers | _quotes(part, draft, at, by)
    part.state, part.version = draft.state, part.version + 1
    part.saved_at, part.saved_by = at, by
    part.save()
    return part


def _is_same(part: InvestigationPart, draft: Draft) -> bool:
    said = not draft.quote or any(quote["text"] == draft.quote for quote in part.answers.get(QUOTES, []))
    return said and part.state == draft.state and part.answers | draft.answers == part.answers


def _quotes(part: InvestigationPart, draft: Draft, at: datetime, by: User) -> dict[str, Any]:
    """The client's words so far and the new ones; what stands is never changed."""
    if not draft.quote:
        return {}
    new = {"text": draft.quote, "on": at.date().isoformat(), "by": by.name}
    return {QUOTES: [*part.answers.get(QUOTES, []), new]}
