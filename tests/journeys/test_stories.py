"""The stories of the field: read on the pages of people in the demo, and done by hand where that is the point."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.hand import follow, open_client, press, says

IN_FLEVOLAND, IN_IJSSELVECHT = "coordinator.flevoland", "coordinator.ijsselvecht"
KEPT = "De woning bleef: niemand hoefde te verhuizen."
FORCED = "Gedwongen: deze reden komt niet van de cliënt. De aanbieder vroeg erom. De cliënt wilde dit niet."


@pytest.fixture
def tells(people: Callable[..., Page]) -> Callable[..., Page]:
    """What happened to somebody is told in each of the sentences, the newest first; the page."""

    def reads(name: str, *sentences: str, by: str = IN_FLEVOLAND) -> Page:
        page = people(by)
        open_client(page, name)
        happened = page.get_by_role("region", name="Wat er gebeurde")
        told = re.sub(r"\s+", " ", happened.text_content() or "")
        places = [told.find(sentence) for sentence in sentences]
        assert -1 not in places, [sentence for sentence in sentences if sentence not in told]
        assert places == sorted(places)
        return page

    return reads


def test_who_rents_the_dwelling_they_live_in_has_not_moved(tells):
    page = tells("Joost Lampenkorf", "Bleef wonen, met andere huur:", "Huurt op eigen naam", "Kwam wonen:")
    expect(page.get_by_role("main")).not_to_contain_text("Verhuisde:")


def test_a_provider_reads_what_an_omklap_means_does_it_and_calls_it_off(people):
    page = people("aanbieder.polderlicht")
    open_a_dwelling(page)
    follow(page, "Omklap voorbereiden")
    page.get_by_label("Vanaf welke dag huurt de bewoner zelf?").fill("2026-10-20")
    page.get_by_role("radio", name="Ja").check()
    press(page, "Kijk wat dit betekent")
    main = page.get_by_role("main")
    expect(main).to_contain_text("De bewoner blijft wonen. Dit telt niet als verhuizing")
    expect(main).to_contain_text("een plek minder")
    press(page, "Leg de omklap vast")
    says(page, "Vastgelegd: vanaf 20 oktober 2026 huurt de bewoner zelf.")
    main.get_by_role("link", name=re.compile("^Bekijk het sluiten")).click()
    follow(page, "Blaas het sluiten af")
    page.get_by_label("Waarom gaat het niet door?").fill("De bewoner wil nog even wachten.")
    press(page, "Blaas het sluiten af")
    says(page, "Afgeblazen. De plekken gaan door zoals ze waren.")


def open_a_dwelling(page: Page) -> None:
    """A place of the provider where somebody lives who could rent it."""
    page.goto("/locaties/")
    links = page.locator("tbody a[href^='/locaties/']").evaluate_all("all => all.map(one => one.pathname)")
    for location in links:
        page.goto(location)
        homes = (
            page.get_by_role("row").filter(has_text="Beschermd Thuis").filter(has_text="huurt via de aanbieder")
        )
        if homes.count():
            homes.first.get_by_role("rowheader").get_by_role("link").click()
            return
    raise AssertionError("Nobody rents of the provider.")


def test_a_protected_home_can_be_the_very_first_care(tells):
    page = tells("Yara Heidekruik", "De zorg begon: Beschermd Thuis, Thuisbasis Randmeer")
    expect(page.get_by_role("main")).not_to_contain_text("Beschermd Wonen")


def test_care_follows_care_in_any_order(tells):
    tells(
        "Dirk Regenbank",
        "Beschermd Wonen Hoog, Herstelhuis Polderlicht (fictief) → Ondersteuning Thuis",
        "Beschermd Thuis, Herstelhuis Polderlicht (fictief) → Beschermd Wonen Hoog",
        "De zorg begon: Beschermd Thuis",
    )


def test_a_conversion_that_somebody_did_not_want_is_a_forced_move_on_every_page(tells):
    page = tells("Ilse Kurkenvonk", "(De plek werd omgebouwd)", FORCED)
    page.goto("/verhuizingen/?kwartaal=2024Q3")
    row = page.get_by_role("listitem").filter(has_text="Ilse Kurkenvonk")
    expect(row).to_contain_text("gedwongen")
    expect(row).to_contain_text(FORCED)


def test_who_goes_to_long_term_care_leaves_with_where_to(tells):
    tells("Willem Herfstkast", "(Langdurige zorg (Wlz))", "De zorg begon: Beschermd Wonen", by=IN_IJSSELVECHT)


def test_who_waits_140_days_to_leave_is_on_the_list_that_leads_out(tells):
    page = tells("Tess Zilverpluim")
    follow(page, "Klaar voor een volgende stap?")
    expect(page.get_by_role("main")).to_contain_text("Klaar sinds 18 mei 2026, 20 weken geleden.")
    page.goto("/uitstroom/?na=")
    expect(page.get_by_role("main")).to_contain_text("Mensen in de regio die klaar zijn voor de volgende stap")


def test_more_care_comes_to_who_stays_where_they_live(tells):
    tells("Imran Stoomkorf", "→ Begeleid wonen", KEPT, by=IN_IJSSELVECHT)


def test_six_people_get_another_provider_at_once_and_keep_their_home(people):
    page = people(IN_FLEVOLAND)
    page.goto("/clienten/andere-aanbieder/")
    page.get_by_label("Welke aanbieder stopt?").select_option(label="Stichting Kompaswoon (fictief)")
    page.get_by_label("Voor welke zorgvorm?").select_option(label="Ondersteuning Thuis")
    press(page, "Toon de cliënten")
    page.get_by_role("checkbox").evaluate_all("all => all.slice(6).forEach(one => { one.checked = false })")
    labels = page.get_by_role("checkbox").evaluate_all(
        "all => all.slice(0, 6).map(one => one.labels[0].innerText.split(',')[0].trim())"
    )
    page.get_by_label("Welke aanbieder gaat verder?").select_option(label="Wooncirkel Zuiderzee (fictief)")
    press(page, "Leg de overgang vast")
    says(page, "6 cliënten gaan over naar Wooncirkel Zuiderzee (fictief).")
    page.goto("/verhuizingen/?kwartaal=2026Q4")
    kept = page.get_by_role("region", name="Wie niet hoefde te verhuizen")
    for name in labels:
        expect(kept.get_by_role("listitem").filter(has_text=name).first).to_contain_text("Bleef wonen:")
