"""The calendar and the weeks: a provider changes a day to come, a coordinator looks ahead and finds that day."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.hand import follow, press, says


def test_a_provider_changes_a_day_to_come_and_the_calendar_follows(people, has_script):
    """Out of use from a day in the calendar, two days longer, and then never; and all of it is true today."""
    page = people("aanbieder.polderlicht", has_script=has_script)
    place = finds_a_free_place(page, "Dinsdag 15 december 2026")
    calendar = page.url
    page.get_by_role("link", name=f"Wijzig plek {place}").click()
    expect(page.get_by_label("Eerste dag")).to_have_value("2026-12-15")
    page.get_by_label("Tot en met").fill("2026-12-22")
    page.get_by_label("Reden").select_option(label="Schade")
    press(page, "Zet buiten gebruik")
    says(page, "is buiten gebruik gezet")
    page.get_by_label("Tot en met").first.fill("2026-12-24")
    press(page, "Bewaar periode")
    says(page, "is bijgewerkt")
    mine = page.url
    page.goto(calendar)
    expect(bars(page, place, "buiten gebruik: schade, 15 december 2026 t/m 24 december 2026")).to_have_count(1)
    page.goto(mine)
    press(page, "Schrap: klopte nooit")
    says(page, "is niet meer buiten gebruik")
    page.goto(calendar)
    expect(bars(page, place, "vrij, 1 december 2026 t/m 31 december 2026")).to_have_count(1)
    page.goto("/aanbod/")
    press(page, "Alles klopt, t/m vandaag")
    says(page, "5 oktober 2026")


def test_a_coordinator_looks_weeks_ahead_and_finds_the_day(people, has_script):
    """From the whole region to one location, to a day of it; and how many people could be housed at once."""
    page = people("coordinator.flevoland", has_script=has_script)
    page.goto("/locaties/")
    follow(page, "Komende weken")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vrije plekken per week")
    if not has_script:
        follow(page, "Hoeveel mensen kunnen er vandaag tegelijk wonen?")
    expect(page.locator("#at-once")).to_contain_text(re.compile(r"kunnen er vandaag \d+ tegelijk wonen"))
    if not has_script:
        page.go_back()
    page.get_by_role("row").filter(has=page.get_by_role("cell", name="1", exact=True)).get_by_role(
        "link"
    ).first.click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("1 oktober 2026 t/m 31 december 2026")
    page.get_by_role("link", name=re.compile("^vrij")).first.click()
    expect(page.locator("#dag")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"[1-9]\d* vrij, \d+ bezet"))


def finds_a_free_place(page: Page, day: str) -> str:
    """Go to a location of one's own, to December in its calendar, and to a day of it; the code of a free place."""
    page.goto("/locaties/")
    free = page.locator("td[data-l='Vrij']", has_text=re.compile("[1-9]"))
    page.get_by_role("row").filter(has=free).get_by_role("link").first.click()
    for _ in range(2):
        follow(page, "Later ›")
    page.get_by_role("columnheader").get_by_role("link", name=re.compile("15.*december 2026")).click()
    expect(page.get_by_role("heading", name=day)).to_be_visible()
    row = page.locator("tr[id^=plek-]").filter(has=page.get_by_text("Vrij", exact=True)).first
    return row.get_by_role("rowheader").get_by_role("link").inner_text()


def bars(page: Page, place: str, words: str) -> Locator:
    """The bars of a place in the calendar that say so."""
    row = page.locator("table[data-calendar] tr").filter(has=page.get_by_role("rowheader", name=place, exact=True))
    return row.locator(f"[title='{words}']")
