"""From a folder or a workbook to plain rows of text: what was delivered, before anybody asks what it means."""

import csv
import io
import sys
from pathlib import Path

from trajectories.regionfile.files import BY_NAME
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.sheets import UNKNOWN_FILE, Record, Sheet, require_region
from trajectories.regionfile.workbook import read_workbook

csv.field_size_limit(sys.maxsize)  # a cell that is far too long is a mistake in that cell, not in its file


def read(path: Path, problems: Problems) -> list[Sheet]:
    """Read a folder of CSV files, or a workbook (also when it is the only file in the folder)."""
    if path.is_file():
        return read_workbook(path, problems)
    if not path.is_dir():
        problems.add(f"De map {path} bestaat niet. Geef een map met CSV-bestanden of een werkmap (.xlsx).")
        return []
    entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
    if len(entries) == 1 and entries[0].suffix == ".xlsx":
        return read_workbook(entries[0], problems)
    return require_region(_read_folder(entries, problems), problems)


def _read_folder(entries: list[Path], problems: Problems) -> list[Sheet]:
    sheets = []
    for entry in entries:
        if entry.suffix == ".csv" and entry.stem in BY_NAME and entry.is_file():
            sheets.append(_read_csv(entry, problems))
        else:
            problems.add(UNKNOWN_FILE, file=entry.name)
    return sheets


def _read_csv(path: Path, problems: Problems) -> Sheet:
    text = decoded(path.read_bytes(), path.name, problems)
    return Sheet(path.stem, is_whole=False) if text is None else csv_sheet(text, path.stem, path.name, problems)


def decoded(data: bytes, file: str, problems: Problems) -> str | None:
    """The text of a CSV file; None, and a problem, when it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = f"Dit bestand is geen UTF-8 (byte {error.start + 1}). Sla het op als CSV UTF-8."
        problems.add(sentence, file=file)
        return None


def csv_sheet(text: str, name: str, file: str, problems: Problems) -> Sheet:
    """The rows of a CSV file called `file`, as the sheet `name`; what came before an error stays."""
    records: list[Record] = []
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        for record in enumerate(lines, start=1):
            records.append(record)  # one by one: what came before an error stays
    except csv.Error:
        sentence = (
            f"Vanaf rij {len(records) + 1} is dit bestand niet te lezen: een aanhalingsteken gaat open"
            " en niet dicht, of er staat tekst achter."
            " Sluit elk aanhalingsteken en zet er binnen een cel twee."
        )
        problems.add(sentence, file=file)
        return Sheet(name, records, is_whole=False)
    return Sheet(name, records)


def _delimiter(text: str) -> str:
    header = io.StringIO(text, newline=None).readline()  # whatever ends a line
    return ";" if header.count(";") > header.count(",") else ","
