"""What a hand does on any page of the portal, in words: press, follow, read what it says, find somebody."""

import re

from playwright.sync_api import Page, expect


def press(page: Page, name: str) -> None:
    """Press the button of that name in the page, not one in the surroundings."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow the link of that name in the page."""
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()


def says(page: Page, sentence: str) -> None:
    """The page confirms what was done."""
    expect(page.get_by_role("status").first).to_contain_text(sentence)


def register(page: Page, name: str, *, on: str = "2026-08-17", words: str = "Ik wil weer rust.") -> str:
    """Write down a melding of somebody from Almere; the address of the client's page."""
    page.goto("/meldingen/nieuw/")
    page.get_by_label("Voornamen").fill(name[::-1].capitalize())
    page.get_by_label("Achternaam").fill(name)
    page.get_by_label("Geboortedatum").fill("1994-05-02")
    page.get_by_label("Herkomst").select_option(label="Almere")
    page.get_by_label("Hoe", exact=True).select_option(label="Per telefoon")
    page.get_by_label("Door wie").select_option(label="Familie of een naaste")
    page.get_by_label("Gemeld op").fill(on)
    page.get_by_label("De hulpvraag in eigen woorden").fill(words)
    page.get_by_label("Is de cliënt het eens met deze melding?").select_option(label="Eens")
    press(page, "Sla de melding op")
    says(page, "De melding is opgeslagen.")
    links = page.locator("a[href^='/clienten/']").evaluate_all("all => all.map(one => one.pathname)")
    return next(link for link in links if re.fullmatch(r"/clienten/[0-9A-Z]{8}/", link))


def open_client(page: Page, name: str) -> None:
    """Search for somebody by name and open the page of who is most like it."""
    page.goto("/clienten/")
    page.get_by_label("Naam").fill(name)
    press(page, "Zoek")
    page.get_by_role("main").get_by_role("link", name=name.split()[-1]).first.click()
