"""What a client needs is read from the answers about wonen, whatever they look like."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from placements.models import Feature, LivingMode
from portal.models import RegionMembership, Role
from tests import make
from trajectories.models import InvestigationPart, PartKind, WaitlistEntry
from trajectories.needs import Needs, age_band, needs_of, towns_of

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
TOWNS = {make.ALMERE: "Almere", make.LELYSTAD: "Lelystad"}


@pytest.fixture
def entry() -> WaitlistEntry:
    region = make.region()
    who = make.client(region, born_on=date(2004, 10, 6), origin_municipality_id=make.LELYSTAD)
    return make.waits(who, make.care_form(region))


def read(entry: WaitlistEntry, answers: object) -> Needs:
    InvestigationPart.objects.create(
        notification=make.notification(entry.client),
        kind=PartKind.HOUSING,
        answers=answers,
        saved_at=datetime(2026, 10, 1, tzinfo=ZoneInfo("Europe/Amsterdam")),
        saved_by=make.user(Role.TEAM, entry.region),
    )
    return needs_of(entry, towns=TOWNS, on=TODAY)


def test_the_answers_become_criteria(entry):
    needs = read(
        entry,
        {
            "municipalities": [make.ALMERE],
            "excluded_municipalities": [make.LELYSTAD],
            "districts": "Haven, bij haar zus",
            "living_mode": "ZELFSTANDIG",
            "features": ["HUISDIER", "ROLSTOEL"],
            "max_rent": 650,
        },
    )
    assert (needs.wanted, needs.excluded) == ({make.ALMERE: "Almere"}, {make.LELYSTAD: "Lelystad"})
    assert (needs.wanted_words, needs.excluded_words) == ("Almere; Haven, bij haar zus", "Lelystad")
    assert needs.living_mode is LivingMode.INDEPENDENT
    assert needs.features == {Feature.PETS, Feature.WHEELCHAIR}
    assert needs.age == 21
    assert needs.highest_rent == 650
    assert needs.unknown == ("hoe dichtbij begeleiding moet zijn",)


def test_limits_become_rules_without_their_story(entry):
    limits = {"restrictions": ["NO_COHABITANTS_IN_USE"], "contra_indications": ["NO_24_7_AVAILABLE"]}
    needs = read(entry, limits)
    assert (needs.profile.needs_sober_house, needs.profile.nearness) == (True, 2)


@pytest.mark.parametrize(
    "answers",
    [
        {},
        [],
        "Almere",
        {"municipalities": 3, "living_mode": "GEEN_VOORKEUR", "features": "HUISDIER"},
        {
            "municipalities": ["Almere", None, {}],
            "living_mode": ["ZELFSTANDIG"],
            "features": [{"a": 1}, "VLIEGVELD"],
        },
        {"municipalities": make.ALMERE, "districts": 3},
    ],
)
def test_what_cannot_be_read_is_not_known(entry, answers):
    needs = read(entry, answers)
    assert (needs.wanted, needs.living_mode, needs.features) == ({}, None, frozenset())
    assert needs.unknown == (
        "in welke gemeente",
        "zelfstandig of in een groep",
        "hoe dichtbij begeleiding moet zijn",
        "wat nodig is aan de plek",
    )


def test_the_towns_of_a_region_are_those_that_take_part_that_day():
    user = make.user(Role.COORDINATOR)
    RegionMembership.objects.create(
        region=user.region, municipality_id=make.LELYSTAD, starts_on=date(2020, 1, 1), ends_on=TODAY
    )
    assert towns_of(user, on=TODAY) == {make.ALMERE: "Almere"}
    assert list(towns_of(user, on=date(2026, 10, 4)).values()) == ["Almere", "Lelystad"]


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (None, "leeftijd onbekend"),
        (17, "jonger dan 18 jaar"),
        (18, "18 t/m 24 jaar"),
        (24, "18 t/m 24 jaar"),
        (25, "25 t/m 34 jaar"),
        (64, "50 t/m 64 jaar"),
        (65, "65 jaar of ouder"),
    ],
)
def test_an_age_is_told_roughly(age, band):
    assert age_band(age) == band
