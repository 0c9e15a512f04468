"""A life in the portal: first care of all at home, to a place and out again, against somebody's wish, and back."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.hand import follow, open_client, press, register, says


@pytest.fixture
def name() -> str:
    """A name like nobody's, in letters: it is searched for."""
    return "".join(chr(ord("a") + int(digit, 16)) for digit in uuid4().hex[:14])


def test_any_care_follows_any_other_and_homes_change_apart_from_it(people, name, has_script):
    page = people("wijkteam.almere", has_script=has_script)
    register(page, name)
    coordinator = people("coordinator.flevoland", has_script=has_script)
    open_client(coordinator, name)
    lives_in_an_own_home(coordinator)
    gets(coordinator, "Beschermd Thuis", on="2026-08-03")
    gets(coordinator, "Beschut Wonen", on="2026-09-01")
    expect(coordinator.get_by_role("main")).to_contain_text("De woning bleef: niemand hoefde te verhuizen.")
    goes_to_a_place_with_heavier_care(coordinator)
    moves_against_its_wish(coordinator)
    is_away_for_a_while(coordinator)
    leaves_for_long_term_care(coordinator)
    the_page_tells_it_all(coordinator)
    puts_a_day_right(coordinator)


def change(page: Page, what: str) -> None:
    follow(page, "Iets verandert")
    follow(page, what)


def lives_in_an_own_home(page: Page) -> None:
    change(page, "Verhuizen met dezelfde zorg")
    page.get_by_label("Vanaf welke dag?").fill("2026-08-01")
    page.get_by_label("Waar gaat de cliënt wonen?").select_option(label="Huurt op eigen naam")
    press(page, "Leg de verhuizing vast")
    expect(page.get_by_role("main")).to_contain_text("Kies in welke gemeente de eigen woning is.")
    page.get_by_label("In welke gemeente is de eigen woning?").select_option(label="Almere")
    press(page, "Leg de verhuizing vast")
    says(page, "De verhuizing is vastgelegd.")


def gets(page: Page, form: str, *, on: str) -> None:
    change(page, "Andere zorg, zelfde woning")
    page.get_by_label("Vanaf welke dag?").fill(on)
    page.get_by_label("Welke zorg krijgt de cliënt dan?").select_option(label=form)
    provider(page)
    page.get_by_role("radio", name="Voorkomen dat zwaardere zorg nodig is").check()
    press(page, "Leg de zorg vast")
    says(page, "De zorg is vastgelegd. De woning is gebleven zoals zij was.")


def provider(page: Page) -> None:
    page.get_by_label("Van welke aanbieder?").select_option(label="Herstelhuis Polderlicht (fictief)")
    page.get_by_label("Welke gemeente betaalt?").select_option(label="Almere")


def to_a_free_place(page: Page, button: str, sentence: str) -> None:
    """The first that was free on all those days: others may have lived on one, or opened one, last week."""
    free = page.get_by_label("Waar gaat de cliënt wonen?").locator("option", has_text="nu vrij")
    for value in free.evaluate_all("all => all.map(one => one.value)"):
        page.get_by_label("Waar gaat de cliënt wonen?").select_option(value=value)
        page.get_by_label("Hoe huurt de cliënt de plek?").select_option(label="Kamer van de instelling")
        with page.expect_navigation():
            press(page, button)
        if page.get_by_role("status").first.inner_text():
            break
    says(page, sentence)


def goes_to_a_place_with_heavier_care(page: Page) -> None:
    change(page, "Verhuizen en andere zorg krijgen")
    page.get_by_label("Vanaf welke dag?").fill("2026-10-01")
    page.get_by_label("Waarom verhuist de cliënt?").select_option(label="Andere zorgvorm nodig")
    page.get_by_label("Welke zorg krijgt de cliënt dan?").select_option(label="Beschermd Wonen Hoog")
    provider(page)
    to_a_free_place(page, "Leg allebei vast", "De verhuizing en de zorg zijn vastgelegd.")


def moves_against_its_wish(page: Page) -> None:
    change(page, "Verhuizen met dezelfde zorg")
    page.get_by_label("Vanaf welke dag?").fill("2026-10-03")
    page.get_by_label("Waarom verhuist de cliënt?").select_option(label="De plek werd omgebouwd")
    page.get_by_role("radio", name="Nee").check()
    to_a_free_place(page, "Leg de verhuizing vast", "De zorg is gebleven zoals zij was.")


def is_away_for_a_while(page: Page) -> None:
    change(page, "Tijdelijk weg")
    page.get_by_label("Vanaf welke dag is de cliënt weg?").fill("2026-10-04")
    page.get_by_role("radio", name="Opgenomen").check()
    press(page, "Leg vast dat de cliënt weg is")
    says(page, "Vastgelegd dat de cliënt tijdelijk weg is.")
    change(page, "Weer terug")
    press(page, "Leg vast dat de cliënt terug is")
    says(page, "Vastgelegd dat de cliënt terug is.")


def leaves_for_long_term_care(page: Page) -> None:
    change(page, "De zorg stopt")
    page.get_by_label("Wat is de laatste dag met zorg?").fill("2026-10-04")
    page.get_by_label("Waar gaat de cliënt naartoe?").select_option(label="Langdurige zorg (Wlz)")
    page.get_by_role("radio", name="De cliënt vertrekt op die dag").check()
    press(page, "Leg vast dat de zorg stopt")
    says(page, "Komt de cliënt ooit terug, dan gaat dit dossier verder.")


def the_page_tells_it_all(page: Page) -> None:
    main = page.get_by_role("main")
    for words in (
        "Kwam wonen: een eigen woning in Almere",
        "De zorg begon: Beschermd Thuis",
        "Beschermd Wonen Hoog, Herstelhuis Polderlicht (fictief)",
        "Doel: voorkomen dat zwaardere zorg nodig is.",
        "(De plek werd omgebouwd)",
        "Gedwongen: deze reden komt niet van de cliënt. De cliënt wilde dit niet.",
        "Tijdelijk weg, en houdt de woning: opgenomen.",
        "Was weer terug.",
    ):
        expect(main).to_contain_text(words)


def puts_a_day_right(page: Page) -> None:
    follow(page, "Klopt er iets niet? Zet het recht")
    page.get_by_role("row").filter(has_text="Beschermd Thuis").get_by_role("link").click()
    page.get_by_label("Eerste dag").fill("2026-08-05")
    page.get_by_label("Wat was er fout?").fill("De zorg begon twee dagen later.")
    press(page, "Zet dit recht")
    says(page, "Rechtgezet. Wat er stond, blijft te lezen.")
    expect(page.get_by_role("main")).to_contain_text("Er stond: Beschermd Thuis")
