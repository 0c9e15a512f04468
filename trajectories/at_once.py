"""How many of those who wait could live in the places that are free on a day, all of them at once.

Not the lower of two counts: one place has to meet everything one person needs, and goes to one person only. So it
is the largest set of pairs, person and place, in which nobody and no place occurs twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from placements.capacity import BedState
from placements.models import CareForm
from portal.actor import counting
from portal.models import Region
from trajectories.agreements import in_force
from trajectories.matching.allocation import together
from trajectories.matching.bulk import NO, score_all
from trajectories.matching.offers import Held, hold_region
from trajectories.models import WaitlistEntry
from trajectories.needs import needs_of_all, towns_in
from trajectories.order import turns


@dataclass(frozen=True, slots=True)
class FormAtOnce:
    """One care form: who wait for it, places of it that are free, and who could live in those at once."""

    care_form: CareForm
    waiting: int
    free: int
    housed: int


@dataclass(frozen=True, slots=True)
class AtOnce:
    """A region on a day."""

    on: date
    waiting: int
    """Persons who need a place now: urgent or active, not standing still, no proposal open."""
    free: int
    housed: int
    forms: tuple[FormAtOnce, ...]
    """Who waits for two care forms counts in both, and is housed in one."""


@counting()
def at_once(region: Region, *, on: date) -> AtOnce:
    """Count it; a fixed number of queries for any number of people and places."""
    entries = in_turn(region, on)
    free = free_among(hold_region(region.pk, day=on), on)
    persons = persons_among(entries)
    found = together(possible(region, persons, free, on), range(len(persons)), len(free))
    return AtOnce(
        on=on,
        waiting=len(persons),
        free=len(free),
        housed=len(found),
        forms=tuple(_per_form(entries, free, [free[place] for place in found.values()])),
    )


def in_turn(region: Region, on: date) -> list[WaitlistEntry]:
    """The registrations that count in the order for a place, in that order."""
    keys = [turn.pk for turn in turns(region.pk, on=on) if turn.is_in_turn]
    found = WaitlistEntry.objects.select_related("client", "care_form").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def free_among(held: Iterable[Held], on: date) -> list[Held]:
    """The places that are free on the day, promised to nobody after it, and not about to close."""
    return [one for one in held if one.bed.state is BedState.FREE and one.starts_on == on and not one.offer.closes]


def persons_among(entries: list[WaitlistEntry]) -> list[list[WaitlistEntry]]:
    """Everybody once, with all they wait for; in the order of their first registration."""
    found: dict[int, list[WaitlistEntry]] = defaultdict(list)
    for entry in entries:
        found[entry.client_id].append(entry)
    return list(found.values())


def possible(
    region: Region, persons: list[list[WaitlistEntry]], free: list[Held], on: date
) -> list[Sequence[int]]:
    """Per person the numbers of the places that no rule refuses for anything they wait for."""
    entries = [entry for person in persons for entry in person]
    needs = needs_of_all(entries, towns=towns_in(region.pk, on=on), on=on)
    rules = in_force(region.pk, on=on)
    rows = score_all([needs[entry.pk].profile for entry in entries], [one.offer for one in free], rules)
    allowed = {entry.pk: row.allowed for entry, row in zip(entries, rows, strict=True)}
    return [
        [place for place in range(len(free)) if any(allowed[entry.pk][place] != NO for entry in person)]
        for person in persons
    ]


def _per_form(entries: list[WaitlistEntry], free: list[Held], taken: list[Held]) -> list[FormAtOnce]:
    """By name; forms for which nobody waits and nothing is free are left out."""
    forms = {entry.care_form for entry in entries}
    forms |= {one.bed.period.care_form for one in free if one.bed.period}
    waiting = Counter(entry.care_form for entry in entries)
    free_of, taken_of = (Counter(one.bed.care_form_id for one in places) for places in (free, taken))
    return [
        FormAtOnce(form, waiting[form], free_of[form.pk], taken_of[form.pk])
        for form in sorted(forms, key=lambda form: form.name)
    ]
