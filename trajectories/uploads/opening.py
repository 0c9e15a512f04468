"""From the bytes somebody handed in to rows of text: limits first, so that no file can stop the server."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

from trajectories.regionfile.files import BY_NAME
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.reading import csv_sheet, decoded
from trajectories.regionfile.sheets import Sheet
from trajectories.regionfile.workbook import UNREADABLE, open_book, records_of
from trajectories.uploads.kinds import Kind

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 25_000
MOST_COLUMNS = 100
MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes a workbook may take once unpacked: a full one of ours takes about twenty million."""
MOST_PARTS = 1000
GUIDES = {"uitleg", "lijsten"}
"""Sheets of our own templates that are for the reader, not for loading."""
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
TOO_LARGE = f"Dit bestand is te groot: hoogstens {MOST_BYTES // 1024**2} MB. Verdeel het over meer bestanden."
TOO_MANY_ROWS = f"Er staan meer dan {MOST_ROWS:,} rijen in. Verdeel ze over meer bestanden.".replace(",", ".")
type Tick = Callable[[], None]


def obstacle_to_open(name: str, data: bytes) -> str:
    """Why a file is refused before anything of it is read; empty when it looks right."""
    if not data:
        return "Dit bestand is leeg. Kies een ander bestand."
    if len(data) > MOST_BYTES:
        return TOO_LARGE
    if data.startswith(OLD_EXCEL):
        return "Dit is een oude of beveiligde Excel-werkmap. Sla hem op als .xlsx, zonder wachtwoord."
    suffix = PurePath(name).suffix.lower()
    if suffix == ".xlsx" and data.startswith(ZIP):
        return _obstacle_in_zip(data)
    if suffix == ".csv" and not data.startswith((ZIP, b"%PDF")) and b"\0" not in data[:1000]:
        return ""
    return "Dit is geen werkmap (.xlsx) en geen CSV-bestand (.csv). Sla het zo op en probeer het opnieuw."


def _obstacle_in_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names, unpacked = parts.namelist(), sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        return UNREADABLE
    if "xl/workbook.xml" not in names:
        return UNREADABLE
    if unpacked > MOST_UNPACKED or len(names) > MOST_PARTS:
        return "Deze werkmap is uitgepakt veel te groot. Kopieer de gegevens naar een nieuw sjabloon."
    return ""


def open_file(name: str, data: bytes, kind: Kind, problems: Problems, *, tick: Tick) -> list[Sheet]:
    """The sheets of a workbook, or the one of a CSV file; `tick` is called for every row."""
    if data.startswith(ZIP):
        return _open_workbook(name, data, kind, problems, tick)
    text = decoded(data, name, problems)
    if text is None:
        return []
    sheet = csv_sheet(text, _called(name, text, kind), name, problems)
    for _ in sheet.records:
        tick()
    if len(sheet.records) > MOST_ROWS + 1:
        problems.add(TOO_MANY_ROWS, file=name)
        return []
    return [sheet]


def _called(name: str, text: str, kind: Kind) -> str:
    """Which of the kind's files a CSV is: the one whose header it is nearest to, else by its name."""
    header = {cell.strip('" \r') for cell in text.split("\n", 1)[0].replace(";", ",").split(",")}
    best = min(kind.names, key=lambda file: len(header ^ set(BY_NAME[file].by_name)))
    if header & set(BY_NAME[best].by_name):
        return best
    return next((file for file in kind.names if PurePath(name).stem.lower().startswith(file)), kind.names[0])


def _open_workbook(name: str, data: bytes, kind: Kind, problems: Problems, tick: Tick) -> list[Sheet]:
    try:
        book = open_book(io.BytesIO(data))
    except Exception:  # a broken workbook fails in as many ways as there are parts in it
        problems.add(UNREADABLE, file=name)
        return []
    try:
        return _sheets(book, kind, problems, tick)
    except Exception:  # a part that breaks off halfway, or says it is something it is not
        problems.add(UNREADABLE, file=name)
        return []
    finally:
        book.close()


def _sheets(book: Any, kind: Kind, problems: Problems, tick: Tick) -> list[Sheet]:
    found: dict[str, Sheet] = {}
    for page in book.worksheets:
        title = page.title.removesuffix(".csv").lower()
        if title in GUIDES:
            continue
        if title not in kind.names:
            problems.add(f"Dit blad hoort hier niet. De bladen heten {', '.join(kind.names)}.", file=page.title)
        elif title in found:
            problems.add("Dit blad staat twee keer in de werkmap. Haal er een weg.", file=page.title)
        else:
            found[title] = Sheet(title, records_of(_limited(page, tick)))
            if len(found[title].records) > MOST_ROWS + 1:
                problems.add(TOO_MANY_ROWS, file=page.title)
                found[title] = Sheet(title, is_whole=False)
    if not found and not problems:
        problems.add(f"In deze werkmap staat niets om te laden. De bladen heten {', '.join(kind.names)}.")
    return list(found.values())


def _limited(page: Any, tick: Tick) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, no more and no wider than we are willing to read."""
    for row in page.iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS):
        tick()
        yield row
