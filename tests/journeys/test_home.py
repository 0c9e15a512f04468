"""To a home of one's own: nothing without consent, a dwelling that is refused, another that becomes home."""

import re
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.hand import follow, press, register, says

ASSOCIATION = "Woonstichting Polderdak (fictief)"
NO, YES = "Het is te ver van mijn zus.", "Eindelijk een eigen deur."


@pytest.fixture
def name() -> str:
    """A name like nobody's, so that nobody is asked whether this person is known already."""
    mark = uuid4().hex.translate(str.maketrans("0123456789", "ghklmnoprs"))
    return mark[:14].capitalize()


def test_somebody_gets_the_key_of_a_home_of_their_own(people, name, has_script):
    coordinator = people("coordinator.flevoland", has_script=has_script)
    client = register(people("wijkteam.almere", has_script=has_script), name, on="2026-10-01")
    ready(coordinator, client)
    is_stopped_without_consent(coordinator, client)
    allows(coordinator, client)
    nomination = nominate(coordinator, client)
    association = people("corporatie.polderdak", has_script=has_script)
    finds_it_at_work(association, name)
    offers(association, street="Kerkpad")
    answers(coordinator, nomination, wants="Nee", words=NO)
    association.goto(nomination)
    expect(association.get_by_role("main")).to_contain_text(NO)
    offers(association, street="Lindelaan")
    answers(coordinator, nomination, wants="Ja", words=YES)
    gets_the_key(coordinator, nomination)
    coordinator.goto(client)
    expect(coordinator.get_by_role("main")).to_contain_text("Woont in een eigen woning in Almere")
    association.goto(nomination)
    expect(association.get_by_role("main")).to_contain_text("Sleutel gekregen")


def ready(page: Page, client: str) -> None:
    page.goto(f"{client}volgende-stap/")
    page.get_by_label("Sinds wanneer is de cliënt klaar voor de volgende stap?").fill("2026-10-02")
    page.get_by_label("Waarheen wil de cliënt?").select_option(label="Een eigen woning")
    press(page, "Zet op de uitstroomlijst")
    says(page, "staat op de uitstroomlijst.")


def is_stopped_without_consent(page: Page, client: str) -> None:
    follow(page, "Draag voor bij een corporatie")
    expect(page.get_by_role("main")).to_contain_text("gaf geen toestemming")
    expect(page.get_by_role("main").get_by_role("button", name="Draag voor")).to_have_count(0)


def allows(page: Page, client: str) -> None:
    page.goto(f"{client}toestemming/voordracht/")
    page.get_by_label("Ja, dit mag").check()
    page.get_by_label("De cliënt zelf").check()
    page.get_by_label("Mondeling, in een gesprek").check()
    page.get_by_label("Gegeven op").fill("2026-10-02")
    press(page, "Leg het antwoord vast")
    says(page, "Vastgelegd: ja")


def nominate(page: Page, client: str) -> str:
    """With what is needed and whom to call; what is missing is asked, and nothing typed is lost."""
    page.goto(f"{client}voordragen/")
    page.get_by_label("Bij welke corporatie?").select_option(label=ASSOCIATION)
    page.get_by_label("Hoeveel slaapkamers zijn nodig?").fill("2")
    page.get_by_label("Wat is verder nodig aan de woning?").fill("Er komt een kat mee.")
    press(page, "Draag voor")
    expect(page.get_by_role("alert")).to_contain_text("Hoe en wanneer is die bereikbaar?")
    expect(page.get_by_label("Wat is verder nodig aan de woning?")).to_have_value("Er komt een kat mee.")
    page.get_by_label("Hoe en wanneer is die bereikbaar?").fill("06 0000 0000, op werkdagen")
    press(page, "Draag voor")
    says(page, "is voorgedragen bij Woonstichting Polderdak")
    return urlsplit(page.url).path


def finds_it_at_work(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=re.compile(rf"^\w+ {name}$")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.get_by_role("main")).to_contain_text("Er komt een kat mee.")


def offers(page: Page, *, street: str) -> None:
    page.get_by_label("Straat").fill(street)
    page.get_by_label("Huisnummer").fill("7")
    page.get_by_label("Gemeente").select_option(label="Almere")
    page.get_by_label("Huur per maand, in euro's").fill("580,50")
    page.get_by_label("De cliënt, met een gewoon huurcontract").check()
    press(page, "Bied deze woning aan")
    says(page, "De woning is aangeboden.")
    expect(page.get_by_role("main")).to_contain_text(f"{street} 7")


def answers(page: Page, nomination: str, *, wants: str, words: str) -> None:
    """In the client's own words; a no has to have them."""
    page.goto(nomination)
    page.get_by_label(wants, exact=True).check()
    page.get_by_label("Wat zegt de cliënt?").fill(words)
    press(page, "Leg het antwoord vast")
    says(page, "Het antwoord van de cliënt is vastgelegd.")


def gets_the_key(page: Page, nomination: str) -> None:
    page.goto(nomination)
    press(page, "Leg de sleutel vast")
    says(page, "de cliënt woont in de eigen woning")
