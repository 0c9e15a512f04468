"""Planned against realised, quarter after quarter: per kind, care form and municipality, and as a drawing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from placements.models import CareForm, ChangeType, Deviation, PlanLine
from placements.movements import Balance, Change, Stock, balances, in_service, tally
from portal.models import Municipality, Region
from reporting.charts import Chart, Kind, Series
from reporting.quarter import Quarter
from reporting.units import Unit

PAST, AHEAD = 12, 6
"""Quarters in the drawing: three years back, and what is planned for a year and a half."""


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of change of a care form in a municipality, up to a day: planned, realised, and this quarter."""

    kind: ChangeType
    care_form: CareForm
    to_care_form: CareForm | None
    town: str
    planned: int
    realised: int
    planned_now: int
    realised_now: int
    reasons: tuple[Deviation, ...]
    """Why it goes otherwise, per line that says so, as last said by that day."""

    @property
    def behind(self) -> int:
        """How many fewer than planned; 0 when there are as many or more."""
        return max(-self.difference, 0)

    @property
    def difference(self) -> int:
        """What there is more, or less, than planned."""
        return self.realised - self.planned


@dataclass(frozen=True, slots=True)
class Sheet:
    """One care form in every municipality from the first day of the plan to a day, and all of it together."""

    care_form: CareForm
    rows: tuple[tuple[str, Balance], ...]
    total: Balance

    @property
    def moving(self) -> tuple[tuple[str, Balance], ...]:
        """The municipalities where something moved."""
        return tuple((town, row) for town, row in self.rows if row.has_moved)

    @property
    def still(self) -> tuple[tuple[str, Balance], ...]:
        """Those where nothing did."""
        return tuple((town, row) for town, row in self.rows if not row.has_moved)

    @property
    def rest(self) -> Balance:
        """Those where nothing moved, together."""
        return _total(self.care_form.pk, [row for _, row in self.still])


def quarters(*, since: date, on: date, last_planned: date) -> list[Quarter]:
    """The quarters to draw, oldest first: from the first of the plan to the last that something is planned for."""
    now = Quarter.containing(on)
    found = [Quarter.containing(since)]
    while found[-1] < max(now, Quarter.containing(last_planned)):
        found.append(found[-1].next)
    behind = [quarter for quarter in found if quarter <= now][-PAST:]
    return behind + [quarter for quarter in found if quarter > now][:AHEAD]


def compared(region: Region, lines: Sequence[PlanLine], *, since: date, quarter: Quarter, on: date) -> list[Line]:
    """Every change that was planned or happened by the end of the quarter, or by `on` while it runs."""
    day, before = quarter.reference_day(on), quarter.starts_on - timedelta(days=1)
    realised = tally(region, since=since, days=(day, before))
    planned = {at: planned_by(lines, at) for at in (day, before)}
    forms = CareForm.objects.filter(region=region).in_bulk()
    found = {change for counts in (*realised.values(), *planned.values()) for change in counts}
    towns = Municipality.objects.in_bulk({change.municipality_id for change in found})
    reasons = _reasons(lines, day)
    rows = (
        Line(
            ChangeType(change.kind),
            forms[change.care_form_id],
            forms[change.to_care_form_id] if change.to_care_form_id else None,
            towns[change.municipality_id].name,
            planned[day][change],
            realised[day][change],
            planned[day][change] - planned[before][change],
            realised[day][change] - realised[before][change],
            tuple(reasons.get(change, ())),
        )
        for change in found
    )
    kinds = list(ChangeType)
    return sorted(
        rows, key=lambda row: (kinds.index(row.kind), row.care_form.name, row.town, str(row.to_care_form))
    )


def planned_by(lines: Iterable[PlanLine], day: date) -> Counter[Change]:
    """How many places are planned up to a day, per change: GEPLAND of figure D4."""
    found: Counter[Change] = Counter()
    for line in lines:
        if line.planned_on <= day and line.withdrawn_on is None:
            found[Change(line.kind, line.care_form_id, line.to_care_form_id, line.municipality_id)] += line.places
    return found


def _reasons(lines: Iterable[PlanLine], day: date) -> dict[Change, list[Deviation]]:
    """What was last said by that day of every line, per change; one query."""
    by_pk = {line.pk: line for line in lines if line.withdrawn_on is None}
    said = Deviation.objects.filter(line__in=by_pk, noted_on__lte=day).order_by("line", "-noted_on", "-pk")
    found: dict[Change, list[Deviation]] = {}
    for deviation in said.distinct("line"):
        line = by_pk[deviation.line_id]
        change = Change(line.kind, line.care_form_id, line.to_care_form_id, line.municipality_id)
        found.setdefault(change, []).append(deviation)
    return found


def sheets(region: Region, *, since: date, on: date) -> list[Sheet]:
    """The stock on the day before the plan brought to that of `on`, per care form and municipality."""
    before = since - timedelta(days=1)
    rows = balances(region, since=since, before=before, on=on)
    forms = CareForm.objects.filter(region=region).in_bulk()
    towns = Municipality.objects.in_bulk({row.stock.municipality_id for row in rows})
    found: dict[int, list[tuple[str, Balance]]] = {}
    for row in rows:
        found.setdefault(row.stock.care_form_id, []).append((towns[row.stock.municipality_id].name, row))
    return [
        Sheet(forms[pk], tuple(sorted(mine, key=lambda pair: pair[0])), _total(pk, [row for _, row in mine]))
        for pk, mine in sorted(found.items(), key=lambda pair: forms[pair[0]].name)
    ]


def _total(care_form_id: int, rows: list[Balance]) -> Balance:
    return Balance(
        Stock(care_form_id, ""),
        opening=sum(row.opening for row in rows),
        built_up=sum(row.built_up for row in rows),
        converted_in=sum(row.converted_in for row in rows),
        converted_out=sum(row.converted_out for row in rows),
        scaled_down=sum(row.scaled_down for row in rows),
        aside=sum(row.aside for row in rows),
        closing=sum(row.closing for row in rows),
    )


def drawing(
    region: Region,
    lines: Sequence[PlanLine],
    care_form: CareForm,
    *,
    town: Municipality | None,
    since: date,
    on: date,
) -> Chart:
    """How many places of a care form there are at the end of each quarter, and by the plan; one query."""
    mine = [line for line in lines if town is None or line.municipality_id == town.pk]
    shown = quarters(since=since, on=on, last_planned=max((line.planned_on for line in mine), default=on))
    before = since - timedelta(days=1)
    days = [quarter.reference_day(on) for quarter in shown if quarter.starts_on <= on]
    stock = in_service(region, days=[before, *days])
    there = {day: _places(counts, care_form, town) for day, counts in stock.items()}
    planned = [there[before] + _change(mine, care_form, _end(quarter, on)) for quarter in shown]
    realised = [there[_end(quarter, on)] if quarter.starts_on <= on else None for quarter in shown]
    return Chart(
        Kind.PLANNED,
        _conclusion(care_form, planned[len(days) - 1], there[days[-1]]),
        f"Aantal plekken aan het eind van elk kwartaal, {town or region}",
        tuple(quarter.short_name for quarter in shown),
        (
            Series("klaar", tuple(realised), "#c2600a"),
            Series("gepland", tuple(map(float, planned)), "#1b252e"),
        ),
        unit=Unit.PLACES,
        uid="gepland-en-klaar",
        head="Kwartaal",
    )


def _end(quarter: Quarter, on: date) -> date:
    """The day a quarter is true for: its last, or today while it runs."""
    return quarter.reference_day(on) if quarter.starts_on <= on else quarter.last_day


def _places(counts: Counter[Stock], care_form: CareForm, town: Municipality | None) -> int:
    return sum(
        number
        for stock, number in counts.items()
        if stock.care_form_id == care_form.pk and (town is None or stock.municipality_id == town.pk)
    )


def _change(lines: Iterable[PlanLine], care_form: CareForm, day: date) -> int:
    """What the plan adds to a care form by a day, less what it takes away."""
    return sum(number * _sign(change, care_form) for change, number in planned_by(lines, day).items())


def _sign(change: Change, care_form: CareForm) -> int:
    gained = change.to_care_form_id if change.kind == ChangeType.CONVERT else change.care_form_id
    if change.kind == ChangeType.SCALE_DOWN or (change.kind == ChangeType.CONVERT and gained != care_form.pk):
        return -1 if change.care_form_id == care_form.pk else 0
    return 1 if gained == care_form.pk else 0


def _conclusion(care_form: CareForm, planned: int, realised: int) -> str:
    short = abs(planned - realised)
    places = f"{short} {'plek' if short == 1 else 'plekken'}"
    if realised < planned:
        return f"{care_form} loopt {places} achter op het plan"
    return (
        f"{care_form} heeft {places} meer dan gepland"
        if realised > planned
        else f"{care_form} loopt gelijk met het plan"
    )
