"""Two hundred people at work on two cores: how long they wait, whether all goes well, and what it holds."""

import os
import re
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from random import Random
from threading import Event
from time import perf_counter, sleep

from bench.measuring import Measure
from bench.serving import Server, serving

PEOPLE, REGIONS = 200, 40
PAUSE = 30.0
"""Seconds that somebody looks at a page, on average."""
SECONDS = float(os.environ.get("LOAD_SECONDS", "120"))
SETTLES = 30.0
"""Seconds until every worker has read its templates and everybody is in."""
CLIENT = "a client of the list"
WORK = {
    "wijkteam0": ("/", "/meldingen/", "/wachtlijst/", "/clienten/", CLIENT),
    "coordinator": ("/", "/wachtlijst/", "/clienten/", CLIENT, "/plekken/"),
    "aanbieder0": ("/", "/aanbod/", "/clienten/", CLIENT, "/voorstellen/"),
    "projectleider": ("/", "/plan/", "/locaties/", "/rapporten/"),
}


@dataclass
class Heard:
    """How long each page took, by what it is, and which went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)

    def every(self) -> list[float]:
        """How long the pages took, whatever they were."""
        return [took for pages in self.seconds.values() for took in pages]


def measures(size: str) -> list[Measure]:
    """Everybody opens page after page, with time to read in between."""
    settling, heard, stop = Heard(), Heard(), Event()
    with serving(size, workers=2) as server, ThreadPoolExecutor(PEOPLE) as pool:
        try:
            people = [_Person(server.visitor(), number, settling) for number in range(PEOPLE)]
            for person in people:
                pool.submit(person.work, stop)
            sleep(SETTLES)
            for person in people:
                person.heard = heard
            before = server.memory()
            sleep(SECONDS)
            after = server.memory()
        finally:
            stop.set()
    for failure in (*settling.failures, *heard.failures):
        print(failure)
    print(f"{len(heard.every())} pages in {SECONDS:.0f} s; seconds within which 95 of 100 came:")
    for what, took in sorted(heard.seconds.items()):
        print(f"  {what}: {_most(took):.2f}")
    name = f"{PEOPLE} people"
    return [
        Measure(f"{name}: seconds within which 95 of 100 pages came", _most(heard.every()), 0.3),
        Measure(f"{name}: pages that failed", len(heard.failures) + len(settling.failures), 0),
        Measure(f"{name}: memory at the end beside the start", after / before, 1.1),
    ]


def _most(seconds: list[float]) -> float:
    """Within how long 95 of 100 came."""
    return sorted(seconds)[len(seconds) * 95 // 100]


class _Person:
    """Somebody of one of the regions, with their own session and connection."""

    def __init__(self, server: Server, number: int, heard: Heard) -> None:
        self.server, self.heard, self.luck = server, heard, Random(number)
        self.role = list(WORK)[number % len(WORK)]
        self.login = f"{self.role}.r{number % REGIONS:02}"
        self.pages = WORK[self.role]

    def work(self, stop: Event) -> None:
        """Open a page, read it, open another."""
        while not stop.wait(self.luck.expovariate(1 / PAUSE)):
            page = self.luck.choice(self.pages)
            if page == CLIENT:
                page = self._somebody_on(self._open("/clienten/"))
            self._open(page)

    def _open(self, page: str) -> str:
        """The page, with how long it took; empty where it failed."""
        start = perf_counter()
        try:
            text = self.server.get(page, as_=self.login).decode()
        except (OSError, RuntimeError, HTTPException) as failure:
            self.heard.failures.append(f"{page} of {self.login}: {failure!r}")
            return ""
        kind = CLIENT if page.startswith("/clienten/") and page != "/clienten/" else page
        self.heard.seconds[f"{kind} of {self.role}"].append(perf_counter() - start)
        return text

    def _somebody_on(self, listed: str) -> str:
        return self.luck.choice(re.findall(r'href="(/clienten/[2-9A-Z]{8}/)', listed) or ["/clienten/"])
