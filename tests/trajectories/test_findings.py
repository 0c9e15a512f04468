"""The report of an investigation: frozen when it is ready, readable on paper, silent about a secret address."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from portal.models import AccessRecord, Action, Role
from tests import make
from tests.paper import problems
from trajectories import findings
from trajectories.models import ContactPerson, InvestigationPart, PartKind, PartState, parts_by_law

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def worker(region):
    return make.user(Role.TEAM, region)


@pytest.fixture
def team(worker, signed_in):
    return signed_in(worker)


@pytest.fixture
def melding(region, worker):
    """A melding whose parts are all ready."""
    made = make.notification(make.client(region, given_names="Milan"), D(2026, 9, 1), own_words="Een eigen deur.")
    for kind in parts_by_law(made):
        make.part(made, kind, by=worker)
    return made


def answer(melding, kind, **answers):
    InvestigationPart.objects.filter(notification=melding, kind=kind).update(answers=answers)


def test_the_report_stays_as_the_client_got_it(team, worker, melding):
    answer(melding, PartKind.CARE, care_need="NABIJ")
    page = f"/meldingen/{melding.slug}/verslag/"
    assert "Dit is een concept." in team.get(page).content.decode()
    team.post(f"/meldingen/{melding.slug}/controleren/", {"reported_on": "2026-10-05"})
    answer(melding, PartKind.CARE, care_need="GEEN")
    melding.client.given_names = "Anders"
    melding.client.save()
    text = team.get(page).content.decode()
    assert "In de buurt en snel bereikbaar" in text
    assert "Geen begeleiding nodig" not in text
    assert "Milan" in text.split("Verslag van het onderzoek")[2]
    assert "Dit is een concept." not in text
    assert melding.report.made_by == worker


def test_the_report_tells_why_something_was_not_needed_and_who_stands_beside(team, worker, melding):
    InvestigationPart.objects.filter(kind=PartKind.OTHER_LAWS).update(
        state=PartState.NOT_NEEDED, answers={"not_needed_why": "Vorige maand nagegaan."}
    )
    ContactPerson.objects.create(
        client=melding.client, name="Riet", role="NAASTE", relation="oma", added_on=D(2026, 9, 1), added_by=worker
    )
    text = team.get(f"/meldingen/{melding.slug}/verslag/").content.decode()
    assert "Niet nodig: Vorige maand nagegaan." in text
    assert "Riet, oma, niet bellen" in text
    assert "Een eigen deur." in text


def test_a_secret_address_is_nowhere_in_the_report(team, melding):
    address = {"street": "Verborgenlaan 1", "postcode": "1300 AA", "town": "Almere-Haven"}
    answer(melding, PartKind.PERSON, address_kind="WOONADRES", **address)
    assert "Verborgenlaan 1" in team.get(f"/meldingen/{melding.slug}/verslag/").content.decode()
    answer(melding, PartKind.PERSON, address_kind="GEHEIM", **address)
    text = team.get(f"/meldingen/{melding.slug}/verslag/").content.decode()
    paper = "".join(page.extract_text() for page in PdfReader(pdf_of(team, melding)).pages)
    for said in (text, paper):
        assert not [word for word in address.values() if word in said]


def pdf_of(team, melding):
    return io.BytesIO(team.get(f"/meldingen/{melding.slug}/verslag.pdf").content)


def test_the_paper_says_the_same_and_asks_what_the_client_thinks(team, melding):
    answer(melding, PartKind.CARE, care_need="NABIJ")
    reader = PdfReader(pdf_of(team, melding))
    paper = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in (
        "In de buurt en snel bereikbaar",
        "Een eigen deur.",
        "(concept)",
        "Ik ben het er deels mee eens.",
    ):
        assert words in paper
    assert "Handtekening" in paper
    assert AccessRecord.objects.filter(action=Action.EXPORT, client=melding.client).exists()


def test_the_paper_passes_the_rules_for_accessible_documents(team, melding):
    assert problems(pdf_of(team, melding).getvalue()) == []


def test_the_same_report_twice_is_kept_once(worker, melding):
    for _ in range(2):
        findings.report(melding, reported_on=make.TODAY, on=make.TODAY, by=worker)
    assert melding.report.content["reported_on"] == "5 oktober 2026"


def test_elsewhere_and_other_roles_find_nothing(region, melding, signed_in):
    there = make.organisation(region, "WIJKTEAM", municipality_id=make.LELYSTAD)
    for page in ("verslag/", "verslag.pdf"):
        address = f"/meldingen/{melding.slug}/{page}"
        assert signed_in(make.user(Role.TEAM, region, there)).get(address).status_code == 404
        assert signed_in(make.user(Role.PROVIDER, region)).get(address).status_code == 403


def test_what_is_known_of_the_person_stands_ready_in_the_next_melding(team, region, melding):
    answer(melding, PartKind.PERSON, phone="06 12345678", identity_checked_on="2026-09-02")
    again = make.notification(melding.client, D(2026, 10, 1))
    page = team.get(f"/meldingen/{again.slug}/persoon/").content.decode()
    assert "komen uit de melding van 1 september 2026" in page
    assert 'value="06 12345678"' in page
    assert 'value="2026-09-02"' not in page
    assert not again.parts.exists()
