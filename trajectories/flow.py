"""From the list of one day to that of a later day: who came, went and changed, so that it adds up."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Q

from trajectories.models import LeaveReason, StatusChange, WaitlistEntry, WaitStatus
from trajectories.models.waiting import IN_TURN

DAY = timedelta(days=1)


class Kind(StrEnum):
    """What happened to a registration."""

    CAME = "Nieuw op de lijst"
    BECAME = "Status werd dit"
    CEASED = "Status werd anders"
    PLACED = "Geplaatst"
    WITHDRAWN = "Ingetrokken"
    OTHER_SOLUTION = "Andere oplossing"
    DIED = "Overleden"

    @property
    def sign(self) -> int:
        """Whether it adds to the list or takes away."""
        return 1 if self in (Kind.CAME, Kind.BECAME) else -1


LEAVES = {reason.value: Kind[reason.name] for reason in LeaveReason}


@dataclass(frozen=True, slots=True)
class Path:
    """One registration through time: the days it was on the list, and its status from each day on."""

    entry: WaitlistEntry
    changes: tuple[StatusChange, ...]

    def status_on(self, day: date) -> WaitStatus:
        """The status at the end of a day."""
        later = next((change for change in self.changes if change.changed_on > day), None)
        return WaitStatus(later.was if later else self.entry.status)

    def is_on_list(self, day: date) -> bool:
        """Whether it stood on the list at the end of a day."""
        left_on = self.entry.left_on
        return self.entry.waiting_since <= day and (left_on is None or left_on > day)

    def needs_a_place(self, day: date) -> bool:
        """Whether the person needed a place that day: on the list, urgent or active, and not standing still."""
        still = any(pause.covers(day) for pause in self.entry.pauses.all())
        return self.is_on_list(day) and self.status_on(day) in IN_TURN and not still


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that happened to one registration on a day, and what it did to the count of a status."""

    on: date
    kind: Kind
    status: WaitStatus
    entry: WaitlistEntry
    other_status: WaitStatus | None = None
    """Of a change: the status before it became this one, or the one it became."""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table that adds up: a number per status, and their sum."""

    label: str
    per_status: tuple[int, ...]

    @property
    def total(self) -> int:
        """All statuses together."""
        return sum(self.per_status)


@dataclass(frozen=True, slots=True)
class People:
    """Persons at both ends, and how many came (positive) and went (negative); a person counts once."""

    before: int
    came: int
    went: int
    after: int


@dataclass(frozen=True, slots=True)
class Flow:
    """What happened to the list after the end of day `since` up to the end of day `until`."""

    since: date
    until: date
    before: Row
    changes: tuple[Row, ...]
    after: Row
    moves: tuple[Move, ...]
    persons: People
    persons_in_need: People


def flow(region_id: int, *, since: date, until: date) -> Flow:
    """Reconcile the list of two days, `since` before `until`; three queries."""
    paths = _paths(region_id, since, until)
    moves = sorted(
        (move for path in paths for move in _moves(path, since, until)), key=lambda move: (move.on, move.entry.pk)
    )
    counts = Counter((move.kind, move.status) for move in moves)
    changes = (_row(kind.value, {s: kind.sign * counts[kind, s] for s in WaitStatus}) for kind in Kind)
    return Flow(
        since=since,
        until=until,
        before=_stand(paths, since),
        changes=tuple(row for row in changes if any(row.per_status)),
        after=_stand(paths, until),
        moves=tuple(moves),
        persons=_people(paths, since, until, Path.is_on_list),
        persons_in_need=_people(paths, since, until, Path.needs_a_place),
    )


def _paths(region_id: int, since: date, until: date) -> list[Path]:
    stays = Q(left_on__isnull=True) | Q(left_on__gt=since)
    entries = WaitlistEntry.objects.filter(stays, region_id=region_id, waiting_since__lte=until)
    changes: dict[int, list[StatusChange]] = defaultdict(list)
    later = StatusChange.objects.filter(entry__in=entries.values("pk"), changed_on__gt=since)
    for change in later.order_by("changed_on", "pk"):
        changes[change.entry_id].append(change)
    rows = entries.select_related("client", "care_form").prefetch_related("pauses").order_by("pk")
    return [Path(entry, tuple(changes[entry.pk])) for entry in rows]


def _moves(path: Path, since: date, until: date) -> Iterable[Move]:
    entry = path.entry
    began, left = entry.waiting_since, entry.left_on
    if left is not None and left <= began:
        return  # never at the end of any day on the list
    if since < began <= until:
        yield Move(began, Kind.CAME, path.status_on(began), entry)
    for day in sorted({change.changed_on for change in path.changes}):
        if since < day <= until and path.is_on_list(day) and path.is_on_list(day - DAY):
            yield from _changed(path, day)
    if left is not None and since < left <= until:
        yield Move(left, LEAVES[entry.left_reason], path.status_on(left - DAY), entry)


def _changed(path: Path, day: date) -> Iterable[Move]:
    """A change of status as two halves: one status loses the registration, another gains it."""
    was, became = path.status_on(day - DAY), path.status_on(day)
    if was is became:
        return
    because = next((change.reason for change in reversed(path.changes) if change.changed_on == day), "")
    yield Move(day, Kind.CEASED, was, path.entry, became, because)
    yield Move(day, Kind.BECAME, became, path.entry, was, because)


def _stand(paths: Iterable[Path], day: date) -> Row:
    return _row(f"{day}", Counter(path.status_on(day) for path in paths if path.is_on_list(day)))


def _row(label: str, numbers: Mapping[WaitStatus, int]) -> Row:
    return Row(label, tuple(numbers.get(status, 0) for status in WaitStatus))


def _people(paths: Iterable[Path], since: date, until: date, counts: Callable[[Path, date], bool]) -> People:
    before = {path.entry.client_id for path in paths if counts(path, since)}
    after = {path.entry.client_id for path in paths if counts(path, until)}
    return People(len(before), len(after - before), -len(before - after), len(after))
