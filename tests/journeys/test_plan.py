"""The plan, kept by the project leader: what is late, an agreement from beginning to end, and the goals."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def mark() -> str:
    """A word that stands nowhere yet."""
    return f"proef-{uuid4().hex[:6]}"


def test_a_project_leader_sees_what_is_late_and_keeps_the_plan(people, mark, has_script):
    page = people("projectleider.flevoland", has_script=has_script)
    the_start_page_says_what_is_late(page)
    the_plan_says_why_who_and_when(page)
    agree(page, mark)
    act(page, mark)
    postpone(page)
    withdraw(page, mark)
    revise_a_target(page)
    the_rest_can_be_read(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def says(page: Page, sentence: str) -> None:
    """The page confirms what was done."""
    expect(page.locator(".tr-melding").filter(has_text=sentence)).to_be_visible()


def the_start_page_says_what_is_late(page: Page) -> None:
    """Late actions with who does them, and how many lines are late."""
    main = page.get_by_role("main")
    expect(main).to_contain_text("Drie woningen aanbieden in Almere")
    expect(main).to_contain_text("14 dagen te laat")
    expect(main).to_contain_text("samen 8 plekken")


def the_plan_says_why_who_and_when(page: Page) -> None:
    """The late lines first; a filter stands in the address and leaves the late ones."""
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Plan").click()
    late = page.get_by_role("main").locator(".tr-zin > li").first
    expect(late).to_contain_text("Ombouw · te laat")
    expect(late).to_contain_text("6 van 9 plekken")
    expect(late).to_contain_text("3 bewoners wachten nog op een eigen woning.")
    expect(late).to_contain_text("M. Dijkman, Corporatie Nieuwland-Zuid (fictief), uiterlijk 21 september 2026")
    page.get_by_role("navigation", name="Snel kiezen").get_by_role("link", name="Te laat").click()
    page.wait_for_url("**/plan/?laat=ja")
    expect(page.get_by_role("heading", name="2 afspraken, de late eerst")).to_be_visible()


def agree(page: Page, mark: str) -> None:
    """A new line; a day that cannot be is told at the field, and nothing is lost."""
    follow(page, "Afspraak toevoegen")
    page.get_by_label("Opbouw: er komen plekken bij").check()
    page.get_by_label("Hoeveel plekken?").fill("3")
    page.get_by_label("Welke zorgvorm?", exact=True).select_option(label="Beschermd Thuis")
    page.get_by_label("In welke gemeente?").select_option(label="Dronten")
    page.get_by_label("Toelichting").fill(mark)
    press(page, "Voeg toe aan het plan")
    expect(page.get_by_role("alert")).to_contain_text("Vul een datum in.")
    expect(page.get_by_label("Toelichting")).to_have_value(mark)
    page.get_by_label("Klaar vóór").fill("2027-07-01")
    press(page, "Voeg toe aan het plan")
    says(page, "Bouw 3 plekken Beschermd Thuis op in Dronten, vóór 1 juli 2027.")
    expect(page.get_by_role("main")).to_contain_text("0 van 3 plekken")


def act(page: Page, mark: str) -> None:
    """Somebody does something, by a day; and then it is done."""
    follow(page, "Actie toevoegen")
    page.get_by_label("Wat gaat er gebeuren?").fill(f"Woningen zoeken {mark}")
    page.get_by_label("Wie doet het?").fill("Opgaveteam beschermd thuis")
    page.get_by_label("Uiterlijk op").fill("2026-10-12")
    press(page, "Voeg de actie toe")
    says(page, "Opgaveteam beschermd thuis, uiterlijk 12 oktober 2026")
    line = page.url
    page.goto("/")
    expect(page.get_by_role("main")).to_contain_text(f"Woningen zoeken {mark}")
    page.goto(line)
    page.get_by_role("button", name=re.compile(f"^Klaar.*{mark}")).click()
    says(page, "De actie is klaar")
    page.goto("/")
    expect(page.get_by_role("main")).not_to_contain_text(mark)
    page.goto(line)


def postpone(page: Page) -> None:
    """Another day needs a reason, and what it was can still be read."""
    follow(page, "Wijzig de afspraak")
    page.get_by_label("Klaar vóór").fill("2027-10-01")
    press(page, "Bewaar de afspraak")
    expect(page.get_by_role("alert")).to_contain_text("Zeg waarom het aantal of de dag verandert.")
    page.get_by_label("Waarom verandert het aantal of de dag?").fill("De woningen komen na de zomer vrij.")
    press(page, "Bewaar de afspraak")
    says(page, "De afspraak is bijgewerkt.")
    expect(page.get_by_role("main")).to_contain_text("was 1 juli 2027, wordt 1 oktober 2027")
    follow(page, "Reden vastleggen")
    page.get_by_label("Waarom?").fill("De corporatie renoveert eerst.")
    press(page, "Leg de reden vast")
    says(page, "De reden is vastgelegd.")


def withdraw(page: Page, mark: str) -> None:
    """A line that goes leaves with a reason, and the plan is as it was."""
    follow(page, "Trek deze afspraak in")
    page.get_by_label("Waarom?").fill(f"Dit was een {mark}.")
    press(page, "Trek de afspraak in")
    says(page, "De afspraak is ingetrokken.")
    expect(page.get_by_role("heading", name=re.compile(r"^\d+ afspraken, de late eerst$"))).to_be_visible()
    page.get_by_text("ingetrokken afspra").first.click()
    expect(page.get_by_role("main")).to_contain_text(f"Dit was een {mark}.")


def revise_a_target(page: Page) -> None:
    """The target of 2027 gets one place more; both numbers stand on the page."""
    page.get_by_role("navigation", name="Het plan").get_by_role("link", name="Doelen en behoefte").click()
    page.get_by_role("link", name=re.compile("^Stel bij.*Beschermd Thuis, 2027")).click()
    field = page.get_by_label("Hoeveel plekken worden het?")
    before = int(field.input_value())
    field.fill(str(before + 1))
    page.get_by_label("Waarom verandert het doel?").fill("Dronten doet ook mee.")
    press(page, "Stel het doel bij")
    says(page, "Het doel is bijgesteld")
    expect(page.get_by_role("main")).to_contain_text(f"was {before}, wordt {before + 1}")


def the_rest_can_be_read(page: Page) -> None:
    """Quarter by quarter, and municipality by municipality."""
    tabs = page.get_by_role("navigation", name="Het plan")
    tabs.get_by_role("link", name="Per kwartaal").click()
    page.get_by_role("navigation", name="Kwartaal").get_by_role("link", name="K4 2024").click()
    expect(page.get_by_role("main")).to_contain_text("Van 1 januari 2024 t/m 31 december 2024")
    tabs.get_by_role("link", name="Gemeenten en jongeren").click()
    expect(page.get_by_role("heading", name="6 van 6 gemeenten hebben Beschermd Thuis")).to_be_visible()
