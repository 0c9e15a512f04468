"""Priority for a home: asked, granted until a day or refused, and asked again when it is over."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.models import Role
from tests import make
from trajectories.models import UrgencyDeclaration
from trajectories.obstacles import Obstructed
from trajectories.urgency import ask_urgency, decide_urgency, latest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TODAY = make.TODAY


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def client():
    client = make.client(make.region())
    make.ready(client, ago(90))
    return client


@pytest.fixture
def by(client):
    return make.user(Role.COORDINATOR, client.region)


def decide(client, by, **changes):
    facts = {"decided_on": ago(10), "is_granted": True, "valid_until": TODAY, "on": TODAY, "by": by} | changes
    return decide_urgency(client, **facts)


def test_it_is_asked_once_decided_once_and_holds_until_its_last_day(client, by):
    assert ask_urgency(client, asked_on=ago(30), on=TODAY, by=by)
    assert not ask_urgency(client, asked_on=ago(30), on=TODAY, by=by)
    with pytest.raises(Obstructed, match="al aangevraagd"):
        ask_urgency(client, asked_on=ago(1), on=TODAY, by=by)
    assert decide(client, by)
    assert not decide(client, by)
    assert latest(client).in_words_on(TODAY) == "geldig t/m 5 oktober 2026"
    tomorrow = TODAY + timedelta(days=1)
    assert latest(client).in_words_on(tomorrow) == "verlopen t/m 5 oktober 2026"
    assert ask_urgency(client, asked_on=tomorrow, on=tomorrow, by=by)


def test_after_a_no_it_may_be_asked_again(client, by):
    ask_urgency(client, asked_on=ago(30), on=TODAY, by=by)
    decide(client, by, is_granted=False, valid_until=TODAY)
    assert latest(client).in_words_on(TODAY) == "geweigerd op 25 september 2026"
    assert ask_urgency(client, asked_on=ago(1), on=TODAY, by=by)
    with pytest.raises(Obstructed, match="Kies die dag of later"):
        decide(client, by)


def test_nobody_decides_what_was_not_asked_nor_for_who_is_not_ready(client, by):
    with pytest.raises(Obstructed, match="nog geen urgentie"):
        decide(client, by)
    with pytest.raises(Obstructed, match="niet op de uitstroomlijst"):
        ask_urgency(make.client(client.region), asked_on=TODAY, on=TODAY, by=by)


def test_the_database_refuses_a_yes_without_a_last_day(client, by):
    ask_urgency(client, asked_on=ago(30), on=TODAY, by=by)
    for wrong in ({"is_granted": True, "decided_on": TODAY}, {"valid_until": TODAY}, {"decided_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UrgencyDeclaration.objects.update(**wrong)


def test_the_page_asks_decides_and_says_so_and_an_owner_is_not_nominated(client, by, signed_in):
    browser, url = signed_in(by), f"/clienten/{client.slug}/volgende-stap/"
    wrong = browser.post(url, {"act": "ask_urgency", "asked_on": "2026-12-01"})
    assert (wrong.status_code, "ligt in de toekomst" in wrong.text) == (422, True)
    browser.post(url, {"act": "ask_urgency", "asked_on": "2026-09-01"})
    typed = {"act": "decide_urgency", "decided_on": "2026-09-20", "is_granted": "ja", "valid_until": ""}
    wrong = browser.post(url, typed)
    assert (wrong.status_code, "tot en met welke dag" in wrong.text) == (422, True)
    page = browser.post(url, typed | {"valid_until": "2027-03-20"}, follow=True).text
    assert "Urgentie: geldig t/m 20 maart 2027." in page
    assert "Draag voor bij een corporatie" in page
    make.lives(client, starts_on=ago(900), tenure="KOOP")
    page = browser.get(url).text
    assert "woont al in een eigen koopwoning" in page
    assert "Draag voor bij een corporatie" not in page
