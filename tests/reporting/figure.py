"""Asks for one figure in a test, in a quarter that is final: 2026Q2, [1 April, 1 July)."""

from datetime import date

from portal.models import Region
from reporting.figures import compute
from reporting.figures.cells import Cell, Value
from reporting.quarter import Quarter

QUARTER = Quarter(2026, 2)
NOW = date(2026, 10, 5)


def cells(region: Region, code: str, *, quarter: Quarter = QUARTER, now: date = NOW) -> dict[tuple, Cell]:
    """The rows of a figure, by the values of their dimensions in order of the dimensions' names."""
    return {
        tuple(text for _, text in cell.dimensions): cell
        for cell in compute(region, quarter, now=now, codes=[code])
    }


def values(region: Region, code: str, *, quarter: Quarter = QUARTER, now: date = NOW) -> dict[tuple, Value]:
    return {row: cell.value for row, cell in cells(region, code, quarter=quarter, now=now).items()}


def value(region: Region, code: str, *row: str, quarter: Quarter = QUARTER, now: date = NOW) -> Value:
    return values(region, code, quarter=quarter, now=now)[row]


def n(region: Region, code: str, *row: str) -> float | None:
    return cells(region, code)[row].n
