"""A place is exactly one thing on a day, and the sums add up."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from placements import capacity
from placements.capacity import BedState, PlaceTimeline, Reservation
from placements.models import CareForm, Contract, HousingEpisode, OutOfUse, Place, PlacePeriod
from tests import make

D = date
TODAY = make.TODAY
DAYS = st.dates(D(2026, 9, 1), D(2026, 12, 31))


def timeline(periods=(), out=(), homes=(), *, expected=None, reserved=()) -> PlaceTimeline:
    """A place made of bare `(first day, first day not any more)` pairs, without a database."""
    return PlaceTimeline(
        1,
        tuple(PlacePeriod(starts_on=start, ends_on=end) for start, end in periods),
        tuple(OutOfUse(starts_on=start, ends_on=end) for start, end in out),
        tuple(HousingEpisode(starts_on=start, ends_on=end, expected_end_on=expected) for start, end in homes),
        tuple(Reservation(start, end) for start, end in reserved),
    )


ALWAYS = ((make.LONG_AGO, None),)


@st.composite
def separate_periods(draw):
    """Up to three periods in a row that share no day; the last may run on."""
    cuts = sorted(draw(st.lists(DAYS, unique=True, max_size=6)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return tuple(pairs) + (((cuts[-1], None),) if len(cuts) % 2 else ())


@st.composite
def any_timeline(draw):
    return timeline(
        draw(separate_periods()),
        draw(separate_periods()),
        draw(separate_periods()),
        expected=draw(st.none() | DAYS),
        reserved=draw(separate_periods()),
    )


def covers(periods, day) -> bool:
    return any(period.covers(day) for period in periods)


@given(any_timeline(), DAYS)
def test_a_place_is_what_the_order_of_the_checks_says(place, day):
    expected = (
        BedState.NOT_IN_SERVICE
        if not covers(place.periods, day)
        else BedState.OUT_OF_USE
        if covers(place.out_of_use, day)
        else BedState.TAKEN
        if covers(place.residents, day)
        else BedState.RESERVED
        if covers(place.reservations, day)
        else BedState.FREE
    )
    assert place.on(day).state is expected


@given(st.lists(any_timeline(), max_size=8), DAYS)
def test_the_sums_add_up(places, day):
    counts = capacity.count(place.on(day) for place in places)
    assert counts.taken + counts.reserved + counts.free == counts.usable
    assert counts.usable + counts.out_of_use == counts.realised
    unborn = sum(place.state_on(day) is BedState.NOT_IN_SERVICE for place in places)
    assert counts.realised + unborn == len(places)
    assert counts.taken <= counts.usable <= counts.realised
    assert counts.taken + counts.over_capacity == sum(covers(place.residents, day) for place in places)


@given(any_timeline(), DAYS)
def test_free_on_is_the_first_free_day_and_free_until_its_end(place, day):
    bed = place.on(day)
    days = [day + timedelta(days=n) for n in range(150)]
    free = [other for other in days if place.is_free(other, seen_on=day)]
    assert bed.free_on == (free[0] if free else None)
    if bed.free_until:
        assert bed.free_until - timedelta(days=1) in free
        assert bed.free_until not in free
        assert all(other in free for other in days if bed.free_on <= other < bed.free_until)


@given(any_timeline(), DAYS)
def test_the_place_is_free_today_exactly_when_it_is_free_from_today(place, day):
    bed = place.on(day)
    assert (bed.state is BedState.FREE) == (bed.free_on == day)


@given(any_timeline(), DAYS, st.integers(1, 90))
def test_stretches_are_all_the_days_and_each_is_one_thing(place, first, length):
    until = first + timedelta(days=length)
    parts = place.stretches(first, until, seen_on=first)
    assert (parts[0].starts_on, parts[-1].ends_on) == (first, until)
    assert all(one.ends_on == other.starts_on for one, other in pairwise(parts))
    for part in parts:
        days = range((part.ends_on - part.starts_on).days)
        assert {place.state_on(part.starts_on + timedelta(days=n)) for n in days} == {part.state}


@given(any_timeline(), DAYS, DAYS)
def test_adding_and_cancelling_an_out_of_use_period_changes_nothing(place, start, day):
    row = OutOfUse(starts_on=start, ends_on=start + timedelta(days=7))
    assume(not any(other.covers(start + timedelta(days=n)) for other in place.out_of_use for n in range(7)))
    with_it = replace(place, out_of_use=(*place.out_of_use, row))
    assert with_it.on(day).is_usable == (place.on(day).is_usable and not row.covers(day))
    without = replace(place, out_of_use=tuple(other for other in with_it.out_of_use if other is not row))
    assert without.on(day) == place.on(day)


def test_one_leaves_and_another_comes_on_the_same_day():
    place = timeline(ALWAYS, homes=((D(2026, 1, 1), TODAY), (TODAY, None)))
    bed = place.on(TODAY)
    assert (bed.state, bed.is_turnover, bed.resident) == (BedState.TAKEN, True, place.residents[1])
    assert not place.on(TODAY + timedelta(days=1)).is_turnover


def test_only_leaving_is_no_turnover():
    bed = timeline(ALWAYS, homes=((D(2026, 1, 1), TODAY),)).on(TODAY)
    assert (bed.state, bed.is_turnover) == (BedState.FREE, False)
    assert bed.departed is not None


def test_the_leap_day_counts():
    place = timeline(ALWAYS, homes=((D(2028, 2, 28), D(2028, 2, 29)), (D(2028, 3, 1), None)))
    states = [place.state_on(day) for day in (D(2028, 2, 28), D(2028, 2, 29), D(2028, 3, 1))]
    assert states == [BedState.TAKEN, BedState.FREE, BedState.TAKEN]


def test_a_quarter_begins_without_the_day_before():
    place = timeline(ALWAYS, out=((D(2026, 7, 1), D(2026, 10, 1)),))
    assert place.state_on(D(2026, 9, 30)) is BedState.OUT_OF_USE
    assert place.state_on(D(2026, 10, 1)) is BedState.FREE


def test_a_place_that_ends_while_somebody_lives_there_is_over_capacity():
    place = timeline(((make.LONG_AGO, TODAY),), homes=ALWAYS)
    bed = place.on(TODAY)
    assert (bed.state, bed.is_over_capacity, bed.care_form_id) == (BedState.NOT_IN_SERVICE, True, None)
    assert capacity.count([bed]) == capacity.Counts(over_capacity=1)
    assert not place.on(TODAY - timedelta(days=1)).is_over_capacity


def test_an_expected_departure_makes_free_but_not_for_certain():
    leaves = D(2026, 11, 2)
    bed = timeline(ALWAYS, homes=ALWAYS, expected=leaves).on(TODAY)
    assert (bed.state, bed.free_on, bed.is_free_on_certain) == (BedState.TAKEN, leaves, False)
    assert capacity.count([bed]).becomes_free == 1
    assert capacity.count([bed], within=27).becomes_free == 0
    settled = timeline(ALWAYS, homes=((make.LONG_AGO, leaves),)).on(TODAY)
    assert (settled.free_on, settled.is_free_on_certain) == (leaves, True)


def test_an_expectation_that_passed_promises_nothing():
    bed = timeline(ALWAYS, homes=ALWAYS, expected=TODAY).on(TODAY)
    assert (bed.state, bed.free_on, bed.is_departure_overdue) == (BedState.TAKEN, None, True)


def test_a_departure_into_out_of_use_is_free_after_it():
    place = timeline(ALWAYS, out=((D(2026, 11, 1), D(2026, 12, 1)),), homes=((make.LONG_AGO, D(2026, 11, 10)),))
    assert place.on(TODAY).free_on == D(2026, 12, 1)


def test_a_reserved_place_is_free_for_nobody_else():
    free, taken = (
        timeline(ALWAYS, reserved=ALWAYS),
        timeline(ALWAYS, homes=ALWAYS, expected=D(2026, 11, 2), reserved=ALWAYS),
    )
    assert (free.on(TODAY).state, free.on(TODAY).free_on) == (BedState.RESERVED, None)
    assert (taken.on(TODAY).state, taken.on(TODAY).free_on) == (BedState.TAKEN, None)


def test_a_proposal_reserves_the_days_on_which_it_was_open():
    place = timeline(ALWAYS, reserved=((D(2026, 10, 1), D(2026, 10, 4)), (D(2026, 10, 20), None)))
    states = [place.state_on(D(2026, 9, 30)), place.state_on(D(2026, 10, 3)), place.state_on(D(2026, 10, 4))]
    assert states == [BedState.FREE, BedState.RESERVED, BedState.FREE]
    assert place.state_on(D(2027, 1, 1)) is BedState.RESERVED


def test_a_free_place_says_until_when():
    bed = timeline(ALWAYS, homes=((D(2026, 11, 1), None),)).on(TODAY)
    assert (bed.free_on, bed.free_until) == (TODAY, D(2026, 11, 1))


@pytest.mark.django_db
def test_ten_places_cost_as_many_queries_as_one(django_assert_num_queries):
    home = make.location(make.provider(make.region()))
    form = make.care_form(home.region)
    for _ in range(10):
        make.lives(make.client(home.region), make.place(home, form))
    for number in (1, 10):
        with django_assert_num_queries(4):  # the places themselves, and three
            beds = capacity.bed_days(Place.objects.order_by("pk")[:number], on=TODAY)
            assert [bed.period.care_form.code for bed in beds.values()] == ["BESCHUT"] * number


@pytest.mark.django_db
def test_the_database_tells_the_same_story():
    region = make.region()
    home, form = make.location(make.provider(region)), make.care_form(region)
    taken, free, broken, reserved = (make.place(home, form) for _ in range(4))
    unborn = make.place(home)
    make.lives(make.client(region), taken)
    make.out_of_use(broken, D(2026, 10, 1))
    beds = capacity.bed_days(Place.objects.all(), on=TODAY, reserved={reserved.pk: (Reservation(TODAY),)})
    assert {pk: bed.state for pk, bed in beds.items()} == {
        taken.pk: BedState.TAKEN,
        free.pk: BedState.FREE,
        broken.pk: BedState.OUT_OF_USE,
        reserved.pk: BedState.RESERVED,
        unborn.pk: BedState.NOT_IN_SERVICE,
    }
    by_form = capacity.count_by(beds.values(), lambda bed: bed.care_form_id)
    assert (by_form[form.pk].realised, by_form[form.pk].usable, by_form[None].realised) == (4, 3, 0)


@pytest.mark.django_db
def test_contracted_places_are_those_of_the_day():
    region = make.region()
    form: CareForm = make.care_form(region)
    make.contract(make.provider(region), form, places=10)
    make.contract(make.provider(region), form, places=5, starts_on=D(2027, 1, 1))
    assert capacity.contracted(Contract.objects.all(), on=TODAY) == {form.pk: 10}
    assert capacity.contracted(Contract.objects.all(), on=D(2027, 1, 1)) == {form.pk: 15}
