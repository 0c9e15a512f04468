"""The weeks to come: one place meets all that is asked, on the day itself; and who leaves, by day."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.capacity import BedState, Reservation, timelines
from placements.models import Place, PlacePeriod
from tests import make
from trajectories.week_grid import Asked, Cell, week_grid

D = date
TODAY = make.TODAY


@pytest.fixture
def scene(db: None) -> SimpleNamespace:
    region = make.region()
    provider = make.provider(region)
    form = make.care_form(region)
    here = make.location(provider)
    return SimpleNamespace(region=region, provider=provider, form=form, here=here)


def grid(scene, asked=None, **facts):
    places = Place.objects.filter(region=scene.region).select_related("location").with_features()
    facts = {"on": TODAY, "weeks": 12, "reserved": {}, "closings": {}} | facts
    return week_grid(list(places.order_by("code")), asked or Asked(), **facts)


def cells(found) -> list[tuple[int, int]]:
    (rows,) = found.forms
    return [(cell.free, cell.expected) for cell in rows.cells]


def test_a_departure_settled_or_expected_shows_from_its_week_on(scene):
    make.lives(make.client(scene.region), make.place(scene.here, scene.form), ends_on=D(2026, 10, 19))
    make.lives(make.client(scene.region), make.place(scene.here, scene.form), expected_end_on=D(2026, 11, 2))
    assert cells(grid(scene)) == [(0, 0)] * 2 + [(1, 0)] * 2 + [(1, 1)] * 8


def test_two_halves_are_not_one_place(scene):
    make.place(scene.here, scene.form, features=["ROLSTOEL"])
    make.place(scene.here, scene.form, features=["RUSTIG"])
    both = Asked(features=frozenset({"ROLSTOEL", "RUSTIG"}))
    assert grid(scene, both).forms == ()
    make.place(scene.here, scene.form, features=["ROLSTOEL", "RUSTIG"])
    assert cells(grid(scene, both)) == [(1, 0)] * 12


def test_what_a_place_is_counts_on_the_day_itself(scene):
    place = make.place(scene.here)
    other = make.care_form(scene.region, "THUIS")
    PlacePeriod.objects.create(place=place, care_form=scene.form, starts_on=D(2026, 1, 1), ends_on=D(2026, 10, 20))
    PlacePeriod.objects.create(place=place, care_form=other, starts_on=D(2026, 10, 20))
    make.has(place, "RUSTIG", since=D(2026, 11, 1))
    found = {rows.care_form: [cell.free for cell in rows.cells] for rows in grid(scene).forms}
    assert found == {scene.form: [1] * 3 + [0] * 9, other: [0] * 3 + [1] * 9}
    quiet = grid(scene, Asked(features=frozenset({"RUSTIG"})))
    assert cells(quiet) == [(0, 0)] * 4 + [(1, 0)] * 8
    assert cells(grid(scene, Asked(care_form=other))) == [(0, 0)] * 3 + [(1, 0)] * 9


def test_a_town_and_the_young_are_asked_of_the_place_too(scene):
    there = make.location(scene.provider, municipality_id=make.LELYSTAD, is_for_youth=True)
    make.place(scene.here, scene.form)
    make.place(there, scene.form)
    for asked in (Asked(town=make.LELYSTAD), Asked(features=frozenset({"JONGEREN"}))):
        (rows,) = grid(scene, asked).forms
        assert [row.location for row in rows.rows] == [there]


def test_a_location_where_nothing_comes_free_stands_apart(scene):
    make.place(scene.here, scene.form)
    full = make.location(scene.provider)
    make.lives(make.client(scene.region), make.place(full, scene.form))
    found = grid(scene)
    assert [row.location for row in found.forms[0].rows] == [scene.here]
    assert found.full == (full,)
    assert cells(found) == [(1, 0)] * 12


def test_a_reserved_place_is_free_for_nobody(scene):
    place = make.place(scene.here, scene.form)
    make.lives(make.client(scene.region), place, expected_end_on=D(2026, 11, 2))
    assert cells(grid(scene, reserved={place.pk: (Reservation(TODAY),)})) == [(0, 0)] * 12


def test_who_may_not_know_the_care_gets_one_group(scene):
    make.place(scene.here, scene.form)
    make.place(scene.here, make.care_form(scene.region, "THUIS"))
    (rows,) = grid(scene, tells_care=False).forms
    assert (rows.care_form, rows.cells[0]) == (None, Cell(2, 0))


def test_departures_come_by_day_with_what_comes_after(scene):
    ends = make.place(scene.here, code="A")
    PlacePeriod.objects.create(place=ends, care_form=scene.form, starts_on=D(2026, 1, 1), ends_on=D(2026, 12, 1))
    make.lives(make.client(scene.region), ends, ends_on=D(2026, 12, 1))
    make.lives(
        make.client(scene.region), make.place(scene.here, scene.form, code="B"), expected_end_on=D(2026, 11, 2)
    )
    follows = make.place(scene.here, scene.form, code="C")
    make.lives(make.client(scene.region), follows, ends_on=D(2026, 10, 12))
    make.lives(make.client(scene.region), follows, D(2026, 10, 12))
    make.lives(make.client(scene.region), make.place(scene.here, scene.form), ends_on=D(2027, 6, 1))
    make.lives(make.client(scene.region), make.place(scene.here, scene.form), ends_on=TODAY)
    found = [
        (one.place.code, one.on, one.is_certain, one.becomes_free, one.care_form) for one in grid(scene).departures
    ]
    assert found == [
        ("C", D(2026, 10, 12), True, False, scene.form),
        ("B", D(2026, 11, 2), False, True, scene.form),
        ("A", D(2026, 12, 1), True, False, None),
    ]


ends = st.none() | st.integers(1, 80).map(lambda number: TODAY + timedelta(days=number))


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(ends, ends, st.booleans()), min_size=1, max_size=5))
def test_every_cell_is_the_count_of_that_day(homes):
    region = make.region()
    here = SimpleNamespace(region=region, form=make.care_form(region), here=make.location(make.provider(region)))
    for ends_on, expected, is_lived_in in homes:
        place = make.place(here.here, here.form)
        if is_lived_in:
            make.lives(make.client(region), place, ends_on=ends_on, expected_end_on=expected)
    known = timelines(Place.objects.filter(region=region), since=TODAY).values()
    for number, (free, expected) in enumerate(cells(grid(here))):
        day = TODAY + timedelta(weeks=number)
        assert free == sum(place.state_on(day) is BedState.FREE for place in known)
        assert expected == sum(place.is_departure_expected(day, seen_on=TODAY) for place in known)


def test_ten_places_cost_as_many_queries_as_one(scene, django_assert_num_queries):
    for number in (1, 9):
        for _ in range(number):
            make.lives(make.client(scene.region), make.place(make.location(scene.provider), scene.form))
        with django_assert_num_queries(5):
            grid(scene)
