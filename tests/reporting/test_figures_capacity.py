"""Chapter D: places on a day, bed-days, empty days, and the plan."""

from datetime import date, timedelta

import pytest

from placements.models import PlacePeriod, PlanLine
from tests import make
from tests.reporting.figure import n, value, values

pytestmark = pytest.mark.django_db
APRIL, MAY, JUNE, JULY = (date(2026, month, 1) for month in (4, 5, 6, 7))
LAST_DAY = date(2026, 6, 30)


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def provider(region):
    return make.provider(region)


@pytest.fixture
def form(region):
    return make.care_form(region, "BT")


@pytest.fixture
def location(provider):
    return make.location(provider)


def lives(place, starts_on: date, ends_on: date | None = None, client=None):
    client = client or make.client(place.region)
    return make.lives(client, place, starts_on, ends_on=ends_on)


def period(place, form, starts_on: date, ends_on: date | None = None) -> None:
    PlacePeriod.objects.create(place=place, care_form=form, starts_on=starts_on, ends_on=ends_on)


def plan(region, kind: str, form, places: int, planned_on: date, to=None) -> None:
    PlanLine.objects.create(
        region=region,
        kind=kind,
        care_form=form,
        to_care_form=to,
        municipality_id=make.ALMERE,
        places=places,
        planned_on=planned_on,
    )


def test_every_kind_has_a_total_even_without_a_place(region):
    assert values(region, "D1") == {
        (kind,): 0 for kind in ("GECONTRACTEERD", "GEREALISEERD", "BRUIKBAAR", "BEZET")
    }


def test_places_by_kind_form_and_municipality(region, provider, form, location):
    make.contract(provider, form, places=7)
    make.contract(provider, make.care_form(region, "BW"), places=3, starts_on=JULY)
    closed, taken, _free = (make.place(location, form) for _ in range(3))
    make.out_of_use(closed, LAST_DAY, JULY)
    lives(closed, APRIL)
    lives(taken, LAST_DAY)
    found = values(region, "D1")
    assert {row: number for row, number in found.items() if len(row) == 1} == {
        ("GECONTRACTEERD",): 7,
        ("GEREALISEERD",): 3,
        ("BRUIKBAAR",): 2,
        ("BEZET",): 1,
    }
    assert found[(make.ALMERE, "BEZET", "BT")] == found[(make.ALMERE, "BEZET")] == found[("BEZET", "BT")] == 1
    assert ("GECONTRACTEERD", "BT") in found
    assert not any(make.ALMERE in row and "GECONTRACTEERD" in row for row in found)


def test_on_the_day_one_leaves_and_another_comes_the_place_is_taken_once(region, form, location):
    place = make.place(location, form)
    lives(place, APRIL, LAST_DAY)
    lives(place, LAST_DAY)
    assert value(region, "D1", "BEZET") == 1
    assert (value(region, "D2"), n(region, "D2")) == (1.0, 91)


def test_the_form_is_that_of_the_place_not_of_the_care(region, provider, form, location):
    client = make.client(region)
    make.care(client, make.care_form(region, "BW"), provider, APRIL)
    lives(make.place(location, form), APRIL, client=client)
    assert value(region, "D1", "BEZET", "BT") == 1


def test_occupancy_counts_neither_days_out_of_use_nor_days_without_a_period(region, form, location):
    place = make.place(location)
    period(place, form, MAY)
    make.out_of_use(place, date(2026, 5, 11), date(2026, 5, 21))
    lives(place, APRIL, date(2026, 5, 16))
    assert (value(region, "D2"), n(region, "D2")) == (10 / 51, 51)
    assert value(region, "D2", "BT") == 10 / 51


def test_occupancy_follows_a_place_from_form_to_form(region, form, location):
    place, later = make.place(location), make.care_form(region, "BW")
    period(place, form, APRIL, date(2026, 4, 11))
    period(place, later, date(2026, 4, 11))
    lives(place, date(2026, 4, 6), date(2026, 4, 12))
    assert values(region, "D2") == {(): 6 / 91, ("BT",): 5 / 10, ("BW",): 1 / 81}


def test_in_a_running_quarter_later_days_do_not_count(region, form, location):
    lives(make.place(location, form), date(2026, 4, 6))
    assert value(region, "D2", now=date(2026, 4, 10)) == 5 / 10


def test_without_usable_days_there_is_no_occupancy(region, form, location):
    make.out_of_use(make.place(location, form), make.LONG_AGO)
    assert (value(region, "D2"), n(region, "D2")) == (None, 0)


def test_empty_days_are_usable_days_between_two_residents(region, form, location):
    place = make.place(location, form)
    lives(place, date(2025, 1, 1), date(2026, 3, 22))
    make.out_of_use(place, date(2026, 3, 25), date(2026, 4, 1))
    lives(place, date(2026, 4, 5), date(2026, 5, 1))
    lives(place, date(2026, 5, 1))
    lives(make.place(location, form), APRIL)
    assert (value(region, "D3"), n(region, "D3")) == ((3 + 4 + 0) / 2, 2)


def test_a_place_that_was_not_usable_all_the_while_was_not_empty(region, form, location):
    place = make.place(location, form)
    lives(place, date(2025, 1, 1), date(2026, 3, 22))
    make.out_of_use(place, date(2026, 3, 22), date(2026, 4, 5))
    lives(place, date(2026, 4, 5))
    assert (value(region, "D3"), n(region, "D3")) == (0, 1)


def test_the_same_client_going_on_is_no_empty_place_but_coming_back_is(region, form, location):
    client, place = make.client(region), make.place(location, form)
    lives(place, date(2025, 1, 1), APRIL, client=client)
    lives(place, APRIL, MAY, client=client)
    assert (value(region, "D3"), n(region, "D3")) == (None, 0)
    lives(place, date(2026, 5, 3), client=client)
    assert (value(region, "D3"), n(region, "D3")) == (2, 1)


def test_without_a_plan_there_is_nothing_to_compare(region, form, location):
    period(make.place(location), form, APRIL)
    assert values(region, "D4") == {}


def test_the_plan_counts_up_to_the_day_and_is_read_as_it_stands(region, form):
    plan(region, "OPBOUW", form, 5, LAST_DAY)
    plan(region, "OPBOUW", form, 2, date(2026, 2, 1))
    plan(region, "OPBOUW", form, 9, JULY)
    assert values(region, "D4") == {(make.ALMERE, "GEPLAND", "OPBOUW", "BT"): 7}


def test_realised_changes_count_from_new_year_of_the_first_plan(region, form, location):
    other = make.care_form(region, "BW")
    plan(region, "OMBOUW", form, 1, date(2025, 12, 31), to=other)
    built, older, converted, scaled = (make.place(location) for _ in range(4))
    period(built, form, date(2025, 1, 1))
    period(older, form, date(2024, 12, 31))
    period(converted, form, date(2020, 1, 1), date(2025, 3, 1))
    period(converted, other, date(2025, 6, 1))
    period(scaled, other, date(2020, 1, 1), LAST_DAY)
    assert values(region, "D4") == {
        (make.ALMERE, "GEPLAND", "BW", "OMBOUW", "BT"): 1,
        (make.ALMERE, "GEREALISEERD", "OPBOUW", "BT"): 1,
        (make.ALMERE, "GEREALISEERD", "BW", "OMBOUW", "BT"): 1,
        (make.ALMERE, "GEREALISEERD", "AFBOUW", "BW"): 1,
    }


def test_a_next_period_still_to_come_does_not_undo_that_a_place_ended(region, form, location):
    plan(region, "AFBOUW", form, 1, date(2026, 1, 1))
    place = make.place(location)
    period(place, form, date(2020, 1, 1), JUNE)
    period(place, form, JULY)
    assert value(region, "D4", make.ALMERE, "GEREALISEERD", "AFBOUW", "BT") == 1


def test_spread_looks_for_a_home_with_care_or_a_usable_light_place(region, provider, form, location):
    for municipality, start in ((make.LELYSTAD, LAST_DAY), (make.ZWOLLE, JULY)):
        region.memberships.create(municipality_id=municipality, starts_on=start)
    place = make.place(location, form)
    assert (value(region, "D6"), n(region, "D6")) == (0.5, 2)
    make.out_of_use(place, JUNE)
    client = make.client(region)
    make.lives(client, starts_on=APRIL, municipality_id=make.LELYSTAD)
    assert value(region, "D6") == 0.0
    make.care(client, form, provider, APRIL)
    assert value(region, "D6") == 0.5


def test_a_heavy_place_does_not_make_a_municipality_count(region, location):
    make.place(location, make.care_form(region, "BW", is_heavy=True))
    assert value(region, "D6") == 0.0


def test_a_place_that_opens_later_is_not_there_yet(region, form, location):
    period(make.place(location), form, LAST_DAY)
    assert value(region, "D1", "GEREALISEERD") == 1
    assert value(region, "D1", "GEREALISEERD", now=LAST_DAY - timedelta(days=1)) == 0


def test_a_withdrawn_line_is_no_longer_planned_nor_where_the_plan_begins(region, form, location):
    for planned_on, reason in ((date(2025, 3, 1), "Geen geld"), (date(2026, 3, 1), "")):
        PlanLine.objects.create(
            region=region, kind="OPBOUW", care_form=form, municipality_id=make.ALMERE, places=3,
            planned_on=planned_on, withdrawn_on=date(2026, 5, 1) if reason else None, withdrawn_reason=reason,
        )  # fmt: skip
    period(make.place(location), form, date(2025, 6, 1))
    period(make.place(location), form, date(2026, 1, 1))
    assert values(region, "D4") == {
        (make.ALMERE, "GEPLAND", "OPBOUW", "BT"): 3,
        (make.ALMERE, "GEREALISEERD", "OPBOUW", "BT"): 1,
    }
