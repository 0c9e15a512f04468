"""The page of the log: who looked and who did what, for the auditor and nobody else."""

import pytest

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


def test_one_kind_of_act_can_be_chosen_and_an_unknown_one_is_ignored(region, browser):
    user = make.user(Role.TEAM, region)
    record(user, Action.VIEW, "gezien"), record(user, Action.EXPORT, "meegenomen")
    chosen = browser.get("/logboek/", {"handeling": Action.EXPORT}).content.decode()
    assert "meegenomen" in chosen
    assert "gezien" not in chosen
    assert "gezien" in browser.get("/logboek/", {"handeling": "ONZIN"}).content.decode()


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
