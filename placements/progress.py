"""How far each line of the plan is: which places that moved count for it, and whether it is late.

A line counts the places that moved as it says: the same kind, care form and municipality; of its own provider
where it names one, for the young where it says so. A place counts for one line only: lines that say most go first,
then the earliest. So the lines, with what moved beside them, are together GEREALISEERD of figure D4.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from placements.models import PlanLine
from placements.movements import Change, Movement, counted
from portal.models import Region

SOON = 92
"""Days ahead in which a line that is not there yet asks for attention: a quarter."""


class LineState(models.TextChoices):
    """How a line stands on a day; in the order in which it asks for attention."""

    LATE = "TE_LAAT", "Te laat"
    SOON = "BINNENKORT", "Binnenkort"
    ON_COURSE = "OP_SCHEMA", "Op schema"
    DONE = "KLAAR", "Klaar"
    WITHDRAWN = "INGETROKKEN", "Ingetrokken"


@dataclass(frozen=True, slots=True)
class Progress:
    """A line of the plan on a day, with the places that count for it, the earliest first."""

    line: PlanLine
    on: date
    moved: tuple[Movement, ...]

    @property
    def realised(self) -> int:
        """How many of its places are there."""
        return len(self.moved)

    @property
    def to_go(self) -> int:
        """How many are still to come."""
        return self.line.places - self.realised

    @property
    def finished_on(self) -> date | None:
        """The day on which the last of its places was there; None while one is missing."""
        return self.moved[-1].happened_on if self.moved and self.to_go == 0 else None

    @property
    def is_due(self) -> bool:
        """Whether all of it should be there: what GEPLAND of figure D4 counts."""
        return self.line.planned_on <= self.on

    @property
    def days_late(self) -> int:
        """Days since it should have been there; 0 on the day itself, and when it is done or not due."""
        return (self.on - self.line.planned_on).days if self.state is LineState.LATE else 0

    @property
    def days_left(self) -> int:
        """Days until it should be there."""
        return (self.line.planned_on - self.on).days

    @property
    def days_early(self) -> int | None:
        """How many days before its day it was finished; below zero: after it. None while it is not."""
        return (self.line.planned_on - self.finished_on).days if self.finished_on else None

    @property
    def days_after(self) -> int:
        """How many days after its day it was finished; 0 when in time."""
        return max(-(self.days_early or 0), 0)

    @property
    def state(self) -> LineState:
        """Derived from the days and the places, never stored."""
        if self.line.withdrawn_on:
            return LineState.WITHDRAWN
        if self.to_go <= 0:
            return LineState.DONE
        if self.is_due:
            return LineState.LATE
        return LineState.SOON if self.days_left <= SOON else LineState.ON_COURSE


@dataclass(frozen=True, slots=True)
class Shared:
    """The lines with the places that count for each, and what moved beside the plan."""

    lines: dict[int, Progress]
    beside: tuple[Movement, ...]


def share(region: Region, *, since: date | None, on: date) -> Shared:
    """How far every line of a region is on day `on`; two queries for any number of lines.

    `since` is where the plan begins (`placements.movements.plan_start`); None: there is no plan.
    """
    lines = list(PlanLine.objects.filter(region=region).with_words().in_order())
    movements = counted(region, since=since, on=on) if since else []
    return share_out(lines, movements, on=on)


def share_out(lines: Iterable[PlanLine], movements: Iterable[Movement], *, on: date) -> Shared:
    """Give every movement to one line at most."""
    left: dict[Change, list[Movement]] = defaultdict(list)
    for movement in sorted(movements, key=lambda one: (one.happened_on, one.place_id)):
        left[movement.change].append(movement)
    found: dict[int, Progress] = {}
    for line in sorted(lines, key=_turn):
        if line.withdrawn_on:
            found[line.pk] = Progress(line, on, ())
            continue
        open_ = left[_change_of(line)]
        mine = [movement for movement in open_ if _is_meant(line, movement)][: line.places]
        left[_change_of(line)] = [movement for movement in open_ if movement not in set(mine)]
        found[line.pk] = Progress(line, on, tuple(mine))
    return Shared(found, tuple(movement for rest in left.values() for movement in rest))


def _turn(line: PlanLine) -> tuple[int, date, int]:
    """Lines that say most first, then the earliest."""
    return -(line.provider_id is not None) - line.is_for_youth, line.planned_on, line.pk


def _change_of(line: PlanLine) -> Change:
    return Change(line.kind, line.care_form_id, line.to_care_form_id, line.municipality_id)


def _is_meant(line: PlanLine, movement: Movement) -> bool:
    is_provider = line.provider_id in (None, movement.provider_id)
    return is_provider and (movement.is_for_youth or not line.is_for_youth)
