"""Several places at once: as many people as can be, nobody passed by somebody lower, then the best fit."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trajectories.matching.allocation import allocate, together


def possible(rows):
    return [[100 if cell else None for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("name", "fits", "order", "expected"),
    [
        ("M1", possible([[1, 1], [1, 0]]), None, [1, 0]),
        ("M2", [[50], [99]], None, [0, None]),
        ("M3", possible([[1, 1, 0], [1, 0, 0], [0, 1, 1]]), None, [1, 0, 2]),
        ("M4", [[50, None], [90, 40], [None, 99]], [1, 2, 0], [None, 0, 1]),
        ("nobody", [], None, []),
        ("no places", [[], []], None, [None, None]),
        ("nothing fits", [[None], [None]], None, [None, None]),
    ],
)
def test_the_cases_that_were_agreed(name, fits, order, expected):
    assert allocate(fits, order) == expected


@st.composite
def tables(draw):
    people, places = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    cell = st.none() | st.integers(0, 100)
    fits = draw(st.lists(st.lists(cell, min_size=places, max_size=places), min_size=people, max_size=people))
    return fits, draw(st.permutations(range(people)))


def every_way(fits):
    people, places = len(fits), len(fits[0])
    seats = [*range(places), *([None] * people)]
    for way in set(permutations(seats, people)):
        if all(place is None or fits[person][place] is not None for person, place in enumerate(way)):
            yield way


@given(tables())
@settings(max_examples=120, deadline=None)
def test_no_other_way_places_more_people_or_higher_ones_or_fits_better(table):
    fits, order = table
    rank = {person: number for number, person in enumerate(order)}

    def worth(way):
        placed = [person for person, place in enumerate(way) if place is not None]
        by_rank = sorted(rank[person] for person in placed)
        return len(placed), [-number for number in by_rank], sum(fits[person][way[person]] for person in placed)

    found = allocate(fits, order)
    taken = [place for place in found if place is not None]
    assert len(taken) == len(set(taken))
    assert worth(tuple(found)) == max(worth(way) for way in every_way(fits))


@given(tables())
@settings(max_examples=120, deadline=None)
def test_together_is_the_largest_number_that_any_way_places(table):
    fits, order = table
    where = [[place for place, fit in enumerate(row) if fit is not None] for row in fits]
    found = together(where, order, len(fits[0]))
    assert len(set(found.values())) == len(found)
    assert all(place in where[person] for person, place in found.items())
    assert len(found) == max(len(way) - way.count(None) for way in every_way(fits))
