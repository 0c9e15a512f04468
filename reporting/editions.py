"""What a report or the monitor tells: a quarter of a region or of a municipality, beside those before it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from placements.freshness import words_of_providers
from placements.models import CareForm, Location
from portal.database.alone import is_alone
from portal.models import Municipality, Region
from reporting.counting import IN_BRIEF, count_quarter, keep_balance, shown
from reporting.figures.cells import Cell
from reporting.figures.definitions import Dimensions
from reporting.keeping import SUMMED, Told, keep_count, kept_quarters
from reporting.quarter import Quarter
from reporting.report import Confirmed, Earlier, Edition, PlanTotal
from reporting.suppression import suppress
from reporting.tiles import tiles_of

TRENDS = (
    "A1", "A2", "A3", "A4", "A6", "A7", "A9", "B1", "B2", "B3", "B4", "B5", "C1", "C2", "C3", "C4", "C5", "C6",
    "C7", "C8", "D1", "D2", "D3", "D6", "E1", "E3", "E5", "E6", "Q1", "Q5", "V1", "V2", "V3", "V4",
)  # fmt: skip
"""The figures that are told against earlier quarters."""
QUARTERS_BACK = 8


def edition_of(
    region: Region,
    quarter: Quarter,
    *,
    as_of: date,
    drawn_up_on: date,
    smallest: int,
    rows: Set[str] = IN_BRIEF,
    town: str = "",
    kept: Mapping[Quarter, Told] | None = None,
) -> Edition:
    """The figures of a quarter as known on `as_of`, small numbers withheld, with those of two years before it.

    `smallest` is k; a municipality gets the rows that have no other dimensions than `rows`. With a `town` it is
    that municipality's edition, and the others are left out. What was counted before, with the same k and for the
    same rows, may be `kept`.
    """
    quarters = quarters_until(quarter)
    told = [
        (kept or {}).get(one)
        or _told(region, one, as_of=as_of, is_last=one == quarter, smallest=smallest, rows=rows, town=town)
        for one in quarters
    ]
    cells = keep_balance([one.shown.get(town, ()) for one in told])
    names = _names(region, cells[-1])
    return Edition(
        region_code=region.code,
        region_name=names[town] if town else region.name,
        quarter=quarter,
        as_of=as_of,
        drawn_up_on=drawn_up_on,
        cells=cells[-1],
        earlier=tuple(Earlier(*one) for one in zip(quarters[:-1], cells[:-1], strict=True)),
        names=names,
        moves=_moves(told[-4:], smallest=smallest),
        towns={} if town else {code: found for code, found in told[-1].shown.items() if code},
        plan=_plan(told[-1].summed),
        tiles=tiles_of(region),
        confirmed=_confirmed(region, town=town, on=as_of),
        smallest=smallest,
    )


def quarters_until(quarter: Quarter) -> list[Quarter]:
    """Two years of quarters and the quarter itself, the oldest first."""
    quarters = [quarter]
    while len(quarters) <= QUARTERS_BACK:
        quarters.append(quarters[-1].previous)
    return quarters[::-1]


def _told(
    region: Region, quarter: Quarter, *, as_of: date, is_last: bool, smallest: int, rows: Set[str], town: str
) -> Told:
    """The quarter counted now; of an earlier one only what is told."""
    codes = None if is_last else TRENDS
    count = count_quarter(region, quarter, as_of=as_of, codes=codes, towns=is_last or bool(town))
    return Told(quarter, count.of(SUMMED).cells.get(town, ()), shown(count, smallest=smallest, rows=rows).cells)


def _moves(quarters: Iterable[Told], *, smallest: int) -> tuple[Cell, ...]:
    """A3 over several quarters together."""
    sums: dict[Dimensions, int] = defaultdict(int)
    for cell in (cell for one in quarters for cell in one.summed if cell.code == "A3"):
        sums[cell.dimensions] += int(cell.value or 0)
    return suppress((Cell("A3", row, number, number) for row, number in sorted(sums.items())), smallest=smallest)


def _plan(cells: Iterable[Cell]) -> tuple[PlanTotal, ...]:
    """D4 over all municipalities together."""
    sums: dict[tuple[str, str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for cell in cells:
        if cell.code == "D4":
            row = dict(cell.dimensions)
            line = row["soort"], row["zorgvorm"], row.get("naar_zorgvorm", "")
            sums[line][row["maat"]] += int(cell.value or 0)
    return tuple(
        PlanTotal(*line, planned=found["GEPLAND"], realised=found["GEREALISEERD"])
        for line, found in sorted(sums.items())
        if found["GEPLAND"]
    )


def _confirmed(region: Region, *, town: str, on: date) -> Confirmed:
    """How many providers have places there, and whose word was too old on the day."""
    locations = Location.objects.filter(region=region)
    words = words_of_providers(locations.filter(municipality=town) if town else locations, on=on)
    return Confirmed(len(words), sum(fresh.is_stale for _, fresh in words))


def _names(region: Region, cells: Iterable[Cell]) -> dict[str, str]:
    """What care forms and municipalities are called, those outside the region too where people come from there."""
    forms = CareForm.objects.filter(region=region).values_list("code", "name")
    codes = {code for cell in cells for _, code in cell.dimensions}
    towns = Municipality.objects.filter(Q(memberships__region=region) | Q(code__in=codes))
    return dict(forms) | dict(towns.values_list("code", "name"))


def count_next(*, on: date, at: datetime) -> bool:
    """Count one quarter that was not counted yet with the data of day `on`; False when none is left.

    A region that another worker counts is left to it.
    """
    running = Quarter.containing(on)
    quarters = [running, *reversed(quarters_until(running.previous))]
    for region in Region.objects.order_by("pk"):
        with transaction.atomic():
            if not is_alone(f"count {region.pk}"):
                continue
            done = kept_quarters(region, as_of=on)
            missing = next((quarter for quarter in quarters if str(quarter) not in done), None)
            if missing:
                keep_count(region, missing, as_of=on, at=at)
                return True
    return False
