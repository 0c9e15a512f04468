"""Who gets which place when several are given at once: as many people as possible, and nobody is passed by
somebody lower on the list; among the ways to do that, the one in which the places fit best. Advice; a person
decides.

People who can be placed together form a transversal matroid, so going down the list and moving others over where
that makes room (an augmenting path) reaches both aims at once. Who is placed is then settled; which place each
gets is an assignment problem over those few people, solved by shortest augmenting paths.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

NOBODY = -1


def allocate(fits: Sequence[Sequence[int | None]], order: Sequence[int] | None = None) -> list[int | None]:
    """The place of each person, by number, or None.

    `fits[person][place]` is 0 to 100, or None where the place cannot be; `order` names the persons from the
    first on the list to the last, and is the order of `fits` when left out.
    """
    order = list(order) if order is not None else list(range(len(fits)))
    places = max((len(row) for row in fits), default=0)
    possible = [[place for place, fit in enumerate(row) if fit is not None] for row in fits]
    placed = list(together(possible, order, places))
    found = _best(fits, placed, places)
    return [found.get(person) for person in range(len(fits))]


def together(possible: Sequence[Sequence[int]], order: Iterable[int], places: int) -> dict[int, int]:
    """As many people as can be placed at once, each with a place: a maximum matching, however well the places fit.

    Down the list, each who can be given a place without anybody losing theirs; `possible[person]` names the places
    that can be.
    """
    holder = [NOBODY] * places
    place_of: dict[int, int] = {}
    for person in order:
        _make_room(person, possible, holder, place_of)
    return place_of


def _make_room(
    person: int, possible: Sequence[Sequence[int]], holder: list[int], place_of: dict[int, int]
) -> bool:
    """Find the person a place, moving others over where needed; breadth first, so with the fewest moves."""
    asked_by: dict[int, int] = {}
    queue = [person]
    for mover in queue:
        for place in possible[mover]:
            if place in asked_by:
                continue
            asked_by[place] = mover
            if holder[place] == NOBODY:
                _move_over(place, asked_by, holder, place_of)
                return True
            queue.append(holder[place])
    return False


def _move_over(place: int, asked_by: dict[int, int], holder: list[int], place_of: dict[int, int]) -> None:
    """Each along the way takes the place they asked for, and leaves their own to who asked for that."""
    free: int | None = place
    while free is not None:
        mover = asked_by[free]
        left = place_of.get(mover)
        holder[free], place_of[mover] = mover, free
        free = left


@dataclass(slots=True)
class _Assignment:
    """Persons who get a place one by one, each time along the cheapest way to make room (Jonker and Volgenant).

    A cost is what a fit lacks of 100; a place that cannot be costs more than all that can be lacking together.
    Prices keep every reduced cost at 0 or more; place 0 is where the newcomer stands, the others count from 1.
    """

    fits: list[Sequence[int | None]]
    places: int
    worth: list[int]
    price: list[int]
    holder: list[int]

    def cost(self, person: int, place: int) -> int:
        """The reduced cost of a person on a place."""
        fit = self.fits[person][place - 1]
        lacks = 101 * (len(self.fits) + 1) if fit is None else 100 - fit
        return lacks - self.worth[person] - self.price[place]

    def add(self, newcomer: int) -> None:
        """Give one more person a place."""
        self.holder[0] = newcomer
        least: list[float] = [inf] * (self.places + 1)
        came_from, seen, place = [0] * (self.places + 1), [False] * (self.places + 1), 0
        while self.holder[place] != NOBODY:
            seen[place] = True
            person, nearest = self.holder[place], NOBODY
            for other in range(1, self.places + 1):
                if seen[other]:
                    continue
                if (cost := self.cost(person, other)) < least[other]:
                    least[other], came_from[other] = cost, place
                if nearest == NOBODY or least[other] < least[nearest]:
                    nearest = other
            self._reprice(int(least[nearest]), seen, least)
            place = nearest
        while place:
            self.holder[place] = self.holder[came_from[place]]
            place = came_from[place]

    def _reprice(self, step: int, seen: list[bool], least: list[float]) -> None:
        for place, is_seen in enumerate(seen):
            if is_seen:
                self.worth[self.holder[place]] += step
                self.price[place] -= step
            else:
                least[place] -= step


def _best(fits: Sequence[Sequence[int | None]], persons: list[int], places: int) -> dict[int, int]:
    """Give every one of these persons a place so that the fits add up to the most."""
    rows = [fits[person] for person in persons]
    work = _Assignment(rows, places, [0] * len(rows), [0] * (places + 1), [NOBODY] * (places + 1))
    for number in range(len(rows)):
        work.add(number)
    return {persons[number]: place - 1 for place, number in enumerate(work.holder) if place and number != NOBODY}
