"""The cells as a table for a terminal, with Dutch numbers."""

from collections.abc import Iterable
from itertools import groupby

from reporting.dutch import amount, day, number
from reporting.figures.cells import Cell
from reporting.figures.definitions import DEFINITIONS, is_count, unit_of
from reporting.figures.frame import Frame

LABEL, NUMBER = 76, 16
FIRST = ("soort", "van", "naar", "zorgvorm", "naar_zorgvorm", "gemeente")
"""Dimensions that read best in this order; others follow by name."""


def as_table(frame: Frame, cells: Iterable[Cell]) -> str:
    """A heading, and per figure its name, with a line for every row: what, how much, and n."""
    provisional = " (voorlopig)" if frame.quarter.is_provisional(frame.now) else ""
    lines = [
        f"{frame.region}, {frame.quarter.name}{provisional}",
        f"Stand op {day(frame.day)}, gegevens tot en met {day(frame.now)}",
    ]
    for code, rows in groupby(cells, key=lambda cell: cell.code):
        lines += ["", f"{code}  {DEFINITIONS[code].name}", *map(_line, rows)]
    return "\n".join(lines)


def _line(cell: Cell) -> str:
    ordered = sorted(cell.dimensions, key=lambda pair: (_rank(pair[0]), pair))
    label = ", ".join(f"{name.replace('_', ' ')} {text}" for name, text in ordered) or "totaal"
    return f"    {label:<{LABEL}}{_shown(cell):>{NUMBER}}  {_basis(cell)}".rstrip()


def _shown(cell: Cell) -> str:
    if cell.suppressed:
        return "te klein"
    value = None if cell.value is None else float(cell.value)
    return amount(value, unit_of(cell.code, dict(cell.dimensions)))


def _basis(cell: Cell) -> str:
    """What a share or a median rests on; a count rests on itself."""
    if cell.n is None or is_count(cell.code, cell.dimensions):
        return ""
    return f"n = {number(cell.n, decimals=1 if isinstance(cell.n, float) else 0)}"


def _rank(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)
