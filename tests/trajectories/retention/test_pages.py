"""The pages about keeping and destroying: two coordinators, an auditor who reads along, one file held."""

from datetime import UTC, date, datetime

import pytest

from portal.models import AccessRecord, Client, Role
from tests import make
from tests.paper import problems
from trajectories.models import Destruction, LegalHold
from trajectories.retention.destroying import destroy, propose

D = date
AT = datetime(2026, 10, 5, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def two(region):
    return make.user(Role.COORDINATOR, region, name="Eerste"), make.user(Role.COORDINATOR, region, name="Tweede")


def old(region, **facts):
    """Somebody who turned to us long ago and took it back."""
    client = make.client(region, **facts)
    make.notification(client, D(2015, 1, 5), closed_on=D(2015, 2, 5), outcome="INGETROKKEN")
    return client


def acts(client):
    return list(AccessRecord.objects.filter(client=client).order_by("number").values_list("subject", flat=True))


def test_one_proposes_and_another_destroys(region, two, signed_in):
    client = old(region, code="C-OUD")
    first, second = map(signed_in, two)
    page = first.get("/bewaren/").text
    assert "Dossier C-OUD" in page
    assert "Voorbij sinds 5 februari 2020" in page
    assert str(client) not in page
    answer = first.post("/bewaren/voorstellen/", {"dossiers": [client.slug]}, follow=True)
    assert "1 dossier voorgesteld." in answer.text
    assert "U stelde dit zelf voor" in answer.text
    proposal = Destruction.objects.get()
    asked = second.post("/bewaren/vernietigen/", {"dossiers": [proposal.slug]}).text
    assert "Er is nog niets veranderd" in asked
    assert Client.objects.filter(pk=client.pk).exists()
    chosen = {"dossiers": [proposal.slug], "confirmed": "ja"}
    answer = second.post("/bewaren/vernietigen/", chosen, follow=True)
    assert "1 dossier vernietigd" in answer.text
    assert not Client.objects.filter(pk=client.pk).exists()
    assert acts(client) == ["vernietiging voorgesteld", "dossier vernietigd"]
    assert second.get(f"/clienten/{client.slug}/").status_code == 404
    assert "was al vernietigd" in second.post("/bewaren/vernietigen/", chosen, follow=True).text
    assert problems(second.get(f"/bewaren/{proposal.slug}/verklaring.pdf").content) == []


def test_the_log_of_a_file_that_is_gone_can_be_read(region, two, signed_in):
    client = old(region)
    signed_in(two[0]).get(f"/clienten/{client.slug}/")
    destroy(propose(client, on=make.TODAY, by=two[0]), on=make.TODAY, at=AT, by=two[1])
    auditor = signed_in(make.user(Role.AUDITOR))
    assert "cliënt" in auditor.get("/logboek/").text
    assert f"/clienten/{client.slug}/" in auditor.get("/logboek/regels.csv").getvalue().decode()


def test_pressing_change_when_it_is_read_back_goes_to_the_list(region, two, signed_in):
    proposal = propose(old(region), on=make.TODAY, by=two[0])
    answer = signed_in(two[1]).post("/bewaren/vernietigen/", {"dossiers": [proposal.slug], "change": "ja"})
    assert answer.headers["Location"] == "/bewaren/"


def test_who_proposed_cannot_destroy_and_can_take_it_back(region, two, signed_in):
    client = old(region)
    proposal, browser = propose(client, on=make.TODAY, by=two[0]), signed_in(two[0])
    chosen = {"dossiers": [proposal.slug], "confirmed": "ja"}
    assert "U stelde dit dossier zelf voor" in browser.post("/bewaren/vernietigen/", chosen, follow=True).text
    assert Client.objects.filter(pk=client.pk).exists()
    answer = browser.post(f"/bewaren/{proposal.slug}/intrekken/", follow=True)
    assert "is ingetrokken" in answer.text
    assert client.code in answer.text


def test_nothing_chosen_and_what_is_gone_is_said(region, two, signed_in):
    browser = signed_in(two[0])
    assert "Kies ten minste één dossier." in browser.post("/bewaren/voorstellen/", {}).text
    answer = browser.post("/bewaren/vernietigen/", {"dossiers": ["ZZZZZZZZ"]})
    assert answer.status_code == 422
    assert "Kijk opnieuw" in answer.text


def test_a_file_whose_term_runs_is_not_proposed(region, two, signed_in):
    client = make.client(region)
    make.notification(client)
    answer = signed_in(two[0]).post("/bewaren/voorstellen/", {"dossiers": [client.slug]}, follow=True)
    assert "loopt nog iets" in answer.text
    assert not Destruction.objects.exists()


def test_a_file_is_held_longer_and_let_go(region, two, signed_in):
    client, browser = old(region), signed_in(two[0])
    url = f"/clienten/{client.slug}/bewaren/"
    assert "5 jaar vanaf 5 februari 2015" in browser.get(url).text
    wrong = browser.post(url, {"reason": "Rechtszaak", "last_day": "2020-01-01"})
    assert wrong.status_code == 422
    assert "Kies vandaag of een latere dag." in wrong.text
    assert "Rechtszaak" in wrong.text
    browser.post(url, {"reason": "Rechtszaak", "last_day": "2026-12-31"})
    assert LegalHold.objects.get().ends_on == D(2027, 1, 1)
    assert "moet langer bewaard blijven" in browser.get(f"/clienten/{client.slug}/").text
    assert "Van geen enkel dossier" in browser.get("/bewaren/").text
    twice = browser.post(url, {"reason": "Nog een keer", "last_day": ""})
    assert "al langer bewaard" in twice.text
    browser.post(url, {"act": "let_go"})
    assert LegalHold.objects.get().lifted_by == two[0]


def test_another_region_and_another_role_get_nothing(region, two, signed_in):
    client = old(region, code="C-VANHIER")
    proposal = propose(client, on=make.TODAY, by=two[0])
    elsewhere = signed_in(make.user(Role.COORDINATOR, make.region()))
    assert "C-VANHIER" not in elsewhere.get("/bewaren/").text
    assert elsewhere.get(f"/clienten/{client.slug}/bewaren/").status_code == 404
    assert elsewhere.post(f"/bewaren/{proposal.slug}/intrekken/").status_code == 404
    chosen = {"dossiers": [proposal.slug], "confirmed": "ja"}
    assert elsewhere.post("/bewaren/vernietigen/", chosen).status_code == 422
    assert signed_in(make.user(Role.TEAM, region)).get("/bewaren/").status_code == 403
    auditor = signed_in(make.user(Role.AUDITOR))
    assert "C-VANHIER" in auditor.get("/bewaren/").text
    assert auditor.get(f"/bewaren/{proposal.slug}/verklaring.pdf").status_code == 404


def test_the_terms_are_to_be_read_by_who_has_to_know(region, signed_in):
    page = signed_in(make.user(Role.ADMINISTRATOR)).get("/bewaren/termijnen/").text
    assert "Wmo 2015, artikel 5.3.4" in page
    assert "ten minste 5 jaar" in page.lower()


def test_ten_files_cost_as_many_queries_as_one(region, two, signed_in, django_assert_max_num_queries):
    browser = signed_in(two[0])
    for number in range(10):
        client = old(region)
        if number % 2:
            propose(client, on=make.TODAY, by=two[1])
    with django_assert_max_num_queries(24):
        browser.get("/bewaren/")
