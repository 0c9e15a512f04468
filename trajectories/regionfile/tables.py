"""From rows of text to rows of values: headers, cells, keys that occur twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from trajectories.regionfile.cells import CellError, Value, obstacle
from trajectories.regionfile.files import BY_NAME, Column, File
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.sheets import Record, Sheet

type Key = tuple[Value, ...]
STORED = 0
"""The row number of a row that is loaded already and not in the folder."""


@dataclass(frozen=True)
class Row:
    """One row; a cell that could not be read is absent from `values`, an empty one is there as empty.

    `pk` is the row's identity in the database, when it comes from there.
    """

    number: int
    values: dict[str, Value]
    pk: int | None = None

    def knows(self, *columns: str) -> bool:
        """Whether all of these cells could be read (empty ones too)."""
        return all(column in self.values for column in columns)

    def day(self, column: str) -> date | None:
        """The day in this cell; None when it is empty or could not be read."""
        value = self.values.get(column)
        assert value is None or isinstance(value, date)
        return value

    def word(self, column: str) -> str:
        """The text or code in this cell; an empty text when it is empty or could not be read."""
        return str(self.values.get(column) or "")

    def key(self, *columns: str) -> Key:
        """The values of these cells together."""
        return tuple(self.values[column] for column in columns)


@dataclass
class Table:
    """One file with its rows read from `sheet`. `codes` also holds those of rows with a mistake in them.

    `is_whole` False: rows or codes may be missing, so nobody can say that a reference to it does not exist.
    """

    file: File
    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    by_key: dict[Key, Row] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    is_whole: bool = True

    @property
    def header(self) -> list[str]:
        """The names above the columns, as they were delivered."""
        return self.sheet.records[0][1] if self.sheet.records else []

    def report(self, row: Row, column: str, sentence: str, problems: Problems) -> None:
        """Note a problem with one cell of a row, with the text that stands there."""
        text = self.sheet.records[row.number - 1][1][self.header.index(column)]
        problems.add(sentence, file=self.file.csv, row=row.number, column=column, value=text)


def parse(sheet: Sheet, problems: Problems, *, tick: Callable[[], None] = lambda: None) -> Table:
    """Read every cell of a sheet, and report each that cannot be read; `tick` is called for every row."""
    file = BY_NAME[sheet.name]
    table = Table(file, sheet)
    table.is_whole = sheet.is_whole and set(file.by_name) <= set(table.header)
    if set(file.by_name).isdisjoint(table.header):
        if sheet.is_whole:
            sentence = f"Rij 1 is geen kop. Zet daar: {', '.join(file.by_name)} (met komma of puntkomma ertussen)."
            problems.add(sentence, file=file.csv, row=1)
        return table
    _check_header(file, table.header, problems)
    for record in sheet.records[1:]:
        tick()
        if any(record[1]):
            _add_row(table, record, problems)
    return table


def _check_header(file: File, header: list[str], problems: Problems) -> None:
    for name in file.by_name:
        if name not in header:
            problems.add("Deze kolom ontbreekt. Voeg de kolom toe.", file=file.csv, row=1, column=name)
    for place, name in enumerate(header):
        if name not in file.by_name:
            sentence = "Deze kolom is onbekend. Haal de kolom weg of verbeter de naam."
            problems.add(sentence, file=file.csv, row=1, column=name, value=name)
        elif name in header[:place]:
            sentence = "Deze kolom staat er twee keer. Haal er een weg."
            problems.add(sentence, file=file.csv, row=1, column=name, value=name)


def _add_row(table: Table, record: Record, problems: Problems) -> None:
    number, cells = record
    file, header = table.file, table.header
    if len(cells) != len(header):
        sentence = (
            f"Deze rij heeft {len(cells)} cellen, de kop {len(header)}."
            " Zet een tekst waar het scheidingsteken in staat tussen aanhalingstekens."
        )
        problems.add(sentence, file=file.csv, row=number)
        table.is_whole = False
        return
    values: dict[str, Value] = {}
    for name, text in zip(header, cells, strict=True):
        if column := file.by_name.get(name):
            _read_cell(file, column, number, text, values, problems)
    _place(table, Row(number, values), problems)


def _read_cell(
    file: File, column: Column, number: int, text: str, values: dict[str, Value], problems: Problems
) -> None:
    if "\0" in text:
        sentence = f"In kolom {column.name} staat een NUL-teken. Typ de tekst van deze cel opnieuw."
        problems.add(sentence, file=file.csv, row=number)
        return
    try:
        values[column.name] = _value(column, text)
    except CellError as error:
        problems.add(str(error), file=file.csv, row=number, column=column.name, value=text)


def _value(column: Column, text: str) -> Value:
    if not text:
        if column.may_be_empty:
            return column.kind.empty
        raise CellError("Deze cel is leeg. Vul hem in.")
    if sentence := obstacle(text):
        raise CellError(sentence)
    return column.kind.read(text)


def _place(table: Table, row: Row, problems: Problems) -> None:
    table.rows.append(row)
    if row.word("code"):
        table.codes.add(row.word("code"))
    elif "code" in table.file.by_name:
        table.is_whole = False
    if not row.knows(*table.file.key):
        return
    key = row.key(*table.file.key)
    first = table.by_key.setdefault(key, row)
    if first is not row:
        column = "vanaf" if "vanaf" in table.file.key else table.file.key[0]
        same = f"dezelfde {' en '.join(table.file.key)}"
        table.report(row, column, f"Rij {first.number} heeft {same}. Haal een van beide weg.", problems)


@dataclass
class Delivery:
    """What was delivered, and what is loaded already, in the same shape."""

    tables: dict[str, Table] = field(default_factory=dict)
    stored: dict[str, dict[Key, Row]] = field(default_factory=dict)

    def rows(self, name: str) -> list[Row]:
        """The rows of a file as delivered, those with a mistake in them too."""
        return self.tables[name].rows if name in self.tables else []

    def merged(self, name: str) -> Iterator[Row]:
        """The rows of a file as they will stand after loading; those only in the database have number STORED."""
        incoming = self.tables[name].by_key if name in self.tables else {}
        yield from incoming.values()
        for key, row in self.stored.get(name, {}).items():
            if key not in incoming:
                yield row

    def changed(self, name: str) -> list[tuple[Row, Row | None]]:
        """Delivered rows that are new or say something new, each with the stored row it replaces (None: new)."""
        if name not in self.tables:
            return []
        stored = self.stored.get(name, {})
        pairs = ((row, stored.get(key)) for key, row in self.tables[name].by_key.items())
        return [(row, old) for row, old in pairs if old is None or old.values != row.values]

    def is_whole(self, name: str) -> bool:
        """Whether every row of the file could be read, so that what is not there does not exist."""
        return name not in self.tables or self.tables[name].is_whole

    def knows_code(self, name: str, code: str) -> bool:
        """Whether a code occurs in the folder or in what is loaded."""
        return (name in self.tables and code in self.tables[name].codes) or (code,) in self.stored.get(name, {})
