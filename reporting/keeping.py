"""A quarter counted once and kept with what may be shown of it, for everybody who looks on that day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import models

from portal.models import Region
from reporting.counting import WHOLE, Count, count_quarter, shown
from reporting.figures.cells import Cell, as_json, from_json
from reporting.figures.definitions import DEFINITIONS_VERSION
from reporting.models import QuarterCount
from reporting.quarter import Quarter
from reporting.thresholds import smallest_of

SUMMED = ("A3", "D4")
"""Figures that are added up, over quarters or municipalities, before anything of them is shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """A quarter as it is told of one scope: what there is to add up, and what may be shown, of others too."""

    quarter: Quarter
    summed: tuple[Cell, ...]
    shown: Mapping[str, tuple[Cell, ...]]
    counted_at: datetime | None = None
    """When it was counted and kept; None: just now."""


def keep_count(region: Region, quarter: Quarter, *, as_of: date, at: datetime) -> None:
    """Count a quarter and keep the outcome for who looks later; earlier counts of the quarter go."""
    count, smallest = count_quarter(region, quarter, as_of=as_of), smallest_of(region, on=as_of).inside
    facts = {
        "as_of": as_of,
        "definitions": DEFINITIONS_VERSION,
        "smallest": smallest,
        "summed": _kept(count.of(SUMMED)),
        "shown": _kept(shown(count, smallest=smallest)),
        "counted_at": at,
    }
    QuarterCount.objects.update_or_create(region=region, quarter=str(quarter), defaults=facts)


def _kept(count: Count) -> dict[str, list[dict[str, Any]]]:
    return {scope: list(map(as_json, cells)) for scope, cells in count.cells.items()}


def kept_counts(
    region: Region, quarters: Sequence[Quarter], *, as_of: date, smallest: int, scope: str = WHOLE
) -> dict[Quarter, Told]:
    """What was counted of these quarters, the oldest first, with the data of `as_of`: of that scope.

    Of the last one it is also told what may be shown of the region and every municipality; two queries.
    """
    rows = _holding(region, as_of=as_of, smallest=smallest).filter(quarter__in=map(str, quarters))
    ours = rows.values_list("quarter", _part("summed", scope), _part("shown", scope), "counted_at")
    found = {
        Quarter.parse(name): Told(Quarter.parse(name), _read(summed), {scope: _read(safe)}, at)
        for name, summed, safe, at in ours
    }
    if last := found.get(quarters[-1]):
        safe = rows.values_list("shown", flat=True).get(quarter=str(last.quarter))
        found[last.quarter] = replace(last, shown={each: _read(cells) for each, cells in safe.items()})
    return found


def _part(field: str, scope: str) -> models.Func:
    """What stands under a scope; its code is a name, which Django's own way takes for a number."""
    words = models.F(field), models.Value(scope)
    return models.Func(*words, function="jsonb_extract_path", output_field=models.JSONField())


def _read(cells: list[dict[str, Any]] | None) -> tuple[Cell, ...]:
    return tuple(map(from_json, cells or ()))


def _holding(region: Region, *, as_of: date, smallest: int) -> models.QuerySet[QuarterCount]:
    """What was counted with the data of `as_of`, this k, and the definitions of today."""
    kept = QuarterCount.objects.filter(region=region, as_of=as_of, smallest=smallest)
    return kept.filter(definitions=DEFINITIONS_VERSION)


def kept_quarters(region: Region, *, as_of: date) -> set[str]:
    """The quarters of which a count was kept that holds on `as_of`."""
    holding = _holding(region, as_of=as_of, smallest=smallest_of(region, on=as_of).inside)
    return set(holding.values_list("quarter", flat=True))
