"""Word of a new report: asked for, confirmed by mail, stopped in one press; nobody learns who is subscribed."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client as Browser

from portal.mail.sending import send_next
from portal.models import Mail, Role
from reporting import subscribing
from reporting.approving import approve, publish
from reporting.models import Subscription
from reporting.publishing import draw_up
from reporting.quarter import Quarter
from tests import make
from tests.portal.test_mail import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ADDRESS = "Lezer@voorbeeld.example"
URL = "/openbaar/bericht/"


@pytest.fixture
def region():
    return make.region("FLEVO")


def ask(address=ADDRESS, browser=None):
    return (browser or Browser()).post(URL, {"region": "FLEVO", "address": address}, follow=True)


def link() -> str:
    """The link in the last mail."""
    while send_next(at=AT):
        pass
    found = re.search(r"Thuisroute: https?://[^/]+(\S+)", outbox.outbox[-1].body)
    assert found
    return found[1]


def published(region, quarter="2026Q2"):
    writer = make.user(Role.POLICY, region)
    report = approve(draw_up(region, Quarter.parse(quarter), as_of=make.TODAY, at=AT), at=AT, by=writer)
    report.printed_at = AT
    report.save()
    publish(report, at=AT, by=writer)
    return publish(report, at=AT, by=writer)


def test_the_way_there_and_back(region):
    assert "Kijk in uw mail" in ask().text
    page = link()
    assert Subscription.objects.get().confirmed_on is None
    browser = Browser()
    assert "Ja, stuur mij bericht" in browser.get(page).text
    assert Subscription.objects.get().confirmed_on is None
    assert "Zodra Regio FLEVO een rapport publiceert" in browser.post(page, follow=True).text
    published(region)
    assert link() == "/openbaar/flevo/2026Q2/"
    assert [mail.subject for mail in outbox.outbox].count("Thuisroute: Er is een nieuw rapport gepubliceerd.") == 1
    assert outbox.outbox[-1].to == [ADDRESS.lower()]
    for _ in range(2):
        assert "Uw adres is verwijderd." in browser.post(f"{page}stop/", follow=True).text
    assert browser.get(page).status_code == 404
    assert "werkt niet meer" in browser.get(page).text
    assert not Subscription.objects.exists()
    assert not Mail.objects.exclude(to="").exists()


def test_who_did_not_confirm_or_stopped_hears_nothing(region):
    for number in range(3):
        subscribing.ask(f"{number}@voorbeeld.example", region=region, on=make.TODAY)
    one, two, _ = Subscription.objects.order_by("pk")
    subscribing.confirm(one, on=make.TODAY)
    subscribing.confirm(two, on=make.TODAY)
    published(region)
    subscribing.stop(two)
    assert list(Mail.objects.filter(kind="RAPPORT").values_list("to", flat=True)) == ["0@voorbeeld.example"]


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(region):
    ask()
    subscribing.confirm(Subscription.objects.get(), on=make.TODAY)
    known, unknown = ask().text, ask("ander@voorbeeld.example").text
    secret = re.compile(r"\w{64}")
    assert secret.sub("", known) == secret.sub("", unknown)


def test_one_mail_a_day_to_an_address_and_no_flood_of_addresses(region, monkeypatch):
    monkeypatch.setattr(subscribing, "MOST_A_DAY", 3)
    for _ in range(5):
        ask()
    assert Mail.objects.count() == 1
    for number in range(5):
        assert "Kijk in uw mail" in ask(f"{number}@voorbeeld.example").text
    assert Subscription.objects.count() == 3
    ask(ADDRESS.upper())
    assert Mail.objects.count() == 3


def test_an_address_that_was_not_confirmed_is_gone_after_a_week(region):
    subscribing.ask(ADDRESS, region=region, on=make.TODAY)
    subscribing.forget_unconfirmed(on=make.TODAY + timedelta(days=7))
    assert Subscription.objects.exists()
    subscribing.forget_unconfirmed(on=make.TODAY + timedelta(days=8))
    assert not Subscription.objects.exists()


def test_what_is_wrong_is_said_and_kept(region):
    answer = Browser().post(URL, {"region": "", "address": "geen adres"})
    assert answer.status_code == 422
    for word in ("Kies een regio.", "Dit is geen e-mailadres.", 'value="geen adres"'):
        assert word in answer.text


def test_without_a_mail_server_nobody_can_leave_an_address(region, settings):
    settings.SENDS_MAIL = False
    assert "kan nog geen mail versturen" in Browser().get(URL).text
    assert URL not in Browser().get("/openbaar/").text
