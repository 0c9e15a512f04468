"""The pages of the weeks to come, who leaves, and how many could live somewhere at once."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from placements.models import Closing
from portal.models import AccessRecord, OrganisationKind, Role
from tests import make

pytestmark = pytest.mark.django_db
D = date
AT = datetime(2026, 10, 1, 9, tzinfo=UTC)
STOCK = [Role.TEAM, Role.COORDINATOR, Role.PROVIDER, Role.HOUSING_ASSOCIATION, Role.POLICY, Role.PROJECT_LEADER]


@pytest.fixture
def place():
    region = make.region()
    landlord = make.organisation(region, OrganisationKind.HOUSING_ASSOCIATION)
    home = make.location(make.provider(region), name="Het Baken", housing_association=landlord)
    return make.place(home, make.care_form(region, name="Beschut Wonen"), features=["RUSTIG"], code="BAKEN-1")


def user(role, place):
    organisations = {
        Role.PROVIDER: place.location.provider,
        Role.HOUSING_ASSOCIATION: place.location.housing_association,
    }
    return make.user(role, place.region, organisations.get(role))


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", STOCK)
def test_everybody_who_sees_stock_sees_the_weeks(role, place, signed_in):
    page = text(signed_in(user(role, place)).get("/locaties/weken/"))
    assert "Het Baken" in page
    assert "<td>1</td>" in page
    assert ("Beschut Wonen" in page) == (role != Role.HOUSING_ASSOCIATION)
    assert ('hx-get="/plekken/tegelijk/"' in page) == (role in (Role.TEAM, Role.COORDINATOR))


@pytest.mark.parametrize("role", STOCK)
def test_another_region_or_organisation_sees_nothing_of_it(role, place, signed_in):
    assert "Het Baken" not in text(signed_in(make.user(role)).get("/locaties/weken/"))


@pytest.mark.parametrize("page", ["/locaties/weken/", "/locaties/vertrek/", "/plekken/tegelijk/"])
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_has_nothing_to_do_with_places_stays_out(role, page, place, signed_in):
    assert signed_in(make.user(role)).get(page).status_code == 403


@pytest.mark.parametrize("role", [Role.POLICY, Role.PROJECT_LEADER, Role.PROVIDER, Role.HOUSING_ASSOCIATION])
def test_the_list_is_counted_for_who_works_with_it(role, place, signed_in):
    assert signed_in(user(role, place)).get("/plekken/tegelijk/").status_code == 403
    if role in (Role.POLICY, Role.PROJECT_LEADER):
        assert signed_in(user(role, place)).get("/locaties/vertrek/").status_code == 403


def test_a_location_that_is_about_to_close_says_so(place, signed_in):
    by = user(Role.PROVIDER, place)
    facts = {"closes_on": D(2026, 11, 1), "reason": "AFBOUW", "prepared_at": AT, "prepared_by": by}
    closing = Closing.objects.create(location=place.location, **facts)
    said = "Gaat misschien dicht: laatste dag 31 oktober 2026"
    assert said in text(signed_in(user(Role.COORDINATOR, place)).get("/locaties/weken/"))
    assert said not in text(signed_in(user(Role.POLICY, place)).get("/locaties/weken/"))
    closing.scheduled_at, closing.scheduled_by = AT, by
    closing.save()
    for role in (Role.COORDINATOR, Role.POLICY):
        assert "Gaat dicht: laatste dag 31 oktober 2026" in text(
            signed_in(user(role, place)).get("/locaties/weken/")
        )


def test_filters_are_chips_that_can_be_taken_away_one_by_one(place, signed_in):
    make.place(place.location, place.periods.get().care_form, features=["ROLSTOEL"])
    browser = signed_in(user(Role.COORDINATOR, place))
    page = text(browser.get("/locaties/weken/?kenmerk=RUSTIG&gemeente=0034&weken=16"))
    assert "16 weken vanaf" in page
    assert '<a class="aan" href="?gemeente=0034&amp;weken=16">Rustig' in page
    assert '<a class="aan" href="?kenmerk=RUSTIG&amp;weken=16">Almere' in page
    none = text(browser.get("/locaties/weken/?kenmerk=RUSTIG&kenmerk=ROLSTOEL"))
    assert "Geen plek voldoet hieraan" in none


@pytest.mark.parametrize(
    "query",
    ["zorgvorm=MAAN", "gemeente=9999", "kenmerk=VLIEGEN", "weken=1000", "weken=x", "kenmerk=" + "x" * 3000],
)
def test_a_filter_we_do_not_know_is_said_and_filters_nothing(query, place, signed_in):
    answer = signed_in(user(Role.COORDINATOR, place)).get(f"/locaties/weken/?{query}")
    assert answer.status_code == 422
    assert "Het Baken" in text(answer)


def test_a_name_stands_with_a_departure_only_for_who_may_know_it(place, signed_in):
    client = make.client(place.region, family_name="Waterman")
    make.lives(client, place, expected_end_on=D(2026, 11, 2))
    for role in (Role.COORDINATOR, Role.PROVIDER, Role.HOUSING_ASSOCIATION):
        page = text(signed_in(user(role, place)).get("/locaties/vertrek/"))
        assert "Waterman" in page
        assert "2 november 2026<small>naar verwachting</small>" in page
        assert "komt vrij" in page
        assert ("/clienten/" in page.split("<main")[1]) == (role != Role.HOUSING_ASSOCIATION)
    assert AccessRecord.objects.filter(client=client).count() == 3
    page = text(signed_in(user(Role.TEAM, place)).get("/locaties/vertrek/"))
    assert "Waterman" not in page
    assert "niet voor u zichtbaar" in page
    assert "Er is geen vertrek bekend" in text(signed_in(make.user(Role.PROVIDER)).get("/locaties/vertrek/"))


def test_the_count_is_a_page_and_a_part(place, signed_in):
    make.contract(place.location.provider, place.periods.get().care_form)
    make.waits(make.client(place.region), place.periods.get().care_form)
    browser = signed_in(user(Role.TEAM, place))
    assert "Er wacht 1 persoon op een plek die nu nodig is. Er is plek." in text(browser.get("/plekken/tegelijk/"))
    make.waits(make.client(place.region), place.periods.get().care_form)
    said = "Van de 2 mensen die nu een plek nodig hebben, kan er vandaag 1 wonen."
    whole = text(browser.get("/plekken/tegelijk/"))
    part = text(browser.get("/plekken/tegelijk/", headers={"HX-Request": "true", "HX-Target": "at-once"}))
    assert said in whole
    assert part.startswith('<section id="at-once"')
    assert part in whole


def test_ten_locations_cost_as_many_queries_as_one(place, signed_in, django_assert_max_num_queries):
    browser, form = signed_in(user(Role.COORDINATOR, place)), place.periods.get().care_form
    make.lives(make.client(place.region), make.place(place.location, form), expected_end_on=D(2026, 11, 2))
    numbers = {}
    for page in (reverse("location_weeks"), reverse("departures")):
        browser.get(page)
        with django_assert_max_num_queries(19) as few:
            browser.get(page)
        numbers[page] = len(few.captured_queries)
    for _ in range(9):
        home = make.location(make.provider(place.region))
        make.lives(make.client(place.region), make.place(home, form), expected_end_on=D(2026, 11, 2))
    for page, number in numbers.items():
        with django_assert_max_num_queries(number):
            browser.get(page)
