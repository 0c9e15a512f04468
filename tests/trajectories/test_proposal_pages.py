"""The list of proposals per role, one proposal, and the acts on it."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import AccessRecord, Role
from tests import make
from trajectories.models import MatchProposal

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY


@pytest.fixture
def scene(signed_in) -> SimpleNamespace:
    """An open proposal for Noor, who rents a home, and who may have to do with it."""
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form)
    client = make.client(region, given_names="Noor", family_name="Verhage", born_on=D(2000, 1, 1))
    make.notification(client)
    make.allows(client)
    make.lives(client)
    place = make.place(make.location(provider), form, code="P1")
    entry = make.waits(client, form, D(2026, 9, 1))
    proposal = make.proposal(
        entry, place, D(2026, 10, 1), message="Rustig iemand.", skip_reason="Kan niet wachten."
    )
    return SimpleNamespace(
        region=region,
        form=form,
        provider=provider,
        client=client,
        place=place,
        entry=entry,
        proposal=proposal,
        url=f"/voorstellen/{proposal.slug}/",
        coordinator=signed_in(make.user(Role.COORDINATOR, region)),
        planner=signed_in(make.user(Role.PROVIDER, region, provider)),
        team=signed_in(make.user(Role.TEAM, region)),
    )


KEY = {
    "housing_from": "2026-10-03",
    "care_from": "2026-10-05",
    "tenure": "DRIEPARTIJEN",
    "move_reason": "ANDERE_ZORGVORM",
    "client_wanted": "ja",
    "funding": "ZIN",
    "paying_municipality": make.ALMERE,
}


def text(response) -> str:
    return response.content.decode()


def accepted(scene) -> None:
    MatchProposal.objects.filter(pk=scene.proposal.pk).update(accepted_on=D(2026, 10, 2))


def test_the_provider_sees_the_need_and_no_name_before_accepting(scene):
    for url in ("/voorstellen/", scene.url):
        page = text(scene.planner.get(url))
        assert scene.proposal.slug in page
        assert "Verhage" not in page
        assert "Noor" not in page
        assert "Kan niet wachten." not in page
        assert scene.client.slug not in page
    for word in (
        "25 t/m 34 jaar",
        "Beschut",
        "Almere",
        "Rustig iemand.",
        "Aanvaarden",
        "U ziet de naam als u hebt aanvaard",
    ):
        assert word in page


def test_the_provider_sees_the_name_after_accepting_and_not_after_a_withdrawal(scene):
    response = scene.planner.post(f"{scene.url}aanvaarden/", follow=True)
    assert "U hebt het voorstel aanvaard." in text(response)
    assert "Is Noor Verhage ingetrokken in de woning?" in text(response)
    scene.coordinator.post(f"{scene.url}intrekken/")
    page = text(scene.planner.get(scene.url))
    assert "Verhage" not in page
    assert "De naam is niet meer te zien" in page


def test_coordinator_and_wijkteam_see_the_name_and_the_reason(scene):
    for browser in (scene.coordinator, scene.team):
        page = text(browser.get(scene.url))
        assert "Noor Verhage voor Het Baken" in page
        assert "Kan niet wachten." in page
        assert "Aanvaarden" not in page
    assert "Trek in" in text(scene.coordinator.get(scene.url))
    assert "Trek in" not in text(scene.team.get(scene.url))


def test_others_do_not_find_it(scene, signed_in):
    strangers = (make.user(Role.PROVIDER, scene.region), make.user(Role.COORDINATOR))
    for user in strangers:
        browser = signed_in(user)
        assert browser.get(scene.url).status_code == 404
        assert browser.post(f"{scene.url}verhuisd/", KEY).status_code == 404
        assert scene.proposal.slug not in text(browser.get("/voorstellen/"))
    for role in (Role.POLICY, Role.HOUSING_ASSOCIATION, Role.ADMINISTRATOR):
        assert signed_in(make.user(role, scene.region)).get(scene.url).status_code == 403


@pytest.mark.parametrize(
    ("who", "act"),
    [
        ("coordinator", "aanvaarden"),
        ("coordinator", "afwijzen"),
        ("planner", "intrekken"),
        ("team", "aanvaarden"),
        ("team", "intrekken"),
        ("team", "verhuisd"),
    ],
)
def test_an_act_belongs_to_one_role(scene, who, act):
    assert getattr(scene, who).post(f"{scene.url}{act}/", KEY).status_code == 403


def test_acts_are_not_done_by_a_link(scene):
    for act in ("aanvaarden", "afwijzen", "verhuisd"):
        assert scene.planner.get(f"{scene.url}{act}/").status_code == 405


@pytest.mark.parametrize(("who", "act"), [("planner", "aanvaarden"), ("coordinator", "intrekken")])
def test_a_second_press_says_it_was_done(scene, who, act):
    browser = getattr(scene, who)
    browser.post(f"{scene.url}{act}/")
    assert "al " in text(browser.post(f"{scene.url}{act}/", follow=True))
    assert AccessRecord.objects.filter(client=scene.client, subject="voorstel", action="WIJZIGEN").exists()


def test_declining_asks_for_a_reason_and_keeps_the_words(scene):
    url = f"{scene.url}afwijzen/"
    response = scene.planner.post(url, {"words": "Pas in december."})
    assert response.status_code == 422
    assert "Kies een reden." in text(response)
    assert "Pas in december." in text(response)
    assert "Schrijf op waarom" in text(scene.planner.post(url, {"reason": "ANDERS"}))
    done = scene.planner.post(url, {"reason": "PERSONEEL", "words": "Pas in december."}, follow=True)
    assert "U hebt het voorstel afgewezen." in text(done)
    page = text(scene.coordinator.get(scene.url))
    assert "Te weinig personeel: Pas in december." in page
    assert "Zoek een andere plek" in page


def test_accepting_what_was_withdrawn_says_why_not(scene):
    scene.coordinator.post(f"{scene.url}intrekken/")
    response = scene.planner.post(f"{scene.url}aanvaarden/")
    assert response.status_code == 422
    assert "op 5 oktober 2026 ingetrokken" in text(response)


def test_what_changed_since_the_proposal_is_said_on_the_page(scene):
    make.out_of_use(scene.place, D(2026, 10, 1))
    assert "De plek is buiten gebruik." in text(scene.planner.get(scene.url))


@pytest.mark.parametrize("who", ["planner", "coordinator"])
def test_moving_in_is_recorded_by_provider_or_coordinator(scene, who):
    accepted(scene)
    browser = getattr(scene, who)
    response = browser.post(f"{scene.url}verhuisd/", KEY, follow=True)
    assert "Vastgelegd. De cliënt woont op de plek" in text(response)
    scene.proposal.refresh_from_db()
    scene.entry.refresh_from_db()
    assert (scene.proposal.moved_in_on, scene.entry.left_on) == (D(2026, 10, 3), D(2026, 10, 3))
    assert scene.proposal.housing_episode.client_wanted is True
    assert scene.proposal.care_episode.starts_on == D(2026, 10, 5)
    again = browser.post(f"{scene.url}verhuisd/", KEY, follow=True)
    assert "Dit voorstel was al afgerond." in text(again)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"housing_from": "2026-10-06"}, "ligt in de toekomst"),
        ({"housing_from": "2026-09-30"}, "Het voorstel is van 1 oktober 2026"),
        ({"housing_from": "31-02-2026"}, "geen bestaande datum"),
        ({"care_from": "2027-03-01"}, "binnen drie maanden"),
        ({"care_from": "2020-01-01"}, "Het wachten begon op 1 september 2026"),
        ({"tenure": "KOOP"}, "geldige keuze"),
        ({"tenure": ""}, "Kies hoe de cliënt huurt."),
        ({"move_reason": ""}, "Kies waarom de cliënt verhuist."),
        ({"paying_municipality": "0193"}, "geldige keuze"),
        ({"client_wanted": "misschien"}, "geldige keuze"),
    ],
)
def test_what_is_wrong_with_moving_in_is_said_at_the_field(scene, wrong, says):
    accepted(scene)
    response = scene.planner.post(f"{scene.url}verhuisd/", KEY | wrong)
    assert response.status_code == 422
    assert says in text(response)
    scene.entry.refresh_from_db()
    assert scene.entry.left_on is None


def test_every_obstacle_to_moving_in_is_listed_and_the_form_is_kept(scene):
    accepted(scene)
    scene.provider.contracts.update(ends_on=D(2026, 10, 5))
    make.lives(make.client(scene.region), scene.place, D(2026, 10, 2), ends_on=D(2026, 10, 10))
    response = scene.planner.post(f"{scene.url}verhuisd/", KEY)
    page = text(response)
    assert response.status_code == 422
    assert "De plek is bezet t/m 9 oktober 2026." in page
    assert "geen contract voor Beschut" in page
    assert '<option value="ANDERE_ZORGVORM" selected>' in page


def test_who_had_no_dwelling_is_not_asked_why_they_move(scene):
    accepted(scene)
    scene.client.housing_episodes.all().delete()
    assert "Waarom verhuist" not in text(scene.planner.get(scene.url))
    response = scene.planner.post(f"{scene.url}verhuisd/", KEY | {"move_reason": ""}, follow=True)
    assert "Vastgelegd." in text(response)


def test_other_registrations_are_asked_about(scene):
    accepted(scene)
    make.waits(scene.client, make.care_form(scene.region, "THUIS"))
    page = text(scene.coordinator.post(f"{scene.url}verhuisd/", KEY, follow=True))
    assert "Wacht Noor Verhage nog ergens anders op?" in page
    assert "Thuis, Actief plaatsen, sinds 5 oktober 2026" in page


def test_open_proposals_stand_on_top_and_can_be_seen_alone(scene):
    later = make.waits(make.client(scene.region), scene.form)
    over = make.proposal(later, make.place(scene.place.location, scene.form), TODAY, withdrawn_on=TODAY)
    page = text(scene.coordinator.get("/voorstellen/"))
    assert page.index(scene.proposal.slug) < page.index(over.slug)
    assert over.slug not in text(scene.coordinator.get("/voorstellen/?toon=open"))
    assert "Voorstellen: 1 open" in page


def test_an_empty_list_says_what_to_do(signed_in):
    assert "Vind een plek" in text(signed_in(make.user(Role.COORDINATOR)).get("/voorstellen/"))
    assert "staat het hier" in text(signed_in(make.user(Role.PROVIDER)).get("/voorstellen/"))


def test_as_many_queries_for_one_row_as_for_ten(scene, django_assert_max_num_queries):
    few = {name: _count(getattr(scene, name)) for name in ("coordinator", "planner", "team")}
    for _ in range(9):
        client = make.client(scene.region)
        make.notification(client)
        make.proposal(make.waits(client, scene.form), make.place(scene.place.location, scene.form))
    for name, limit in few.items():
        with django_assert_max_num_queries(limit):
            assert text(getattr(scene, name).get("/voorstellen/")).count("Voorgesteld") >= 10


def _count(browser) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get("/voorstellen/").status_code == 200
    return len(queries)
