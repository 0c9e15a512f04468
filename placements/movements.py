"""How the stock of places moved: what was built up, converted and scaled down, derived from place periods alone.

A place that opens for the first time is built up, on its first day. Two periods in a row with different care forms
are a conversion, on the first day of the second. A place that stops is scaled down from the first day it is no
longer there until the day it opens again, if it does: so a place that was closed for a while counts for nothing in
the end. Figure D4, the plan's pages and the reconciliation with the stock all read this one piece of SQL.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Min

from placements.models import ChangeType, PlanLine
from portal.actor import counting
from portal.models import Region

MOVEMENTS = """
    SELECT change.kind, history.place_id, history.care_form_id, change.to_care_form_id, history.municipality_id,
        history.location_id, history.provider_id, history.is_for_youth, change.happened_on, change.undone_on
    FROM (
        SELECT period.place_id, period.care_form_id, period.starts_on, period.ends_on, place.location_id,
            location.municipality_id, location.provider_id,
            location.is_for_youth OR coalesce((
                SELECT 'JONGEREN' = ANY (known.features) FROM placements_placefeatures known
                WHERE known.place_id = place.id
                -- what it had when the period began, or else what was first known of it
                ORDER BY known.starts_on > period.starts_on, abs(known.starts_on - period.starts_on) LIMIT 1
            ), false) AS is_for_youth,
            lag(period.starts_on) OVER periods IS NULL AS is_first,
            lead(period.care_form_id) OVER periods AS next_form_id,
            lead(period.starts_on) OVER periods AS next_start
        FROM placements_placeperiod period
        JOIN placements_place place ON place.id = period.place_id
        JOIN placements_location location ON location.id = place.location_id
        WHERE place.region_id = %(region)s
        WINDOW periods AS (PARTITION BY period.place_id ORDER BY period.starts_on)
    ) AS history
    CROSS JOIN LATERAL (VALUES
        ('OPBOUW', NULL::bigint, is_first, starts_on, DATE '9999-12-31'),
        ('OMBOUW', next_form_id, next_form_id <> care_form_id, next_start, DATE '9999-12-31'),
        ('AFBOUW', NULL, ends_on < coalesce(next_start, DATE '9999-12-31'), ends_on,
            coalesce(next_start, DATE '9999-12-31'))
    ) AS change (kind, to_care_form_id, happened, happened_on, undone_on)
    WHERE happened
"""
"""SQL: every movement of the places of `region` (id), one row per place and kind.

It counts on every day of `[happened_on, undone_on)`. An AFBOUW that lasted no day is none.
"""

COUNTED = """
    happened_on >= since + (kind = 'AFBOUW')::int AND happened_on <= day AND undone_on > day
"""
"""SQL: whether a movement counts on `day` for a plan that begins on `since`; a place gone by then is not in it."""

ASIDE = """
    kind = 'AFBOUW' AND happened_on <= since AND (happened_on = since) <> (undone_on BETWEEN since AND day)
"""
"""SQL: a place of before the plan that the plan does not count: it closed on the very day the plan begins, or it
was closed by then and is open again."""

IN_SERVICE = """
    SELECT moment.day, period.care_form_id, location.municipality_id, count(*)
    FROM unnest(%(days)s::date[]) AS moment (day)
    JOIN placements_placeperiod period ON period.starts_on <= moment.day AND period.runs_until > moment.day
    JOIN placements_place place ON place.id = period.place_id
    JOIN placements_location location ON location.id = place.location_id
    WHERE place.region_id = %(region)s
    GROUP BY moment.day, period.care_form_id, location.municipality_id
"""


class Change(NamedTuple):
    """What is compared with the plan: a kind of change, for a care form (to another), in a municipality."""

    kind: str
    care_form_id: int
    to_care_form_id: int | None
    municipality_id: str


class Stock(NamedTuple):
    """Where places are counted: a care form in a municipality."""

    care_form_id: int
    municipality_id: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One place that was built up, converted or scaled down, and the day on which that was so."""

    change: Change
    place_id: int
    location_id: int
    provider_id: int
    is_for_youth: bool
    happened_on: date


@dataclass(frozen=True, slots=True)
class Balance:
    """A care form in a municipality between two days: what there was, what moved, what there is.

    `opening` is the stock on the day before the first, `closing` that on the last day: both GEREALISEERD of D1.
    """

    stock: Stock
    opening: int
    built_up: int
    converted_in: int
    converted_out: int
    scaled_down: int
    aside: int
    """Places of before the first day that the plan does not count: open again, less those that closed on it."""
    closing: int

    @property
    def has_moved(self) -> bool:
        """Whether anything did, even if it cancels out."""
        return any((self.built_up, self.converted_in, self.converted_out, self.scaled_down, self.aside))

    @property
    def movement(self) -> int:
        """Everything that moved, added up."""
        return self.built_up + self.converted_in - self.converted_out - self.scaled_down + self.aside

    @property
    def adds_up(self) -> bool:
        """Whether the stock before and the movements make the stock after."""
        return self.opening + self.movement == self.closing


def plan_start(region: Region) -> date | None:
    """The first day that counts for the plan: 1 January of the year of its earliest line; None without a plan."""
    earliest: date | None = (
        PlanLine.objects.in_force().filter(region=region).aggregate(day=Min("planned_on"))["day"]
    )
    return date(earliest.year, 1, 1) if earliest else None


def counted(region: Region, *, since: date, on: date) -> list[Movement]:
    """Every movement that counts on day `on` for a plan that begins on `since`, the earliest first; one query."""
    question = f"""
        SELECT kind, care_form_id, to_care_form_id, municipality_id, place_id, location_id, provider_id,
            is_for_youth, happened_on
        FROM ({MOVEMENTS}) AS movement
        CROSS JOIN (SELECT %(since)s::date AS since, %(day)s::date AS day) AS moment
        WHERE {COUNTED} ORDER BY happened_on, place_id
    """  # noqa: S608 (text of our own)
    rows = _ask(question, region, since=since, day=on)
    return [Movement(Change(*row[:4]), *row[4:]) for row in rows]


def tally(region: Region, *, since: date, days: Iterable[date]) -> dict[date, Counter[Change]]:
    """How many movements count on each of `days`, per change: GEREALISEERD of figure D4; one query."""
    question = f"""
        SELECT day, kind, care_form_id, to_care_form_id, municipality_id, count(*)
        FROM ({MOVEMENTS}) AS movement
        CROSS JOIN (SELECT %(since)s::date AS since, unnest(%(days)s::date[]) AS day) AS moment
        WHERE {COUNTED} GROUP BY day, kind, care_form_id, to_care_form_id, municipality_id
    """  # noqa: S608 (text of our own)
    found: dict[date, Counter[Change]] = {day: Counter() for day in days}
    for day, *change, number in _ask(question, region, since=since, days=list(found)):
        found[day][Change(*change)] = number
    return found


def in_service(region: Region, *, days: Iterable[date]) -> dict[date, Counter[Stock]]:
    """How many places there are on each of `days`: GEREALISEERD of figure D1; one query."""
    found: dict[date, Counter[Stock]] = {day: Counter() for day in days}
    for day, care_form_id, municipality_id, number in _ask(IN_SERVICE, region, days=list(found)):
        found[day][Stock(care_form_id, municipality_id)] = number
    return found


def balances(region: Region, *, since: date, before: date, on: date) -> list[Balance]:
    """The stock of day `before`, the day before `since`, brought to that of `on` by what moved; three queries.

    Every care form in a municipality that had a place or a movement has a row, in order of their keys.
    """
    stocks = in_service(region, days=(before, on))
    moved = tally(region, since=since, days=(on,))[on]
    aside = _aside(region, since=since, on=on)
    sums = _per_stock(moved)
    everywhere = {stock for counts in (*stocks.values(), *sums.values(), aside) for stock in counts}
    return [
        Balance(
            stock,
            opening=stocks[before][stock],
            built_up=sums["built_up"][stock],
            converted_in=sums["converted_in"][stock],
            converted_out=sums["converted_out"][stock],
            scaled_down=sums["scaled_down"][stock],
            aside=aside[stock],
            closing=stocks[on][stock],
        )
        for stock in sorted(everywhere)
    ]


def _per_stock(moved: Counter[Change]) -> dict[str, Counter[Stock]]:
    """The movements by what they do to a care form in a municipality; a conversion does something to two."""
    sums: dict[str, Counter[Stock]] = {
        name: Counter() for name in ("built_up", "converted_in", "converted_out", "scaled_down")
    }
    names = {
        ChangeType.BUILD_UP: "built_up",
        ChangeType.CONVERT: "converted_out",
        ChangeType.SCALE_DOWN: "scaled_down",
    }
    for change, number in moved.items():
        sums[names[ChangeType(change.kind)]][Stock(change.care_form_id, change.municipality_id)] += number
        if change.to_care_form_id is not None:
            sums["converted_in"][Stock(change.to_care_form_id, change.municipality_id)] += number
    return sums


def _aside(region: Region, *, since: date, on: date) -> Counter[Stock]:
    question = f"""
        SELECT care_form_id, municipality_id, sum(CASE WHEN happened_on = since THEN -1 ELSE 1 END)::int
        FROM ({MOVEMENTS}) AS movement
        CROSS JOIN (SELECT %(since)s::date AS since, %(day)s::date AS day) AS moment
        WHERE {ASIDE} GROUP BY care_form_id, municipality_id
    """  # noqa: S608 (text of our own)
    rows = _ask(question, region, since=since, day=on)
    return Counter(
        {Stock(care_form_id, municipality_id): number for care_form_id, municipality_id, number in rows}
    )


@counting()
def _ask(question: str, region: Region, **parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, {"region": region.pk} | parameters)
        return cursor.fetchall()
