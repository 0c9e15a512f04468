"""Locations: everybody sees what is theirs to see, and of persons only what they may know."""

from datetime import date

import pytest
from django.urls import reverse

from portal.models import AccessRecord, OrganisationKind, Role
from tests import make

pytestmark = pytest.mark.django_db
D = date
REGION_ROLES = [Role.TEAM, Role.COORDINATOR, Role.POLICY, Role.PROJECT_LEADER]


@pytest.fixture
def place():
    region = make.region()
    landlord = make.organisation(region, OrganisationKind.HOUSING_ASSOCIATION)
    home = make.location(make.provider(region), name="Het Baken", housing_association=landlord)
    return make.place(home, make.care_form(region, name="Beschut Wonen"), features=["ROLSTOEL"])


@pytest.fixture
def resident(place):
    client = make.client(place.region, family_name="Waterman")
    make.lives(client, place, D(2025, 3, 1))
    return client


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def page_for(user, place, signed_in) -> str:
    return text(signed_in(user).get(reverse("location_page", args=[place.location.slug])))


@pytest.mark.parametrize("role", REGION_ROLES)
def test_the_region_sees_all_of_its_locations(role, place, signed_in):
    browser = signed_in(make.user(role, place.region))
    assert "Het Baken" in text(browser.get("/locaties/"))
    assert browser.get(reverse("location_page", args=[place.location.slug])).status_code == 200


@pytest.mark.parametrize("role", [*REGION_ROLES, Role.PROVIDER, Role.HOUSING_ASSOCIATION])
def test_another_region_or_organisation_sees_nothing(role, place, signed_in):
    browser = signed_in(make.user(role))
    assert "Het Baken" not in text(browser.get("/locaties/"))
    assert browser.get(reverse("location_page", args=[place.location.slug])).status_code == 404


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_has_nothing_to_do_with_places_stays_out(role, place, signed_in):
    browser = signed_in(make.user(role))
    assert browser.get("/locaties/").status_code == 403
    assert browser.get(reverse("location_page", args=[place.location.slug])).status_code == 403


def test_the_provider_and_the_coordinator_see_who_lives_there(place, resident, signed_in):
    for user in (
        make.user(Role.PROVIDER, organisation_=place.location.provider),
        make.user(Role.COORDINATOR, place.region),
    ):
        page = page_for(user, place, signed_in)
        assert f'<a href="/clienten/{resident.slug}/">{resident}</a>' in page
        assert AccessRecord.objects.filter(client=resident, user=user).count() == 1


def test_policy_sees_no_persons(place, resident, signed_in):
    page = page_for(make.user(Role.POLICY, place.region), place, signed_in)
    assert "Waterman" not in page
    assert "1 maart 2025" not in page
    assert not AccessRecord.objects.filter(client=resident).exists()


def test_a_wijkteam_sees_its_own_clients_only(place, resident, signed_in):
    team = make.user(Role.TEAM, place.region)
    page = page_for(team, place, signed_in)
    assert "Waterman" not in page
    assert "niet voor u zichtbaar" in page
    make.notification(resident)
    assert "Waterman" in page_for(team, place, signed_in)


def test_a_housing_association_sees_a_tenancy_without_care(place, resident, signed_in):
    user = make.user(Role.HOUSING_ASSOCIATION, organisation_=place.location.housing_association)
    page = page_for(user, place, signed_in)
    assert f"{resident}<small>sinds 1 maart 2025, kamer van de instelling</small>" in page
    assert "/clienten/" not in page
    assert "Beschut Wonen" not in page
    assert AccessRecord.objects.filter(client=resident, user=user).exists()


def test_the_page_shows_facts_of_the_place_and_its_duo(place, signed_in):
    page = page_for(make.user(Role.COORDINATOR, place.region), place, signed_in)
    assert "Geschikt voor een rolstoel" in page
    assert str(place.location.housing_association) in page


def test_a_resident_on_an_unusable_place_is_pointed_out(place, resident, signed_in):
    make.out_of_use(place, D(2026, 10, 1))
    page = page_for(make.user(Role.COORDINATOR, place.region), place, signed_in)
    assert "Op 1 plek woont iemand, terwijl de plek niet gebruikt kan worden" in page


def test_one_municipality_can_be_picked(place, signed_in):
    make.location(place.location.provider, name="De Sluis", municipality_id=make.LELYSTAD)
    browser = signed_in(make.user(Role.COORDINATOR, place.region))
    page = text(browser.get("/locaties/", {"gemeente": make.LELYSTAD}))
    assert "De Sluis" in page
    assert "Het Baken" not in page
    assert "Het Baken" in text(browser.get("/locaties/", {"gemeente": "onzin"}))


def test_ten_locations_cost_as_many_queries_as_one(place, signed_in, django_assert_max_num_queries):
    browser = signed_in(make.user(Role.COORDINATOR, place.region))
    with django_assert_max_num_queries(16) as few:
        browser.get("/locaties/")
    for _ in range(9):
        home = make.location(make.provider(place.region))
        make.lives(make.client(place.region), make.place(home, place.periods.get().care_form))
    with django_assert_max_num_queries(len(few.captured_queries)):
        browser.get("/locaties/")


def test_ten_places_cost_as_many_queries_as_one(place, resident, signed_in, django_assert_max_num_queries):
    url = reverse("location_page", args=[place.location.slug])
    for role in (Role.COORDINATOR, Role.HOUSING_ASSOCIATION):
        organisation = place.location.housing_association if role == Role.HOUSING_ASSOCIATION else None
        browser = signed_in(make.user(role, place.region, organisation))
        with django_assert_max_num_queries(
            19
        ) as few:  # one of them says to PostgreSQL that what follows is counting
            browser.get(url)
        for _ in range(9):
            make.lives(make.client(place.region), make.place(place.location, place.periods.get().care_form))
        with django_assert_max_num_queries(len(few.captured_queries)):
            browser.get(url)
