"""A regiobestand as one Excel workbook: a sheet per file, each cell turned into the text a CSV would have."""

import zipfile
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from trajectories.regionfile.files import BY_NAME
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.sheets import UNKNOWN_FILE, Record, Sheet, require_region

UNREADABLE = "Dit bestand is geen leesbare werkmap. Sla het in Excel op als .xlsx."
LARGEST = 1024**3
"""Bytes a workbook may take once unpacked: far more than any region needs, less than what stops a server."""

MOST_ROWS = 100_000
TOO_MANY_ROWS = f"Dit blad heeft meer dan {MOST_ROWS:,} rijen. Lever de regio aan als CSV-bestanden.".replace(
    ",", "."
)


class Page(ReadOnlyWorksheet):
    """A sheet that is read row by row, as far as somebody asks, and that nobody measures first."""

    def _get_size(self) -> None:
        """Nothing: openpyxl would read a sheet that does not say how large it is to its very end."""


class Reader(ExcelReader):
    """Opens a workbook without reading its sheets."""

    def read_worksheets(self) -> None:
        """Name the sheets with cells."""
        for sheet, part in self.parser.find_sheets():
            if part.target in self.valid_files and "chartsheet" not in part.Type:
                self.wb._sheets.append(Page(self.wb, sheet.name, part.target, self.shared_strings))


def open_book(file: Path | BinaryIO) -> Any:
    """The workbook, to read; formulas stay formulas: a cell that calculates is refused like in a CSV."""
    reader = Reader(file, read_only=True, data_only=False)
    reader.read()
    return reader.wb


def read_workbook(path: Path, problems: Problems) -> list[Sheet]:
    """Every sheet of the workbook; a sheet may be called `clienten` or `clienten.csv`."""
    try:
        with zipfile.ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > LARGEST:
            problems.add("Deze werkmap is te groot. Lever de regio aan als CSV-bestanden.", file=path.name)
            return []
        with closing(open_book(path)) as book:
            sheets = _sheets(book, problems)
    except Exception:  # a broken workbook fails in as many ways as there are parts in it
        problems.add(UNREADABLE, file=path.name)
        return []
    return require_region(sheets, problems)


def _sheets(book: Any, problems: Problems) -> list[Sheet]:
    sheets: dict[str, Sheet] = {}
    for page in book.worksheets:
        name = page.title.removesuffix(".csv")
        if name not in BY_NAME:
            problems.add(UNKNOWN_FILE, file=page.title)
        elif name in sheets:
            problems.add("Dit blad staat twee keer in de werkmap. Haal er een weg.", file=f"{name}.csv")
        else:
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
