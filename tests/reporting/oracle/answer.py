"""All figures of a quarter, in the words of `manage.py figures --format json`."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from . import access, flows, quality, supply
from .public import hidden
from .reading import Rows, as_seen, read
from .world import Cell, G, Number, World

FIGURES = flows.FIGURES + access.FIGURES + supply.FIGURES + quality.FIGURES


def quarter(text: str) -> tuple[date, date]:
    """`2026Q2` is [1 April 2026, 1 July 2026)."""
    year, number = int(text[:4]), int(text[5])
    first = date(year, 3 * number - 2, 1)
    return first, date(year + number // 4, 3 * number % 12 + 1, 1)


def figures(rows: Rows, p: str, now: date) -> list[Cell]:
    """Every row of every figure."""
    world = World(as_seen(rows, now), *quarter(p), now)
    return [cell for figure in FIGURES for cell in figure(world)]


def plain(number: Number) -> int | float | None:
    return float(number) if isinstance(number, Decimal) else number


def as_json(cells: Iterable[Cell], *, public: bool) -> list[dict]:
    """The rows as they are printed; in public without small numbers."""
    cells = list(cells)
    kept_back = hidden(cells) if public else set()
    return [
        {"code": cell.code, "dimensies": cell.dimensions}
        | (
            {"waarde": None, "onderdrukt": True}
            if place in kept_back
            else {"waarde": plain(cell.value), "n": plain(cell.n)}
        )
        for place, cell in enumerate(cells)
    ]


def answer(folder: Path, p: str, now: date, *, public: bool = False) -> dict:
    """What the command prints for a folder."""
    rows = read(folder)
    _, p1 = quarter(p)
    return {
        "regio": rows["regio"][0]["code"],
        "kwartaal": p,
        "peildatum": min(p1 - timedelta(days=1), now).isoformat(),
        "per": now.isoformat(),
        "voorlopig": now < p1 + timedelta(days=G),
        "cijfers": as_json(figures(rows, p, now), public=public),
    }
