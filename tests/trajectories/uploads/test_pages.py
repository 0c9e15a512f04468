"""Inlezen en uitlezen on screen: hand in, watch, read what is wrong, load, and get the same columns back."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from placements.models import Location
from portal.models import AccessRecord, Role
from tests import make
from tests.trajectories.uploads.sheets import csv, hand_in, work, workbook
from trajectories.models import Upload, UploadState

pytestmark = pytest.mark.django_db
D = date
HOUSE = ["L1", "LICHT", None, "Het Baken", "0034", None, None, None, None, None, "GROEP", "nee", "ja"]


@pytest.fixture
def provider():
    provider = make.provider(make.region("FLEVO"), code="LICHT")
    make.care_form(provider.region, "BESCHUT")
    return provider


@pytest.fixture
def user(provider):
    return make.user(Role.PROVIDER, organisation_=provider)


@pytest.fixture
def planner(user, signed_in):
    return signed_in(user)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def file(data: bytes, name: str = "aanbod.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def hand(browser, data: bytes, name: str = "aanbod.xlsx", kind: str = "aanbod", **facts):
    sent = {f"{kind}-file": file(data, name), "regio": "flevo"} | facts
    return browser.post(f"/inlezen/aanleveren/{kind}/", sent, follow=True)


def test_the_road_from_template_to_loaded(planner):
    answer = planner.get("/inlezen/sjablonen/aanbod/sjabloon.xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    book["locaties"].delete_rows(2)
    book["plekken"].delete_rows(2)
    book["plekperioden"].delete_rows(2)
    book["locaties"].append(HOUSE)
    out = io.BytesIO()
    book.save(out)
    page = text(hand(planner, out.getvalue()))
    assert "Wordt nagekeken" in page
    assert 'hx-trigger="every 1s"' in page
    assert "Kijk hoe ver het is" in page
    work()
    upload = Upload.objects.get()
    url = reverse("upload_page", args=[upload.slug])
    page = text(planner.get(url))
    assert "Geen fouten" in page
    assert "Laad dit bestand" in page
    assert "Het Baken" in page
    planner.post(f"{url}laden/")
    planner.post(f"{url}laden/")
    work()
    page = text(planner.get(url))
    assert "Geladen op" in page
    assert "hx-trigger" not in page
    assert Location.objects.get().code == "L1"
    assert "Geladen" in text(planner.get("/inlezen/"))


def test_a_swap_is_the_same_as_a_fresh_page(planner, user, provider):
    upload = hand_in("AANBOD", workbook(locaties=[HOUSE]), region=provider.region, by=user, name="a.xlsx")
    url = reverse("upload_page", args=[upload.slug])
    part = planner.get(url, headers={"HX-Request": "true", "HX-Target": "upload"}).content.decode()
    assert part.lstrip().startswith('<div id="upload"')
    clean = " ".join(part.split())
    assert clean.split('name="csrfmiddlewaretoken"')[0] in text(planner.get(url))


def test_errors_are_shown_per_cell_and_can_be_downloaded(planner, user, provider):
    data = csv("plekken", 'P1;WEG;"ROLSTOEL ZWEMBAD"', "=1;L1;")
    upload = hand_in("AANBOD", data, region=provider.region, by=user)
    url = reverse("upload_page", args=[upload.slug])
    page = text(planner.get(url))
    for words in ("plekken.csv", "rij 2", "kenmerken", "ROLSTOEL ZWEMBAD", "Kies uit ROLSTOEL"):
        assert words in page
    assert "Laad dit bestand" not in page
    lines = planner.get(f"{url}fouten.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == '"bestand";"rij";"kolom";"waarde";"wat te doen"'
    assert any('"3";"code";" =1"' in line for line in lines), "what looks like a formula goes out behind a space"


def test_only_the_good_rows_on_request(planner, user, provider):
    houses = [HOUSE, ["L2", "LICHT", None, "Zuid", "0034", *[None] * 5, "KASTEEL", "nee", "ja"]]
    upload = hand_in("AANBOD", workbook(locaties=houses), region=provider.region, by=user, name="a.xlsx")
    url = reverse("upload_page", args=[upload.slug])
    assert "Zonder 1 rij met fouten klopt de rest" in text(planner.get(url))
    planner.post(f"{url}laden/")
    work()
    assert not Location.objects.exists()
    planner.post(f"{url}laden/", {"alleen": "goed"})
    work()
    assert "Alleen de goede rijen: 1 rij met fouten is niet geladen" in text(planner.get(url))
    assert Location.objects.get().code == "L1"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.xlsx", "leeg"),
        (b"%PDF-1.7", "a.pdf", "geen werkmap"),
        (b"x" * (8 * 1024 * 1024 + 1), "a.csv", "te groot: hoogstens 8 MB"),
        (b"PK\x03\x04 stuk", "a.xlsx", "geen leesbare werkmap"),
    ],
)
def test_what_cannot_be_opened_is_said_at_the_field(planner, data, name, says):
    answer = hand(planner, data, name)
    assert answer.status_code == 422
    assert says in text(answer)
    assert not Upload.objects.exists()


def test_no_file_at_all_is_said_at_the_field(planner):
    answer = planner.post("/inlezen/aanleveren/aanbod/", {"regio": "flevo"})
    assert answer.status_code == 422
    assert "Kies een bestand." in text(answer)


def test_a_strange_name_is_kept_safe(planner):
    page = text(hand(planner, csv("locaties"), "../../<b>x</b>" + "a" * 300 + ".csv"))
    assert "<b>x</b>" not in page
    assert len(Upload.objects.get().file_name) <= 200


def test_calling_off_throws_it_away(planner, user, provider):
    upload = hand_in("AANBOD", workbook(locaties=[HOUSE]), region=provider.region, by=user, name="a.xlsx")
    url = reverse("upload_page", args=[upload.slug])
    answer = planner.post(f"{url}afbreken/", follow=True)
    assert "is afgebroken. Er is niets geladen" in text(answer)
    upload.refresh_from_db()
    assert (upload.state, upload.content) == (UploadState.CANCELLED, None)
    planner.post(f"{url}laden/")
    work()
    assert not Location.objects.exists()


def test_what_goes_out_is_logged(planner):
    for name in ("aanbod.xlsx", "plekken.csv"):
        answer = planner.get(f"/inlezen/uitlezen/aanbod/{name}")
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
    assert AccessRecord.objects.filter(action="EXPORTEREN").count() == 2


@pytest.mark.parametrize("role", [Role.TEAM, Role.COORDINATOR, Role.HOUSING_ASSOCIATION, Role.AUDITOR])
def test_others_have_no_business_here(role, provider, signed_in):
    assert signed_in(make.user(role, provider.region)).get("/inlezen/").status_code == 403


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.PROVIDER, {"aanbod"}),
        (Role.POLICY, {"plan"}),
        (Role.PROJECT_LEADER, {"plan"}),
        (Role.ADMINISTRATOR, {"aanbod", "contracten", "plan", "catalogus"}),
    ],
)
def test_each_sees_what_is_theirs_to_load(role, kinds, provider, signed_in):
    browser = signed_in(make.user(role, provider.region))
    page = text(browser.get("/inlezen/"))
    for kind in ("aanbod", "contracten", "plan", "catalogus"):
        assert (f"/inlezen/aanleveren/{kind}/" in page) == (kind in kinds)
        expected = 200 if kind in kinds else 404
        assert browser.get(f"/inlezen/uitlezen/{kind}/{kind}.xlsx").status_code == expected
        assert browser.get(f"/inlezen/sjablonen/{kind}/sjabloon.xlsx").status_code == expected
        assert hand(browser, csv("plekken"), "p.csv", kind).status_code == expected


def test_what_another_handed_in_is_not_there(planner, user, provider, signed_in):
    upload = hand_in("AANBOD", workbook(locaties=[HOUSE]), region=provider.region, by=user, name="geheim.xlsx")
    url = reverse("upload_page", args=[upload.slug])
    for role in (Role.PROVIDER, Role.POLICY):
        browser = signed_in(make.user(role, provider.region))
        assert browser.get(url).status_code == 404
        assert browser.get(f"{url}fouten.csv").status_code == 404
        assert browser.post(f"{url}laden/").status_code == 404
        assert browser.post(f"{url}afbreken/").status_code == 404
        assert "geheim.xlsx" not in text(browser.get("/inlezen/"))
    beheer = signed_in(make.user(Role.ADMINISTRATOR))
    assert "geheim.xlsx" in text(beheer.get("/inlezen/?regio=flevo"))


def test_a_region_of_another_is_not_there(planner, signed_in):
    elsewhere = make.region("ELDERS")
    assert planner.get("/inlezen/?regio=elders").status_code == 404
    beheer = signed_in(make.user(Role.ADMINISTRATOR))
    assert beheer.get("/inlezen/?regio=nergens").status_code == 404
    hand(beheer, csv("aanbieders", "NIEUW;Nieuw;"), "a.csv", "catalogus", regio="elders")
    assert Upload.objects.get().region == elsewhere


@pytest.mark.parametrize("name", ["x.csv", "plekken", "plekken.xlsx", "zorgvormen.csv", "plekken.csv.csv"])
def test_a_file_that_is_not_among_them_is_a_404(planner, name):
    assert planner.get(f"/inlezen/uitlezen/aanbod/{name}").status_code == 404
    assert planner.get(f"/inlezen/sjablonen/aanbod/{name}").status_code == 404


def test_ten_spreadsheets_cost_as_many_queries_as_one(planner, user, provider, django_assert_max_num_queries):
    hand_in("AANBOD", csv("locaties"), region=provider.region, by=user)
    with django_assert_max_num_queries(8) as few:
        planner.get("/inlezen/")
    for _ in range(9):
        hand_in("AANBOD", csv("locaties"), region=provider.region, by=user)
    with django_assert_max_num_queries(len(few.captured_queries)):
        planner.get("/inlezen/")
