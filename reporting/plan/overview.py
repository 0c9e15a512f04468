"""The plan at a glance: its lines with the late ones first, what has to happen now, and four numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from placements.models import CareForm, ChangeType, Deviation, PlanAction, PlanLine
from placements.movements import Change, Movement, plan_start
from placements.progress import LineState, Progress, Shared, share
from portal.models import Region, User

TONES = {
    LineState.LATE: "negative",
    LineState.SOON: "warning",
    LineState.ON_COURSE: "info",
    LineState.DONE: "positive",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the plan as the list shows it."""

    progress: Progress
    reason: Deviation | None
    """Why it goes otherwise, as last said."""
    action: PlanAction | None
    """What has to happen first."""
    action_days_late: int

    @property
    def line(self) -> PlanLine:
        """The line itself."""
        return self.progress.line

    @property
    def tone(self) -> str:
        """How its badge looks."""
        return TONES.get(self.progress.state, "")

    @property
    def meter(self) -> int:
        """How far it is, out of a hundred."""
        return min(100 * self.progress.realised // max(self.line.places, 1), 100)


@dataclass(frozen=True, slots=True)
class Count:
    """Planned up to a day against what there is, of one care form."""

    care_form: CareForm
    planned: int
    realised: int
    converted: int
    """Of those realised: by a conversion."""

    @property
    def share(self) -> int:
        """How much of the plan is there, out of a hundred."""
        return round(100 * self.realised / self.planned) if self.planned else 0


@dataclass(frozen=True, slots=True)
class Beside:
    """Places that moved although no line says so."""

    change: Change
    care_form: CareForm
    to_care_form: CareForm | None
    town: str
    number: int

    @property
    def sentence(self) -> str:
        """What happened, as people say it."""
        places = f"{self.number} {'plek' if self.number == 1 else 'plekken'} {self.care_form}"
        match ChangeType(self.change.kind):
            case ChangeType.BUILD_UP:
                return f"{places} erbij in {self.town}"
            case ChangeType.CONVERT:
                return f"{places} in {self.town} omgebouwd naar {self.to_care_form}"
            case ChangeType.SCALE_DOWN:
                return f"{places} weg in {self.town}"


@dataclass(frozen=True, slots=True)
class Overview:
    """The plan of a region on a day, as far as somebody may see it."""

    on: date
    since: date | None
    shared: Shared
    rows: tuple[Row, ...]
    """Every line within reach, the late ones first, those withdrawn last."""

    @property
    def in_force(self) -> tuple[Row, ...]:
        """The lines that count."""
        return tuple(row for row in self.rows if row.progress.state is not LineState.WITHDRAWN)

    @property
    def late(self) -> tuple[Row, ...]:
        """The lines that should have been there."""
        return tuple(row for row in self.rows if row.progress.state is LineState.LATE)

    @property
    def places_late(self) -> int:
        """The places that should have been there."""
        return sum(row.progress.to_go for row in self.late)

    @property
    def next_up(self) -> Row | None:
        """The first line that is not due yet and not there yet."""
        coming = (row for row in self.rows if row.progress.state in (LineState.SOON, LineState.ON_COURSE))
        return min(coming, key=lambda row: row.line.planned_on, default=None)


def overview(user: User, *, on: date) -> Overview:
    """The plan of the user's region on day `on`; a fixed number of queries."""
    region = user.region
    assert region is not None
    since = plan_start(region)
    shared = share(region, since=since, on=on)
    within_reach = set(PlanLine.objects.visible_to(user).values_list("pk", flat=True))
    seen = [progress for pk, progress in shared.lines.items() if pk in within_reach]
    reasons = _latest(Deviation.objects.filter(line__in=within_reach).order_by("noted_on", "pk"))
    actions = _latest(PlanAction.objects.filter(line__in=within_reach).to_do().order_by("-due_on", "-pk"))
    rows = [_row(progress, reasons, actions, on) for progress in seen]
    return Overview(on, since, shared, tuple(sorted(rows, key=_attention)))


def _row(progress: Progress, reasons: dict[int, Deviation], actions: dict[int, PlanAction], on: date) -> Row:
    pk = progress.line.pk
    action = actions.get(pk)
    return Row(progress, reasons.get(pk), action, action.days_late(on) if action else 0)


def _latest[M: (Deviation, PlanAction)](rows: Iterable[M]) -> dict[int, M]:
    """The last row of each line."""
    return {row.line_id: row for row in rows}


def _attention(row: Row) -> tuple[int, int]:
    """Those that ask most first: the latest, then the nearest, then what was finished last."""
    progress = row.progress
    order = list(LineState).index(progress.state)
    if progress.finished_on:
        return order, -progress.finished_on.toordinal()
    return order, progress.line.planned_on.toordinal()


def beside(shared: Shared, region: Region) -> list[Beside]:
    """What moved without a line, added up; two queries."""
    forms = CareForm.objects.filter(region=region).in_bulk()
    towns = dict(region.memberships.values_list("municipality", "municipality__name"))
    numbers: dict[Change, int] = {}
    for movement in shared.beside:
        numbers[movement.change] = numbers.get(movement.change, 0) + 1
    return [
        Beside(
            change,
            forms[change.care_form_id],
            forms[change.to_care_form_id] if change.to_care_form_id else None,
            towns.get(change.municipality_id, change.municipality_id),
            number,
        )
        for change, number in sorted(numbers.items(), key=str)
    ]


def growth(overview: Overview) -> Count | None:
    """The care form that most is planned for by now: what is built up and converted to it."""
    return _largest(overview, gains=True)


def shrinkage(overview: Overview) -> Count | None:
    """The care form that most is planned to go from by now: what is converted from it and scaled down."""
    return _largest(overview, gains=False)


def _largest(overview: Overview, *, gains: bool) -> Count | None:
    planned: dict[CareForm, int] = {}
    for row in overview.in_force:
        form = _touched(row.line.kind, row.line.care_form, row.line.to_care_form, gains=gains)
        if form and row.progress.is_due:
            planned[form] = planned.get(form, 0) + row.line.places
    if not planned:
        return None
    form = max(planned, key=lambda one: planned[one])
    moved = [one for one in every_movement(overview.shared) if _touches(one.change, form, gains=gains)]
    converted = sum(one.change.kind == ChangeType.CONVERT for one in moved)
    return Count(form, planned[form], len(moved), converted)


def _touched(kind: str, form: CareForm, to: CareForm | None, *, gains: bool) -> CareForm | None:
    """Which care form gains, or loses, by a change of this kind."""
    if kind == ChangeType.CONVERT:
        return to if gains else form
    return form if (kind == ChangeType.BUILD_UP) == gains else None


def _touches(change: Change, form: CareForm, *, gains: bool) -> bool:
    if change.kind == ChangeType.CONVERT:
        return form.pk == (change.to_care_form_id if gains else change.care_form_id)
    return (change.kind == ChangeType.BUILD_UP) == gains and change.care_form_id == form.pk


def every_movement(shared: Shared) -> list[Movement]:
    """All that counts: for a line and beside the plan."""
    return [movement for progress in shared.lines.values() for movement in progress.moved] + list(shared.beside)


def chosen(rows: Iterable[Row], filters: dict[str, Any]) -> list[Row]:
    """The rows that answer to every filter, by their word in the address."""
    return [row for row in rows if all(_answers(row, name, value) for name, value in filters.items())]


def _answers(row: Row, name: str, value: Any) -> bool:
    line = row.line
    match name:
        case "soort":
            return bool(line.kind == value)
        case "zorgvorm":
            return value.pk in (line.care_form_id, line.to_care_form_id)
        case "gemeente":
            return bool(line.municipality_id == value.pk)
        case "jaar":
            return bool(line.planned_on.year == value)
        case "laat":
            return row.progress.state is LineState.LATE
        case _:
            return True
