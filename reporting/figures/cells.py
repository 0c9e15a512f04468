"""One published number with its code and dimensions, and how it is written to JSON and CSV."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from reporting.figures.definitions import EURO_CODES, Dimensions

type Value = int | float | Decimal | None

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of figure `code` for one row; `dimensions` is empty for the region's total.

    `n` is what the number rests on (a share's denominator, a median's observations). A suppressed
    cell is too small to publish: its value and n are withheld wherever the cell is shown. `providers` is how many
    are behind an amount of money; it is never written.
    """

    code: str
    dimensions: Dimensions
    value: Value
    n: float | None
    suppressed: bool = False
    providers: int | None = None

    def in_row(self, dimensions: Dimensions) -> "Cell":
        """The same number in another row; by hand, since a page does this tens of thousands of times."""
        return Cell(self.code, dimensions, self.value, self.n, self.suppressed, self.providers)


def as_json(cell: Cell) -> dict[str, Any]:
    """The cell as the `figures` command prints it: euros in cents, everything else not rounded."""
    row: dict[str, Any] = {"code": cell.code, "dimensies": dict(cell.dimensions)}
    if cell.suppressed:
        return row | {"waarde": None, "onderdrukt": True}
    return row | {"waarde": _json_number(cell), "n": cell.n}


def from_json(row: dict[str, Any]) -> Cell:
    """The cell that `as_json` wrote, to compose a stored report again."""
    code, value = row["code"], row["waarde"]
    return Cell(
        code=code,
        dimensions=tuple(sorted(row["dimensies"].items())),
        value=Decimal(str(value)) if code in EURO_CODES and value is not None else value,
        n=row.get("n"),
        suppressed=row.get("onderdrukt", False),
    )


def as_csv(cells: Iterable[Cell], *, smallest: int | None = None) -> str:
    """The cells as CSV: a column for every dimension in use, points for decimals, empty = not known.

    With `smallest` a last column says from which number on something was shown.
    """
    heads, rows = in_columns(cells, smallest=smallest)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([_csv_value(value) for value in row] for row in rows)
    return out.getvalue()


def in_columns(cells: Iterable[Cell], *, smallest: int | None = None) -> tuple[list[str], list[list[Any]]]:
    """The names of the columns, then the rows: text, numbers, and None for what is not known."""
    limit = [] if smallest is None else [smallest]
    rows = [as_json(cell) for cell in in_order(cells)]
    names = sorted({name for row in rows for name in row["dimensies"]})
    heads = ["code", *names, "waarde", "n", "onderdrukt", *(["grens"] if limit else [])]
    return heads, [
        [
            row["code"],
            *(row["dimensies"].get(name) for name in names),
            row["waarde"],
            row.get("n"),
            "ja" if row.get("onderdrukt") else "nee",
            *limit,
        ]
        for row in rows
    ]


def in_order(cells: Iterable[Cell]) -> list[Cell]:
    """The cells by code, the total of each code first, then row by row."""
    return sorted(cells, key=lambda cell: (cell.code, len(cell.dimensions), sorted(cell.dimensions)))


def _json_number(cell: Cell) -> int | float | None:
    value = cell.value
    if value is None or isinstance(value, int):
        return value
    if cell.code in EURO_CODES:
        return float(Decimal(str(value)).quantize(CENT, rounding=ROUND_HALF_UP))
    return float(value)


def _csv_value(value: str | float | None) -> str | int | None:
    """A fraction without an exponent; the rest as it is."""
    return format(Decimal(str(value)), "f") if isinstance(value, float) else value
