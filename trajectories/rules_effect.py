"""What other agreements would do to today's list: who goes up or down, who comes first for which free place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from placements.models import Place
from trajectories import order
from trajectories.matching.bulk import NOTHING_KNOWN, YES, Row, score_all
from trajectories.matching.inputs import Offer, Rules
from trajectories.matching.offers import Held, hold_region
from trajectories.matching.ranking import order_for_a_place
from trajectories.models import WaitlistEntry
from trajectories.needs import needs_of_all, towns_in
from trajectories.order import RANKS, Turn


@dataclass(frozen=True, slots=True)
class Shift:
    """A registration that gets another number in the list for its care form."""

    entry: WaitlistEntry
    before: int
    after: int

    @property
    def steps(self) -> int:
        """How many numbers it goes up (positive) or down."""
        return self.before - self.after


@dataclass(frozen=True, slots=True)
class OtherFirst:
    """A free place for which somebody else would come first."""

    place: Place
    before: WaitlistEntry | None
    after: WaitlistEntry | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a version would do, seen from the one in force."""

    in_turn: int
    shifts: tuple[Shift, ...]
    free_places: int
    other_first: tuple[OtherFirst, ...]
    stale_before: int
    stale_after: int

    @property
    def up(self) -> int:
        """How many registrations get a better number."""
        return sum(shift.steps > 0 for shift in self.shifts)

    @property
    def down(self) -> int:
        """How many get a worse one."""
        return sum(shift.steps < 0 for shift in self.shifts)

    def as_json(self) -> dict[str, Any]:
        """Counts only, to be kept with the version that is published."""
        return {
            "aan_de_beurt": self.in_turn,
            "omhoog": self.up,
            "omlaag": self.down,
            "vrije_plekken": self.free_places,
            "andere_eerste": len(self.other_first),
            "navraag_voor": self.stale_before,
            "navraag_na": self.stale_after,
        }


def effect_of(region_id: int, *, before: Rules, after: Rules, on: date) -> Effect:
    """The list and the free places of `on` by two versions of the rules; a fixed number of queries."""
    listed = {
        rules: order.turns(region_id, on=on, rules=one) for rules, one in (("before", before), ("after", after))
    }
    entries = _entries(listed["before"])
    held = [one for one in hold_region(region_id, day=on) if one.starts_on == on]
    firsts = [
        _firsts(listed[key], entries, held, rules, region_id, on)
        for key, rules in (("before", before), ("after", after))
    ]
    changed = [
        OtherFirst(one.place, *(entries.get(pk) if pk else None for pk in pair))
        for one, *pair in zip(held, *firsts, strict=True)
        if pair[0] != pair[1]
    ]
    return Effect(
        in_turn=sum(turn.is_in_turn for turn in listed["before"]),
        shifts=tuple(_shifts(listed["before"], listed["after"], entries)),
        free_places=len(held),
        other_first=tuple(changed),
        stale_before=sum(order.is_stale(turn, on=on, rules=before) for turn in listed["before"]),
        stale_after=sum(order.is_stale(turn, on=on, rules=after) for turn in listed["after"]),
    )


def _entries(listed: Sequence[Turn]) -> dict[int, WaitlistEntry]:
    rows = WaitlistEntry.objects.filter(pk__in=[turn.pk for turn in listed if turn.is_in_turn])
    return {entry.pk: entry for entry in rows.select_related("client", "care_form")}


def _shifts(before: Sequence[Turn], after: Sequence[Turn], entries: dict[int, WaitlistEntry]) -> Iterable[Shift]:
    old, new = order.spots(before), order.spots(after)
    for pk, spot in old.items():
        if spot.number != new[pk].number:
            yield Shift(entries[pk], spot.number, new[pk].number)


def _firsts(
    listed: Sequence[Turn],
    entries: dict[int, WaitlistEntry],
    held: Sequence[Held],
    rules: Rules,
    region_id: int,
    on: date,
) -> list[int | None]:
    """Per free place the registration that comes first for it; None: nobody fits."""
    waiting = [turn for turn in listed if turn.is_in_turn]
    people = [entries[turn.pk] for turn in waiting]
    needs = needs_of_all(people, towns=towns_in(region_id, on=on), on=on)
    offers = [one.offer for one in held]
    rows = score_all([needs[turn.pk].profile for turn in waiting], offers, rules)
    forms = {turn.care_form_id: entries[turn.pk].care_form.code for turn in waiting}
    return [_first(at, offer, waiting, rows, forms) for at, offer in enumerate(offers)]


def _first(
    at: int, offer: Offer, waiting: Sequence[Turn], rows: Sequence[Row], forms: dict[int, str]
) -> int | None:
    """By urgency, class of waiting, fit and date, of those who wait for this care form and whom it fits."""
    able = (
        (*_order(turn, row, at), turn.pk)
        for turn, row in zip(waiting, rows, strict=True)
        if row.allowed[at] == YES and forms[turn.care_form_id] == offer.care_form
    )
    first = min(able, default=None)
    return first[-1] if first else None


def _order(turn: Turn, row: Row, at: int) -> tuple[int, int, int, date]:
    fit = None if row.fits[at] == NOTHING_KNOWN else row.fits[at]
    urgency = RANKS[turn.status]
    return order_for_a_place(urgency=urgency, wait_class=turn.wait_class, fit=fit, since=turn.waiting_since)
