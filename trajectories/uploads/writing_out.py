"""Spreadsheets out: templates to fill in, and what is there now; what goes out can be loaded again unchanged."""

import csv
import io
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from placements.models import ChangeType, Feature, LivingMode
from portal.models import Municipality
from trajectories.regionfile.cells import BOOLEAN, DAY, EUROS, WHOLE, Kind, Value
from trajectories.regionfile.files import BY_NAME, CBS, Column, File
from trajectories.regionfile.stored import rows_of
from trajectories.regionfile.tables import Row
from trajectories.uploads.checking import Scope
from trajectories.uploads.columns import EXAMPLES, MEANINGS

READY_ROWS = 2000
"""Rows of a template that have drop-downs and formats."""
CODES = {"woonvorm": LivingMode.values, "soort": ChangeType.values}
FORMATS: tuple[tuple[Kind, str], ...] = ((DAY, "yyyy-mm-dd"), (EUROS, "0.00"), (WHOLE, "0"))
TEXT = "@"
"""The format of a cell that Excel leaves as it was typed: 0034 stays 0034."""


def rows_to_write(file: File, scope: Scope) -> list[Row]:
    """What is there now of one file, in order of its key; for a provider only its own."""
    rows = rows_of(file, scope.region, today=scope.today)
    if scope.provider:
        own = set(scope.provider.locations.values_list("places__code", flat=True))
        column = {"plekken": "code", "plekperioden": "plek"}.get(file.name)
        code = scope.provider.code
        rows = [row for row in rows if (row.word(column) in own if column else row.word("aanbieder") == code)]
    return sorted(rows, key=lambda row: [str(value or "") for value in row.key(*file.key)])


def as_csv(file: File, rows: list[list[str]]) -> bytes:
    """A CSV that Excel opens: UTF-8 with a mark, semicolons, every cell between quotes."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(file.by_name)
    writer.writerows(rows)
    return lines.getvalue().encode("utf-8-sig")


def csv_template(name: str) -> bytes:
    """The header and the example row of one file."""
    return as_csv(BY_NAME[name], [list(EXAMPLES[name])])


def csv_of_now(name: str, scope: Scope) -> bytes:
    """What is there now of one file, as text."""
    file = BY_NAME[name]
    rows = rows_to_write(file, scope)
    return as_csv(file, [[_text(column, row.values[column.name]) for column in file.columns] for row in rows])


def template(scope: Scope) -> bytes:
    """A workbook to fill in: a sheet per file with an example row, drop-downs, and an explanation."""
    return _workbook(scope, {file.name: [_example(file)] for file in scope.kind.files})


def _example(file: File) -> list[Value]:
    cells = zip(file.columns, EXAMPLES[file.name], strict=True)
    return [column.kind.read(text) if text else None for column, text in cells]


def workbook_of_now(scope: Scope) -> bytes:
    """What is there now, in the same workbook."""
    found: dict[str, list[list[Value]]] = {}
    for file in scope.kind.files:
        rows = rows_to_write(file, scope)
        found[file.name] = [[row.values[column.name] for column in file.columns] for row in rows]
    return _workbook(scope, found)


def _workbook(scope: Scope, sheets: dict[str, list[list[Value]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    lists = _Lists(scope)
    for file in scope.kind.files:
        page = book.create_sheet(file.name)
        _write_sheet(page, file, sheets[file.name])
        lists.offer(page, file)
    _explain(book.create_sheet("uitleg"), scope)
    lists.write(book.create_sheet("lijsten"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(page: Worksheet, file: File, rows: list[list[Value]]) -> None:
    page.append(list(file.by_name))
    page.freeze_panes = "A2"
    for number, column in enumerate(file.columns, start=1):
        page.cell(1, number).font = Font(bold=True)
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = 22
        page.column_dimensions[letter].number_format = _format(column)
    for place, row in enumerate(rows, start=2):
        for number, (column, value) in enumerate(zip(file.columns, row, strict=True), start=1):
            _fill(page.cell(place, number), column, value)


def _fill(cell: Cell, column: Column, value: Value) -> None:
    """Numbers and days as such; everything else as text that no spreadsheet takes for a formula."""
    cell.number_format = _format(column)
    if isinstance(value, date | Decimal | int) and not isinstance(value, bool):
        cell.value = value
    elif text := _text(column, value):
        cell.value, cell.data_type = text, "s"


def _format(column: Column) -> str:
    return next((shown for kind, shown in FORMATS if column.kind is kind), TEXT)


def _text(column: Column, value: Value) -> str:
    return "" if value is None else column.kind.write(value)


class _Lists:
    """The codes that can be chosen, on a sheet of their own, and the drop-downs that point at them."""

    def __init__(self, scope: Scope) -> None:
        self.scope, self.columns = scope, dict[str, list[str]]()

    def offer(self, page: Worksheet, file: File) -> None:
        """Give every column with a known list a drop-down."""
        for number, column in enumerate(file.columns, start=1):
            if formula := self._formula(column):
                letter = get_column_letter(number)
                choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
                choice.add(f"{letter}2:{letter}{READY_ROWS}")
                page.add_data_validation(choice)

    def _formula(self, column: Column) -> str:
        if column.kind is BOOLEAN:
            return '"ja,nee"'
        if column.name in CODES:
            return f'"{",".join(CODES[column.name])}"'
        return self._list(column.refers_to) if column.refers_to in (*LISTED, CBS) else ""

    def _list(self, name: str) -> str:
        if name not in self.columns:
            self.columns[name] = self._codes(name)
        letter = get_column_letter(list(self.columns).index(name) + 1)
        last = max(len(self.columns[name]) + 1, 2)
        return f"lijsten!${letter}$2:${letter}${last}"

    def _codes(self, name: str) -> list[str]:
        if name == CBS:
            towns = Municipality.objects.filter(memberships__region=self.scope.region)
            return sorted(towns.values_list("code", flat=True).distinct())
        return [row.word("code") for row in rows_to_write(BY_NAME[name], self._all(name))]

    def _all(self, name: str) -> Scope:
        """Codes of care forms and organisations are the region's; those of locations and places one's own."""
        is_own = name in self.scope.kind.names
        scope = self.scope
        return scope if is_own else Scope(scope.kind, scope.region, None, scope.today)

    def write(self, page: Worksheet) -> None:
        """One column per list, under its name."""
        for number, (name, codes) in enumerate(self.columns.items(), start=1):
            for place, code in enumerate(["gemeenten" if name == CBS else name, *codes], start=1):
                cell = page.cell(place, number)
                cell.value, cell.data_type, cell.number_format = code, "s", TEXT
        page.sheet_state = "hidden"


LISTED = ("zorgvormen", "aanbieders", "corporaties", "locaties", "plekken")
"""Files whose codes are offered where another file refers to them."""


def _explain(page: Worksheet, scope: Scope) -> None:
    """What each column means, for the reader; never loaded."""
    page.append(["Blad", "Kolom", "Wat staat er in", "Mag leeg blijven"])
    for file in scope.kind.files:
        for column in file.columns:
            empty = "ja" if column.may_be_empty else "nee"
            page.append([file.name, column.name, MEANINGS[file.name][column.name] or column.name, empty])
    page.append([])
    page.append(["Een periode begint op de dag ‘vanaf’ en telt tot de dag ‘tot’, die dag zelf niet."])
    page.append(["Haal de rij met VOORBEELD weg voordat u het bestand aanlevert."])
    page.append([f"Kenmerken: {', '.join(f'{code} ({label})' for code, label in Feature.choices)}."])
    for letter, width in zip("ABCD", (16, 18, 90, 18), strict=True):
        page.column_dimensions[letter].width = width
