"""A filled database gets a new version: what has nothing to do with it stays, and what has is found."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import psycopg
from django.db import connection
from django.db.migrations import AddField, CreateModel, RemoveField

from drill.house import House
from drill.house import house as house_in
from drill.outcome import Outcome
from portal.actor import NOBODY, SYSTEM, acting_as
from portal.backup.picture import Picture, counts, differences, picture_of

EARLIER = (("trajectories", "0014_hold_matching_tables"), ("portal", "0008_look_in_an_emergency"))
"""From before the policies on every table about clients."""
APPLIED = "SELECT app || '.' || name FROM django_migrations"


def outcomes(house: House, *, cycles: int) -> Iterator[Outcome]:
    """Back and forth in an installation of its own: what a version adds, is empty afterwards."""
    yield _every_row(house)
    with TemporaryDirectory(prefix="drill-") as folder, house_in(Path(folder), house.backup) as other:
        yield _back_and_forth(other)


def _back_and_forth(house: House) -> Outcome:
    before, applied = _picture(house), set(house.column(APPLIED))
    for app, state in EARLIER:
        house.manage("migrate", app, state)
    undone = applied - set(house.column(APPLIED))
    began = monotonic()
    house.manage("migrate")
    took = monotonic() - began
    changed, touched = differences(before, _picture(house)), _touched(undone)
    rows = {table: number for table, number in counts(before).items() if table not in touched}
    lost = [name for name in changed if name.rpartition(" ")[2] not in touched and not name.startswith("reeks")]
    return Outcome(
        "Een gevulde database krijgt een nieuwe versie",
        "elke rij, regel en functie die er niets mee te maken heeft, is tot op de letter gelijk",
        f"{len(undone)} migraties terug en weer vooruit in {took:.1f} s; {sum(rows.values())} rijen in {len(rows)}"
        f" tabellen vergeleken, {len(lost)} verschillen" + (f": {', '.join(lost[:5])}" if lost else ""),
        not lost and len(undone) >= len(EARLIER) and sum(rows.values()) > 0,
    )


def _every_row(house: House) -> Outcome:
    """The policies bind the owner of a table too; a migration acts as the system, and finds every row."""
    found = {}
    for actor in (SYSTEM, NOBODY):
        with acting_as(actor), connection.schema_editor(), connection.cursor() as cursor:
            cursor.execute("UPDATE portal_client SET given_names = given_names")
            found[actor] = cursor.rowcount
    there = int(house.column("SELECT count(*) FROM portal_client")[0])
    return Outcome(
        "Een nieuwe versie wijzigt gegevens over cliënten",
        "zij vindt alle rijen; wie niet zegt wie hij is, vindt er geen",
        f"{found[SYSTEM]} van {there} rijen; door niemand {found[NOBODY]}",
        found == {SYSTEM: there, NOBODY: 0} and there > 0,
    )


def _picture(house: House) -> Picture:
    with psycopg.connect(house.server.url("postgres")) as looking:
        return picture_of(looking)


def _touched(undone: set[str]) -> set[str]:
    """Tables that these migrations make or give another column, and where it stands which were applied."""
    tables = {"django_migrations"}
    for name in undone:
        app, file = name.split(".")
        for step in import_module(f"{app}.migrations.{file}").Migration.operations:
            match step:
                case CreateModel():
                    tables.add(f"{app}_{step.name.lower()}")
                case AddField() | RemoveField():
                    tables.add(f"{app}_{step.model_name.lower()}")
    return tables
