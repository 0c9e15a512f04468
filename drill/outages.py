"""The database is away, or has no room for one more."""

import time
from collections.abc import Iterator
from threading import Event, Thread

import psycopg

from drill.house import House, crash, visitor
from drill.outcome import Outcome
from drill.web import Answer, Visitor, at_once

MOST_WAIT, MOST_BACK = 4, 5
THREADS, POOL, ASKED, AFTER = 12, 8, 6, 10
HELD = 4.5
"""Seconds that a table is held: longer than one waits for a connection, shorter than one waits for a table."""


def outcomes(house: House, *, cycles: int) -> Iterator[Outcome]:
    """Both, seen by who asks for a page."""
    yield _away(house)
    yield _exhausted(house)


def _away(house: House) -> Outcome:
    with house.web() as web:
        somebody = visitor(house, web, "coordinator.flevoland")
        crash(house.server)
        pages, waits = zip(*(_timed(somebody) for _ in range(ASKED)), strict=True)
        began = time.monotonic()
        lives = web.lives()
        life = time.monotonic() - began
        house.server.start()
        back = web.seconds_until_serving()
        again = {somebody.ask("/wachtlijst/").status for _ in range(AFTER)}
    is_kind = all("even niet bereikbaar" in page.text for page in pages)
    is_safe = all("Content-Security-Policy" in page.headers for page in pages)
    told = {(page.status, page.headers["Retry-After"]) for page in pages}
    said = " en ".join(f"{status} (Retry-After {retry})" for status, retry in told)
    slowest = max(waits)
    return Outcome(
        "De database is weg (`kill -9`), en komt terug",
        f"503 in het Nederlands, Retry-After, < {MOST_WAIT} s; `/gezond/` blijft 200; weer goed ≤ {MOST_BACK} s",
        f"{ASKED} keer {said} in hoogstens"
        f" {slowest:.1f} s; `/gezond/` {200 if lives else 'weg'} in {1000 * life:.0f} ms;"
        f" weer goed {back:.1f} s na terugkomst, zonder herstart;"
        f" daarna {AFTER} keer {' en '.join(map(str, sorted(again)))}",
        (told, again, lives, is_kind, is_safe) == ({(503, "30")}, {200}, True, True, True)
        and slowest < MOST_WAIT
        and back <= MOST_BACK,
    )


def _timed(somebody: Visitor) -> tuple[Answer, float]:
    began = time.monotonic()
    return somebody.ask("/wachtlijst/"), time.monotonic() - began


def _exhausted(house: House) -> Outcome:
    with house.web("--workers", "1", "--threads", str(THREADS)) as web:
        somebody = visitor(house, web, "coordinator.flevoland")
        people = [somebody.twin() for _ in range(THREADS)]
        held, let_go = Event(), Event()
        holder = Thread(target=_hold, args=[house, held, let_go], daemon=True)
        holder.start()
        held.wait(10)
        began = time.monotonic()
        answers = at_once([lambda one=one: one.ask("/wachtlijst/") for one in people])
        took = time.monotonic() - began
        let_go.set()
        holder.join()
        after = people[0].ask("/wachtlijst/").status
    statuses = [answer.status for answer in answers]
    fine, surplus = statuses.count(200), statuses.count(503)
    return Outcome(
        f"Alle {POOL} verbindingen van een webproces bezet, {THREADS} mensen tegelijk",
        f"{POOL} krijgen hun pagina, de rest na 3 s een 503; daarna weer gewoon",
        f"{fine} × 200, {surplus} × 503, samen in {took:.1f} s; daarna {after}",
        (fine, surplus, after) == (POOL, THREADS - POOL, 200),
    )


def _hold(house: House, held: Event, let_go: Event) -> None:
    """Somebody keeps a table to themselves for a while."""
    with psycopg.connect(house.server.url()) as connection:
        connection.execute("LOCK TABLE trajectories_waitlistentry IN ACCESS EXCLUSIVE MODE")
        held.set()
        let_go.wait(HELD)
