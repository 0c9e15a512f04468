"""The page of a place: what it is, and everything that was ever said of it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from placements import supply
from placements.supply import Closed
from portal.models import AccessRecord, OrganisationKind, Role
from tests import make

pytestmark = pytest.mark.django_db
D = date
AT = datetime(2026, 10, 1, 8, 12, tzinfo=UTC)


@pytest.fixture
def place():
    region = make.region()
    landlord = make.organisation(region, OrganisationKind.HOUSING_ASSOCIATION)
    home = make.location(make.provider(region), housing_association=landlord)
    return make.place(home, make.care_form(region, name="Beschut Wonen"), code="BAKEN-1")


@pytest.fixture
def planner(place):
    return make.user(Role.PROVIDER, organisation_=place.location.provider)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def url(place) -> str:
    return reverse("place_page", args=[place.location.slug, place.slug])


def closed(days=14, **facts) -> Closed:
    return Closed(starts_on=D(2026, 10, 5), ends_on=D(2026, 10, 5 + days), reason="SCHADE", **facts)


def test_every_correction_stays_readable(place, planner, signed_in):
    row, _ = supply.take_out_of_use(place, closed(reference="W-7", words="Lekkage"), at=AT, by=planner)
    row, _ = supply.change_out_of_use(row, closed(16), at=AT, by=planner)
    supply.cancel_out_of_use(row, at=AT, by=planner)
    page = text(signed_in(planner).get(url(place)))
    first = "schade, 5 oktober 2026 t/m 18 oktober 2026, W-7, Lekkage"
    second = "schade, 5 oktober 2026 t/m 20 oktober 2026"
    assert f'Buiten gebruik gezet: <span class="wordt">{first}</span>' in page
    changed = '<span class="was">5 oktober 2026 t/m 18 oktober 2026, W-7, Lekkage</span>'
    assert f'{changed} → <span class="wordt">5 oktober 2026 t/m 20 oktober 2026</span>' in page
    assert f'Niet meer buiten gebruik: <span class="was">{second}</span>' in page
    assert f"({planner.name}, om 10:12)" in page
    assert page.index("Niet meer") < page.index("veranderd") < page.index("gezet:")


def test_a_housing_association_reads_no_explanation_and_no_care(place, planner, signed_in):
    supply.take_out_of_use(place, closed(reference="W-7", words="Bewoner in kliniek"), at=AT, by=planner)
    landlord = make.user(Role.HOUSING_ASSOCIATION, organisation_=place.location.housing_association)
    page = text(signed_in(landlord).get(url(place)))
    assert "W-7" in page
    assert "kliniek" not in page
    assert "Beschut Wonen" not in page


def test_who_lives_there_is_shown_to_who_may_know_and_logged(place, planner, signed_in):
    client = make.client(place.region, family_name="Waterman")
    make.lives(client, place)
    assert "Waterman" in text(signed_in(planner).get(url(place)))
    assert AccessRecord.objects.filter(client=client, user=planner).count() == 1
    page = text(signed_in(make.user(Role.TEAM, place.region)).get(url(place)))
    assert "Waterman" not in page
    assert "De bewoner is voor u niet zichtbaar" in page


@pytest.mark.parametrize("role", [Role.TEAM, Role.COORDINATOR, Role.PROVIDER, Role.HOUSING_ASSOCIATION])
def test_another_organisation_finds_nothing(role, place, signed_in):
    assert signed_in(make.user(role)).get(url(place)).status_code == 404
    other = make.location(place.location.provider)
    planner = make.user(Role.PROVIDER, organisation_=place.location.provider)
    assert signed_in(planner).get(reverse("place_page", args=[other.slug, place.slug])).status_code == 404


@pytest.mark.parametrize("role", [Role.POLICY, Role.PROJECT_LEADER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_works_with_numbers_only_stays_out(role, place, signed_in):
    assert signed_in(make.user(role, place.region)).get(url(place)).status_code == 403
