"""The processes that answer are killed while people send forms."""

import http.client
import random
import string
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event, Thread
from uuid import uuid4

from drill.house import House, visitor
from drill.outcome import Outcome
from drill.web import Visitor, Web

WRITERS, MOST_CYCLES, MOST_SECONDS = 3, 20, 5
LOAD = 1.0
DONE = {302, 303}
# Somebody without a melding, and somebody who is there twice; everybody of the drill has a name of their own.
SENT = "family_name ~ '^[A-Z][a-z]{11}$' AND given_names ~ '^[A-Z][a-z]{11}$'"
HALVES = f"""
    SELECT count(*) FROM portal_client c
    WHERE {SENT} AND NOT EXISTS (SELECT FROM trajectories_notification WHERE client_id = c.id)"""
DOUBLES = f"SELECT count(*) - count(DISTINCT (given_names, family_name)) FROM portal_client WHERE {SENT}"


def melding() -> dict[str, str]:
    """The form of a melding about somebody nobody knows."""
    name, other = ("".join(random.choices(string.ascii_lowercase, k=12)) for _ in range(2))
    return {
        "submission": str(uuid4()),
        "given_names": name.title(),
        "family_name": other.title(),
        "born_on": f"{random.randint(1950, 2005)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
        "origin": "0034",
        "via_youth_care": "nee",
        "notified_on": "2026-10-01",
        "channel": "TELEFOON",
        "reporter": "FAMILIE",
        "own_words": "Ik wil een eigen deur.",
        "source": "MET_HULP",
        "opinion": "EENS",
    }


@dataclass
class Writer:
    """Sends one melding after another, each again until the portal says that it is kept."""

    visitor: Visitor
    kept: list[str] = field(default_factory=list)
    broken: int = 0

    def write(self, stop: Event) -> None:
        """Until told to stop; a melding that is under way is finished."""
        while not stop.is_set():
            form = melding()
            while not self._is_kept(form):
                self.broken += 1
                time.sleep(0.1)
            self.kept.append(form["submission"])

    def _is_kept(self, form: dict[str, str]) -> bool:
        try:
            return self.visitor.ask("/meldingen/nieuw/", form).status in DONE
        except (OSError, http.client.HTTPException):
            return False


def kill_under_load(web: Web, writers: list[Writer], cycles: int) -> list[float]:
    """Kill all processes that answer, again and again; how long until somebody answered each time."""
    stop, took = Event(), []
    threads = [Thread(target=writer.write, args=[stop], daemon=True) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        for _ in range(cycles):
            time.sleep(LOAD)
            web.kill_workers()
            took.append(web.seconds_until_serving())
    finally:
        stop.set()
    for thread in threads:
        thread.join(timeout=30)
    return took


def outcomes(house: House, *, cycles: int) -> Iterator[Outcome]:
    """Through the form with which a wijkteam registers a melding."""
    cycles = min(cycles, MOST_CYCLES)
    with house.web() as web:
        somebody = visitor(house, web, "wijkteam.almere")
        writers = [Writer(somebody.twin()) for _ in range(WRITERS)]
        took = kill_under_load(web, writers, cycles)
    sent = [key for writer in writers for key in writer.kept]
    there = house.meldingen(sent)
    halves, doubles = (house.column(count)[0] for count in (HALVES, DOUBLES))
    broken = sum(writer.broken for writer in writers)
    yield Outcome(
        f"`kill -9` van alle webprocessen terwijl {WRITERS} mensen meldingen versturen, {cycles} keer",
        f"0 verloren, 0 half, 0 dubbel; weer open ≤ {MOST_SECONDS} s",
        f"{len(sent)} meldingen bevestigd, {len(sent) - there} verloren, {halves} half, {doubles} dubbel;"
        f" {broken} keer opnieuw verstuurd; weer open in hoogstens {max(took):.1f} s",
        bool(sent) and there == len(sent) and not halves and not doubles and max(took) <= MOST_SECONDS,
    )
