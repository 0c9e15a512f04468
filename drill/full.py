"""The disk of the database is full."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from drill.house import House, house, visitor
from drill.outcome import Outcome
from drill.web import ask
from drill.workers import DONE, melding

BEFORE, MOST = 5, 500
"""Meldingen before the disk fills up, and at most: some may still fit between what is there."""
SIZE, LARGER = "330m", "430m"
FAULT = "De schijf van de database is vol"
GOAL = "lezen gaat door, schrijven geeft 503, 0 verloren; met meer ruimte gaat alles weer"
LITTLE_LOG = {"max_wal_size": "64MB", "min_wal_size": "64MB"}


def outcomes(made: House, *, cycles: int) -> Iterator[Outcome]:
    """On a small disk of memory, where this machine lets us make one."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() != 0 or _mount(folder, SIZE):
            yield Outcome(FAULT, GOAL, "hier mag geen schijf worden aangekoppeld", None)
            return
        try:
            with house(Path(folder), made.backup, **LITTLE_LOG) as small:
                yield _fill(small)
        finally:
            subprocess.run(["umount", folder], check=True)


def _mount(folder: str, size: str, *more: str) -> int:
    command = ["mount", "-t", "tmpfs", "-o", ",".join((f"size={size}", *more)), "tmpfs", folder]
    return subprocess.run(command, check=False, capture_output=True).returncode


def _fill(small: House) -> Outcome:
    small.manage("collectstatic", "--noinput")
    with small.web() as web:
        somebody = visitor(small, web, "wijkteam.almere")
        kept: list[str] = []
        while (status := somebody.ask("/meldingen/nieuw/", form := melding()).status) in DONE and len(kept) < MOST:
            kept.append(form["submission"])
            if len(kept) == BEFORE:
                _ballast(small)
        reads = ask(web.port, "/inloggen/").status
        _mount(str(small.folder), LARGER, "remount")
        web.seconds_until_serving()
        again = somebody.ask("/meldingen/nieuw/", melding()).status
    there = small.meldingen(kept)
    return Outcome(
        FAULT,
        GOAL,
        f"lezen {reads}, schrijven {status}; {len(kept)} bevestigd, {len(kept) - there} verloren;"
        f" met meer ruimte {again}",
        (reads, status, there, again) == (200, 503, len(kept), 302),
    )


def _ballast(small: House) -> None:
    """Write until nothing fits any more."""
    with psycopg.connect(small.server.url(), autocommit=True) as connection:
        connection.execute("CREATE UNLOGGED TABLE ballast (filler text)")
        connection.execute("ALTER TABLE ballast ALTER filler SET STORAGE PLAIN")
        for rows in (2000, 100, 1):
            try:
                while True:
                    connection.execute(
                        "INSERT INTO ballast SELECT repeat(md5(n::text), 200) FROM generate_series(1, %s) n",
                        [rows],
                    )
            except psycopg.errors.DiskFull:
                continue
