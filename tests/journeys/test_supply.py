"""A provider keeps its places true on one screen, and the region sees it at once."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.hand import press, says


def test_a_provider_keeps_its_places_true(people, has_script):
    """Out of use, an expected departure, and one press to confirm it all; then everything as it was."""
    provider = people("aanbieder.polderlicht", has_script=has_script)
    provider.goto("/aanbod/")
    free, closed = numbers(provider, "Vrij vandaag"), numbers(provider, "Buiten gebruik")
    place = open_place(provider, "Vrij")
    takes_out_of_use(provider)
    assert numbers(provider, "Vrij vandaag") == free - 1
    assert numbers(provider, "Buiten gebruik") == closed + 1
    region_sees(people("coordinator.flevoland", has_script=has_script), provider, place)
    press(provider, "Schrap: klopte nooit")
    says(provider, "is niet meer buiten gebruik")
    assert numbers(provider, "Vrij vandaag") == free
    expects_a_departure(provider)
    confirms_in_one_press(provider)


def numbers(page: Page, name: str) -> int:
    """The first number of a card on top of the page."""
    card = page.locator(f"dt:text-is('{name}') + dd .tr-getal__waarde").inner_text()
    return int(re.match(r"\d+", card.replace(".", ""))[0])


def open_place(page: Page, state: str) -> str:
    """Open a row of Beschermd Thuis with a place in that state, and in it the place; the place's code."""
    page.goto("/aanbod/")
    row = page.get_by_role("row").filter(has_text="Beschermd Thuis")
    row = row.filter(has=page.locator(f"td[data-l='{state}']", has_text=re.compile("[1-9]"))).first
    row.get_by_role("link", name=re.compile("^Wijzig")).click()
    # Who lives on a place that closes has a day of leaving already.
    place = places(page).filter(has=page.get_by_text(re.compile(f"^{state}")), has_not_text="Gaat dicht").first
    code = place.get_by_role("heading").inner_text().removeprefix("Plek ")
    place.get_by_role("link", name=re.compile("^Wijzig")).click()
    expect(page.get_by_role("link", name=f"Klap in plek {code}")).to_be_visible()
    return code


def places(page: Page) -> Locator:
    """The places of the row that stands open."""
    return page.locator("li[id^=plek-]")


def takes_out_of_use(page: Page) -> None:
    """An end before the beginning is refused, with all that was filled in; then it is done."""
    page.get_by_label("Eerste dag").fill("2026-10-05")
    page.get_by_label("Tot en met").fill("2026-10-01")
    page.get_by_label("Reden").select_option(label="Renovatie")
    press(page, "Zet buiten gebruik")
    expect(page.get_by_role("alert")).to_contain_text("De laatste dag ligt vóór de eerste dag.")
    expect(page.get_by_label("Reden")).to_have_value("RENOVATIE")
    page.get_by_label("Tot en met").fill("2026-11-20")
    press(page, "Zet buiten gebruik")
    says(page, "is buiten gebruik gezet")


def region_sees(coordinator: Page, provider: Page, place: str) -> None:
    """What the provider changed stands on the page of the location, for the whole region."""
    location = provider.locator("tbody", has=provider.locator("tr.tr-open")).locator("tr.tr-groep a")
    coordinator.goto(str(location.get_attribute("href")))
    expect(coordinator.locator("body")).to_contain_text("20 november 2026")
    expect(coordinator.locator("body")).to_contain_text(place)


def expects_a_departure(page: Page) -> None:
    """A resident will leave on a day: the place becomes free then; and forgets it again."""
    open_place(page, "Bezet")
    page.get_by_label("Vertrekt naar verwachting op").fill("2026-10-05")
    press(page, "Bewaar vertrekdag")
    expect(page.get_by_role("alert")).to_contain_text("Kies een datum vanaf 6 oktober 2026")
    page.get_by_label("Vertrekt naar verwachting op").fill("2026-11-02")
    press(page, "Bewaar vertrekdag")
    says(page, "komt naar verwachting vrij op 2 november 2026")
    page.get_by_label("Vertrekt naar verwachting op").fill("")
    press(page, "Bewaar vertrekdag")
    says(page, "heeft geen verwachte vertrekdag")


def confirms_in_one_press(page: Page) -> None:
    """One press, and the page says until when everything is true."""
    page.goto("/aanbod/")
    press(page, "Alles klopt, t/m vandaag")
    expect(page.get_by_role("status").first).to_contain_text(re.compile("t/m 5 oktober 2026"))
    expect(page.get_by_role("main")).to_contain_text("Bevestigd t/m 5 oktober 2026 door Ruben Kok")
