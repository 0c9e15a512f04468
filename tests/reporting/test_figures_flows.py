"""Chapter A: the tricky days of spells, stock and moves."""

from datetime import date, timedelta

import pytest

from reporting.quarter import Quarter
from tests import make
from tests.reporting.figure import cells, n, value, values

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
def light(region):
    return make.care_form(region, "BT")


@pytest.fixture
def heavy(region):
    return make.care_form(region, "BW", is_heavy=True, has_24_7=True)


@pytest.fixture
def outside(region):
    return make.care_form(region, "OT", is_in_chain=False)


def test_the_first_day_of_the_quarter_is_inflow_and_the_first_day_after_it_is_not(region, provider, light):
    for start in (date(2026, 3, 31), APRIL, LAST_DAY, JULY):
        make.care(make.client(region), light, provider, start)
    assert value(region, "A2") == 2


def test_the_first_day_without_care_decides_the_quarter_of_outflow(region, provider, light):
    for end in (APRIL, LAST_DAY, JULY):
        make.care(make.client(region), light, provider, date(2026, 1, 1), ends_on=end)
    assert value(region, "A4") == 2
    assert value(region, "A1") == 1  # who leaves on 1 July is still there on 30 June


@pytest.mark.parametrize(("gap", "starts"), [(0, 0), (30, 0), (31, 1)])
def test_a_gap_of_thirty_days_belongs_to_the_spell_and_one_of_thirty_one_does_not(
    region, provider, light, heavy, gap, starts
):
    client = make.client(region)
    make.care(client, heavy, provider, date(2025, 1, 1), ends_on=APRIL)
    make.care(client, light, provider, APRIL + timedelta(days=gap))
    assert value(region, "A2") == starts
    assert value(region, "A4") == starts
    assert value(region, "A3") == 1 - starts


def test_who_is_between_two_periods_of_one_spell_is_in_the_total_and_in_no_row(region, provider, light):
    client = make.client(region)
    make.care(client, light, provider, APRIL, ends_on=date(2026, 6, 20))
    make.care(client, light, provider, date(2026, 7, 15))
    assert values(region, "A1") == {(): 1}


def test_care_outside_the_chain_has_rows_but_is_no_spell_and_does_not_break_one(region, provider, light, outside):
    client = make.client(region)
    make.care(client, light, provider, date(2025, 1, 1), ends_on=APRIL)
    make.care(client, outside, provider, APRIL, ends_on=date(2026, 4, 20))
    make.care(client, light, provider, date(2026, 4, 25))
    make.care(make.client(region), outside, provider, APRIL)
    assert value(region, "A1") == 1
    assert value(region, "A1", "OT") == 1
    assert value(region, "A1", "ONBEKEND", "OT") == 1
    assert (value(region, "A2"), value(region, "A4")) == (0, 0)


def test_the_municipality_of_a_row_is_that_of_the_dwelling_on_the_day(region, provider, light):
    moved, homeless = make.client(region), make.client(region)
    for client in (moved, homeless):
        make.care(client, light, provider, APRIL)
    make.lives(moved, starts_on=APRIL, ends_on=LAST_DAY, municipality_id=make.ZWOLLE)
    make.lives(moved, starts_on=LAST_DAY, municipality_id=make.LELYSTAD)
    make.lives(homeless, starts_on=APRIL, ends_on=LAST_DAY)
    assert values(region, "A1") == {
        (): 2,
        ("BT",): 2,
        (make.LELYSTAD, "BT"): 1,
        ("ONBEKEND", "BT"): 1,
    }


def test_moves_count_by_the_first_day_of_the_second_form_and_only_between_forms(region, provider, light, heavy):
    client = make.client(region)
    make.care(client, heavy, provider, date(2025, 1, 1), ends_on=APRIL)
    make.care(client, light, provider, APRIL, ends_on=MAY)
    make.care(client, light, provider, MAY, ends_on=JULY)
    make.care(client, heavy, provider, JULY)
    assert values(region, "A3") == {(): 1, ("BT", "BW"): 1}


def test_destinations_are_those_of_the_last_period(region, provider, light):
    client = make.client(region)
    make.care(client, light, provider, APRIL, ends_on=MAY, end_reason="DETENTIE")
    make.care(client, light, provider, MAY, ends_on=JUNE, end_reason="FAMILIE")
    make.care(make.client(region), light, provider, APRIL, ends_on=JUNE)
    assert values(region, "A5") == {("FAMILIE",): 1, ("ONBEKEND",): 1}


def test_the_rate_of_moving_down_divides_by_the_mean_over_the_days(region, provider, light, heavy):
    stays, moves = make.client(region), make.client(region)
    make.care(stays, heavy, provider, date(2025, 1, 1))
    make.care(moves, heavy, provider, date(2025, 1, 1), ends_on=APRIL + timedelta(days=45))
    make.care(moves, light, provider, APRIL + timedelta(days=45))
    mean = (91 + 45) / 91
    assert n(region, "A6") == pytest.approx(mean)
    assert value(region, "A6") == pytest.approx(1 / mean)


def test_without_heavy_care_there_is_no_rate(region):
    assert (value(region, "A6"), n(region, "A6")) == (None, 0)


@pytest.mark.parametrize(("days", "relapsed"), [(31, 1.0), (365, 1.0), (366, 0.0)])
def test_a_new_spell_within_365_days_is_a_relapse(region, provider, light, days, relapsed):
    client, ended = make.client(region), date(2025, 5, 1)
    make.care(client, light, provider, date(2024, 1, 1), ends_on=ended)
    make.care(client, light, provider, ended + timedelta(days=days))
    assert (value(region, "A7"), n(region, "A7")) == (relapsed, 1)


@pytest.mark.parametrize("reason", ["OVERLEDEN", "WLZ"])
def test_who_died_or_went_to_the_wlz_is_not_in_the_cohort(region, provider, light, reason):
    make.care(
        make.client(region),
        light,
        provider,
        date(2024, 1, 1),
        ends_on=date(2025, 5, 1),
        end_reason=reason,
    )
    assert (value(region, "A7"), n(region, "A7")) == (None, 0)


def test_who_moves_down_and_back_up_again_relapsed_though_the_spell_went_on(region, provider, light, heavy):
    client = make.client(region)
    make.care(client, heavy, provider, date(2024, 1, 1), ends_on=date(2025, 5, 1))
    make.care(client, light, provider, date(2025, 5, 1), ends_on=date(2025, 6, 1))
    make.care(client, heavy, provider, date(2025, 6, 1))
    assert (value(region, "A7"), n(region, "A7")) == (1.0, 1)


def test_the_share_with_day_and_night_care_is_of_the_chain(region, provider, light, heavy, outside):
    for form in (light, heavy, outside):
        make.care(make.client(region), form, provider, APRIL)
    assert (value(region, "A9"), n(region, "A9")) == (0.5, 2)


def test_seen_before_a_known_end_the_spell_runs_on(region, provider, light):
    make.care(make.client(region), light, provider, APRIL, ends_on=date(2026, 6, 10), end_reason="FAMILIE")
    seen = {"quarter": Quarter(2026, 2)}
    assert value(region, "A4", now=date(2026, 6, 9), **seen) == 0
    assert value(region, "A4", now=date(2026, 6, 10), **seen) == 1
    assert values(region, "A5", now=date(2026, 6, 9), **seen) == {}


def test_a_return_that_is_not_known_yet_makes_provisional_outflow(region, provider, light):
    client = make.client(region)
    make.care(client, light, provider, APRIL, ends_on=date(2026, 6, 20))
    make.care(client, light, provider, date(2026, 7, 10))
    assert value(region, "A4", now=date(2026, 7, 9)) == 1
    assert value(region, "A4", now=date(2026, 7, 10)) == 0


def test_another_region_does_not_count(region, provider, light):
    elsewhere = make.region()
    make.care(make.client(elsewhere), make.care_form(elsewhere), make.provider(elsewhere), APRIL)
    assert cells(region, "A1")[()].value == 0
