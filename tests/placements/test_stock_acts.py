"""A provider keeps its own locations and places; every day a place is for one care form, whatever is changed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placements import conversion, locations
from placements.locations import FACTS, NewPlaces
from placements.models import Feature, LivingMode, Location, PlacePeriod
from placements.movements import tally
from portal.models import Role
from portal.seen import Overtaken, fingerprint
from tests import make

pytestmark = pytest.mark.django_db
D = date
NEW_YEAR = D(2027, 1, 1)
TODAY = make.TODAY


@pytest.fixture
def location():
    return make.location(make.provider(make.region()))


@pytest.fixture
def form(location):
    return make.care_form(location.region)


@pytest.fixture
def light(location):
    return make.care_form(location.region, "THUIS")


@pytest.fixture
def planner(location):
    return make.user(Role.PROVIDER, organisation_=location.provider)


def new(form, **facts) -> NewPlaces:
    return NewPlaces(**({"number": 3, "care_form": form, "starts_on": NEW_YEAR} | facts))


def test_places_come_at_once_with_a_first_day_and_what_they_have(location, form, planner):
    made = locations.add_places(location, new(form, features=[Feature.PETS], prefix="BAKEN"), known=0, by=planner)
    assert [place.code for place in made] == ["BAKEN-1", "BAKEN-2", "BAKEN-3"]
    assert {place.periods.get().starts_on for place in made} == {NEW_YEAR}
    assert made[0].features_on(NEW_YEAR) == ("HUISDIER",)
    assert made[0].features_on(NEW_YEAR - timedelta(days=1)) == ()


def test_codes_go_on_where_others_stopped_also_after_a_gap(location, form, planner):
    make.place(location, code="BAKEN-2")
    elsewhere = make.location(make.provider(location.region))
    make.place(elsewhere, code="BAKEN-4")
    made = locations.add_places(location, new(form, prefix="BAKEN"), known=1, by=planner)
    assert [place.code for place in made] == ["BAKEN-1", "BAKEN-3", "BAKEN-5"]


def test_a_form_sent_twice_adds_once(location, form, planner):
    locations.add_places(location, new(form), known=0, by=planner)
    with pytest.raises(ValidationError, match="intussen plekken bijgekomen"):
        locations.add_places(location, new(form), known=0, by=planner)
    assert location.places.count() == 3


def test_a_place_is_for_a_form_the_region_offers(location, planner):
    ended = make.care_form(location.region, "OUD", ends_on=D(2026, 1, 1))
    with pytest.raises(ValidationError, match="biedt Oud niet aan op 1 januari 2027"):
        locations.add_places(location, new(ended), known=0, by=planner)
    with pytest.raises(ValidationError, match="biedt Oud niet aan"):
        place = make.place(location, make.care_form(location.region))
        conversion.convert(location, [place], to=ended, on=NEW_YEAR, by=planner)


def test_the_same_location_is_added_once(location, planner):
    same = {name: getattr(location, name) for name in locations.ADDRESS}
    twin = Location(region=location.region, provider=location.provider, living_mode=LivingMode.GROUP, **same)
    with pytest.raises(ValidationError, match="staat al bij uw locaties"):
        locations.add_location(twin, by=planner)


def test_of_two_people_who_describe_a_location_the_second_is_told(location, planner):
    mine, theirs = Location.objects.get(pk=location.pk), Location.objects.get(pk=location.pk)
    seen = fingerprint(location, FACTS)
    theirs.district = "Noord"
    locations.change_location(theirs, seen=seen, by=planner)
    mine.district = "Zuid"
    with pytest.raises(Overtaken):
        locations.change_location(mine, seen=seen, by=planner)
    location.refresh_from_db()
    assert location.district == "Noord"


def test_a_conversion_is_the_next_period_and_counts_as_ombouw(location, form, light, planner):
    places = [make.place(location, form) for _ in range(2)]
    assert conversion.convert(location, places, to=light, on=D(2026, 10, 1), by=planner) == 2
    before, after = places[0].periods.order_by("starts_on")
    assert (before.ends_on, after.starts_on, after.ends_on) == (D(2026, 10, 1), D(2026, 10, 1), None)
    found = tally(location.region, since=D(2026, 1, 1), days=[TODAY])[TODAY]
    assert [number for change, number in found.items() if change.kind == "OMBOUW"] == [2]


def test_a_place_that_will_close_keeps_its_last_day(location, form, light, planner):
    place = make.place(location)
    PlacePeriod.objects.create(place=place, care_form=form, starts_on=make.LONG_AGO, ends_on=D(2028, 1, 1))
    conversion.convert(location, [place], to=light, on=NEW_YEAR, by=planner)
    assert place.periods.get(care_form=light).ends_on == D(2028, 1, 1)


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (D(2019, 1, 1), "niet in gebruik"),
        (make.LONG_AGO, "begint zelf op"),
        (D(2026, 12, 1), "al een verandering gepland"),
        (D(2027, 6, 1), "al voor Thuis"),
    ],
)
def test_what_stands_in_the_way_of_a_conversion_is_said(location, form, light, planner, on, says):
    light.starts_on = D(2015, 1, 1)
    light.save()
    place = make.place(location, form)
    conversion.convert(location, [place], to=light, on=NEW_YEAR, by=planner)
    with pytest.raises(ValidationError, match=says):
        conversion.convert(location, [place], to=light, on=on, by=planner)


def test_one_place_in_the_way_stops_all(location, form, light, planner):
    fine, wrong = make.place(location, form), make.place(location)
    with pytest.raises(ValidationError):
        conversion.convert(location, [fine, wrong], to=light, on=NEW_YEAR, by=planner)
    assert fine.periods.get().ends_on is None


def test_a_planned_conversion_can_be_called_off_and_one_that_began_cannot(location, form, light, planner):
    place = make.place(location, form)
    conversion.convert(location, [place], to=light, on=NEW_YEAR, by=planner)
    planned = place.periods.get(care_form=light)
    with pytest.raises(ValidationError, match="blijft staan"):
        conversion.call_off(planned, today=NEW_YEAR, by=planner)
    conversion.call_off(planned, today=TODAY, by=planner)
    assert (place.periods.get().care_form, place.periods.get().ends_on) == (form, None)


def test_a_planned_place_can_be_called_off_unless_somebody_comes_to_live_there(location, form, planner):
    (place, other, _) = locations.add_places(location, new(form), known=0, by=planner)
    conversion.call_off(place.periods.get(), today=TODAY, by=planner)
    assert not place.periods.exists()
    make.lives(make.client(location.region), other, NEW_YEAR)
    with pytest.raises(ValidationError, match="komt iemand wonen"):
        conversion.call_off(other.periods.get(), today=TODAY, by=planner)


def test_kenmerken_change_from_a_day_and_can_be_called_off(location, form, planner):
    place, same = make.place(location, form, features=[Feature.QUIET]), make.place(location, form)
    make.has(same, Feature.PETS)
    facts = {"features": [Feature.PETS], "on": NEW_YEAR, "by": planner}
    assert conversion.change_features(location, [place, same], **facts) == 1
    assert place.features_on(TODAY) == ("RUSTIG",)
    assert place.features_on(NEW_YEAR) == ("HUISDIER",)
    conversion.call_off_features(place.feature_rows.get(starts_on=NEW_YEAR), today=TODAY, by=planner)
    assert place.features_on(NEW_YEAR) == ("RUSTIG",)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_changes_what_belongs_to_another(location, form, light, role):
    stranger = make.user(role, location.region)
    place = make.place(location, form)
    acts = [
        lambda: locations.change_location(location, seen="", by=stranger),
        lambda: locations.add_places(location, new(form), known=1, by=stranger),
        lambda: conversion.convert(location, [place], to=light, on=NEW_YEAR, by=stranger),
        lambda: conversion.change_features(location, [place], features=[], on=TODAY, by=stranger),
        lambda: conversion.call_off(place.periods.get(), today=TODAY, by=stranger),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


DAYS = st.integers(1, 60).map(lambda number: TODAY + timedelta(days=number))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(DAYS, st.sampled_from(["A", "B", "C"]), st.booleans()), max_size=6))
def test_whatever_is_converted_and_called_off_a_place_has_one_care_form_every_day(steps):
    region = make.region()
    location = make.location(make.provider(region))
    planner = make.user(Role.PROVIDER, organisation_=location.provider)
    forms = {code: make.care_form(region, code) for code in "ABC"}
    place = make.place(location, forms["A"])
    for on, code, calls_off in steps:
        try:
            if calls_off:
                last = place.periods.order_by("starts_on").last()
                conversion.call_off(last, today=TODAY, by=planner)
            else:
                conversion.convert(location, [place], to=forms[code], on=on, by=planner)
        except ValidationError:
            pass
        for number in range(-1, 62):
            assert place.periods.covering(TODAY + timedelta(days=number)).count() == 1
