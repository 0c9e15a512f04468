"""Chapter E: ages on the day, origin, forced moves, and homes of one's own."""

from datetime import date, timedelta

import pytest

from reporting.quarter import Quarter
from tests import make
from tests.reporting.figure import n, value, values

pytestmark = pytest.mark.django_db
APRIL, MAY, JULY = date(2026, 4, 1), date(2026, 5, 1), date(2026, 7, 1)
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


@pytest.fixture
def arrives(region, provider, form):
    """A client whose spell begins in the quarter."""

    def arrive(on: date = APRIL, **facts):
        client = make.client(region, **facts)
        make.care(client, form, provider, on)
        return client

    return arrive


@pytest.mark.parametrize(
    ("born_on", "on", "share"),
    [
        (date(2008, 4, 1), date(2026, 4, 1), 1.0),
        (date(2008, 4, 2), date(2026, 4, 1), 0.0),
        (date(2001, 4, 2), date(2026, 4, 1), 1.0),
        (date(2001, 4, 1), date(2026, 4, 1), 0.0),
        (None, date(2026, 4, 1), 0.0),
    ],
)
def test_young_is_eighteen_up_to_and_including_twenty_four_at_the_start(region, arrives, born_on, on, share):
    arrives(on, born_on=born_on)
    assert (value(region, "E1"), n(region, "E1")) == (share, 1)


@pytest.mark.parametrize(("on", "share"), [(date(2026, 2, 28), 0.0), (date(2026, 3, 1), 1.0)])
def test_born_on_29_february_somebody_is_a_year_older_on_1_march(region, arrives, on, share):
    arrives(on, born_on=date(2008, 2, 29))
    assert value(region, "E1", quarter=Quarter(2026, 1)) == share


def test_young_people_are_counted_by_youth_care(region, arrives):
    young = date(2006, 1, 1)
    for via in (True, True, False, None):
        arrives(born_on=young, via_youth_care=via)
    arrives(born_on=date(1970, 1, 1), via_youth_care=True)
    found = values(region, "E1")
    assert found == {(): 0.8, ("ja",): 2, ("nee",): 1, ("ONBEKEND",): 1}


def test_origin_is_a_municipality_abroad_or_unknown(region, arrives):
    arrives(origin_municipality_id=make.ZWOLLE)
    arrives(origin_elsewhere="BUITENLAND")
    arrives(origin_elsewhere="ONBEKEND")
    arrives()
    assert values(region, "E2") == {(): 4, (make.ZWOLLE,): 1, ("BUITENLAND",): 1, ("ONBEKEND",): 2}


def test_housed_at_origin_is_a_share_of_those_from_the_region_on_the_day(region, location, form):
    region.memberships.create(municipality_id=make.LELYSTAD, starts_on=MAY)
    early, late, home, far = (make.client(region) for _ in range(4))
    for client, town in ((early, make.LELYSTAD), (late, make.LELYSTAD), (home, make.ALMERE), (far, make.ZWOLLE)):
        client.origin_municipality_id = town
        client.save()
    make.lives(early, starts_on=MAY - timedelta(days=1), municipality_id=make.LELYSTAD)
    make.lives(late, starts_on=MAY, municipality_id=make.ALMERE)
    make.lives(home, make.place(location, form), LAST_DAY)
    make.lives(far, starts_on=MAY, municipality_id=make.ZWOLLE)
    assert (value(region, "E3"), n(region, "E3")) == (0.5, 2)


def moves(client, location, form, *, gap: int = 0, reason: str = "SLUITING", **facts):
    """From one place to another, the second from 1 May on."""
    make.lives(
        client,
        make.place(location, form),
        date(2025, 1, 1),
        ends_on=MAY - timedelta(days=gap),
        move_reason="OVERLAST",
    )
    return make.lives(client, make.place(location, form), MAY, move_reason=reason, **facts)


@pytest.mark.parametrize(("gap", "counted"), [(0, 1), (30, 1), (31, 0)])
def test_a_move_follows_within_thirty_days(region, location, form, gap, counted):
    moves(make.client(region), location, form, gap=gap)
    assert value(region, "E5", "AANTAL") == counted


def test_a_move_of_ones_own_or_without_a_reason_is_not_forced(region, location, form):
    moves(make.client(region), location, form, reason="EIGEN_WENS")
    moves(make.client(region), location, form, reason="")
    assert values(region, "E5") == {("AANTAL",): 0, ("PER_100_JAAR",): None, ("CLIENT_WILDE_NIET",): None}


def test_a_new_row_in_the_same_place_is_no_move_but_a_home_of_ones_own_is(region, location, form):
    stays, leaves, first = (make.client(region) for _ in range(3))
    place = make.place(location, form)
    make.lives(stays, place, APRIL, ends_on=MAY)
    make.lives(stays, place, MAY, move_reason="OMBOUW")
    make.lives(leaves, starts_on=APRIL, ends_on=MAY)
    make.lives(leaves, starts_on=MAY, move_reason="OMBOUW")
    make.lives(first, starts_on=MAY, move_reason="OMBOUW")
    assert value(region, "E5", "AANTAL") == 1


def test_moves_are_set_against_client_years_with_the_gap_days(region, provider, location, form):
    for wanted in (False, True, None):
        moves(make.client(region), location, form, client_wanted=wanted)
    client = make.client(region)
    make.care(client, form, provider, date(2026, 3, 1), ends_on=date(2026, 4, 11))
    make.care(client, form, provider, date(2026, 5, 1), ends_on=date(2026, 5, 11))
    assert value(region, "E5", "PER_100_JAAR") == pytest.approx(3 / (40 / 36525))
    assert value(region, "E5", "CLIENT_WILDE_NIET") == pytest.approx(1 / 3)
    assert n(region, "E5", "PER_100_JAAR") == 3


def test_own_homes_are_a_share_of_dwellings_of_clients_in_a_spell(region, location, form, arrives):
    make.lives(arrives(), starts_on=APRIL)
    make.lives(arrives(), make.place(location, form), APRIL)
    make.lives(arrives(JULY), starts_on=APRIL)
    make.lives(make.client(region), starts_on=APRIL)
    arrives()
    assert (value(region, "E6"), n(region, "E6")) == (0.5, 2)
