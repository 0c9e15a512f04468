"""Somebody who has everything that was published, and works out by exact algebra what was hidden."""

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction

type Equation = tuple[Mapping[Hashable, int], Fraction]
"""The sum of some unknowns, each so many times, and what it comes to."""


def worked_out(equations: Iterable[Equation]) -> set[Hashable]:
    """The unknowns that have one possible value, whatever that is (Gauss and Jordan)."""
    solved: dict[Hashable, dict[Hashable, Fraction]] = {}
    for left, _ in equations:
        row = {name: Fraction(times) for name, times in left.items() if times}
        for pivot, known in solved.items():
            row = _minus(row, known, row.get(pivot, Fraction(0)))
        if not row:
            continue
        pivot = next(iter(row))
        row = {name: times / row[pivot] for name, times in row.items()}
        solved = {name: _minus(one, row, one.get(pivot, Fraction(0))) for name, one in solved.items()}
        solved[pivot] = row
    return {pivot for pivot, row in solved.items() if len(row) == 1}


def _minus(row: Mapping[Hashable, Fraction], other: Mapping[Hashable, Fraction], times: Fraction) -> dict:
    if not times:
        return dict(row)
    left = {name: row.get(name, Fraction(0)) - times * other.get(name, Fraction(0)) for name in {**row, **other}}
    return {name: value for name, value in left.items() if value}
