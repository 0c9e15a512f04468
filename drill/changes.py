"""Tables change while people read, and what PostgreSQL writes down about what fails."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

import psycopg
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connection

from drill.house import House
from drill.outcome import Outcome
from portal.management.commands import migrate

MOST_WAIT = 0.3
BUSY = 4.0
"""Seconds that somebody reads in one transaction."""
TABLE = "trajectories_waitlistentry"
CANARY = "Kanarievogel"


def outcomes(house: House, *, cycles: int) -> Iterator[Outcome]:
    """Readers beside a change, and a name that must not be in the log."""
    yield _change(house)
    yield _log(house)


@dataclass
class Reader:
    """Reads the table again and again, and remembers the longest wait."""

    house: House
    longest: float = 0.0
    reads: int = 0
    stop: Event = field(default_factory=Event)

    def read(self) -> None:
        """Until told to stop."""
        with psycopg.connect(self.house.server.url("postgres"), autocommit=True) as reading:
            while not self.stop.is_set():
                began = time.monotonic()
                reading.execute(f"SELECT count(*) FROM {TABLE}".encode())
                self.longest, self.reads = max(self.longest, time.monotonic() - began), self.reads + 1
                time.sleep(0.005)


def _change(house: House) -> Outcome:
    """The loop of our own `migrate` around one change; somebody reads in a long transaction meanwhile."""
    reader, tries = Reader(house), 0

    def alter(_command: Any, **_options: Any) -> None:
        nonlocal tries
        tries += 1
        with connection.schema_editor() as editor:
            editor.execute(f"ALTER TABLE {TABLE} ADD COLUMN drill int")

    whole, DjangoMigrate.handle = DjangoMigrate.handle, alter
    thread = Thread(target=reader.read, daemon=True)
    try:
        with psycopg.connect(house.server.url("postgres")) as busy:
            busy.execute(f"SELECT FROM {TABLE}".encode())
            thread.start()
            ending = Thread(target=lambda: (time.sleep(BUSY), busy.rollback()), daemon=True)
            ending.start()
            began = time.monotonic()
            migrate.Command().handle()
            took = time.monotonic() - began
            ending.join()
    finally:
        DjangoMigrate.handle = whole
        reader.stop.set()
        thread.join()
    return Outcome(
        f"Een tabel verandert terwijl iemand er {BUSY:.0f} s in leest",
        f"wie intussen leest, wacht nooit langer dan {1000 * MOST_WAIT:.0f} ms",
        f"langste wachttijd {1000 * reader.longest:.0f} ms over {reader.reads} keer lezen; gelukt"
        f" na {tries} pogingen en {took:.1f} s",
        reader.longest < MOST_WAIT and tries > 1,
    )


def _log(house: House) -> Outcome:
    """Statements with a name in them that fail: a double, a wrong type, a rule, a function that raises."""
    failing = (
        f"INSERT INTO portal_municipality (code, name) VALUES ('0034', '{CANARY}')",
        f"INSERT INTO portal_municipality (code, name) VALUES ('{CANARY}', 'x')",
        f"SELECT '{CANARY}' FROM bestaat_niet",
        f"UPDATE portal_accessrecord SET subject = '{CANARY}'",
        "INSERT INTO portal_municipality (code, name) VALUES (%s, %s)",
    )
    with psycopg.connect(house.server.url("postgres"), autocommit=True) as asking:
        for statement in failing:
            try:
                asking.execute(statement.encode(), ["0034", CANARY] if "%s" in statement else None)
            except psycopg.Error:
                continue
    written = house.server.log.read_text(errors="replace")
    names = {CANARY, *house.column("SELECT family_name FROM portal_client WHERE length(family_name) > 7")}
    found = sum(name in written for name in names)
    return Outcome(
        "Opdrachten met een naam erin mislukken",
        "in het logboek van PostgreSQL staat geen enkele naam",
        f"{len(names)} namen gezocht in {len(written.splitlines())} regels: {found} gevonden",
        not found,
    )
