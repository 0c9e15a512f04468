"""The drill finds what it is there to find, and a short pass of it."""

from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest

from drill.crashes import Writer, counted, kill_under_load, table_of_pairs
from drill.house import KEEPS_SILENT
from drill.outcome import Outcome, outcomes_on, page
from portal.database.spare import ROOT, SpareServer

CYCLES = 3


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SpareServer]:
    with SpareServer(tmp_path_factory.mktemp("server")) as server:
        yield server


def test_a_database_that_is_killed_while_people_write_loses_nothing(server):
    found = kill_under_load(server, cycles=CYCLES)
    assert found.acknowledged > 0
    assert (found.lost, found.halves, len(found.recovery)) == (0, 0, CYCLES)


def test_what_is_lost_or_half_is_counted(server):
    """As if a transaction were kept by halves, and another not at all after somebody heard that it was."""
    whole, half, gone = (f"{number}0000000-0000-4000-8000-000000000000" for number in (1, 2, 3))
    with psycopg.connect(server.url()) as connection, table_of_pairs(server):
        for key, number in ((whole, 1), (whole, 2), (half, 1)):
            connection.execute("INSERT INTO drill_pair VALUES (%s, %s)", [key, number])
        connection.commit()
        found = counted(server, [Writer(server, kept={whole, half, gone})], [])
    assert (found.acknowledged, found.lost, found.halves) == (3, 1, 1)


def test_the_page_says_what_held_what_did_not_and_what_was_not_tried():
    outcomes = [Outcome("a", "b", "c", True), Outcome("d", "e", "f", False), Outcome("g", "h", "i", None)]
    outcomes = [replace(outcome, measured_on="2026-11-26") for outcome in outcomes]
    text = page(outcomes)
    assert "1 van 2 goed." in text
    for line in (
        "| a | b | c | goed | 2026-11-26 |",
        "| d | e | f | **FOUT** |",
        "| g | h | i | niet geprobeerd |",
    ):
        assert line in text
    assert outcomes_on(text) == outcomes


def test_production_keeps_as_silent_about_people_as_the_database_of_the_drill():
    compose = (ROOT / "docker-compose.yml").read_text()
    assert [name for name, value in KEEPS_SILENT.items() if f"- {name}={value}\n" not in compose] == []
    assert len(KEEPS_SILENT) >= 3
