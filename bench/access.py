"""What row-level security costs: lists as their reader gets them, beside the same page without the policies."""

from time import perf_counter
from unittest.mock import patch

from django.test import Client as Browser

from bench.measuring import Measure, ratio
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


def _price(browser: Browser, address: str) -> float:
    def guarded() -> None:
        assert browser.get(address, headers={"host": "localhost"}).status_code == 200, address

    def open_wide() -> None:
        with patch.object(http, "actor_of", lambda user, *, on, looks: SYSTEM):
            guarded()

    return ratio(guarded, open_wide, rounds=ROUNDS, clock=perf_counter)


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
