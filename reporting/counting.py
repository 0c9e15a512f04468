"""One quarter counted for the region and for each of its municipalities, and what may be shown of that together.

What a municipality shows and what the region shows are one publication: with the region's number and those of all
municipalities but one at hand, the last one can be worked out. So small numbers are hidden in all of them at once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from portal.database.replica import reports_from_replica
from portal.models import Region, RegionMembership
from reporting.figures import compute
from reporting.figures.cells import Cell, Value
from reporting.figures.definitions import Dimensions, is_count
from reporting.quarter import Quarter
from reporting.suppression import ADDITIONS, FEWEST_PROVIDERS, Addition, suppress

WHOLE = ""
"""The region itself, where the others are called by their code."""
OF = "van_gemeente"
REST = "ELDERS"
"""People who belong to no municipality of the region: never shown, but the sum of what is."""
IN_BRIEF = frozenset({"maat", "soort"})
IN_FULL = IN_BRIEF | {"zorgvorm", "status", "via_jeugdhulp", "bestemming", "uitkomst"}
"""Which rows a municipality gets of each figure: those with no other dimensions than these."""


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of a quarter as known on `as_of`: of the region (`WHOLE`) and of each of its municipalities."""

    quarter: Quarter
    as_of: date
    cells: Mapping[str, tuple[Cell, ...]]

    def of(self, codes: Collection[str]) -> "Count":
        """The same count with these figures only."""
        return replace(self, cells={scope: _only(cells, codes) for scope, cells in self.cells.items()})


@reports_from_replica
def count_quarter(
    region: Region, quarter: Quarter, *, as_of: date, codes: Collection[str] | None = None, towns: bool = True
) -> Count:
    """Count a quarter; one statement for the region, and with `towns` one for each that ever took part."""
    members = RegionMembership.objects.filter(region=region, starts_on__lte=as_of).order_by("municipality_id")
    scopes = (WHOLE, *(members.values_list("municipality_id", flat=True).distinct() if towns else ()))
    return Count(
        quarter,
        as_of,
        {scope: compute(region, quarter, now=as_of, codes=codes, municipality=scope) for scope in scopes},
    )


def shown(count: Count, *, smallest: int, rows: Set[str] = IN_FULL) -> Count:
    """What may be shown of a count, of the region and all municipalities together; `smallest` is k.

    A municipality gets the rows that have no other dimensions than `rows`: the fewer, the less gives away.
    """
    whole = count.cells[WHOLE]
    towns = {scope: _within(cells, rows) for scope, cells in count.cells.items() if scope != WHOLE}
    together = [
        *whole,
        *(_of(town, cell) for town, cells in towns.items() for cell in cells),
        *_rest(_within(whole, rows), towns),
    ]
    safe = suppress(together, smallest=smallest, additions=_additions(whole, smallest))
    found: dict[str, list[Cell]] = {scope: [] for scope in (*count.cells, REST)}
    for cell in safe:
        found[dict(cell.dimensions).get(OF, WHOLE)].append(_plain(cell))
    return replace(count, cells={scope: tuple(cells) for scope, cells in found.items() if scope != REST})


def _within(cells: Iterable[Cell], rows: Set[str]) -> tuple[Cell, ...]:
    return tuple(cell for cell in cells if {name for name, _ in cell.dimensions} <= rows)


def _only(cells: Iterable[Cell], codes: Collection[str]) -> tuple[Cell, ...]:
    return tuple(cell for cell in cells if cell.code in codes)


def _of(town: str, cell: Cell) -> Cell:
    return cell.in_row(_sorted((*cell.dimensions, (OF, town))))


def _plain(cell: Cell) -> Cell:
    return cell.in_row(tuple(pair for pair in cell.dimensions if pair[0] != OF))


def _rest(whole: Iterable[Cell], towns: Mapping[str, Iterable[Cell]]) -> Iterable[Cell]:
    """For each number of the region: what is in none of its municipalities."""
    parts: dict[tuple[str, Dimensions], list[Cell]] = {}
    for cells in towns.values():
        for cell in cells:
            parts.setdefault((cell.code, cell.dimensions), []).append(cell)
    for cell in whole:
        mine = parts.get((cell.code, cell.dimensions), [])
        rest = _difference(cell, mine)
        if rest.n:
            yield _of(REST, rest)


def _difference(whole: Cell, parts: Iterable[Cell]) -> Cell:
    n = (whole.n or 0) - sum(part.n or 0 for part in parts)
    value: Value = whole.value or 0
    if is_count(whole.code, whole.dimensions) or isinstance(value, Decimal):
        value = value - sum(part.value or 0 for part in parts)  # type: ignore[operator]
    return replace(whole, value=value, n=n, providers=FEWEST_PROVIDERS)


def _additions(whole: Iterable[Cell], smallest: int) -> tuple[Addition, ...]:
    """What adds up within the region, within each municipality, and over the municipalities."""
    kinds = {(cell.code, tuple(name for name, _ in cell.dimensions)) for cell in whole}
    over_towns = (
        Addition(code, _names((*names, OF)), total=names, together=smallest) for code, names in sorted(kinds)
    )
    within_towns = (
        replace(one, rows=_names((*one.rows, OF)), total=_names((*one.total, OF)), together=smallest)
        for one in ADDITIONS
    )
    return (*ADDITIONS, *within_towns, *over_towns)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


def _sorted(dimensions: Dimensions) -> Dimensions:
    return tuple(sorted(dimensions))


def keep_balance(quarters: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Successive quarters, the oldest first, of which none gives away what another hides.

    Who is there now is who was there, plus who came (A2), minus who left (A4): with three of these the fourth is
    known, so where one of A2 and A4 is hidden between two stocks that are shown, both are.
    """
    done = list(quarters[:1])
    for before, now in pairwise(quarters):
        shown_totals = {cell.code for cell in now if not cell.dimensions and not cell.suppressed}
        is_open = "A1" in shown_totals and any(cell.code == "A1" and _is_shown_total(cell) for cell in before)
        is_uneven = len(shown_totals & {"A2", "A4"}) == 1
        done.append(tuple(map(_without_flows, now)) if is_open and is_uneven else now)
    return done


def _is_shown_total(cell: Cell) -> bool:
    return not cell.dimensions and not cell.suppressed


def _without_flows(cell: Cell) -> Cell:
    is_flow = cell.code in ("A2", "A4", "E2") and not cell.dimensions
    return replace(cell, value=None, n=None, suppressed=True) if is_flow else cell
