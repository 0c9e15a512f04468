"""What row-level security costs: lists as their reader gets them, beside the same page without the policies."""

from collections.abc import Callable
from time import perf_counter
from unittest.mock import patch

from django.test import Client as Browser

from bench.measuring import Measure
from portal import http
from portal.actor import SYSTEM
from portal.models import User

LISTS = {
    "wijkteam.almere": ("/", "/meldingen/", "/wachtlijst/", "/clienten/"),
    "aanbieder.polderlicht": ("/", "/aanbod/", "/clienten/", "/voorstellen/"),
    "corporatie.polderdak": ("/", "/voordrachten/", "/huursignalen/"),
    "coordinator.flevoland": ("/", "/wachtlijst/", "/clienten/", "/tafel/"),
}
ROUNDS, GOAL = 15, 1.2


def _best(acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """By the clock, since the database works in a process of its own; the two take turns."""
    best = dict.fromkeys(acts, float("inf"))
    for _ in range(ROUNDS):
        for name, act in acts.items():
            start = perf_counter()
            act()
            best[name] = min(best[name], perf_counter() - start)
    return best


def _price(browser: Browser, address: str) -> float:
    def guarded() -> None:
        assert browser.get(address, headers={"host": "localhost"}).status_code == 200, address

    def open_wide() -> None:
        with patch.object(http, "actor_of", lambda user, *, on: SYSTEM):
            guarded()

    took = _best({"guarded": guarded, "open": open_wide})
    return took["guarded"] / took["open"]


def measures() -> list[Measure]:
    """Every list of every role that sees clients; nothing where the demo was never made."""
    found = []
    for login, addresses in LISTS.items():
        if user := User.objects.filter(login=login).first():
            browser = Browser()
            browser.force_login(user)
            found += [
                Measure(f"{address} of {login}, behind policies", round(_price(browser, address), 3), GOAL)
                for address in addresses
            ]
    return found
