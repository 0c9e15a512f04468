"""Who waits for whom: somebody cannot leave, somebody else waits for that place, and so on.

Of everybody who waits, in the order of the list, we look for one place each: first among the places that are free,
then among the places of people who are ready to leave. Nobody and no place occurs twice, so what is left are
chains, and now and then a circle in which all could move at once. A help to see where one home gives many moves;
who gets which place is decided when it is free.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from placements.models import Place
from portal.actor import counting
from portal.models import Region
from trajectories.at_once import free_among, in_turn, persons_among, possible
from trajectories.matching.allocation import together
from trajectories.matching.offers import Held, hold_region
from trajectories.models import OutflowReadiness, WaitlistEntry


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody who waits for the place of the one before."""

    client_id: int
    entry: WaitlistEntry
    """What they wait for; of several, the one for that place."""
    place: Place
    """Where they hope to live: the place of the one before."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Somebody who is ready to leave, and who would move when they do, in that order."""

    first_id: int
    """The client who has to leave first."""
    waiters: tuple[Waiter, ...]
    is_circle: bool = False
    """Whether the first waits for the place of the last: then all of them could move at once."""

    @property
    def length(self) -> int:
        """How many people are in it."""
        return len(self.waiters) + (0 if self.is_circle else 1)

    @property
    def clients(self) -> set[int]:
        """Everybody in it."""
        return {self.first_id, *(one.client_id for one in self.waiters)}


@counting()
def chains_in(region: Region, *, on: date) -> list[Chain]:
    """The chains of a region on a day, the longest first; a fixed number of queries for any number of people."""
    held = hold_region(region.pk, day=on)
    ready = OutflowReadiness.objects.filter(client__region=region).covering(on)
    leaving = set(ready.values_list("client", flat=True))
    free = free_among(held, on)
    kept = [_as_if_free(one, on) for one in held if one.bed.resident and one.bed.resident.client_id in leaving]
    persons = persons_among(in_turn(region, on))
    return linked(_waiting_for(region, persons, free, kept, on), {_resident(one): one.place for one in kept})


def linked(waits_for: Mapping[int, tuple[int, WaitlistEntry]], places: Mapping[int, Place]) -> list[Chain]:
    """Chains out of pairs: who waits, by client, for whose place and with which registration."""
    behind = {whose: who for who, (whose, _) in waits_for.items()}
    heads = [whose for whose in behind if whose not in waits_for]
    found = [Chain(head, _line(head, behind, waits_for, places)) for head in heads]
    seen = set().union(*(chain.clients for chain in found))
    for whose in behind:
        if whose not in seen:
            circle = Chain(whose, _line(whose, behind, waits_for, places), is_circle=True)
            seen |= circle.clients
            found.append(circle)
    return sorted(found, key=lambda chain: (-chain.length, chain.first_id))


def _line(
    first: int,
    behind: Mapping[int, int],
    waits_for: Mapping[int, tuple[int, WaitlistEntry]],
    places: Mapping[int, Place],
) -> tuple[Waiter, ...]:
    """Who move after the first, until nobody waits behind the last or the first comes round again."""
    line, before = [], first
    while (who := behind.get(before)) is not None:
        line.append(Waiter(who, waits_for[who][1], places[before]))
        if who == first:
            break
        before = who
    return tuple(line)


def _waiting_for(
    region: Region, persons: list[list[WaitlistEntry]], free: list[Held], kept: list[Held], on: date
) -> dict[int, tuple[int, WaitlistEntry]]:
    """Per client who waits: whose place, and the registration for it; who can have a free place is left out."""
    could = possible(region, persons, [*free, *kept], on)
    at_once = together([_below(places, len(free)) for places in could], range(len(persons)), len(free))
    left = [number for number in range(len(persons)) if number not in at_once]
    later = [
        [
            place - len(free)
            for place in places
            if place >= len(free) and _resident(kept[place - len(free)]) != persons[number][0].client_id
        ]
        for number, places in enumerate(could)
    ]
    found = together(later, left, len(kept))
    return {
        persons[number][0].client_id: (_resident(kept[place]), _for_place(persons[number], kept[place]))
        for number, place in found.items()
    }


def _below(numbers: Sequence[int], limit: int) -> list[int]:
    return [number for number in numbers if number < limit]


def _for_place(entries: list[WaitlistEntry], held: Held) -> WaitlistEntry:
    """Of what somebody waits for: the care form of the place, else the first."""
    return next((entry for entry in entries if entry.care_form_id == held.bed.care_form_id), entries[0])


def _as_if_free(held: Held, on: date) -> Held:
    return replace(held, offer=replace(held.offer, free_on=on))


def _resident(held: Held) -> int:
    assert held.bed.resident
    return held.bed.resident.client_id
