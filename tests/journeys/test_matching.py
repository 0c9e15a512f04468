"""Who fits a place, why others do not, somebody lower proposed with a reason, and declined with one."""

import re
from urllib.parse import urlsplit
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.journeys.hand import press

WHY = "Kan alleen hier met de hond wonen"
SORRY = "Er is nu geen nachtdienst"


def test_somebody_lower_on_the_list_is_proposed_with_a_reason_and_declined_with_a_reason(people, has_script):
    """What each side writes down, the other side reads; only what it may."""
    mark = uuid4().hex[:6]
    coordinator = people("coordinator.flevoland", has_script=has_script)
    open_a_free_place(coordinator)
    number = propose_somebody_lower(coordinator, f"{WHY} ({mark})")
    proposal = urlsplit(coordinator.url).path
    provider = people("aanbieder.polderlicht", has_script=has_script)
    decline(provider, proposal, f"{SORRY} ({mark})")
    expect(provider.get_by_role("main")).not_to_contain_text(WHY)
    coordinator.goto(proposal)
    expect(coordinator.get_by_role("main")).to_contain_text(f"Te weinig personeel: {SORRY} ({mark})")
    expect(coordinator.get_by_role("main")).to_contain_text(f"{WHY} ({mark})")
    coordinator.get_by_role("link", name="Bekijk wat het advies was").click()
    main = coordinator.get_by_role("main")
    expect(main).to_contain_text("dezelfde uitkomst")
    expect(main.locator("dt:text-is('Nummer in de volgorde') + dd")).to_contain_text(number)


def open_a_free_place(page: Page) -> None:
    """A place of Polderlicht on which two people fit, found as a reader would: location, place, who fits."""
    page.goto("/locaties/")
    has_room = page.locator("td[data-l='Vrij']:not(:text-is('0'))")
    rows = page.get_by_role("row").filter(has_text="Polderlicht").filter(has=has_room)
    for location in links(rows, r"/locaties/[\w-]+/"):
        page.goto(location)
        free = page.get_by_role("row").filter(has_text="niemand").filter(has_text="Vrij")
        for place in links(free, r"/locaties/[\w-]+/[\w-]+/$"):
            page.goto(place)
            page.get_by_role("link", name="Wie past op deze plek?").click()
            if page.get_by_role("link", name=re.compile("^Stel voor")).count() > 1:
                return
    raise AssertionError("no free place on which two people fit")


def links(rows: Locator, pattern: str) -> list[str]:
    """The first address in each row that looks like that."""
    found = rows.evaluate_all("rows => rows.map(row => [...row.querySelectorAll('a')].map(one => one.pathname))")
    firsts = (next((path for path in row if re.match(pattern, path)), "") for row in found)
    return [path for path in firsts if path]


def propose_somebody_lower(page: Page, why: str) -> str:
    """The last of those who fit, which asks for a reason; the number that was shown."""
    main = page.get_by_role("main")
    expect(main).to_contain_text("Eerst de status, dan de wachtklasse")
    main.get_by_text("Bekijk waarom niet").click()
    expect(page.get_by_role("table", name=re.compile("^Wie niet past")).get_by_role("row").nth(1)).to_be_visible()
    row = page.get_by_role("table", name=re.compile("^Wie past")).get_by_role("row").last
    number = row.get_by_role("cell").first.inner_text()
    row.get_by_role("link", name=re.compile("^Stel voor")).click()
    press(page, "Stel voor")
    expect(page.get_by_role("alert")).to_contain_text("waarom u hiervan afwijkt")
    page.get_by_label("Waarom wijkt u af van het advies?").fill(why)
    press(page, "Stel voor")
    expect(page.get_by_role("status").first).to_contain_text("Het voorstel ligt bij de aanbieder.")
    return number


def decline(page: Page, proposal: str, words: str) -> None:
    """The provider says no, with a reason of the list and words of its own."""
    page.goto(proposal)
    page.get_by_text("Dit kan niet: afwijzen met een reden").click()
    page.get_by_label("Te weinig personeel").check()
    page.get_by_label("Toelichting").fill(words)
    press(page, "Afwijzen")
    expect(page.get_by_role("status").first).to_contain_text("De plek is weer vrij")
