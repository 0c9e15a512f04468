"""The page of the log: who looked and who did what, for the auditor and nobody else."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.utils import timezone

from portal.forms import LogFilter
from portal.models import AccessRecord, Action, Role
from portal.views.log import PAGE
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def browser(signed_in):
    return signed_in(make.user(Role.AUDITOR))


def record(user, action=Action.VIEW, subject="dossier", client=None) -> AccessRecord:
    facts = {"organisation_name": str(user.organisation), "role": user.role}
    return AccessRecord.objects.create(user=user, action=action, subject=subject, client=client, **facts)


def test_it_says_who_and_when_and_never_names_a_client(region, browser):
    client = make.client(region, family_name="Onvindbaar")
    record(make.user(Role.TEAM, region), client=client)
    page = browser.get("/logboek/").content.decode()
    assert client.slug in page
    assert "dossier" in page
    assert "Onvindbaar" not in page


@pytest.fixture
def written(region):
    """Noor looked in a file, Sam took something with him."""
    noor, sam = make.user(Role.TEAM, region, name="Noor Bos"), make.user(Role.TEAM, region, name="Sam Lee")
    client = make.client(region)
    record(noor, Action.VIEW, "gezien", client), record(sam, Action.EXPORT, "meegenomen")
    return client


@pytest.mark.parametrize(
    ("asked", "found", "gone"),
    [
        ({"handeling": Action.EXPORT}, "meegenomen", "gezien"),
        ({"wie": "noor"}, "gezien", "meegenomen"),
        ({"van": "2020-01-01", "wie": "sam"}, "meegenomen", "gezien"),
        ({"tot": "2020-01-01"}, "Er zijn geen regels die hieraan voldoen.", "gezien"),
    ],
)
def test_an_auditor_finds_who_did_what_and_takes_it_along(browser, written, asked, found, gone):
    page = browser.get("/logboek/", asked).text
    assert (found in page, gone in page) == (True, False)
    rows = browser.get("/logboek/regels.csv", asked).getvalue().decode()
    assert (found in rows or "geen regels" in found, gone in rows) == (True, False)


def test_a_period_is_found_by_the_index_and_begins_and_ends_at_midnight_here(monkeypatch):
    evening = datetime(2026, 10, 5, 21, 59, tzinfo=UTC)  # one minute before midnight in the Netherlands
    monkeypatch.setattr(timezone, "now", lambda: evening)
    AccessRecord.objects.create(action=Action.VIEW, subject="laat")
    for first, last, number in (("5-10", "5-10", 1), ("6-10", "6-10", 0), ("4-10", "4-10", 0)):
        chosen = LogFilter({"van": f"{first}-2026", "tot": f"{last}-2026"}).chosen(AccessRecord.objects.all())
        assert chosen.count() == number
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "access_in_a_period" in chosen.explain()


def test_the_code_of_a_file_finds_its_lines(browser, written):
    page = browser.get("/logboek/", {"dossier": f" {written.slug.lower()} "}).text
    assert "gezien" in page
    assert "meegenomen" not in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"handeling": "ONZIN"}, "Kies er een uit de lijst."),
        ({"van": "31-02-2026"}, "Dit is geen bestaande datum."),
        ({"van": "02-03-2026", "tot": "01-03-2026"}, "De laatste dag ligt vóór de eerste."),
    ],
)
def test_what_cannot_be_searched_for_is_said_at_its_field(browser, written, asked, sentence):
    answer = browser.get("/logboek/", asked)
    assert (answer.status_code, sentence in answer.text, "gezien" in answer.text) == (422, True, True)


def test_who_reads_the_log_is_in_it(browser):
    browser.get("/logboek/"), browser.get("/logboek/regels.csv"), browser.get("/logboek/controle/")
    told = AccessRecord.objects.order_by("number").values_list("subject", flat=True)
    assert list(told) == ["logboek", "logboek", "controle van het logboek"]


def test_a_formula_for_a_name_reaches_no_spreadsheet(region, browser):
    record(make.user(Role.TEAM, region, login="=cmd"))
    rows = list(csv.reader(io.StringIO(browser.get("/logboek/regels.csv").getvalue().decode())))
    assert rows[1][2] == " =cmd"


def test_the_page_tells_whether_the_log_is_whole(browser, written):
    assert "De keten sluit." in browser.get("/logboek/controle/").text
    with connection.owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE portal_accessrecord DISABLE TRIGGER access_log_append_only")
        cursor.execute("UPDATE portal_accessrecord SET subject = 'niets' WHERE subject = 'gezien'")
    page = browser.get("/logboek/controle/").text
    assert "Het logboek is veranderd." in page
    assert "is veranderd." in page


def test_every_line_is_met_once_when_one_pages_back(region, browser):
    user = make.user(Role.TEAM, region)
    made = {record(user, subject=f"nummer {number:03}").pk for number in range(PAGE + 30)}
    met, query = [], ""
    while True:
        answer = browser.get(f"/logboek/{query}")
        met += [line.pk for line in answer.context["records"] if line.pk in made]
        if not (query := answer.context["next_url"]):
            break
    assert sorted(met) == sorted(made)


@pytest.mark.parametrize("odd", ["-1", "0", "9" * 40, "x", "½", "٣"])
def test_an_odd_place_to_go_on_is_no_fault(odd, browser):
    assert browser.get("/logboek/", {"voor": odd}).status_code == 200
