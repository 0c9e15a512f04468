"""How the access works, on screen: read by who works in it, changed by the administrator only."""

from datetime import date

import pytest

from portal.models import Role
from tests import make
from trajectories.models import AccessModel, Mandate

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture
def region():
    return make.region("FLEVO")


@pytest.fixture
def chief(signed_in):
    return signed_in(make.user(Role.ADMINISTRATOR))


def works(**changes):
    facts = {"advisor": "GGD", "decision_maker": "WIJKTEAM", "list_director": "CENTRUM", "starts_on": "2026-10-01"}
    return facts | {"review_months": "6"} | changes


def test_a_way_of_working_begins_and_the_one_before_ends(chief, region):
    address = "/beheer/regios/flevo/toegang/werkwijze/"
    assert chief.post(address, works(starts_on="2024-01-01", decision_maker="GGD")).status_code == 302
    for _ in range(2):
        assert chief.post(address, works(has_four_eyes="on")).status_code == 302
    first, second = AccessModel.objects.order_by("starts_on")
    assert (first.ends_on, second.ends_on, second.has_four_eyes) == (D(2026, 10, 1), None, True)
    text = chief.get("/beheer/regios/flevo/toegang/").content.decode()
    assert "1 januari 2024 t/m 30 september 2026" in text
    assert chief.post(address, works(decision_maker="CENTRUM")).status_code == 422
    assert chief.post(address, works(starts_on="2023-01-01")).status_code == 422


def test_a_mandate_is_given_and_ends(chief, region):
    worker = make.user(Role.TEAM, region)
    sent = {"user": worker.pk, "municipality": make.ALMERE, "source": "Artikel 4", "starts_on": "2026-10-01"}
    address = "/beheer/regios/flevo/toegang/mandaat/"
    for _ in range(2):
        assert chief.post(address, sent).status_code == 302
    mandate = Mandate.objects.get()
    assert chief.post(f"/beheer/mandaten/{mandate.pk}/beeindigen/", {"last_day": "2026-09-30"}).status_code == 422
    assert chief.post(f"/beheer/mandaten/{mandate.pk}/beeindigen/", {"last_day": "2026-10-31"}).status_code == 302
    mandate.refresh_from_db()
    assert mandate.ends_on == D(2026, 11, 1)
    assert chief.post(address, sent | {"starts_on": "2026-10-15"}).status_code == 422


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"user": "999999"}, "geldige keuze"),
        ({"source": ""}, "verplicht"),
        ({"last_day": "2026-09-01"}, "ligt vóór"),
        ({"starts_on": "2099-01-01"}, "binnen twee jaar"),
        ({"municipality": make.ZWOLLE}, "geldige keuze"),
    ],
)
def test_a_mandate_that_cannot_be_is_refused_in_a_sentence(chief, region, changes, sentence):
    worker = make.user(Role.TEAM, region)
    sent = {"user": worker.pk, "municipality": make.ALMERE, "source": "Artikel 4", "starts_on": "2026-10-01"}
    answer = chief.post("/beheer/regios/flevo/toegang/mandaat/", sent | changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_who_works_in_the_access_reads_and_nobody_else_changes(region, signed_in):
    worker = make.user(Role.TEAM, region)
    Mandate.objects.create(user=worker, starts_on=make.LONG_AGO, source="Artikel 4")
    team = signed_in(worker)
    text = team.get("/toegang/").content.decode()
    assert "de hele regio" in text
    assert "Geef mandaat" not in text
    for rest in ("", "werkwijze/", "mandaat/"):
        assert team.get(f"/beheer/regios/flevo/toegang/{rest}").status_code == 403
    assert signed_in(make.user(Role.PROVIDER, region)).get("/toegang/").status_code == 403
    assert "Artikel 4" not in signed_in(make.user(Role.TEAM)).get("/toegang/").content.decode()


def test_an_unknown_region_or_mandate_is_not_there(chief):
    assert chief.get("/beheer/regios/niets/toegang/").status_code == 404
    assert chief.get("/beheer/mandaten/999/beeindigen/").status_code == 404
