"""Every page that anybody can reach by following links: for everyone to use, on a phone and on a desk."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from portal.demo_accounts import ACCOUNTS, DemoAccount
from tests.walk import kind_of, shape_of, walk

WIDTHS = (1280, 320)
AXE = Axe().axe_script
DIFFERS_BY_WIDTH = [
    "aria-hidden-focus",
    "bypass",
    "landmark-one-main",
    "page-has-heading-one",
    "region",
    "scrollable-region-focusable",
    "skip-link",
]
"""Rules of axe about what is there, can be reached or scrolls: on a narrow screen menus fold and tables stack."""
COLOURED_ANEW = """known => {
  const seen = new Set(known)
  const ground = ({backgroundColor, backgroundImage, opacity}) => backgroundColor + backgroundImage + opacity
  const under = (element) => element ? ground(getComputedStyle(element)) + under(element.parentElement) : ''
  const hasText = (element) => [...element.childNodes].some((part) => part.nodeType === 3 && part.data.trim())
  window.anew = [...document.querySelectorAll('body *')].filter((element) => {
    if (!hasText(element) && !element.matches('input, select, textarea')) return false
    const {color, fontSize, fontWeight, position} = getComputedStyle(element)
    const colours = [color, fontSize, fontWeight, position, under(element)].join(' ')
    return !seen.has(colours) && seen.add(colours)
  })
  return [...seen]
}"""
"""Keeps the texts in colours, and on grounds, that no page had yet; answers all colours so far."""
OPENED = 2
"""Pages of one kind that are opened; one of them is checked, and another only when it is built up differently."""
ONE_OF_EACH = tuple({account.role: account for account in reversed(ACCOUNTS)}.values())
"""The first account of every role: another sees the same pages, about other people."""
checked: set[object] = set()
"""Kinds of pages, also with how they are built up; a second role checks what is built up differently for it."""
colours: list[str] = []
"""In which letters were seen, with the grounds beneath: the words do not matter for how well one reads them."""


@pytest.mark.parametrize("account", ONE_OF_EACH, ids=lambda account: account.login)
def test_every_page_is_for_everybody(people, account: DemoAccount):
    """No axe violation, nothing that scrolls sideways, one h1, and a title of its own."""
    page = people(account.login)
    page.add_init_script(AXE)  # handed to the browser once, not for every page
    titles: dict[str, str] = {}
    wrong: list[str] = []
    for address, text in walk(lambda address: text_of(page, address), page.url, of_a_kind=OPENED):
        kind = kind_of(address)
        built = (kind.split("?")[0], shape_of(text))
        if built in checked:
            continue
        if not is_drawn(address):
            page.goto(address)
        # Built up otherwise than one that was looked at: the narrow screen is where that goes wrong.
        widths = WIDTHS[-1:] if kind in checked else WIDTHS
        checked.update((kind, built))
        wrong += [f"{address} {sentence}" for sentence in complaints(page, widths)]
        place = kind_of(page.url).split("?")[0]  # where it led
        twin = titles.setdefault(page.title(), place)
        if twin != place:
            wrong.append(f"{address} has the same title as {twin}: {page.title()}")
    assert not wrong, "\n".join(wrong)


def is_drawn(address: str) -> bool:
    """Whether the browser opens the page at once: nearly every first page of a kind will be checked."""
    return kind_of(address).split("?")[0] not in checked


def text_of(page: Page, address: str) -> str:
    """The page as the server sends it; where it need not be drawn, that is quicker."""
    answer = page.goto(address) if is_drawn(address) else page.request.get(address)
    assert answer
    assert answer.status == 200, f"{address} answers {answer.status}"
    return answer.text()


def violations(page: Page, width: int) -> list[dict[str, Any]]:
    """What axe finds: everything on the wide screen, and on the narrow one what may differ there.

    The same words, roles, labels and colours are on both; that takes most of the time of axe, and the colours most
    of that.
    """
    if width != WIDTHS[0]:
        return run(page, "document", {"runOnly": {"type": "rule", "values": DIFFERS_BY_WIDTH}})
    found = run(page, "document", {"rules": {"color-contrast": {"enabled": False}}})
    colours[:] = page.evaluate(COLOURED_ANEW, colours)
    if page.evaluate("anew.length"):
        found += run(page, "{include: anew}", {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    return found


def run(page: Page, where: str, options: dict[str, Any]) -> list[dict[str, Any]]:
    """What axe finds there."""
    answer = page.evaluate(f"options => axe.run({where}, options)", {"resultTypes": ["violations"], **options})
    return list(answer["violations"])


def complaints(page: Page, widths: Iterable[int]) -> Iterator[str]:
    if (count := page.locator("h1").count()) != 1:
        yield f"has {count} h1"
    if not page.title().endswith(" – Thuisroute"):
        yield f"is called ‘{page.title()}’"
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            yield f"is {needed} px wide on a screen of {width}"
        for rule in violations(page, width):
            where = ", ".join(str(node["target"]) for node in rule["nodes"][:3])
            yield f"at {width} px: {rule['id']} ({rule['help']}) at {where}"
