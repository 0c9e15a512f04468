"""What row-level security costs: pages and figures as their reader gets them, beside the same without policies."""

from collections.abc import Callable
from functools import partial
from time import perf_counter

from django.db import connection
from django.test import Client as Browser

from bench.measuring import Measure, least
from bench.nation import DAY
from placements import capacity
from placements.models import Place
from portal.actor import acting_as, actor_of
from portal.models import User
from reporting.figures import compute
from reporting.quarter import Quarter

LISTS = {
    "wijkteam0.r00": ("/", "/meldingen/", "/wachtlijst/", "/clienten/"),
    "aanbieder0.r00": ("/", "/aanbod/", "/clienten/", "/voorstellen/"),
    "coordinator.r00": ("/", "/wachtlijst/", "/clienten/", "/plekken/"),
}
ROUNDS = 9


def measures(size: str) -> list[Measure]:
    """Every list of every role that sees clients, the figures of who may see no client, and what is free."""
    found = []
    for login, addresses in LISTS.items():
        browser = Browser()
        browser.force_login(User.objects.get(login=login))
        for address in addresses:
            value = _price(partial(_look, browser, address))
            found.append(Measure(f"{address} of {login.split('.')[0]}, behind policies", value, 1.2))
    found.append(Measure("all figures, behind policies", _price(_counted), 1.7))
    return [*found, _places()]


def _look(browser: Browser, address: str) -> None:
    assert browser.get(address, headers={"host": "localhost"}).status_code == 200, address


def _counted() -> None:
    user = User.objects.get(login="beleid.r00")
    assert user.region is not None
    with acting_as(actor_of(user, on=DAY, looks=True)):
        compute(user.region, Quarter.containing(DAY), now=DAY)


def _price(act: Callable[[], object]) -> float:
    def open_wide() -> None:
        with connection.owner():  # type: ignore[attr-defined]
            act()

    cost = least({"guarded": act, "open": open_wide}, rounds=ROUNDS, clock=perf_counter)
    return cost["guarded"] / cost["open"]


def _places() -> Measure:
    """How many places of the region look otherwise to who may not know who lives there: none."""
    user = User.objects.get(login="beleid.r00")
    places = Place.objects.filter(region=user.region_id)
    with acting_as(actor_of(user, on=DAY, looks=True)):
        seen = {pk: day.state for pk, day in capacity.bed_days(places, on=DAY).items()}
    with connection.owner():  # type: ignore[attr-defined]
        true = {pk: day.state for pk, day in capacity.bed_days(places, on=DAY).items()}
    return Measure("places that look otherwise behind policies", sum(seen[pk] != true[pk] for pk in true), 0)
