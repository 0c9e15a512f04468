"""Counts the figures: a code leads to its SQL, and the rows that come back become cells."""

from collections.abc import Collection
from datetime import date
from typing import Any

from portal.models import Region
from reporting.dutch import day
from reporting.figures import access, capacity, flows, origin, quality, stay, waiting
from reporting.figures.cells import Cell, in_order
from reporting.figures.definitions import is_count
from reporting.figures.frame import Frame
from reporting.figures.known import ask
from reporting.quarter import Quarter

QUESTIONS: dict[str, str] = {
    code: question
    for chapter in (flows, access, waiting, capacity, origin, stay, quality)
    for code, question in chapter.FIGURES.items()
}


def compute(
    region: Region, quarter: Quarter, *, now: date, codes: Collection[str] | None = None
) -> tuple[Cell, ...]:
    """The figures of a region in a quarter, from the data as it was known on `now`: all, or those of `codes`.

    One query a code, always in the same order. Raises QuarterNotBegun when the quarter begins after `now`,
    KeyError for a code that does not exist.
    """
    if quarter.starts_on > now:
        raise QuarterNotBegun(f"Het kwartaal {quarter} is op {day(now)} nog niet begonnen.")
    frame = Frame(region, quarter, now)
    wanted = QUESTIONS if codes is None else sorted(set(codes))
    return tuple(in_order(cell for code in wanted for cell in _cells(code, frame)))


class QuarterNotBegun(ValueError):
    """There is nothing to count yet in the quarter."""


def _cells(code: str, frame: Frame) -> list[Cell]:
    """The rows of one figure: columns before `waarde` are dimensions, an empty one takes no part in the row."""
    columns, rows = ask(QUESTIONS[code], frame)
    return [_cell(code, dict(zip(columns, row, strict=True))) for row in rows]


def _cell(code: str, row: dict[str, Any]) -> Cell:
    value = row.pop("waarde")
    n = row.pop("n", value)
    providers = row.pop("aanbieders", None)
    dimensions = tuple(sorted((name, text) for name, text in row.items() if text is not None))
    # A count that shares a column with a median comes back as a fraction.
    value = int(value) if is_count(code, dimensions) else value
    return Cell(code, dimensions, value, n, providers=providers)
