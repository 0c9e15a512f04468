"""Beheer and a provider on their own roads: what the region offers, who may log in, places by spreadsheet."""

import io
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

PASSWORD = "een-wachtwoord-van-een-zin"


@pytest.fixture
def mark() -> str:
    """Something nobody used yet: the journeys share one demo."""
    return uuid4().hex[:6].upper()


def test_beheer_extends_the_catalogue_at_once(people: Callable[..., Page], mark: str, has_script: bool):
    page = people("beheer", has_script=has_script)
    page.goto("/beheer/")
    page.get_by_role("link", name="Zorgvormen van Flevoland").click()
    page.get_by_role("link", name="Voeg zorgvorm toe").click()
    page.get_by_label("Code", exact=True).fill(f"PROEF-{mark}")
    page.get_by_label("Naam").fill(f"Proefvorm {mark}")
    page.get_by_label("Eerste dag waarop de regio dit aanbiedt").fill("2026-01-01")
    page.get_by_label("Pilot: we proberen het uit").check()
    for question in ("Telt deze zorgvorm als zwaar?", "Is er dag en nacht begeleiding aanwezig of bereikbaar?"):
        page.get_by_role("group", name=question).get_by_label("Nee").check()
    page.get_by_role("button", name="Voeg zorgvorm toe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Proefvorm {mark}")
    page.get_by_role("link", name="Schrijf een nieuwe versie").click()
    page.get_by_label("Productbeschrijving").fill("Een eigen deur, en iemand dichtbij.")
    page.get_by_role("button", name="Bewaar tekst").click()
    expect(page.get_by_text("Een eigen deur, en iemand dichtbij.")).to_be_visible()

    coordinator = people("coordinator.flevoland", has_script=has_script)
    coordinator.goto("/plekken/")
    expect(coordinator.get_by_label("Zorgvorm").locator("option", has_text=f"Proefvorm {mark}")).to_have_count(1)
    coordinator.goto("/catalogus/?op=2025-12-31")
    expect(coordinator.get_by_text("begint op 1 januari 2026").first).to_be_visible()


def test_beheer_works_out_new_rates_before_they_count(people: Callable[..., Page], has_script: bool):
    page = people("beheer", has_script=has_script)
    page.goto("/beheer/regios/ijsselvecht/tarieven/")
    page.get_by_label("Zorgvorm").select_option(label="Ondersteuning Thuis")
    page.get_by_label("Percentage").fill("4,2")
    page.get_by_label("Nieuw tarief vanaf").fill("2027-01-01" if has_script else "2028-01-01")
    page.get_by_role("button", name="Reken voor").click()
    expect(page.get_by_role("heading", name="Nieuwe tarieven vanaf")).to_be_visible()
    page.get_by_role("button", name="nieuwe tarieven vast").click()
    expect(page.get_by_text("hebben een nieuw tarief vanaf")).to_be_visible()


def test_beheer_adds_a_user_who_chooses_a_password(people: Callable[..., Page], mark: str, has_script: bool):
    page = people("beheer", has_script=has_script)
    page.goto("/beheer/")
    page.get_by_role("link", name="Voeg gebruiker toe").click()
    page.get_by_label("Aanbieder").check()
    page.get_by_label("Regio").select_option("FLEVOLAND")
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_label("Voor- en achternaam").fill("Nieuwe Planner")
    login = f"planner.{mark.lower()}"
    page.get_by_label("Inlognaam").fill(login)
    page.get_by_label("Organisatie").select_option("POLDERLICHT")
    page.get_by_role("button", name="Voeg gebruiker toe").click()
    link = page.get_by_label("Link om een wachtwoord te kiezen").input_value()
    page.get_by_role("button", name="Uitloggen").first.click()
    page.goto(link)
    page.get_by_label("Nieuw wachtwoord").fill(PASSWORD)
    page.get_by_label("Nog een keer hetzelfde wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Bewaar wachtwoord").click()
    page.get_by_label("Inlognaam").fill(login)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("link", name="Mijn aanbod").first).to_be_visible()


def test_a_provider_adds_a_location_with_places_and_plans_a_conversion(
    people: Callable[..., Page], mark: str, has_script: bool
):
    page = people("aanbieder.polderlicht", has_script=has_script)
    page.goto("/locaties/")
    page.get_by_role("link", name="Voeg locatie toe").click()
    page.get_by_label("Naam").fill(f"Proefhuis {mark}")
    page.get_by_label("Gemeente").select_option(label="Dronten")
    page.get_by_label("Zelfstandig").check()
    page.get_by_label("Telefoon voor buren").fill("000 111 22 33")
    page.get_by_role("button", name="Voeg locatie toe").click()
    page.get_by_label("Hoeveel plekken?").fill("2")
    page.get_by_label("Zorgvorm").select_option(label="Beschut Wonen")
    page.get_by_label("Begin van de code").fill(f"P{mark}")
    page.get_by_role("button", name="Controleer").click()
    expect(page.get_by_text("tellen deze plekken als opbouw")).to_be_visible()
    page.get_by_role("button", name="Voeg plekken toe").click()
    expect(page.get_by_text("2 plekken toegevoegd")).to_be_visible()
    page.get_by_role("link", name="Verander zorgvorm").click()
    page.get_by_label(f"Plek P{mark}-1").check()
    page.get_by_label("Worden plekken voor").select_option(label="Beschermd Thuis")
    page.get_by_label("Vanaf welke dag?").fill("2027-01-01")
    page.get_by_role("button", name="Kijk wat dit betekent").click()
    expect(page.get_by_text("1 plek van Beschut Wonen naar Beschermd Thuis")).to_be_visible()
    page.get_by_role("button", name="Verander deze plekken").click()
    planned = page.get_by_text(f"Plek P{mark}-1 is vanaf dan voor Beschermd Thuis.")
    expect(planned.first).to_be_visible()
    page.get_by_role("button", name="Haal dit weg").filter(has_text=f"Plek P{mark}-1").click()
    expect(page.get_by_text("is weggehaald")).to_be_visible()


def test_a_provider_loads_places_from_a_spreadsheet(
    people: Callable[..., Page], mark: str, has_script: bool, tmp_path: Path
):
    page = people("aanbieder.dijkwacht", has_script=has_script)
    page.goto("/inlezen/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Alles als werkmap").click()
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    book["plekken"].append([f"X{mark}", book["plekken"]["B2"].value, "RUSTIG"])
    book["plekken"].append([f"Y{mark}", "WEET-IK-NIET", None])
    wrong = tmp_path / "fout.xlsx"
    book.save(wrong)
    hand_in(page, wrong)
    wait_for(page, "Er zijn fouten")
    expect(page.get_by_role("cell", name="WEET-IK-NIET")).to_be_visible()
    with page.expect_download() as errors:
        page.get_by_role("link", name="Download de fouten als csv").click()
    assert "WEET-IK-NIET" in Path(errors.value.path()).read_text(encoding="utf-8-sig")
    page.get_by_role("button", name="Gooi dit bestand weg").click()

    book["plekken"].delete_rows(book["plekken"].max_row)
    right = tmp_path / "goed.xlsx"
    book.save(right)
    page.goto("/inlezen/")
    hand_in(page, right)
    wait_for(page, "Klaar om te laden")
    expect(page.get_by_text(f"X{mark}").first).to_be_visible()
    page.get_by_role("button", name="Laad dit bestand").click()
    wait_for(page, "Geladen op")


def hand_in(page: Page, file: Path) -> None:
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Kijk dit bestand na").click()


def wait_for(page: Page, words: str) -> None:
    """The page comes along by itself; without a script somebody looks again."""
    for _ in range(40):
        if page.get_by_text(words).count():
            return
        again = page.get_by_role("link", name="Kijk hoe ver het is")
        page.wait_for_timeout(500)
        if again.count():
            page.reload()
    raise AssertionError(page.content()[:3000])
