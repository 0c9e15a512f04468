"""Whole pages, from the request to the last byte: processor time of the server and its database together.

Beside the floor (what it costs only to ask and to send), beside what others would have built, and beside the same
page where there are fewer people.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from math import log
from urllib.parse import quote

from bench.measuring import Measure, least
from bench.nation import SIZES
from bench.serving import SMALLEST, Server, serving

COORDINATOR, TEAM, PROVIDER, POLICY = "coordinator.r00", "wijkteam0.r00", "aanbieder0.r00", "beleid.r00"
PAGES = {
    "waiting list": (COORDINATOR, "/wachtlijst/", "waiting-list"),
    "waiting list of a team": (TEAM, "/wachtlijst/", "waiting-list"),
    "clients": (COORDINATOR, "/clienten/", "clients"),
    "client page": (COORDINATOR, "/clienten/{client}/", "events"),
    "find a place": (COORDINATOR, "/plekken/", ""),
    "own supply": (PROVIDER, "/aanbod/", ""),
    "monitor": (POLICY, "/monitor/", ""),
}
PEERS = {
    "django-tables2 and django-filter": ("/tabel/", 1 / 8),
    "the admin": ("/register/trajectories/waitlistentry/", 1 / 20),
}
PAGE, PART, GROWTH, GROWTH_OF_PLACES = 1.8, 1.65, 0.15, 0.5
ROUNDS, TIMES = 5, 5


def measures(size: str) -> Iterator[Measure]:
    """Every page on the nation of that size, and how it grew from the smallest nation."""
    with serving(size) as here:
        here.get("/nacht/", as_=POLICY)
        yield from _beside_the_floor(here)
        yield from _beside_peers(here)
        yield _deep(here)
        if size != SMALLEST:
            with serving(SMALLEST) as small:
                small.get("/nacht/", as_=POLICY)
                yield from _growth(small, here, SIZES[size].clients)


def _address(server: Server, pattern: str) -> str:
    """With somebody of the first page of clients in it, where it asks for that."""
    if "{client}" not in pattern:
        return pattern
    listed = server.get("/clienten/", as_=COORDINATOR).decode()
    return pattern.format(client=re.findall(r'href="/clienten/([2-9A-Z]{8})/', listed)[3])


def _get(server: Server, login: str, address: str, part: str = "") -> Callable[[], object]:
    return partial(server.get, address, as_=login, part=part)


def _floor(server: Server, login: str, address: str, part: str = "") -> Callable[[], object]:
    return _get(server, login, f"/vloer/?van={quote(address)}", part)


def _beside_the_floor(server: Server) -> Iterator[Measure]:
    for name, (login, pattern, part) in PAGES.items():
        address = _address(server, pattern)
        acts = {"page": _get(server, login, address), "floor": _floor(server, login, address)}
        if part:
            acts["part"] = _get(server, login, address, part)
            acts["part floor"] = _floor(server, login, address, part)
        cost = _cost(server, acts)
        yield Measure(f"{name}, beside the floor", cost["page"] / cost["floor"], PAGE)
        if part:
            yield Measure(f"{name}, its part, beside the floor", cost["part"] / cost["part floor"], PART)


def _cost(server: Server, acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    for act in acts.values():
        act()
    return least(acts, rounds=ROUNDS, times=TIMES, clock=server.cpu)


def _beside_peers(server: Server) -> Iterator[Measure]:
    pages = {name: _get(server, COORDINATOR, address) for name, (address, _) in PEERS.items()}
    cost = _cost(server, {"ours": _get(server, COORDINATOR, "/wachtlijst/")} | pages)
    for name, (_, goal) in PEERS.items():
        yield Measure(f"waiting list, beside {name}", cost["ours"] / cost[name], goal)


def _deep(server: Server) -> Measure:
    """The last page that somebody turns to: 40 further on in the list of clients, by the key of each page."""
    address = "/clienten/"
    for _ in range(40):
        following = re.search(r'href="(\?na=[2-9A-Z]{8})"', server.get(address, as_=COORDINATOR).decode())
        if not following:
            break
        address = "/clienten/" + following[1]
    acts = {"first": _get(server, COORDINATOR, "/clienten/"), "last": _get(server, COORDINATOR, address)}
    cost = _cost(server, acts)
    return Measure("clients 40 pages on, beside page one", cost["last"] / cost["first"], 2.0)


def _growth(small: Server, large: Server, clients: int) -> Iterator[Measure]:
    """The power of the size with which a page grows: 0 is not at all, 1 as fast as the nation."""
    for name, (login, pattern, _) in PAGES.items():
        acts = {
            "small": _get(small, login, _address(small, pattern)),
            "large": _get(large, login, _address(large, pattern)),
        }
        cost = _cost_of_both(small, large, acts)
        power = log(cost["large"] / cost["small"]) / log(clients / SIZES[SMALLEST].clients)
        goal = GROWTH_OF_PLACES if name == "find a place" else GROWTH
        yield Measure(f"{name}, growth since {SMALLEST}", power, goal)


def _cost_of_both(small: Server, large: Server, acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    for act in acts.values():
        act()
    return least(acts, rounds=ROUNDS, times=TIMES, clock=lambda: small.cpu() + large.cpu())
