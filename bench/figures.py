"""All figures of a quarter, beside DuckDB on the same rows in Parquet, and beside what was counted before."""

from datetime import datetime
from math import isclose, log
from pathlib import Path
from time import perf_counter

from django.utils.timezone import now

from bench.columns import asking, cells_of, opened
from bench.measuring import Measure, least
from bench.nation import DAY, SIZES
from bench.serving import SMALLEST, data_of, serving
from portal.models import Region
from reporting.counting import count_quarter
from reporting.figures import compute
from reporting.figures.cells import Cell
from reporting.figures.frame import Frame
from reporting.keeping import keep_count, kept_counts
from reporting.quarter import Quarter
from reporting.suppression import SMALLEST_INSIDE

RUNNING, OLD = Quarter(2026, 4), Quarter(2019, 1)
ROUNDS = 5


def measures(size: str) -> list[Measure]:
    """By the clock on the wall, since DuckDB uses both cores."""
    region = Region.objects.get(code="R00")
    folder = Path(data_of(size)) / "parquet"
    return [
        *(_beside_columns(region, quarter, folder) for quarter in (RUNNING, OLD)),
        _everywhere(folder),
        _kept(region),
        *_growth(size),
    ]


def _beside_columns(region: Region, quarter: Quarter, folder: Path) -> Measure:
    theirs = asking(opened(folder), Frame(region, quarter, DAY))
    differing = _different(compute(region, quarter, now=DAY), cells_of(theirs()))
    if differing:
        raise AssertionError(f"DuckDB counts otherwise: {differing[:3]}")
    cost = least(
        {"ours": lambda: compute(region, quarter, now=DAY), "theirs": theirs}, rounds=ROUNDS, clock=perf_counter
    )
    return Measure(f"all figures of {quarter}, beside DuckDB on Parquet", cost["ours"] / cost["theirs"], 0.3)


def _different(ours: tuple[Cell, ...], theirs: tuple[Cell, ...]) -> list[tuple[Cell, Cell]]:
    """Cells that are not the same; a fraction may differ in its last digit, added up in another order."""
    if len(ours) != len(theirs):
        raise AssertionError(f"{len(ours)} cells here and {len(theirs)} there")
    return [
        (one, other)
        for one, other in zip(ours, theirs, strict=True)
        if (
            (one.code, one.dimensions, one.n) != (other.code, other.dimensions, other.n)
            and not isclose(one.n or 0, other.n or 0, rel_tol=1e-12)
        )
        or not isclose(one.value or 0, other.value or 0, rel_tol=1e-12)
    ]


def _everywhere(folder: Path) -> Measure:
    regions, columns = list(Region.objects.order_by("pk")), opened(folder)
    questions = [asking(columns, Frame(region, RUNNING, DAY)) for region in regions]
    cost = least(
        {
            "ours": lambda: [compute(region, RUNNING, now=DAY) for region in regions],
            "theirs": lambda: [question() for question in questions],
        },
        rounds=2,
        clock=perf_counter,
    )
    return Measure(f"all figures of {len(regions)} regions, beside DuckDB", cost["ours"] / cost["theirs"], 1.0)


def _kept(region: Region) -> Measure:
    """What was counted of a quarter and its municipalities, read back, beside counting it."""
    at: datetime = now()
    keep_count(region, OLD, as_of=DAY, at=at)
    cost = least(
        {
            "kept": lambda: kept_counts(region, [OLD], as_of=DAY, smallest=SMALLEST_INSIDE),
            "counted": lambda: count_quarter(region, OLD, as_of=DAY),
        },
        rounds=3,
        clock=perf_counter,
    )
    return Measure("a quarter that was counted before, beside counting it", cost["kept"] / cost["counted"], 1 / 20)


def _growth(size: str) -> list[Measure]:
    if size == SMALLEST:
        return []
    with serving(SMALLEST) as small, serving(size) as large:
        ask = "/cijfers/"
        cost = least(
            {"small": lambda: small.get(ask, as_="beleid.r00"), "large": lambda: large.get(ask, as_="beleid.r00")},
            rounds=ROUNDS,
            clock=lambda: small.cpu() + large.cpu(),
        )
    power = log(cost["large"] / cost["small"]) / log(SIZES[size].clients / SIZES[SMALLEST].clients)
    return [Measure(f"all figures, growth since {SMALLEST}", power, 0.8)]
