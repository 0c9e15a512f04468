"""A regiobestand as one Excel workbook: a sheet per file, each cell turned into the text a CSV would have."""

import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from trajectories.regionfile.files import BY_NAME
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.sheets import UNKNOWN_FILE, Record, Sheet, require_region

UNREADABLE = "Dit bestand is geen leesbare werkmap. Sla het in Excel op als .xlsx."
LARGEST = 1024**3
"""Bytes a workbook may take once unpacked: far more than any region needs, less than what stops a server."""

MOST_ROWS = 200_000
TOO_MANY_ROWS = f"Dit blad heeft meer dan {MOST_ROWS:,} rijen. Lever de regio aan als CSV-bestanden.".replace(
    ",", "."
)


def read_workbook(path: Path, problems: Problems) -> list[Sheet]:
    """Every sheet of the workbook; a sheet may be called `clienten` or `clienten.csv`."""
    try:
        with zipfile.ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > LARGEST:
            problems.add("Deze werkmap is te groot. Lever de regio aan als CSV-bestanden.", file=path.name)
            return []
        # Formulas stay formulas (data_only=False): a cell that calculates is refused like in a CSV.
        book = load_workbook(path, read_only=True, data_only=False)
    except Exception:  # a broken workbook fails in as many ways as there are parts in it
        problems.add(UNREADABLE, file=path.name)
        return []
    try:
        return require_region(_sheets(book, problems), problems)
    finally:
        book.close()


def _sheets(book: Any, problems: Problems) -> list[Sheet]:
    sheets: dict[str, Sheet] = {}
    for page in book.worksheets:
        name = page.title.removesuffix(".csv")
        if name not in BY_NAME:
            problems.add(UNKNOWN_FILE, file=page.title)
        elif name in sheets:
            problems.add("Dit blad staat twee keer in de werkmap. Haal er een weg.", file=f"{name}.csv")
        else:
            page.reset_dimensions()  # what a workbook says about its own size is often wrong
            rows = islice(page.iter_rows(values_only=True), MOST_ROWS + 1)
            sheets[name] = Sheet(name, records_of(rows))
            if len(sheets[name].records) > MOST_ROWS:
                problems.add(TOO_MANY_ROWS, file=f"{name}.csv")
    return list(sheets.values())


def records_of(rows: Iterable[tuple[Any, ...]]) -> list[Record]:
    """The rows as text, each as wide as the header: a sheet leaves empty cells at the end out."""
    records: list[Record] = []
    width = 0
    for number, row in enumerate(rows, start=1):
        cells = [text_of(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        width = width or len(cells)
        records.append((number, cells + [""] * (width - len(cells)) if cells else []))
    return records


def text_of(cell: Any) -> str:
    """The text a CSV would have had for this cell."""
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nee"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date():
            return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
        case _:
            return str(getattr(cell, "text", cell))  # an array formula is an object that holds its text
