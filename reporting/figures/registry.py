"""Counts the figures: a code leads to its SQL, and the rows that come back become cells."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from portal.models import Region
from portal.templatetags.dutch import dag
from reporting.figures import access, capacity, flows, origin, quality, stay, waiting
from reporting.figures.cells import Cell, in_order
from reporting.figures.definitions import EURO_CODES, Dimensions, is_count
from reporting.figures.frame import Frame
from reporting.figures.known import ask
from reporting.quarter import Quarter

QUESTIONS: dict[str, str] = {
    code: question
    for chapter in (flows, access, waiting, capacity, origin, stay, quality)
    for code, question in chapter.FIGURES.items()
}


def compute(
    region: Region, quarter: Quarter, *, now: date, codes: Collection[str] | None = None, municipality: str = ""
) -> tuple[Cell, ...]:
    """The figures of a region in a quarter, from the data as it was known on `now`: all, or those of `codes`.

    With the code of a municipality: of the people who belong to it, the meldingen made and the places within it.

    One statement to the database, the cells always in the same order. Raises QuarterNotBegun when the quarter
    begins after `now`, KeyError for a code that does not exist.
    """
    if quarter.starts_on > now:
        raise QuarterNotBegun(f"Het kwartaal {quarter} is op {dag(now)} nog niet begonnen.")
    wanted = sorted(QUESTIONS if codes is None else set(codes))
    answers = (
        ask({code: QUESTIONS[code] for code in wanted}, Frame(region, quarter, now, municipality))
        if wanted
        else ()
    )
    return tuple(in_order(cell_of(code, row) for code, row in answers))


class QuarterNotBegun(ValueError):
    """There is nothing to count yet in the quarter."""


def cell_of(code: str, row: dict[str, Any]) -> Cell:
    """A row of a figure: `waarde`, `n` and `aanbieders`; all others are dimensions, an empty one takes no part."""
    value = row.pop("waarde")
    n = row.pop("n", value)
    providers = row.pop("aanbieders", None)
    dimensions = tuple(sorted((name, text) for name, text in row.items() if text is not None))
    number = _kind(code, dimensions)
    return Cell(
        code,
        dimensions,
        value=None if value is None else number(value),
        n=float(n) if isinstance(n, Decimal) else n,
        providers=providers,
    )


def _kind(code: str, dimensions: Dimensions) -> type[int] | type[Decimal] | type[float]:
    """Counts are whole, euros exact, everything else is a fraction that is not rounded."""
    if is_count(code, dimensions):
        return int
    return Decimal if code in EURO_CODES else float
