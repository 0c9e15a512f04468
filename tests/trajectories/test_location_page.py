"""The calendar of a location and a day of it: every day has an address, and names are for who may know them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from placements.models import Closing
from portal.models import AccessRecord, OrganisationKind, Role
from tests import make

pytestmark = pytest.mark.django_db
D = date
AT = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture
def place():
    region = make.region()
    landlord = make.organisation(region, OrganisationKind.HOUSING_ASSOCIATION)
    home = make.location(make.provider(region), housing_association=landlord)
    return make.place(home, make.care_form(region, name="Beschut Wonen"), code="BAKEN-1")


@pytest.fixture
def coordinator(place):
    return make.user(Role.COORDINATOR, place.region)


@pytest.fixture
def planner(place):
    return make.user(Role.PROVIDER, organisation_=place.location.provider)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def page(place, signed_in):
    def read(user, **query) -> str:
        return text(signed_in(user).get(reverse("location_page", args=[place.location.slug]), query))

    return read


def test_without_a_question_it_shows_this_month_and_today(page, coordinator):
    shown = page(coordinator)
    assert "Bezetting van 1 oktober 2026 t/m 31 oktober 2026" in shown
    assert "Maandag 5 oktober 2026, vandaag" in shown
    assert ">Vandaag</a>" not in shown


@pytest.mark.parametrize(
    ("query", "heading", "day"),
    [
        ({"weergave": "week", "vanaf": "2026-07-15"}, "13 juli 2026 t/m 19 juli 2026", "Maandag 13 juli 2026"),
        (
            {"weergave": "kwartaal", "vanaf": "2026-07-01"},
            "1 juli 2026 t/m 30 september 2026",
            "Woensdag 1 juli 2026",
        ),
        ({"vanaf": "2026-07-01", "dag": "2026-07-09"}, "1 juli 2026 t/m 31 juli 2026", "Donderdag 9 juli 2026"),
        ({"dag": "2028-02-29"}, "1 februari 2028 t/m 29 februari 2028", "Dinsdag 29 februari 2028"),
        (
            {"vanaf": "2026-07-01", "dag": "2026-09-09"},
            "1 juli 2026 t/m 31 juli 2026",
            "Woensdag 1 juli 2026",
        ),
    ],
)
def test_the_address_says_which_days(page, coordinator, query, heading, day):
    shown = page(coordinator, **query)
    assert f"Bezetting van {heading}" in shown
    assert f'<h2 id="dag">{day}</h2>' in shown
    assert ">Vandaag</a>" in shown


@pytest.mark.parametrize(
    "query",
    [
        {"weergave": "eeuw"},
        {"vanaf": "2026-02-30"},
        {"vanaf": "9999-12-31"},
        {"vanaf": "0001-01-01"},
        {"dag": "x" * 3000},
        {"dag": "2026-10-05T00:00"},
    ],
)
def test_an_address_that_makes_no_sense_shows_today(page, coordinator, query):
    assert "Maandag 5 oktober 2026, vandaag" in page(coordinator, **query)


def test_the_first_and_the_last_day_one_can_ask_for_have_neighbours(page, coordinator):
    assert "Bezetting van 27 december 1999" in page(coordinator, weergave="week", vanaf="2000-01-01")
    assert "Bezetting van 1 oktober 2099" in page(coordinator, weergave="kwartaal", vanaf="2099-12-31")


def test_a_past_day_shows_what_was_and_a_planned_day_what_will_be(page, place, coordinator):
    before, after = (make.client(place.region, family_name=name) for name in ("Voorganger", "Opvolger"))
    make.notification(before)
    make.lives(before, place, D(2026, 1, 1), ends_on=D(2026, 10, 14))
    make.lives(after, place, D(2026, 10, 14))
    assert "Voorganger" in page(coordinator, dag="2026-03-01")
    turnover = page(coordinator, dag="2026-10-14")
    assert "Opvolger" in turnover
    assert "vanaf 14 oktober 2026" in turnover
    assert "Wissel: de een vertrok, de ander kwam" in turnover
    assert "0 vrij, 1 bezet" in turnover


def test_a_day_names_only_who_the_reader_may_know_and_logs_each(page, place, planner, coordinator):
    client = make.client(place.region, family_name="Waterman")
    make.lives(client, place, D(2025, 1, 1), ends_on=D(2026, 9, 1))
    assert "Waterman" in page(coordinator, dag="2026-08-01")
    assert AccessRecord.objects.filter(client=client, user=coordinator).count() == 1
    gone = page(planner, dag="2026-08-01")
    assert "Waterman" not in gone
    assert "niet voor u zichtbaar" in gone
    landlord = make.user(Role.HOUSING_ASSOCIATION, organisation_=place.location.housing_association)
    assert "Waterman" not in page(landlord, dag="2026-08-01")
    team = make.user(Role.TEAM, place.region)
    assert "Waterman" not in page(team, dag="2026-08-01")
    assert AccessRecord.objects.filter(client=client).count() == 1


def test_who_works_with_numbers_sees_the_sums_and_no_single_place(page, place):
    make.lives(make.client(place.region, family_name="Waterman"), place, ends_on=D(2026, 10, 20))
    shown = page(make.user(Role.POLICY, place.region))
    assert '<tr class="telling"><th scope="row" class="plek">Bezet</th>' in shown
    assert "k-bezet" not in shown
    assert "20 oktober" not in shown


def test_a_proposal_is_open_to_who_may_answer_it_and_nobody_is_named(page, place, planner, coordinator):
    client = make.client(place.region, family_name="Waterman")
    proposal = make.proposal(make.waits(client, place.periods.get().care_form), place)
    for reader in (planner, coordinator):
        shown = page(reader)
        assert f'href="/voorstellen/{proposal.slug}/">Bekijk voorstel' in shown
        assert "Waterman" not in shown
        assert "0 vrij, 0 bezet, 1 met een voorstel" in shown
    landlord = make.user(Role.HOUSING_ASSOCIATION, organisation_=place.location.housing_association)
    assert "/voorstellen/" not in page(landlord)
    assert "1 vrij, 0 bezet, 0 met een voorstel" in page(coordinator, dag="2026-10-04")


def test_a_place_that_ended_while_occupied_is_called_over_capacity(page, place, coordinator):
    place.periods.update(ends_on=D(2026, 10, 1))
    make.lives(make.client(place.region), place)
    shown = page(coordinator)
    assert "niet in gebruik, wel bewoond" in shown
    assert "Op 1 plek die niet gebruikt kan worden, woont iemand." in shown
    assert '<th scope="row" class="plek">Te veel</th><td>1</td>' in shown


def test_how_full_it_was_this_year_is_told_with_its_definition(page, place, coordinator):
    assert '<div class="tr-getal__waarde">0%</div>' in page(coordinator)
    make.lives(make.client(place.region), place)
    shown = page(coordinator)
    assert '<div class="tr-getal__waarde">100%</div>' in shown
    assert "Van 1 januari 2026 t/m 5 oktober 2026." in shown


def test_a_place_about_to_close_shows_its_last_day(page, place, coordinator):
    facts = {"closes_on": D(2026, 10, 20), "reason": "AFBOUW", "prepared_at": AT, "prepared_by": coordinator}
    closing = Closing.objects.create(location=place.location, **facts)
    policy = make.user(Role.POLICY, place.region)
    said = "Het sluiten van deze locatie wordt voorbereid. Gaat dit door, dan is 19 oktober 2026 de laatste dag."
    shown = page(coordinator)
    assert said in shown
    assert "vrij, laatste dag als het sluiten doorgaat" in shown
    assert said not in page(policy)
    closing.scheduled_at, closing.scheduled_by = AT, coordinator
    closing.save()
    shown = page(coordinator)
    assert "Deze locatie gaat dicht. De laatste dag is 19 oktober 2026." in shown
    assert "vrij, laatste dag: gaat dicht, 19 oktober 2026 t/m 19 oktober 2026" in shown
    assert "De laatste dag is 19 oktober 2026." in page(policy)


def test_a_period_without_places_says_so(page, place, coordinator):
    assert "In deze periode zijn hier geen plekken" in page(coordinator, vanaf="2019-01-01")


def test_sixty_places_for_a_quarter_cost_as_many_queries_as_one(place, signed_in, django_assert_max_num_queries):
    browser = signed_in(make.user(Role.PROVIDER, organisation_=place.location.provider))
    form, url = place.periods.get().care_form, reverse("location_page", args=[place.location.slug])
    query = {"weergave": "kwartaal", "vanaf": "2026-07-01"}
    make.lives(make.client(place.region), place)
    browser.get(url, query)
    with django_assert_max_num_queries(19) as few:
        browser.get(url, query)
    for number in range(59):
        other = make.place(place.location, form)
        make.lives(make.client(place.region), other, D(2026, 6, 1), ends_on=D(2026, 8, 1))
        make.lives(make.client(place.region), other, D(2026, 8, 1) + timedelta(days=number))
        make.out_of_use(other, D(2026, 7, 3), D(2026, 7, 9))
    with django_assert_max_num_queries(len(few.captured_queries)):
        answer = browser.get(url, query)
    assert len(answer.content) < 150_000
