"""Out of the database: a folder of CSV files that `load_region` reads back to the same figures."""

import csv
import shutil
import tempfile
from pathlib import Path

from portal.models import Region
from trajectories.regionfile.cells import Value
from trajectories.regionfile.files import FILES, Column, File
from trajectories.regionfile.stored import rows_of


class FolderInTheWay(ValueError):
    """The folder to write to holds something that is not ours to replace; the text is a Dutch sentence."""


def dump(region: Region, folder: Path) -> int:
    """Write all of a region to `folder` and return the number of rows; the folder is whole or not there.

    An earlier regiobestand in the folder is replaced. Raises FolderInTheWay when anything else is in it. The
    folder can be opened by its owner only: it holds names and care.
    """
    _check(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        rows = sum(_write(file, region, fresh / file.csv) for file in FILES)
        _put_in_place(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return rows


def _check(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderInTheWay(f"{folder} is een bestand. Geef een map.")
    ours = {file.csv for file in FILES}
    if others := sorted(entry.name for entry in folder.iterdir() if entry.name not in ours):
        raise FolderInTheWay(f"In {folder} staat al iets anders: {others[0]}. Geef een lege of nieuwe map.")


def _put_in_place(fresh: Path, folder: Path) -> None:
    if folder.exists():
        earlier = fresh.with_name(f"{fresh.name}-was")
        folder.rename(earlier)
        fresh.rename(folder)
        shutil.rmtree(earlier)
    else:
        fresh.rename(folder)


def _write(file: File, region: Region, path: Path) -> int:
    rows = sorted(
        [_text(column, row.values[column.name]) for column in file.columns] for row in rows_of(file, region)
    )
    key = [list(file.by_name).index(name) for name in file.key]
    rows.sort(key=lambda cells: [cells[place] for place in key])
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(file.by_name)
        writer.writerows(rows)
    return len(rows)


def _text(column: Column, value: Value) -> str:
    return "" if value is None else column.kind.write(value)
