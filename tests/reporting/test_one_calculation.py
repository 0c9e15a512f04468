"""How full it is on a day is one number, whoever is asked: pages, calendar, search, attestation or figures."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements import capacity
from placements.capacity import Counts
from placements.models import HousingEpisode, Location, OutOfUse, Place, PlacePeriod
from placements.occupancy import locations_now, total
from placements.occupancy_calendar import Scale, calendar, window
from placements.supply import confirm_supply
from portal.models import Region, RegionMembership, Role, User
from tests import make
from tests.reporting.figure import QUARTER, cells, values
from trajectories.matching.locations import locations_for
from trajectories.needs import Needs
from trajectories.vacancy import reserved_in

FIRST, SPAN = QUARTER.starts_on - timedelta(days=10), 110
AT = datetime(2026, 4, 1, tzinfo=UTC)
FORMS = ("BESCHUT", "THUIS")

turns = st.lists(st.integers(0, SPAN), max_size=6, unique=True).map(sorted)
place_histories = st.fixed_dictionaries(
    {
        "in_service": turns,
        "forms": st.booleans(),
        "closed": turns,
        "taken_back": turns,
        "homes": turns,
        "is_proposed": st.booleans(),
        "town": st.sampled_from([make.ALMERE, make.LELYSTAD]),
    }
)


def pairs(numbers: list[int]) -> list[tuple[date, date | None]]:
    days = [FIRST + timedelta(days=number) for number in numbers]
    return [(start, days[i + 1] if i + 1 < len(days) else None) for i, start in enumerate(days) if i % 2 == 0]


def build(region: Region, histories: list[dict[str, Any]]) -> None:
    """Places with every kind of row, those that count no more too."""
    provider = make.provider(region)
    towns = {town: make.location(provider, municipality_id=town) for town in (make.ALMERE, make.LELYSTAD)}
    forms = [make.care_form(region, code) for code in FORMS]
    for number, history in enumerate(histories):
        place = make.place(towns[history["town"]], code=f"P{number}")
        for turn, (start, end) in enumerate(pairs(history["in_service"])):
            form = forms[turn % 2 if history["forms"] else 0]
            PlacePeriod.objects.create(place=place, care_form=form, starts_on=start, ends_on=end)
        live = [make.out_of_use(place, start, end) for start, end in pairs(history["closed"])]
        for start, end in pairs(history["taken_back"]):
            OutOfUse.objects.create(
                place=place, reason="SCHADE", starts_on=start, ends_on=end, cancelled_at=AT,
                superseded_by=live.pop() if live else None,
            )  # fmt: skip
        for start, end in pairs(history["homes"]):
            make.lives(make.client(region), place, start, ends_on=end)
        if history["is_proposed"]:
            make.proposal(make.waits(make.client(region), forms[0]), place, FIRST)


def counted(region: Region, day: date) -> Counts:
    places = Place.objects.filter(region=region)
    return capacity.count(capacity.bed_days(places, on=day, reserved=reserved_in(region)).values())


def in_calendar(region: Region, day: date) -> dict[str, int]:
    places = list(Place.objects.filter(region=region))
    shown = window(Scale.MONTH, day)
    known = capacity.timelines(places, since=shown.first, reserved=reserved_in(region, since=shown.first))
    drawn = calendar(places, known, shown, seen_on=day)
    return {tally.name: dict(tally.numbers)[shown.columns[day.day - 1]] for tally in drawn.tallies}


def in_search(user: User, day: date) -> tuple[int, int]:
    fits = locations_for(user, Needs(day=day), today=day)
    return sum(fit.in_service for fit in fits), sum(fit.free for fit in fits)


def by(region: Region, day: date, place_in: str, form: str | None = None) -> Counts:
    found = Place.objects.filter(region=region, location__municipality=place_in)
    beds = capacity.bed_days(found, on=day).values()
    return capacity.count(
        bed for bed in beds if form is None or (bed.period and bed.period.care_form.code == form)
    )


@pytest.mark.django_db
@settings(max_examples=20, deadline=None)
@given(st.lists(place_histories, min_size=1, max_size=4), st.integers(10, 100).map(lambda n: FIRST + timedelta(n)))
def test_everybody_counts_the_same_on_the_same_day(histories, day):
    region = make.region()
    coordinator = make.user(Role.COORDINATOR, region)
    build(region, histories)
    here = counted(region, day)
    figure = values(region, "D1", now=day)
    assert {kind: figure[kind,] for kind in ("GEREALISEERD", "BRUIKBAAR", "BEZET")} == {
        "GEREALISEERD": here.realised,
        "BRUIKBAAR": here.usable,
        "BEZET": here.taken,
    }
    drawn = in_calendar(region, day)
    assert (drawn["Bruikbaar"], drawn["Bezet"], drawn["Gereserveerd"], drawn["Vrij"]) == (
        here.usable, here.taken, here.reserved, here.free,
    )  # fmt: skip
    assert drawn.get("Te veel", 0) == here.over_capacity
    assert in_search(coordinator, day) == (here.realised, here.free)
    listed = locations_now(Location.objects.filter(region=region), on=day, reserved=reserved_in(region))
    assert total(listed) == here
    for town in (make.ALMERE, make.LELYSTAD):
        for form in FORMS:
            assert figure.get((town, "BEZET", form), 0) == by(region, day, town, form).taken
            assert figure.get((town, "BRUIKBAAR", form), 0) == by(region, day, town, form).usable


@pytest.mark.django_db
@settings(max_examples=20, deadline=None)
@given(st.lists(place_histories, min_size=1, max_size=4))
def test_the_bed_days_of_a_quarter_are_the_days_on_every_page_added_up(histories):
    region = make.region()
    build(region, histories)
    places = list(Place.objects.filter(region=region))
    first, until = QUARTER.starts_on, QUARTER.ends_on
    known = capacity.stretches(places, first, until, seen_on=first)
    every = [stretch for stretches in known.values() for stretch in stretches]
    cell = cells(region, "D2")[()]
    assert cell.value == pytest.approx(capacity.occupancy(every))
    days = [first + timedelta(days=number) for number in range((until - first).days)]
    timelines = capacity.timelines(places, since=first).values()
    usable = sum(place.state_on(day) in capacity.USABLE for day in days for place in timelines)
    assert cell.n == usable == sum(one.days for one in every if one.state in capacity.USABLE)


@pytest.mark.django_db
def test_an_attestation_keeps_the_same_counts():
    region = make.region()
    build(region, [{"in_service": [0], "forms": False, "closed": [], "taken_back": [3, 60], "homes": [5],
                    "is_proposed": False, "town": make.ALMERE}] * 2)  # fmt: skip
    day = FIRST + timedelta(days=20)
    planner = make.user(Role.PROVIDER, organisation_=Location.objects.filter(region=region)[0].provider)
    kept, _ = confirm_supply(planner.organisation, on=day, at=AT, by=planner)
    here = counted(region, day)
    assert (kept.counts["total"]["taken"], kept.counts["total"]["usable"]) == (here.taken, here.usable) == (2, 2)


@pytest.mark.django_db
def test_a_municipal_redivision_neither_loses_nor_doubles_a_place():
    """On 15 May the location's municipality leaves the region and another joins: the places stay as they are."""
    region = make.region()
    build(region, [{"in_service": [0], "forms": False, "closed": [], "taken_back": [], "homes": [5],
                    "is_proposed": False, "town": make.ALMERE}])  # fmt: skip
    changes_on = date(2026, 5, 15)
    RegionMembership.objects.filter(region=region).update(ends_on=changes_on)
    RegionMembership.objects.create(region=region, municipality_id=make.LELYSTAD, starts_on=changes_on)
    for day in (changes_on - timedelta(days=1), changes_on):
        figure = values(region, "D1", now=day)
        assert figure["BEZET",] == figure[make.ALMERE, "BEZET"] == counted(region, day).taken == 1
    assert HousingEpisode.objects.filter(region=region).count() == 1
