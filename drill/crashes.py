"""PostgreSQL is killed while people write: nothing acknowledged is lost, nothing is half or double."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from threading import Event, Thread
from uuid import uuid4

import psycopg

from drill.house import House, crash
from drill.outcome import Outcome
from portal.database.spare import SpareServer

WRITERS = 4
MOST_SECONDS = 10
LOAD = 0.3
"""Seconds of writing between two kills."""


@dataclass
class Writer:
    """Writes two rows that belong together, and tries again under one key until it hears that they are kept."""

    server: SpareServer
    kept: set[str] = field(default_factory=set)
    found_there: int = 0

    def write(self, stop: Event) -> None:
        """Until told to stop."""
        connection: psycopg.Connection | None = None
        key = str(uuid4())
        while not stop.is_set():
            try:
                connection = connection or psycopg.connect(self.server.url(), connect_timeout=2)
                with connection.transaction():
                    connection.execute("INSERT INTO drill_pair VALUES (%s, 1)", [key])
                    connection.execute("INSERT INTO drill_pair VALUES (%s, 2)", [key])
            except psycopg.errors.UniqueViolation:
                self.found_there += 1  # it was kept, and nobody could say so any more
            except psycopg.OperationalError:
                connection = None
                time.sleep(0.02)
                continue
            self.kept.add(key)
            key = str(uuid4())


@dataclass(frozen=True)
class Tally:
    """What was acknowledged, and what of it is there."""

    acknowledged: int
    found_there: int
    lost: int
    halves: int
    recovery: list[float]


@contextmanager
def table_of_pairs(server: SpareServer) -> Iterator[None]:
    """Where the pairs go, for as long as it takes."""
    with psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE drill_pair (key uuid, half int, UNIQUE (key, half))")
    yield
    with psycopg.connect(server.url()) as connection:
        connection.execute("DROP TABLE drill_pair")


def kill_under_load(server: SpareServer, *, cycles: int) -> Tally:
    """Kill it so many times, start it again each time, and count."""
    with table_of_pairs(server):
        writers, stop = [Writer(server) for _ in range(WRITERS)], Event()
        threads = [Thread(target=writer.write, args=[stop], daemon=True) for writer in writers]
        for thread in threads:
            thread.start()
        try:
            recovery = [_kill_and_start(server, after=LOAD + cycle % 7 / 50) for cycle in range(cycles)]
            time.sleep(LOAD)
        finally:
            stop.set()
        for thread in threads:
            thread.join()
        return counted(server, writers, recovery)


def _kill_and_start(server: SpareServer, *, after: float) -> float:
    time.sleep(after)
    crash(server)
    began = time.monotonic()
    server.start()
    return time.monotonic() - began


def counted(server: SpareServer, writers: list[Writer], recovery: list[float]) -> Tally:
    """What the writers heard, held against what is there."""
    kept = set().union(*(writer.kept for writer in writers))
    with psycopg.connect(server.url()) as connection:
        pairs = connection.execute("SELECT key::text, count(*) FROM drill_pair GROUP BY key").fetchall()
    halves = sum(count != 2 for _, count in pairs)
    lost = len(kept - {key for key, _ in pairs})
    return Tally(len(kept), sum(writer.found_there for writer in writers), lost, halves, recovery)


def outcomes(house: House, *, cycles: int) -> Iterator[Outcome]:
    """All cycles on the database of the house."""
    found = kill_under_load(house.server, cycles=cycles)
    slowest = max(found.recovery)
    yield Outcome(
        f"`kill -9` van PostgreSQL onder {WRITERS} schrijvers, {cycles} keer",
        f"0 verloren, 0 half, 0 dubbel; weer open ≤ {MOST_SECONDS} s",
        f"{found.acknowledged} bevestigd, {found.lost} verloren, {found.halves} half;"
        f" {found.found_there} keer bleek iets al bewaard bij opnieuw proberen;"
        f" weer open in {median(found.recovery):.1f} s (hoogstens {slowest:.1f} s)",
        not found.lost and not found.halves and slowest <= MOST_SECONDS,
    )
