"""Emergency access: for one person, for an hour, with a reason, and never unseen."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from portal.models import AccessRecord, Action, Mail, MailKind, Role
from tests import make
from trajectories.models import EmergencyAccess

pytestmark = pytest.mark.django_db
BORN = date(1990, 4, 1)
REASON = "Staat verward aan de balie."
ASKED = {"name": "Vermeer", "born_on": "1990-04-01", "reason": REASON}


@pytest.fixture
def met(signed_in):
    """A provider that meets a resident of another; who keeps watch can get mail."""
    region = make.region()
    client = make.client(region, given_names="Anna", family_name="Vermeer", born_on=BORN)
    form = make.care_form(region)
    home = make.place(make.location(make.provider(region), name="Huize Zuid"), form)
    make.lives(client, home)
    make.care(client, form, home.location.provider, date(2026, 1, 1))
    for role, mail in ((Role.COORDINATOR, "c@voorbeeld.invalid"), (Role.AUDITOR, "a@voorbeeld.invalid")):
        watcher = make.user(role, region)
        watcher.mail = mail
        watcher.save()
    planner = make.user(Role.PROVIDER, organisation_=make.provider(region))
    return client, planner, signed_in(planner)


def opened_by(browser, **asked) -> EmergencyAccess:
    browser.post("/noodtoegang/openen/", ASKED | asked)
    return EmergencyAccess.objects.get()


def test_with_a_reason_somebody_reads_where_to_bring_a_person_and_whom_to_call(met):
    client, planner, browser = met
    assert browser.get(f"/clienten/{client.slug}/").status_code == 404
    opened = opened_by(browser)
    page = browser.get(f"/noodtoegang/{opened.slug}/").content.decode()
    assert "Anna Vermeer" in page
    assert "Huize Zuid" in page
    assert REASON in page
    assert (opened.user, opened.client_id) == (planner, client.pk)


def test_the_rest_of_the_file_stays_shut(met):
    client, _, browser = met
    opened_by(browser)
    for address in ("", "verandering/", "plan/", "contactpersonen/"):
        assert browser.get(f"/clienten/{client.slug}/{address}").status_code in (403, 404), address


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (60, 404)])
def test_after_an_hour_it_is_over(met, minutes, status):
    client, planner, browser = met
    ago = Now() - timedelta(minutes=minutes)
    facts = {"region": client.region, "user": planner, "reason": REASON, "opened_at": ago}
    opened = client.emergency_accesses.create(**facts)
    assert browser.get(f"/noodtoegang/{opened.slug}/").status_code == status
    assert "Vermeer" not in browser.get("/noodtoegang/").content.decode()


def test_what_somebody_gave_as_a_reason_stands(met):
    _, _, browser = met
    opened_by(browser)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyAccess.objects.update(reason="Iets anders.")


def test_it_is_for_who_gave_the_reason_and_for_no_colleague(met, signed_in):
    _, planner, browser = met
    opened = opened_by(browser)
    colleague = signed_in(make.user(Role.PROVIDER, organisation_=planner.organisation))
    assert colleague.get(f"/noodtoegang/{opened.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"reason": ""}, "hele zin"),
        ({"reason": "spoed"}, "hele zin"),
        ({"name": ""}, "Vul de naam in."),
        ({"name": "Ve"}, "niemand bekend"),
        ({"name": "Janssen"}, "niemand bekend"),
        ({"born_on": "1990-04-02"}, "niemand bekend"),
        ({"born_on": "2090-04-02"}, "toekomst"),
    ],
)
def test_without_a_reason_or_for_nobody_it_stays_shut(met, asked, sentence):
    _, _, browser = met
    answer = browser.post("/noodtoegang/openen/", ASKED | asked)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not EmergencyAccess.objects.exists()


def test_two_people_with_the_name_and_birthday_are_told_apart_by_the_first_name(met):
    client, _, browser = met
    make.client(client.region, given_names="Els", family_name="Vermeer", born_on=BORN)
    answer = browser.post("/noodtoegang/openen/", ASKED)
    assert "Vul ook de voornaam in" in answer.content.decode()
    assert opened_by(browser, name="Anna Vermeer").client_id == client.pk


def test_somebody_of_another_region_is_not_found(met):
    _, _, browser = met
    make.client(make.region(), family_name="Elders", born_on=BORN)
    assert browser.post("/noodtoegang/openen/", ASKED | {"name": "Elders"}).status_code == 422


def test_two_presses_are_one_opening_and_one_mail_each(met):
    _, _, browser = met
    for _ in range(2):
        opened = opened_by(browser)
    mails = Mail.objects.filter(kind=MailKind.EMERGENCY)
    assert sorted(mails.values_list("to", flat=True)) == ["a@voorbeeld.invalid", "c@voorbeeld.invalid"]
    assert set(mails.values_list("about", flat=True)) == {opened.slug}


def test_every_look_and_every_attempt_is_marked_in_the_log(met):
    client, planner, browser = met
    browser.post("/noodtoegang/openen/", ASKED | {"name": "Janssen"})
    opened = opened_by(browser)
    browser.get(f"/noodtoegang/{opened.slug}/")
    lines = AccessRecord.objects.filter(user=planner, action=Action.EMERGENCY).order_by("pk")
    assert list(lines.values_list("subject", "client")) == [
        ("zoekt een dossier", None),
        ("zoekt een dossier", None),
        ("cliënt", client.pk),
    ]


def test_who_keeps_watch_reads_why_and_only_the_coordinator_who_it_was_about(met, signed_in):
    client, _, browser = met
    opened_by(browser)
    coordinator = signed_in(make.user(Role.COORDINATOR, client.region)).get("/noodtoegang/").content.decode()
    auditor = signed_in(make.user(Role.AUDITOR)).get("/noodtoegang/").content.decode()
    elsewhere = signed_in(make.user(Role.COORDINATOR, make.region())).get("/noodtoegang/").content.decode()
    assert REASON in coordinator
    assert "Vermeer" in coordinator
    assert REASON in auditor
    assert "Vermeer" not in auditor
    assert REASON not in elsewhere
