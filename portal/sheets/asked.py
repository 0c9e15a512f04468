"""Rows that are a question to the database, which then writes a table of them as CSV by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Expression,
    F,
    FloatField,
    QuerySet,
    TextField,
)
from django.utils.timezone import get_default_timezone_name

from portal.files import DANGEROUS

HERE = get_default_timezone_name()
# Ours is always ahead of UTC.
MOMENT = (
    f"to_char({{0}} AT TIME ZONE '{HERE}', 'YYYY-MM-DD\"T\"HH24:MI:SS+')"
    f" || to_char(({{0}} AT TIME ZONE '{HERE}') - ({{0}} AT TIME ZONE 'UTC'), 'HH24:MI')"
)
SIGNS = ", ".join(str(ord(sign)) for sign in DANGEROUS)
TEXT = f"CASE WHEN ascii({{0}}) IN ({SIGNS}) THEN ' ' || {{0}} ELSE nullif({{0}}, '') END"
WRITTEN: tuple[tuple[type, str], ...] = (
    (BooleanField, "CASE {0} WHEN true THEN 'ja' WHEN false THEN 'nee' END"),
    (FloatField, "{0}::numeric"),
    (DateTimeField, MOMENT),
    (CharField, TEXT),
    (TextField, TEXT),
)
"""A cell by its kind, as `portal.sheets.text` writes it; whatever else is written the way PostgreSQL does."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The records in their order, of each these cells: the name of a field, or an expression."""

    records: QuerySet[Any]
    cells: tuple[str | Expression, ...]

    def __iter__(self) -> Iterator[Sequence[Any]]:
        """Row by row, for who makes something else of them."""
        return self._rows().iterator(chunk_size=2000)

    def copy_to(self, target: BinaryIO) -> None:
        """Write them as CSV, with the ends of lines that RFC 4180 asks; nothing of it passes through Python."""
        rows = self._rows()
        asked, params = rows.query.sql_with_params()
        kinds = {name: rows.query.annotations[name].output_field for name in self._names}
        columns, names = ", ".join(_written(*one) for one in kinds.items()), ", ".join(kinds)
        statement = f"COPY (SELECT {columns} FROM ({asked}) AS asked ({names})) TO STDOUT (FORMAT csv)"  # noqa: S608
        with connection.cursor() as cursor, cursor.copy(statement, params) as lines:
            for line in lines:
                target.write(line[:-1])
                target.write(b"\r\n")

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(f"cell_{number}" for number in range(len(self.cells)))

    def _rows(self) -> QuerySet[Any, Any]:
        cells = (F(cell) if isinstance(cell, str) else cell for cell in self.cells)
        return self.records.annotate(**dict(zip(self._names, cells, strict=True))).values_list(*self._names)


def _written(name: str, kind: object) -> str:
    way = next((way for known, way in WRITTEN if isinstance(kind, known)), "{0}")
    return way.format(name)
