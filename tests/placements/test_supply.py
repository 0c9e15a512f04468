"""What a provider may say about its places, and what comes of saying it twice, wrongly or for somebody else."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from placements import capacity, supply
from placements.capacity import BedState
from placements.models import OutOfUse, OutOfUseReason, SupplyConfirmation
from portal import clock
from portal.models import Role
from tests import make

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY


@pytest.fixture
def place():
    region = make.region()
    return make.place(make.location(make.provider(region)), make.care_form(region))


@pytest.fixture
def planner(place):
    return make.user(Role.PROVIDER, organisation_=place.location.provider)


def close(place, planner, starts_on=TODAY, ends_on=None):
    facts = {"reason": OutOfUseReason.DAMAGE, "by": planner}
    return supply.take_out_of_use(place, starts_on=starts_on, ends_on=ends_on, **facts)


def state(place, day=TODAY) -> BedState:
    return capacity.bed_days([place], on=day)[place.pk].state


def test_a_place_goes_out_of_use_and_comes_back(place, planner):
    row, is_new = close(place, planner, D(2026, 10, 1))
    assert (is_new, state(place)) == (True, BedState.OUT_OF_USE)
    assert supply.put_back_in_use(row, on=TODAY, by=planner)
    assert state(place) is BedState.FREE
    assert state(place, D(2026, 10, 4)) is BedState.OUT_OF_USE


def test_saying_the_same_twice_changes_nothing(place, planner):
    first, _ = close(place, planner)
    second, is_new = close(place, planner)
    assert (second, is_new, OutOfUse.objects.count()) == (first, False, 1)
    assert supply.put_back_in_use(first, on=TODAY + timedelta(days=3), by=planner)
    assert not supply.put_back_in_use(first, on=TODAY + timedelta(days=3), by=planner)


def test_an_overlap_is_refused_in_dutch(place, planner):
    close(place, planner, D(2026, 10, 1), D(2026, 10, 20))
    with pytest.raises(ValidationError, match="al buiten gebruik"):
        close(place, planner, D(2026, 10, 19))
    close(place, planner, D(2026, 10, 20))


def test_a_period_that_had_not_begun_disappears(place, planner):
    row, _ = close(place, planner, TODAY)
    supply.put_back_in_use(row, on=TODAY, by=planner)
    assert not OutOfUse.objects.exists()


def test_a_period_can_be_corrected_and_taken_back(place, planner):
    row, _ = close(place, planner)
    facts = {"starts_on": D(2026, 11, 1), "ends_on": D(2026, 11, 3), "reason": OutOfUseReason.OTHER}
    supply.change_out_of_use(row, **facts, by=planner)
    assert (state(place), state(place, D(2026, 11, 2))) == (BedState.FREE, BedState.OUT_OF_USE)
    supply.cancel_out_of_use(row, by=planner)
    assert state(place, D(2026, 11, 2)) is BedState.FREE


def test_only_the_provider_of_a_place_acts_on_it(place, planner):
    row, _ = close(place, planner)
    home = make.lives(make.client(place.region), place)
    coordinator = make.user(Role.COORDINATOR, place.region)
    stranger = make.user(Role.PROVIDER, place.region, make.provider(place.region))
    for somebody in (coordinator, stranger):
        with pytest.raises(PermissionDenied):
            close(place, somebody, D(2027, 1, 1))
        with pytest.raises(PermissionDenied):
            supply.put_back_in_use(row, on=TODAY, by=somebody)
        with pytest.raises(PermissionDenied):
            supply.expect_departure(home, expected_on=D(2026, 11, 1), by=somebody)
        with pytest.raises(PermissionDenied):
            supply.confirm_supply(place.location.provider, on=TODAY, at=clock.now(), by=somebody)


def test_a_departure_is_expected_and_forgotten(place, planner):
    home = make.lives(make.client(place.region), place)
    assert supply.expect_departure(home, expected_on=D(2026, 11, 2), by=planner)
    assert not supply.expect_departure(home, expected_on=D(2026, 11, 2), by=planner)
    assert capacity.bed_days([place], on=TODAY)[place.pk].free_on == D(2026, 11, 2)
    supply.expect_departure(home, expected_on=None, by=planner)
    assert capacity.bed_days([place], on=TODAY)[place.pk].free_on is None


def test_a_settled_departure_is_not_expected_otherwise(place, planner):
    home = make.lives(make.client(place.region), place, ends_on=D(2026, 11, 1))
    with pytest.raises(ValidationError, match="staat al vast"):
        supply.expect_departure(home, expected_on=D(2026, 12, 1), by=planner)


def test_confirming_keeps_the_counts_and_twice_a_day_renews_them(place, planner):
    provider = place.location.provider
    make.place(place.location, place.periods.get().care_form)
    first, is_first = supply.confirm_supply(provider, on=TODAY, at=clock.now(), by=planner)
    assert (is_first, first.counts["total"]["free"], first.counts["total"]["realised"]) == (True, 2, 2)
    assert [row["care_form"] for row in first.counts["rows"]] == ["BESCHUT"]
    make.lives(make.client(place.region), place)
    second, is_first = supply.confirm_supply(provider, on=TODAY, at=clock.now(), by=planner)
    assert (is_first, second.pk, second.counts["total"]["free"]) == (False, first.pk, 1)


def test_a_word_is_stale_after_fourteen_days(place, planner, django_assert_num_queries):
    silent = make.provider(place.region)
    fresh, stale = (make.provider(place.region) for _ in range(2))
    for provider, days in ((fresh, 13), (stale, 14), (stale, 20), (fresh, -1)):
        day = TODAY - timedelta(days=days)
        facts = {"confirmed_at": clock.now(), "confirmed_by": planner, "counts": {}}
        SupplyConfirmation.objects.create(provider=provider, confirmed_on=day, **facts)
    with django_assert_num_queries(1):
        found = supply.freshness([fresh.pk, stale.pk, silent.pk], on=TODAY)
    assert {pk: (word.days, word.is_stale) for pk, word in found.items()} == {
        fresh.pk: (13, False),
        stale.pk: (14, True),
        silent.pk: (None, True),
    }
