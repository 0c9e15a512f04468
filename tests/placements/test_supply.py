"""What a provider may say about its places, and what comes of saying it twice, wrongly or for somebody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from placements import capacity, supply
from placements.capacity import BedState
from placements.freshness import freshness
from placements.models import OutOfUse, OutOfUseReason, SupplyConfirmation
from placements.supply import Closed
from portal import clock
from portal.models import Role
from tests import make

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY
AT = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def place():
    region = make.region()
    return make.place(make.location(make.provider(region)), make.care_form(region))


@pytest.fixture
def planner(place):
    return make.user(Role.PROVIDER, organisation_=place.location.provider)


def closed(starts_on=TODAY, ends_on=None, **facts):
    return Closed(starts_on=starts_on, ends_on=ends_on, **({"reason": OutOfUseReason.DAMAGE} | facts))


def close(place, planner, starts_on=TODAY, ends_on=None, **facts):
    return supply.take_out_of_use(place, closed(starts_on, ends_on, **facts), at=AT, by=planner)


def state(place, day=TODAY) -> BedState:
    return capacity.bed_days([place], on=day)[place.pk].state


def test_a_place_goes_out_of_use_and_comes_back(place, planner):
    row, is_new = close(place, planner, D(2026, 10, 1))
    assert (is_new, state(place)) == (True, BedState.OUT_OF_USE)
    assert supply.put_back_in_use(row, on=TODAY, at=AT, by=planner)
    assert state(place) is BedState.FREE
    assert state(place, D(2026, 10, 4)) is BedState.OUT_OF_USE


def test_saying_the_same_twice_changes_nothing(place, planner):
    first, _ = close(place, planner)
    second, is_new = close(place, planner)
    assert (second, is_new, OutOfUse.objects.count()) == (first, False, 1)
    assert supply.put_back_in_use(first, on=TODAY + timedelta(days=3), at=AT, by=planner)
    assert not supply.put_back_in_use(first, on=TODAY + timedelta(days=3), at=AT, by=planner)
    assert OutOfUse.objects.live().count() == 1


def test_an_overlap_is_refused_in_dutch(place, planner):
    close(place, planner, D(2026, 10, 1), D(2026, 10, 20))
    with pytest.raises(ValidationError, match="al buiten gebruik"):
        close(place, planner, D(2026, 10, 19))
    close(place, planner, D(2026, 10, 20))


def test_a_period_that_had_not_begun_counts_no_more(place, planner):
    row, _ = close(place, planner, TODAY)
    supply.put_back_in_use(row, on=TODAY, at=AT, by=planner)
    assert not OutOfUse.objects.live().exists()
    kept = OutOfUse.objects.get()
    assert (kept.cancelled_at, kept.cancelled_by, kept.superseded_by) == (AT, planner, None)


def test_a_period_is_corrected_by_a_new_row_and_taken_back_without_deleting(place, planner):
    row, _ = close(place, planner, reference="W-1", words="Lekkage")
    later = closed(D(2026, 11, 1), D(2026, 11, 3), reason=OutOfUseReason.OTHER)
    revised, is_new = supply.change_out_of_use(row, later, at=AT, by=planner)
    assert (is_new, state(place), state(place, D(2026, 11, 2))) == (True, BedState.FREE, BedState.OUT_OF_USE)
    row.refresh_from_db()
    assert (row.superseded_by, row.cancelled_by, row.reference, row.words) == (revised, planner, "W-1", "Lekkage")
    assert supply.cancel_out_of_use(revised, at=AT, by=planner)
    assert not supply.cancel_out_of_use(revised, at=AT, by=planner)
    assert state(place, D(2026, 11, 2)) is BedState.FREE
    assert OutOfUse.objects.count() == 2


def test_correcting_twice_the_same_is_once_and_differently_is_told(place, planner):
    row, _ = close(place, planner)
    longer = closed(ends_on=D(2026, 11, 1))
    revised, _ = supply.change_out_of_use(row, longer, at=AT, by=planner)
    assert supply.change_out_of_use(row, longer, at=AT, by=planner) == (revised, False)
    for act in (
        lambda: supply.change_out_of_use(row, closed(ends_on=D(2026, 12, 1)), at=AT, by=planner),
        lambda: supply.cancel_out_of_use(row, at=AT, by=planner),
    ):
        with pytest.raises(ValidationError, match="Iemand anders wijzigde deze periode intussen: 5 oktober 2026"):
            act()
    supply.cancel_out_of_use(revised, at=AT, by=planner)
    with pytest.raises(ValidationError, match="schrapte deze periode intussen"):
        supply.change_out_of_use(row, longer, at=AT, by=planner)
    assert OutOfUse.objects.count() == 2


def test_a_refused_correction_leaves_the_period_as_it_was(place, planner):
    row, _ = close(place, planner, D(2026, 10, 1), D(2026, 10, 10))
    close(place, planner, D(2026, 10, 20), D(2026, 10, 30))
    with pytest.raises(ValidationError, match="al buiten gebruik"):
        supply.change_out_of_use(row, closed(D(2026, 10, 1), D(2026, 10, 21)), at=AT, by=planner)
    row.refresh_from_db()
    assert row.is_live
    assert OutOfUse.objects.count() == 2


def test_a_later_correction_does_not_change_what_was_known(place, planner):
    row, _ = close(place, planner)
    supply.cancel_out_of_use(row, at=AT + timedelta(days=3), by=planner)
    for moment, known in (
        (AT - timedelta(minutes=1), BedState.FREE),
        (AT + timedelta(days=2), BedState.OUT_OF_USE),
        (AT + timedelta(days=4), BedState.FREE),
    ):
        assert capacity.bed_days([place], on=TODAY, known_at=moment)[place.pk].state is known


def test_only_the_provider_of_a_place_acts_on_it(place, planner):
    row, _ = close(place, planner)
    home = make.lives(make.client(place.region), place)
    coordinator = make.user(Role.COORDINATOR, place.region)
    stranger = make.user(Role.PROVIDER, place.region, make.provider(place.region))
    for somebody in (coordinator, stranger):
        with pytest.raises(PermissionDenied):
            close(place, somebody, D(2027, 1, 1))
        with pytest.raises(PermissionDenied):
            supply.put_back_in_use(row, on=TODAY, at=AT, by=somebody)
        with pytest.raises(PermissionDenied):
            supply.change_out_of_use(row, closed(), at=AT, by=somebody)
        with pytest.raises(PermissionDenied):
            supply.cancel_out_of_use(row, at=AT, by=somebody)
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
        found = freshness([fresh.pk, stale.pk, silent.pk], on=TODAY)
    assert {pk: (word.days, word.is_stale) for pk, word in found.items()} == {
        fresh.pk: (13, False),
        stale.pk: (14, True),
        silent.pk: (None, True),
    }
