"""The laws every count of bed-days keeps, on any history of places, and the days on which peers got it wrong."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from placements import capacity, supply
from placements.capacity import BedState, PlaceTimeline, Reservation
from placements.models import HousingEpisode, OutOfUse, Place, PlacePeriod
from placements.supply import Closed
from portal.models import Role
from tests import make

D = date
FIRST, SPAN = D(2026, 9, 20), 50
"""Days around the turn of a quarter and of the clock (25 October 2026)."""
AT = datetime(2026, 10, 1, 8, tzinfo=UTC)

# Days on which periods begin and end in turn, so that they share no day; without the last one it runs on.
turns = st.lists(st.integers(0, SPAN), max_size=6, unique=True).map(sorted)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def pairs(numbers: list[int]) -> list[tuple[date, date | None]]:
    days = [day(number) for number in numbers]
    return [(start, days[i + 1] if i + 1 < len(days) else None) for i, start in enumerate(days) if i % 2 == 0]


def timeline(periods: list[int], out: list[int], homes: list[int], proposed: list[int]) -> PlaceTimeline:
    return PlaceTimeline(
        1,
        tuple(PlacePeriod(starts_on=start, ends_on=end) for start, end in pairs(periods)),
        tuple(OutOfUse(starts_on=start, ends_on=end) for start, end in pairs(out)),
        tuple(HousingEpisode(starts_on=start, ends_on=end) for start, end in pairs(homes)),
        tuple(Reservation(*pair) for pair in pairs(proposed)),
    )


places = st.builds(timeline, turns, turns, turns, turns)
days = st.integers(0, SPAN).map(day)


@given(st.lists(places, max_size=6), days)
def test_every_place_is_one_thing_and_the_things_add_up_to_the_places(known, on):
    states = [place.on(on).state for place in known]
    assert sum(states.count(state) for state in BedState) == len(known)
    counts = capacity.count(place.on(on) for place in known)
    assert counts.out_of_use + counts.taken + counts.reserved + counts.free == counts.realised
    assert counts.realised == sum(any(period.covers(on) for period in place.periods) for place in known)


@given(st.lists(places, max_size=6), days)
def test_more_people_than_usable_places_is_over_capacity(known, on):
    counts = capacity.count(place.on(on) for place in known)
    people = sum(any(home.covers(on) for home in place.residents) for place in known)
    assert people == counts.taken + counts.over_capacity
    assert people <= counts.usable or counts.over_capacity


@given(places, st.lists(st.integers(0, SPAN), max_size=4).map(sorted))
def test_the_days_of_a_period_are_those_of_its_parts(place, cuts):
    edges = [day(0), *(day(cut) for cut in cuts), day(SPAN)]
    whole = place.stretches(day(0), day(SPAN), seen_on=FIRST)
    parts = [
        stretch
        for start, end in pairwise(edges)
        if start < end
        for stretch in place.stretches(start, end, seen_on=FIRST)
    ]
    for state in BedState:
        by_day = sum(place.state_on(day(number)) is state for number in range(SPAN))
        assert sum(one.days for one in whole if one.state is state) == by_day
        assert sum(one.days for one in parts if one.state is state) == by_day


@given(st.lists(places, max_size=4))
def test_how_full_is_a_share_or_unknown(known):
    stretches = [stretch for place in known for stretch in place.stretches(day(0), day(SPAN), seen_on=FIRST)]
    full = capacity.occupancy(stretches)
    if any(stretch.state in capacity.USABLE for stretch in stretches):
        assert full is not None
        assert 0 <= full <= 1
    else:
        assert full is None


@pytest.fixture
def place(db: None) -> Place:
    region = make.region()
    return make.place(make.location(make.provider(region)), make.care_form(region))


def states(place: Place, **known: Any) -> list[BedState]:
    timeline = capacity.timelines([place], since=FIRST, **known)[place.pk]
    return [timeline.state_on(day(number)) for number in range(SPAN + 1)]


def closed(start: int, length: int) -> Closed:
    return Closed(starts_on=day(start), ends_on=day(start + length) if length else None, reason="SCHADE")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, SPAN), st.integers(0, 20)), max_size=3))
@pytest.mark.django_db
def test_adding_a_period_and_taking_it_back_is_as_if_nothing_happened(standing):
    region = make.region()
    place = make.place(make.location(make.provider(region)), make.care_form(region))
    by = make.user(Role.PROVIDER, organisation_=place.location.provider)
    for start, length in standing:
        _try(lambda start=start, length=length: supply.take_out_of_use(place, closed(start, length), at=AT, by=by))
    before = states(place)
    for start in range(0, SPAN, 7):
        row, is_new = _try(lambda start=start: supply.take_out_of_use(place, closed(start, 4), at=AT, by=by)) or (
            None,
            False,
        )
        if is_new:
            supply.cancel_out_of_use(row, at=AT, by=by)
            assert states(place) == before


acts = st.tuples(st.sampled_from(["zet", "wijzig", "terug", "schrap"]), st.integers(0, SPAN), st.integers(0, 20))


@settings(max_examples=25, deadline=None)
@given(st.lists(acts, max_size=8))
@pytest.mark.django_db
def test_no_later_correction_changes_what_was_known(story):
    region = make.region()
    place = make.place(make.location(make.provider(region)), make.care_form(region))
    by = make.user(Role.PROVIDER, organisation_=place.location.provider)
    known = [(AT, states(place))]
    for number, (act, start, length) in enumerate(story, 1):
        at = AT + timedelta(hours=number)
        _act(place, act, closed(start, length), at=at, by=by)
        known.append((at, states(place)))
    for at, then in known:
        assert states(place, known_at=at + timedelta(minutes=1)) == then
    assert states(place) == known[-1][1]


def _act(place: Place, act: str, said: Closed, **who: Any) -> None:
    rows = list(place.out_of_use.live())
    row = rows[said.starts_on.day % len(rows)] if rows else None
    if row is None or act == "zet":
        _try(lambda: supply.take_out_of_use(place, said, **who))
    elif act == "wijzig":
        _try(lambda: supply.change_out_of_use(row, said, **who))
    elif act == "terug":
        supply.put_back_in_use(row, on=said.starts_on, **who)
    else:
        supply.cancel_out_of_use(row, **who)


def _try(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except ValidationError:
        return None


def test_a_cancelled_period_and_a_superseded_one_count_nowhere(place):
    by = make.user(Role.PROVIDER, organisation_=place.location.provider)
    row, _ = supply.take_out_of_use(place, closed(0, 0), at=AT, by=by)
    revised, _ = supply.change_out_of_use(row, closed(10, 5), at=AT, by=by)
    assert states(place).count(BedState.OUT_OF_USE) == 5
    supply.cancel_out_of_use(revised, at=AT, by=by)
    assert set(states(place)) == {BedState.FREE}


def test_a_place_that_ended_is_not_subtracted_again_when_it_was_also_out_of_use(place):
    """A peer counted beds, less ended ones, less out of use, and went below zero."""
    place.periods.update(ends_on=day(10))
    make.out_of_use(place, day(0))
    counts = capacity.count(capacity.bed_days([place], on=day(20)).values())
    assert (counts.realised, counts.out_of_use, counts.usable) == (0, 0, 0)


def test_both_days_on_which_the_clock_changes_are_one_day(place):
    for changes_on in (D(2026, 3, 29), D(2026, 10, 25)):
        home = make.lives(make.client(place.region), place, changes_on, ends_on=changes_on + timedelta(days=1))
        week = capacity.timelines([place], since=D(2026, 1, 1))[place.pk].stretches(
            changes_on - timedelta(days=3), changes_on + timedelta(days=4), seen_on=changes_on
        )
        assert [(one.state, one.days) for one in week] == [
            (BedState.FREE, 3),
            (BedState.TAKEN, 1),
            (BedState.FREE, 3),
        ]
        home.delete()


def test_a_stay_outside_the_days_asked_for_takes_no_day_in_them(place):
    make.lives(make.client(place.region), place, day(-40), ends_on=day(0))
    make.lives(make.client(place.region), place, day(SPAN))
    stretches = capacity.stretches([place], day(0), day(SPAN), seen_on=FIRST)[place.pk]
    assert [(one.state, one.days) for one in stretches] == [(BedState.FREE, SPAN)]
    assert capacity.occupancy(stretches) == 0
