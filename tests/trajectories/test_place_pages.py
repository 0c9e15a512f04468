"""The pages on which a coordinator finds a place, proposes, or records that there is none."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import AccessRecord, Role
from tests import make
from trajectories.models import CareEpisode, LeaveReason, MatchProposal, UnmetDemand

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY


@pytest.fixture
def scene(signed_in) -> SimpleNamespace:
    """A coordinator, one location with a free place, and one waiting client who rents a home."""
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form)
    location = make.location(provider)
    client = make.client(region, given_names="Noor", family_name="Verhage", born_on=D(2000, 1, 1))
    make.notification(client)
    entry = make.waits(client, form, D(2026, 9, 1))
    return SimpleNamespace(
        region=region,
        form=form,
        provider=provider,
        location=location,
        place=make.place(location, form, code="P1"),
        client=client,
        entry=entry,
        coordinator=make.user(Role.COORDINATOR, region),
        browser=signed_in(make.user(Role.COORDINATOR, region)),
        find=f"/plekken/?wacht={entry.slug}",
        propose=f"/plekken/{entry.slug}/voorstel/{location.slug}/",
        stay=f"/plekken/{entry.slug}/blijven/",
        none=f"/plekken/{entry.slug}/geen-plek/",
    )


def text(response) -> str:
    return response.content.decode()


def test_without_a_client_the_page_names_who_is_first_and_what_is_free(scene):
    page = text(scene.browser.get("/plekken/"))
    assert "Zoek een plek voor Noor Verhage" in page
    assert "1 vrije plek op 5 oktober 2026" in page
    assert f"/locaties/{scene.location.slug}/" in page


def test_the_page_of_a_client_tells_needs_and_reasons(scene):
    resident = make.client(scene.region, given_names="Geheim", family_name="Bewoner")
    make.lives(resident, make.place(scene.location, scene.form))
    page = text(scene.browser.get(scene.find))
    assert "Vind een plek voor Noor Verhage" in page
    assert "1 locatie past nu, 0 later, 0 bijna" in page
    assert "Past op wat we weten" in page
    assert "Dit weten we nog niet" in page
    assert "Geheim" not in page
    assert scene.propose in page


def test_locations_that_do_not_fit_stand_apart_with_the_reason(scene):
    full = make.location(scene.provider, name="Vol huis")
    make.lives(make.client(scene.region), make.place(full, scene.form), D(2025, 1, 1))
    page = text(scene.browser.get(scene.find))
    assert (
        page.index("Het Baken, Almere") < page.index("1 locatie past niet: bekijk waarom") < page.index("Vol huis")
    )
    assert "Past wel zodra een plek vrijkomt." in page
    assert "1 plek bezet" in page


def test_looking_is_written_down_with_the_client(scene):
    scene.browser.get(scene.find)
    assert AccessRecord.objects.filter(client=scene.client, subject="een plek zoeken").count() == 1


def test_staying_put_is_offered_first_to_who_has_a_dwelling(scene):
    assert "blijven wonen met andere zorg" not in text(scene.browser.get(scene.find))
    make.lives(scene.client)
    page = text(scene.browser.get(scene.find))
    assert page.index("blijven wonen met andere zorg") < page.index("bij deze behoefte")
    assert scene.stay in page


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("dag=2026-10-04", "een plek in het verleden"),
        ("dag=2031-01-01", "binnen twee jaar"),
        ("dag=morgen", "geen bestaande datum"),
        ("gemeente=9999", "doet niet mee in de regio"),
        ("vorm=ONZIN", "heeft de regio niet"),
    ],
)
def test_a_search_that_cannot_be_read_says_so_and_shows_today(scene, asked, says):
    for url in (f"/plekken/?{asked}", f"{scene.find}&{asked}"):
        response = scene.browser.get(url)
        assert response.status_code == 422
        assert says in text(response)
        assert "5 oktober 2026" in text(response)


def test_a_search_can_be_narrowed_to_a_day_a_town_and_a_form(scene):
    page = text(scene.browser.get(f"{scene.find}&dag=2026-12-01&gemeente={make.ALMERE}"))
    assert "Gezocht voor 1 december 2026" in page
    other = make.location(scene.provider, name="Elders", municipality_id=make.LELYSTAD)
    make.place(other, make.care_form(scene.region, "THUIS"))
    assert "Elders" not in text(scene.browser.get(scene.find))
    assert "Elders" in text(scene.browser.get(f"{scene.find}&alle=ja"))


def test_a_wijkteam_reads_along_and_proposes_nothing(scene, signed_in):
    browser = signed_in(make.user(Role.TEAM, scene.region))
    page = text(browser.get(scene.find))
    assert "Past op wat we weten" in page
    assert scene.propose not in page
    for url in (scene.propose, scene.none, scene.stay):
        assert browser.post(url).status_code == 403


def test_another_region_finds_nothing(scene, signed_in):
    browser = signed_in(make.user(Role.COORDINATOR))
    for url in (scene.find, scene.propose, scene.stay, scene.none):
        assert browser.get(url).status_code == 404
    elsewhere = make.location(make.provider(make.region()))
    assert scene.browser.get(f"/plekken/{scene.entry.slug}/voorstel/{elsewhere.slug}/").status_code == 404


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.POLICY, Role.HOUSING_ASSOCIATION, Role.AUDITOR])
def test_other_roles_do_not_look_for_places(scene, signed_in, role):
    browser = signed_in(make.user(role, scene.region))
    assert browser.get("/plekken/").status_code == 403


def test_proposing_reserves_the_place(scene):
    facts = {"place": scene.place.slug, "intended_start_on": "2026-10-12", "message": "Rustig iemand."}
    response = scene.browser.post(scene.propose, facts)
    made = MatchProposal.objects.get()
    assert (response.status_code, response.url) == (302, f"/voorstellen/{made.slug}/")
    assert (made.place, made.intended_start_on, made.proposed_on) == (scene.place, D(2026, 10, 12), TODAY)
    assert AccessRecord.objects.filter(client=scene.client, action="TOEVOEGEN").exists()
    again = scene.browser.post(scene.propose, facts, follow=True)
    assert MatchProposal.objects.count() == 1
    assert "Dit voorstel was al gedaan." in text(again)


def test_a_place_that_somebody_else_was_given_says_so_and_keeps_the_words(scene):
    other = make.waits(make.client(scene.region), scene.form)
    make.proposal(other, scene.place)
    facts = {"place": scene.place.slug, "intended_start_on": "2026-10-12", "message": "Graag deze week."}
    response = scene.browser.post(scene.propose, facts)
    assert response.status_code == 422
    assert "Deze plek is niet meer vrij" in text(response)
    assert "Graag deze week." in text(response)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"place": ""}, "Kies een plek."),
        ({"place": "BESTAATNIET"}, "niet meer vrij, of past niet"),
        ({"intended_start_on": "2026-10-04"}, "Deze dag is al voorbij"),
        ({"intended_start_on": "2026-02-30"}, "geen bestaande datum"),
        ({"message": "Dit is mevrouw Verhage."}, "Haal de naam weg"),
        ({"message": "x" * 2001}, "2000"),
    ],
)
def test_what_is_wrong_with_a_proposal_is_said_and_nothing_is_lost(scene, wrong, says):
    facts = {"place": scene.place.slug, "intended_start_on": "2026-10-12", "message": "Graag deze week."} | wrong
    response = scene.browser.post(scene.propose, facts)
    assert response.status_code == 422
    assert says in text(response)
    assert facts["message"] in text(response)
    assert not MatchProposal.objects.exists()


def test_what_stands_in_the_way_on_the_day_is_said_on_the_page(scene):
    """Free today, but out of use on the day that is asked for."""
    make.out_of_use(scene.place, D(2026, 10, 10), D(2026, 10, 20))
    facts = {"place": scene.place.slug, "intended_start_on": "2026-10-12", "message": "Graag deze week."}
    response = scene.browser.post(scene.propose, facts)
    assert response.status_code == 422
    assert "De plek is buiten gebruik t/m 19 oktober 2026." in text(response)
    assert "Graag deze week." in text(response)


def test_passing_somebody_asks_why(scene):
    make.waits(make.client(scene.region), scene.form, D(2026, 8, 1))
    assert "1 ander is eerder aan de beurt" in text(scene.browser.get(scene.find))
    facts = {"place": scene.place.slug, "intended_start_on": "2026-10-12"}
    response = scene.browser.post(scene.propose, facts)
    assert "Schrijf waarom u hiervan afwijkt." in text(response)
    scene.browser.post(scene.propose, facts | {"skip_reason": "Alleen hier kan de hond mee."})
    assert MatchProposal.objects.get().skip_reason == "Alleen hier kan de hond mee."


def test_a_location_that_does_not_fit_says_so(scene):
    make.lives(make.client(scene.region), scene.place)
    assert "is geen plek die u" in text(scene.browser.get(scene.propose))


def test_no_place_found_is_kept_and_counted(scene):
    response = scene.browser.post(scene.none, {"criterion": "KENMERK", "words": "Rolstoel"}, follow=True)
    assert "Vastgelegd. De cliënt blijft op de lijst" in text(response)
    assert "Een kenmerk, zoals rolstoel of huisdier</th>" in text(response)
    again = scene.browser.post(scene.none, {"criterion": "KENMERK"}, follow=True)
    assert "Dit was vandaag al vastgelegd." in text(again)
    assert UnmetDemand.objects.count() == 1


def test_no_place_found_asks_on_what(scene):
    for facts, says in (({}, "Kies waarop het vastloopt."), ({"criterion": "ANDERS"}, "Schrijf op waarop")):
        response = scene.browser.post(scene.none, facts)
        assert response.status_code == 422
        assert says in text(response)
    assert not UnmetDemand.objects.exists()


def test_staying_put_starts_the_care_and_leaves_the_list(scene):
    home = make.lives(scene.client)
    facts = {
        "provider": scene.provider.pk,
        "care_from": "2026-10-05",
        "funding": "ZIN",
        "paying_municipality": make.ALMERE,
    }
    response = scene.browser.post(scene.stay, facts)
    assert response.status_code == 302
    home.refresh_from_db()
    scene.entry.refresh_from_db()
    assert home.ends_on is None
    assert scene.entry.left_reason == LeaveReason.PLACED
    assert CareEpisode.objects.get(client=scene.client).starts_on == TODAY
    assert "was al van de wachtlijst af" in text(scene.browser.post(scene.stay, facts, follow=True))
    assert "niet meer op de wachtlijst" in text(scene.browser.get(scene.find))


def test_staying_put_without_a_dwelling_is_an_obstacle_on_the_page(scene):
    facts = {
        "provider": scene.provider.pk,
        "care_from": "2026-10-05",
        "funding": "ZIN",
        "paying_municipality": make.ALMERE,
    }
    response = scene.browser.post(scene.stay, facts)
    assert response.status_code == 422
    assert "geen woning om in te blijven" in text(response)
    late = scene.browser.post(scene.stay, facts | {"care_from": "2027-10-05"})
    assert "binnen drie maanden" in text(late)


def test_as_many_queries_for_one_row_as_for_ten(scene, django_assert_max_num_queries):
    pages = ("/plekken/", scene.find)
    few = [_count(scene.browser, url) for url in pages]
    for number in range(9):
        provider = make.provider(scene.region)
        make.contract(provider, scene.form)
        make.place(make.location(provider, name=f"Huis {number}"), scene.form)
        make.waits(make.client(scene.region), scene.form, D(2026, 9, 2) + timedelta(days=number))
    for url, limit in zip(pages, few, strict=True):
        with django_assert_max_num_queries(limit):
            assert "Huis 8" in text(scene.browser.get(url))


def _count(browser, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)
