"""Every page that anybody can reach by following links: for everyone to use, on a phone and on a desk."""

import html
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from portal.demo_accounts import ACCOUNTS, DemoAccount

WIDTHS = (1280, 320)
AXE = Axe().axe_script
OPENED = 3
"""Pages of one kind that are opened; one of them is checked, and another only when it is built up differently.
A second account of a role opens one of each."""
MOST_KINDS = 100
"""More kinds than this for one account: two pages of one kind are taken for two kinds."""
A_CODE = re.compile(r"^[0-9A-Z]{8}$|\d")
A_FILE = re.compile(r"\.(pdf|csv|xlsx|txt)$")
TURNS_A_PAGE = {"na", "voor"}
A_LINK = re.compile(r'<a [^>]*href="([^"#]+)')
A_PART = re.compile(r'<(?:form [^>]*action|section [^>]*aria-labelledby|h2 id|table [^>]*id)="([^"]+)')
checked: dict[str, set[object]] = defaultdict(set)
"""What was checked for the accounts of a role: for the second wijkteam only what the first one has not."""


def kind_of(address: str) -> str:
    """The address without its codes and the values it asks for: `/clienten/*/`, `/meldingen/?toon`."""
    parts = urlsplit(address)
    asked = {name for name, _ in parse_qsl(parts.query)}
    names = sorted(asked - TURNS_A_PAGE)
    return without_codes(parts.path) + "".join(f"?{name}" for name in names)


def without_codes(path: str) -> str:
    return "/".join("*" if A_CODE.search(part) else part for part in path.split("/"))


def reachable(page: Page, opened: int) -> Iterator[tuple[str, str]]:
    """Ask for a few pages of each kind, breadth first from the start page; the address and the text of each."""
    home = page.url
    waiting, known = deque([home]), {home}
    asked: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        asked[kind_of(address)] += 1
        if asked[kind_of(address)] > opened:
            continue
        answer = page.request.get(address)
        assert answer.status == 200, f"{address} answers {answer.status}"
        text = answer.text()
        yield address, text
        for link in A_LINK.findall(text):
            there = urljoin(address, html.unescape(link))
            if there.startswith(home) and there not in known and not A_FILE.search(urlsplit(there).path):
                known.add(there)
                waiting.append(there)
        assert len(asked) < MOST_KINDS, sorted(asked)


def shape_of(text: str) -> frozenset[str]:
    """How a page is built up: its parts and its forms, without codes."""
    return frozenset(re.sub(r"\d+|[0-9A-Z]{8}", "*", part) for part in A_PART.findall(text))


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.login)
def test_every_page_is_for_everybody(people, account: DemoAccount):
    """No axe violation, nothing that scrolls sideways, one h1, and a title of its own."""
    page = people(account.login)
    titles: dict[str, str] = {}
    wrong: list[str] = []
    done = checked[account.role]
    for address, text in reachable(page, 1 if done else OPENED):
        built = (kind_of(address), shape_of(text))
        if built in done:
            continue
        done.add(built)
        page.goto(address)
        wrong += [f"{address} {sentence}" for sentence in complaints(page)]
        place = kind_of(page.url).split("?")[0]  # where it led
        twin = titles.setdefault(page.title(), place)
        if twin != place:
            wrong.append(f"{address} has the same title as {twin}: {page.title()}")
    assert not wrong, "\n".join(wrong)


def violations(page: Page, width: int) -> list[dict[str, Any]]:
    """What axe finds. Contrast takes most of its time and is looked at once: every width has the same colours."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    rules = {"color-contrast": {"enabled": width == WIDTHS[0]}}
    answer = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], "rules": rules})
    return list(answer["violations"])


def complaints(page: Page) -> Iterator[str]:
    if (count := page.locator("h1").count()) != 1:
        yield f"has {count} h1"
    if not page.title().endswith(" – Thuisroute"):
        yield f"is called ‘{page.title()}’"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            yield f"is {needed} px wide on a screen of {width}"
        for rule in violations(page, width):
            where = ", ".join(str(node["target"]) for node in rule["nodes"][:3])
            yield f"at {width} px: {rule['id']} ({rule['help']}) at {where}"
