"""Who it is: a provider reads the name once it said yes and the client allows it, and no day longer."""

from datetime import date, timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.models import Role
from tests import make
from tests.walk import walk
from trajectories import proposals
from trajectories.consent import Answer, may_share, record_answer, withdraw_consent
from trajectories.merging import merge
from trajectories.models import Disclosure, GivenBy, Manner, MatchProposal, PartKind, Purpose
from trajectories.moving import move_in
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
D, TODAY = date, make.TODAY
MATCHING = Purpose.SHARE_FOR_MATCHING
STILL = "U weet nog niet wie het is"


@pytest.fixture
def scene(signed_in) -> SimpleNamespace:
    """An open proposal for Noor Verhage, to a provider that knows nothing of her."""
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form)
    client = make.client(region, given_names="Noortje", family_name="Verhage", born_on=D(2000, 2, 1))
    melding = make.notification(client)
    make.part(melding, PartKind.PERSON, answers={"phone": "06 11112222", "email": "noortje@voorbeeld.nl"})
    place = make.place(make.location(provider), form)
    made = make.proposal(make.waits(client, form, D(2026, 9, 1)), place, D(2026, 10, 1))
    planner, coordinator = make.user(Role.PROVIDER, region, provider), make.user(Role.COORDINATOR, region)
    return SimpleNamespace(
        region=region,
        form=form,
        provider=provider,
        client=client,
        proposal=made,
        url=f"/voorstellen/{made.slug}/",
        planner=planner,
        coordinator=coordinator,
        planner_browser=signed_in(planner),
        coordinator_browser=signed_in(coordinator),
        team_browser=signed_in(make.user(Role.TEAM, region)),
    )


def says(scene, *, is_given=True, on=TODAY, **facts):
    """The client's answer about sharing."""
    facts = {"given_by": GivenBy.CLIENT, "manner": Manner.SPOKEN, "starts_on": on} | facts
    return record_answer(scene.client, Answer(MATCHING, is_given, **facts), on=on, by=scene.coordinator)


def accept(scene, on=TODAY):
    return proposals.accept(scene.proposal, on=on, by=scene.planner)


def knows(scene, on=TODAY):
    return MatchProposal.objects.naming(scene.planner, on=on).filter(pk=scene.proposal.pk).exists()


def names_on_any_page(scene) -> set[str]:
    """The addresses of all pages and files the provider can reach on which something tells who it is."""
    seen = {}

    def fetch(address: str) -> str:
        answer = scene.planner_browser.get(address, follow=True)
        seen[address] = answer.text if "text" in answer["Content-Type"] else ""
        return seen[address]

    pages = dict(walk(fetch, "/", of_a_kind=3))
    for address in (scene.url, f"/clienten/{scene.client.slug}/"):
        pages[address] = fetch(address)
    telling = ("Verhage", "Noortje", "11112222", "noortje@", scene.client.slug, scene.client.code)
    return {
        urlsplit(address).path
        for address, page in pages.items()
        if any(word in page for word in telling) and scene.client.slug not in address
    }


def test_a_provider_without_consent_reads_on_no_page_at_all_who_it_is(scene):
    assert names_on_any_page(scene) == set()
    accept(scene)
    assert names_on_any_page(scene) == set()
    assert STILL in scene.planner_browser.get(scene.url).text
    assert scene.planner_browser.get(f"/clienten/{scene.client.slug}/").status_code == 404
    assert "Verhage</a>" not in scene.planner_browser.post("/clienten/", {"sought": "Verhage"}).text
    assert not Disclosure.objects.exists()


def test_with_consent_a_yes_shows_who_it_is_and_how_to_reach_them_and_writes_that_down(scene):
    says(scene)
    assert names_on_any_page(scene) == set()
    scene.planner_browser.post(f"{scene.url}aanvaarden/")
    assert names_on_any_page(scene) == {scene.url, "/voorstellen/", "/aanbod/"}
    page = scene.planner_browser.get(scene.url).text
    for fact in ("Noortje Verhage voor Het Baken", "1 februari 2000", "06 11112222", "noortje@voorbeeld.nl"):
        assert fact in page
    told = Disclosure.objects.get()
    assert (told.client, told.organisation, told.shared_on, told.shared_by) == (
        scene.client, scene.provider, TODAY, scene.planner,
    )  # fmt: skip


def test_an_answer_that_comes_later_shows_the_name_from_then_on_and_is_written_down_once(scene):
    accept(scene)
    says(scene, is_given=False)
    assert not knows(scene)
    for _ in range(2):
        says(scene)
    assert knows(scene)
    assert Disclosure.objects.count() == 1


def test_consent_for_another_provider_tells_this_one_nothing(scene):
    accept(scene)
    says(scene, with_=make.provider(scene.region))
    assert not knows(scene)
    says(scene)
    assert knows(scene)
    says(scene, is_given=False, with_=scene.provider)
    assert not knows(scene)


def test_a_withdrawal_hides_the_name_again_from_that_day(scene):
    given_ = says(scene, on=D(2026, 10, 2), starts_on=D(2026, 10, 2))
    accept(scene, on=D(2026, 10, 3))
    withdraw_consent(given_, withdrawn_on=TODAY, words="Toch niet.", on=TODAY, by=scene.coordinator)
    assert [knows(scene, on=day) for day in (D(2026, 10, 3), D(2026, 10, 4), TODAY)] == [True, True, False]
    assert names_on_any_page(scene) == set()
    assert "Toch niet." not in scene.planner_browser.get(scene.url).text
    assert Disclosure.objects.count() == 1
    says(scene)
    assert Disclosure.objects.count() == 2


def test_a_provider_that_may_not_know_who_it_is_records_no_meeting_and_no_key(scene):
    accept(scene)
    page = scene.planner_browser.get(scene.url).text
    assert "Leg de kennismaking vast" not in page
    assert "Leg vast: ingetrokken in de woning" not in page
    meeting = {"held_on": TODAY, "agrees": True, "on": TODAY}
    with pytest.raises(Obstructed, match=STILL):
        proposals.introduce(scene.proposal, **meeting, by=scene.planner)
    key = {"housing_from": TODAY, "care_from": TODAY, "tenure": "INSTELLING", "on": TODAY}
    with pytest.raises(Obstructed, match=STILL):
        move_in(scene.proposal, **key, by=scene.planner)
    assert proposals.introduce(scene.proposal, **meeting, by=scene.coordinator)
    assert move_in(scene.proposal, **key, by=scene.coordinator)


def test_who_gives_the_care_knows_for_whom_and_does_not_when_it_is_over(scene):
    accept(scene)
    move_in(
        scene.proposal,
        housing_from=TODAY,
        care_from=TODAY,
        tenure="INSTELLING",
        on=TODAY,
        by=scene.coordinator,
    )
    assert knows(scene)
    assert not Disclosure.objects.exists()
    later = TODAY + timedelta(days=90)
    says(scene)
    scene.client.care_episodes.update(ends_on=later, end_reason="ZELFSTANDIG_ZONDER")
    scene.client.housing_episodes.update(ends_on=later)
    assert [knows(scene, on=later - timedelta(days=1)), knows(scene, on=later)] == [True, False]


def test_a_proposal_that_is_over_names_nobody(scene):
    says(scene)
    accept(scene)
    proposals.withdraw(scene.proposal, on=TODAY, by=scene.coordinator)
    assert not knows(scene)
    assert "De naam is niet meer te zien" in scene.planner_browser.get(scene.url).text


def test_who_may_ask_the_client_reads_what_is_missing_and_where_to_write_the_answer(scene):
    ask = f"/clienten/{scene.client.slug}/toestemming/plek-zoeken/"
    for browser in (scene.coordinator_browser, scene.team_browser):
        page = browser.get(scene.url).text
        assert "De aanbieder weet nog niet wie het is" in page
        assert ask in page
        assert browser.get(ask).status_code == 200
    assert ask not in scene.planner_browser.get(scene.url).text
    accept(scene)
    assert "Vraag toestemming" in scene.coordinator_browser.get("/").text
    assert "wacht op toestemming van de cliënt" in scene.coordinator_browser.get("/voorstellen/").text
    scene.coordinator_browser.post(
        ask, {"is_given": "ja", "given_by": "CLIENT", "manner": "MONDELING", "starts_on": "2026-10-05"}
    )
    assert knows(scene)
    assert ask not in scene.coordinator_browser.get(scene.url).text
    assert "Verhuizing vastleggen" in scene.coordinator_browser.get("/").text


def test_a_yes_that_comes_along_with_a_double_record_is_written_down_too(scene):
    accept(scene)
    double = make.client(scene.region, born_on=scene.client.born_on)
    make.allows(double)
    facts = {"reason": "Zelfde paspoort.", "on": TODAY, "by": scene.coordinator}
    merge(scene.client, double, at="2026-10-05T09:00Z", **facts)
    assert knows(scene)
    assert Disclosure.objects.count() == 1


answers = st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 9)), max_size=5)


@settings(max_examples=25, deadline=None)
@given(said=answers, accepted=st.integers(0, 9))
def test_on_every_day_the_name_shows_if_and_only_if_consent_holds(said, accepted):
    """Told for every day of ten: the list asks the database, this test asks each answer by itself."""
    region = make.region()
    provider, form = make.provider(region), make.care_form(region)
    client = make.client(region)
    by, planner = make.user(Role.COORDINATOR, region), make.user(Role.PROVIDER, region, provider)
    for is_given, is_about_one, day in sorted(said, key=lambda one: one[2]):
        who = provider if is_about_one else None
        answer = Answer(MATCHING, is_given, GivenBy.CLIENT, Manner.SPOKEN, TODAY + timedelta(days=day), with_=who)
        record_answer(client, answer, on=TODAY + timedelta(days=day), by=by)
    made = make.proposal(make.waits(client, form), make.place(make.location(provider), form))
    made.accepted_on = TODAY + timedelta(days=accepted)
    made.save()
    for number in range(10):
        day = TODAY + timedelta(days=number)
        shown = MatchProposal.objects.naming(planner, on=day).exists()
        assert shown == (number >= accepted and may_share(client, purpose=MATCHING, with_=provider, on=day))
