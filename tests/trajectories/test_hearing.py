"""Every step asks the client on the page where it happened, until there is an answer or a reason why not."""

from datetime import timedelta

import pytest

from portal.models import Role
from tests import make
from trajectories.hearing import unasked
from trajectories.models import ClientVoice, Consent, Decision, DecisionKind, Outcome, Review, VoiceStep

TODAY = make.TODAY
ASKS = "Dat is nog niet gevraagd"
pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def worker(region):
    return make.user(Role.TEAM, region)


@pytest.fixture
def decided(region):
    day = TODAY - timedelta(days=3)
    return make.notification(
        make.client(region),
        TODAY - timedelta(days=50),
        reported_on=day,
        applied_on=day,
        decided_on=day,
        outcome=Outcome.REJECTED,
        motivation="Zo.",
    )


def answer(key, **changes):
    facts = {"about": key, "said_on": "2026-10-05", "opinion": "DEELS", "words": "Nou, best.", "source": "ZELF"}
    return facts | changes


def test_after_a_decision_the_page_asks_until_there_is_an_answer(signed_in, worker, decided):
    browser, address = signed_in(worker), f"/meldingen/{decided.slug}/"
    page = browser.get(address).content.decode()
    assert f"Wat vindt {decided.client.given_names} van het besluit?" in page
    assert "Wat vindt Noor van het verslag?" in page
    sent = answer(f"BESLUIT-{decided.slug}", terug=address)
    assert browser.post(f"/clienten/{decided.client.slug}/stem/", sent).url == address
    page = browser.get(address).content.decode()
    assert "van het besluit?" not in page
    assert "“Nou, best.”" in page
    said = ClientVoice.objects.get()
    assert (said.step, said.opinion, said.source, said.written_by) == ("BESLUIT", "DEELS", "ZELF", worker)


def test_not_asked_is_an_answer_once_it_says_why(signed_in, worker, decided):
    browser, address = signed_in(worker), f"/clienten/{decided.client.slug}/stem/"
    silent = answer(f"BESLUIT-{decided.slug}", opinion="NIET_GEVRAAGD", words="")
    assert browser.post(address, silent).status_code == 422
    assert VoiceStep.DECISION in unasked(decided, on=TODAY)
    browser.post(address, silent | {"why_not_asked": "Onbereikbaar."})
    decided.refresh_from_db()
    assert VoiceStep.DECISION not in unasked(decided, on=TODAY)


def test_a_decision_in_the_place_of_another_is_asked_about_again(worker, decided):
    make.voice(decided, step=VoiceStep.DECISION, opinion="EENS", said_on=TODAY - timedelta(days=2))
    assert VoiceStep.DECISION not in unasked(decided, on=TODAY)
    Decision.objects.create(
        notification=decided,
        kind=DecisionKind.CORRECTION,
        outcome=Outcome.REJECTED,
        motivation="Anders.",
        prepared_by=worker,
        prepared_on=TODAY,
        decided_by=worker,
        decided_on=TODAY,
    )
    assert VoiceStep.DECISION in unasked(decided, on=TODAY)


@pytest.fixture
def proposal(region):
    form = make.care_form(region)
    provider = make.provider(region)
    make.contract(provider, form)
    client = make.client(region, given_names="Sterre")
    make.notification(client)
    return make.proposal(make.waits(client, form), make.place(make.location(provider), form))


def test_a_proposal_asks_who_works_on_the_case_and_never_tells_the_provider_who_it_is(
    signed_in, region, worker, proposal
):
    browser, address = signed_in(worker), f"/voorstellen/{proposal.slug}/"
    assert "Wat vindt Sterre van het voorstel?" in browser.get(address).content.decode()
    sent = answer(f"VOORSTEL-{proposal.slug}", terug=address)
    assert browser.post(f"/clienten/{proposal.entry.client.slug}/stem/", sent).url == address
    page = browser.get(address).content.decode()
    assert ASKS not in page
    assert "“Nou, best.”" in page
    provider = make.user(Role.PROVIDER, region, proposal.place.location.provider)
    page = signed_in(provider).get(address).content.decode()
    assert "Sterre" not in page
    assert "Nou, best." not in page
    assert not Consent.objects.exists()


def test_the_last_evaluation_is_asked_about_on_the_page_of_the_client(signed_in, worker, decided):
    browser, address = signed_in(worker), f"/clienten/{decided.client.slug}/"
    assert ASKS not in browser.get(address).content.decode()
    Review.objects.create(client=decided.client, held_on=TODAY - timedelta(days=90))
    review = Review.objects.create(client=decided.client, held_on=TODAY - timedelta(days=9))
    page = browser.get(address).content.decode()
    assert "van de evaluatie van 26 september 2026? Dat is nog niet gevraagd." in page
    browser.post(f"{address}stem/", answer(f"EVALUATIE-{review.pk}"))
    assert ASKS not in browser.get(address).content.decode()
