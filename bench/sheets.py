"""A hundred thousand rows to take along, beside openpyxl's own streaming writer, and the memory it takes."""

import csv
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from tempfile import TemporaryFile
from typing import BinaryIO

from openpyxl import Workbook

from bench.measuring import Measure, ratio
from portal.sheets import Column, Sheet, Value
from portal.sheets.text import write_csv
from portal.sheets.workbook import write_workbook

ROWS = 100_000
ROUNDS = 2
COLUMNS = tuple(
    Column(name, "") for name in ("code", "naam", "gemeente", "zorgvorm", "vanaf", "tot", "dagen", "tarief")
)
DAY = date(2026, 10, 5)


def _rows(number: int) -> Iterator[tuple[Value, ...]]:
    for at in range(number):
        town, form = f"Gemeente {at % 12}", ("BW_HOOG", "BW_MIDDEN", "BT")[at % 3]
        yield (
            f"C{at:06}",
            f"Naam van nummer {at}",
            town,
            form,
            DAY - timedelta(days=at % 900),
            None,
            at % 900,
            92.5,
        )


def _sheet(number: int) -> Sheet:
    return Sheet("lijst", COLUMNS, _rows(number))


def _ours(write: Callable[[Sheet, BinaryIO], None], number: int = ROWS) -> None:
    with TemporaryFile() as target:
        write(_sheet(number), target)


def _openpyxl() -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet("lijst")
    page.append([column.name for column in COLUMNS])
    for row in _rows(ROWS):
        page.append(row)
    with TemporaryFile() as target:
        book.save(target)


def _plain_csv() -> None:
    with TemporaryFile("w+") as target:
        csv.writer(target).writerows(_rows(ROWS))


def _peak(write: Callable[[Sheet, BinaryIO], None], number: int) -> int:
    tracemalloc.start()
    _ours(write, number)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def measures() -> list[Measure]:
    """Time against a writer that does the least, and memory against a hundredth of the rows."""
    kinds = (("xlsx", write_workbook), ("csv", write_csv))
    found = [
        Measure(f"memory of {ROWS} rows as {kind}", round(_peak(write, ROWS) / _peak(write, ROWS // 100), 3), 1.5)
        for kind, write in kinds
    ]
    workbook = ratio(lambda: _ours(write_workbook), _openpyxl, rounds=ROUNDS)
    text = ratio(lambda: _ours(write_csv), _plain_csv, rounds=ROUNDS)
    return [
        *found,
        Measure(f"{ROWS} rows as xlsx beside openpyxl", round(workbook, 3), 0.5),
        Measure(f"{ROWS} rows as csv beside bare csv.writer", round(text, 3), 4.0),
    ]
