"""Out of the database: a folder of CSV files that `load_region` reads back to the same figures."""

import csv
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.db import connection, transaction

from portal.models import Region
from trajectories.regionfile.cells import Value
from trajectories.regionfile.files import FILES, Column, File
from trajectories.regionfile.stored import rows_of


class FolderInTheWay(ValueError):
    """The folder to write to holds something that is not ours to replace; the text is a Dutch sentence."""


def dump(region: Region, folder: Path, *, today: date) -> int:
    """Write all of a region as it is on `today`, and return the number of rows; no file is ever there by halves.

    An earlier regiobestand in the folder is replaced. Raises FolderInTheWay when anything else is in it. Only the
    owner can open the files: they hold names and care.
    """
    _check(folder)
    is_new = not folder.exists()
    beside = folder.parent if is_new else folder  # on the same disk, so that moving is renaming
    beside.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".regiobestand-", dir=beside))
    try:
        with _one_moment():
            rows = sum(_write(file, region, fresh / file.csv, today) for file in FILES)
        if is_new:
            fresh.rename(folder)
        else:
            for path in fresh.iterdir():
                path.replace(folder / path.name)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return rows


@contextmanager
def _one_moment() -> Iterator[None]:
    """What is read within is as it was at one moment, whatever others save meanwhile."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _check(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderInTheWay(f"{folder} is een bestand. Geef een map.")
    ours = {file.csv for file in FILES}
    if others := sorted(entry.name for entry in folder.iterdir() if entry.name not in ours):
        raise FolderInTheWay(f"In {folder} staat al iets anders: {others[0]}. Geef een lege of nieuwe map.")


def _write(file: File, region: Region, path: Path, today: date) -> int:
    stored = rows_of(file, region, today=today)
    rows = [[_text(column, row.values[column.name]) for column in file.columns] for row in stored]
    key = [list(file.by_name).index(name) for name in file.key]
    rows.sort(key=lambda cells: [cells[place] for place in key])
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(file.by_name)
        writer.writerows(rows)
    path.chmod(0o600)
    return len(rows)


def _text(column: Column, value: Value) -> str:
    return "" if value is None else column.kind.write(value)
