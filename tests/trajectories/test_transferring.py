"""Over to another region or from one: asked, answered, disagreed about in order, and ended; each step stays."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from portal.models import Role
from tests import make
from trajectories import transferring
from trajectories.due import due_for
from trajectories.models import (
    Consent,
    Disclosure,
    GivenBy,
    Manner,
    Outcome,
    Purpose,
    RegionTransfer,
    TransferStep,
    TransferStepKind,
)
from trajectories.models.transfer import ANSWERS, DISPUTE, ENDS
from trajectories.obstacles import Obstructed

D = date
Kind = TransferStepKind
pytestmark = pytest.mark.django_db


def facts(**changes):
    return {
        "direction": "UIT",
        "other_region": "Rotterdam",
        "our_contact": "Samira, 000 111",
        "their_contact": "Piet, 000 222",
        "reason": "Haar familie woont daar.",
        "bridging": "De opvang.",
        "asked_on": D(2026, 9, 10),
        "answer_by": D(2026, 10, 1),
    } | changes


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def worker(region):
    return make.user(Role.TEAM, region)


@pytest.fixture
def melding(region):
    return make.notification(make.client(region), D(2026, 9, 1))


@pytest.fixture
def asked(melding, worker):
    return transferring.begin(melding, facts(), on=make.TODAY, by=worker)


def take(transfer, kind, day=make.TODAY, words="Zo ging het.", *, by, next_on=None):
    step = {"kind": kind, "taken_on": day, "words": words, "next_on": next_on}
    return transferring.take(transfer, step, on=make.TODAY, by=by)


def test_a_dispute_begins_after_a_no_and_goes_up_one_step_at_a_time(asked, worker):
    with pytest.raises(Obstructed, match="kan nu niet"):
        take(asked, Kind.CONTACTS, by=worker)
    take(asked, Kind.REFUSED, by=worker)
    with pytest.raises(Obstructed, match="kan nu niet"):
        take(asked, Kind.COMMITTEE, by=worker)
    for kind in DISPUTE:
        take(asked, kind, by=worker)
    assert transferring.dispute_stage(asked).kind == Kind.COMMITTEE
    take(asked, Kind.ACCEPTED, by=worker)
    assert Kind.DONE in transferring.possible_steps(asked)


def test_nothing_is_sent_without_consent_and_what_was_sent_is_on_record(asked, worker):
    with pytest.raises(Obstructed, match="geen toestemming"):
        take(asked, Kind.SENT, by=worker)
    Consent.objects.create(
        client=asked.notification.client,
        purpose=Purpose.REGION_TRANSFER,
        recipient="Rotterdam",
        given_by=GivenBy.CLIENT,
        manner=Manner.SPOKEN,
        starts_on=D(2026, 9, 1),
        recorded_by=worker,
    )
    for _ in range(2):
        take(asked, Kind.SENT, words="Het verslag.", by=worker)
    assert Disclosure.objects.get().what == "Het verslag."
    assert asked.steps.count() == 1


def test_what_came_from_another_region_needs_no_consent_of_ours(melding, worker):
    transfer = transferring.begin(melding, facts(direction="IN"), on=make.TODAY, by=worker)
    take(transfer, Kind.SENT, by=worker)
    take(transfer, Kind.ACCEPTED, by=worker)
    take(transfer, Kind.DONE, by=worker)
    melding.refresh_from_db()
    assert (melding.outcome, Disclosure.objects.count()) == ("", 0)


def test_handing_over_closes_our_melding_and_nothing_comes_after(asked, worker):
    take(asked, Kind.ACCEPTED, by=worker)
    take(asked, Kind.DONE, words="Kennisgemaakt.", by=worker)
    asked.refresh_from_db()
    asked.notification.refresh_from_db()
    assert (asked.ended_on, asked.notification.outcome) == (make.TODAY, Outcome.TRANSFERRED)
    assert asked.notification.motivation == "Overgedragen aan Rotterdam. Kennisgemaakt."
    with pytest.raises(Obstructed):
        take(asked, Kind.SENT, words="Te laat.", by=worker)


def test_a_step_is_not_before_the_one_it_follows_and_never_changes(asked, worker):
    with pytest.raises(Obstructed, match="vorige stap is van 10 september 2026"):
        take(asked, Kind.REFUSED, D(2026, 9, 9), by=worker)
    take(asked, Kind.REFUSED, by=worker)
    with pytest.raises(IntegrityError, match="verandert niet meer"), transaction.atomic():
        TransferStep.objects.update(words="Anders.")


def test_it_stands_on_my_work_until_the_answer_and_when_somebody_looks_again(asked, worker):
    def due():
        return [
            (one.what, one.term.days_left) for one in due_for(worker, on=make.TODAY) if "Overdracht" in one.what
        ]

    assert due() == [("Overdracht naar Rotterdam: vraag hoe het staat.", -4)]
    take(asked, Kind.REFUSED, by=worker)
    assert due() == []
    take(asked, Kind.CONTACTS, next_on=make.TODAY + timedelta(days=7), by=worker)
    assert due() == [("Overdracht naar Rotterdam: vraag hoe het staat.", 7)]
    take(asked, Kind.STAYS, by=worker)
    assert due() == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.sampled_from([kind for kind in Kind if kind != Kind.SENT]), max_size=9))
def test_whatever_is_tried_a_transfer_ends_once_and_a_dispute_goes_up_in_order(melding, worker, tried):
    with transaction.atomic():
        transfer = transferring.begin(melding, facts(), on=make.TODAY, by=worker)
        for number, kind in enumerate(tried):
            try:
                take(transfer, kind, words=f"Stap {number}", by=worker)
            except Obstructed:
                continue
        kinds = [step.kind for step in transfer.steps.all()]
        assert [kind for kind in kinds if kind in DISPUTE] == list(DISPUTE)[
            : sum(kind in DISPUTE for kind in kinds)
        ]
        assert not [kind for kind in kinds[:-1] if kind in ENDS]
        if Kind.DONE in kinds:
            assert [kind for kind in kinds if kind in ANSWERS][-1] == Kind.ACCEPTED
        transaction.set_rollback(True)


class TestPages:
    def sent(self, **changes):
        return {name: str(value) for name, value in facts(**changes).items()}

    def test_somebody_asks_and_takes_a_step(self, melding, worker, signed_in):
        browser, address = signed_in(worker), f"/meldingen/{melding.slug}/overdracht/"
        for _ in range(2):
            assert browser.post(address, self.sent()).status_code == 302
        transfer = RegionTransfer.objects.get()
        step = {"kind": "GEWEIGERD", "taken_on": "2026-10-05", "words": "Geen band.", "next_on": "2026-10-12"}
        page = browser.post(f"{address}{transfer.slug}/stap/", step, follow=True).content.decode()
        assert "Geen band." in page
        assert "Geschil, stap 1" in page
        assert "De ontvangende regio zegt nee" in browser.get(f"/meldingen/{melding.slug}/").content.decode()
        client = browser.get(f"/clienten/{melding.client.slug}/").content.decode()
        assert "Overdracht naar Rotterdam" in client

    def test_wrong_input_keeps_the_text_and_says_what_is_wrong(self, melding, worker, signed_in, asked):
        browser, address = signed_in(worker), f"/meldingen/{melding.slug}/overdracht/{asked.slug}/stap/"
        for changes, sentence in (
            ({"taken_on": "2027-01-01"}, "ligt in de toekomst"),
            ({"kind": "REGIOADVISEUR"}, "kan nu niet"),
            ({"next_on": "2026-09-01"}, "vóór de dag van de stap"),
            ({"kind": "GESTUURD"}, "geen toestemming"),
        ):
            step = {"kind": "GEWEIGERD", "taken_on": "2026-10-05", "words": "Mijn tekst.", "next_on": ""} | changes
            answer = browser.post(address, step)
            assert answer.status_code == 422
            assert sentence in answer.content.decode()
            assert "Mijn tekst." in answer.content.decode()

    def test_another_municipality_knows_nothing_and_a_provider_is_refused(self, melding, region, signed_in, asked):
        address = f"/meldingen/{melding.slug}/overdracht/"
        there = make.organisation(region, "WIJKTEAM", municipality_id=make.LELYSTAD)
        assert signed_in(make.user(Role.TEAM, region, there)).get(address).status_code == 404
        assert signed_in(make.user(Role.PROVIDER, region)).get(address).status_code == 403


def test_who_withdraws_a_melding_says_who_did_and_the_words_stay(melding, worker, signed_in):
    browser, address = signed_in(worker), f"/meldingen/{melding.slug}/afsluiten/"
    sent = {"outcome": "INGETROKKEN", "reason": "Heeft een kamer gevonden.", "closed_on": "2026-10-05"}
    answer = browser.post(address, sent)
    assert answer.status_code == 422
    assert "Kies wie de melding introk" in answer.content.decode()
    said = {"withdrawn_by": "CLIENT", "words": "Ik red me nu zelf."}
    assert browser.post(address, sent | said).status_code == 302
    melding.refresh_from_db()
    assert (melding.withdrawn_by, melding.voices.get().words) == ("CLIENT", "Ik red me nu zelf.")
    page = browser.get(f"/meldingen/{melding.slug}/").content.decode()
    assert "Ingetrokken door" in page
    assert "Ik red me nu zelf." in page
