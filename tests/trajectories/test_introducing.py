"""Meeting before moving in: after the provider said yes the client decides; and a provider who says nothing."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from portal.models import Role
from tests import make
from trajectories import proposals
from trajectories.models import MatchProposal
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
EARLIER = TODAY - timedelta(days=5)


@pytest.fixture
def scene() -> SimpleNamespace:
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form)
    place = make.place(make.location(provider), form)
    planner = make.user(Role.PROVIDER, region, provider)
    entry = make.waits(make.client(region), form, date(2026, 9, 1))
    make.allows(entry.client)
    made = make.proposal(entry, place, EARLIER, accepted_on=EARLIER, accepted_by=planner)
    return SimpleNamespace(
        region=region,
        place=place,
        form=form,
        planner=planner,
        coordinator=make.user(Role.COORDINATOR, region),
        proposal=made,
        url=f"/voorstellen/{made.slug}/",
    )


def introduce(scene, **changes):
    facts = {"held_on": TODAY, "agrees": True, "on": TODAY, "by": scene.planner} | changes
    return proposals.introduce(scene.proposal, **facts)


def test_a_yes_of_the_client_keeps_the_proposal_open_and_is_written_down_once(scene):
    assert introduce(scene)
    assert not introduce(scene, agrees=False, words="Toch niet.", by=scene.coordinator)
    kept = MatchProposal.objects.get()
    assert (kept.introduced_on, kept.client_agrees, kept.is_open) == (TODAY, True, True)
    assert [step.name for step in proposals.steps(kept)] == [
        "Voorgesteld", "Aanvaard", "Kennisgemaakt", "Ingetrokken in de woning",
    ]  # fmt: skip


def test_a_no_of_the_client_frees_the_place_with_the_words_of_the_client(scene):
    introduce(scene, agrees=False, words="Te ver van mijn zus.")
    kept = MatchProposal.objects.get()
    assert (kept.decline_reason, kept.decline_words, kept.is_open) == (
        "CLIENT_WIL_NIET", "Te ver van mijn zus.", False,
    )  # fmt: skip
    assert proposals.steps(kept)[-1].by == "De cliënt wil deze plek niet"
    other = make.waits(make.client(scene.region), scene.form)
    facts = {"place": scene.place, "intended_start_on": TODAY, "on": TODAY, "by": scene.coordinator}
    assert proposals.propose(other, skip_reason="Wil hier wonen.", **facts)[1]
    with pytest.raises(Obstructed, match="De cliënt wilde deze plek niet"):
        proposals.withdraw(kept, on=TODAY, by=scene.coordinator)


def test_nobody_meets_before_the_provider_said_yes(scene):
    with pytest.raises(Obstructed, match="Kies die dag of later"):
        introduce(scene, held_on=EARLIER - timedelta(days=1))
    MatchProposal.objects.update(accepted_on=None, accepted_by=None)
    with pytest.raises(Obstructed, match="nog niet aanvaard"):
        introduce(scene)
    for wrong in ({"introduced_on": TODAY}, {"introduced_on": TODAY, "client_agrees": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MatchProposal.objects.update(**wrong)


def test_the_page_asks_for_the_day_and_for_why_not(scene, signed_in):
    browser, act = signed_in(scene.planner), f"{scene.url}kennismaking/"
    wrong = browser.post(act, {"held_on": "2026-10-05", "agrees": "nee", "words": " "})
    assert (wrong.status_code, "waarom de cliënt deze plek niet wil" in wrong.text) == (422, True)
    wrong = browser.post(act, {"held_on": "2027-01-01", "agrees": "ja", "words": "Fijn huis"})
    assert (wrong.status_code, "ligt in de toekomst" in wrong.text, "Fijn huis" in wrong.text) == (422, True, True)
    assert browser.post(act, {"held_on": "2026-10-05", "agrees": "ja"}).status_code == 302
    page = browser.get(scene.url).text
    assert "De cliënt wil deze plek" in page
    assert "Leg de kennismaking vast" not in page
    assert signed_in(make.user(Role.TEAM, scene.region)).post(act, {}).status_code == 403
    assert signed_in(make.user(Role.PROVIDER, scene.region)).post(act, {}).status_code == 404


def test_a_provider_has_a_week_to_answer_and_then_the_coordinator_is_reminded(scene, signed_in):
    MatchProposal.objects.update(accepted_on=None, accepted_by=None)
    for days, is_late in ((7, False), (8, True)):
        MatchProposal.objects.update(proposed_on=TODAY - timedelta(days=days))
        assert MatchProposal.objects.overdue_on(TODAY).exists() is is_late
        assert MatchProposal.objects.get().is_overdue_on(TODAY) is is_late
        start = signed_in(scene.coordinator).get("/").text
        assert ("Vraag na of trek in" in start) is is_late
        assert ("moeten antwoorden" in signed_in(scene.planner).get(scene.url).text) is is_late
    assert "te laat sinds" in signed_in(scene.coordinator).get("/voorstellen/").text
