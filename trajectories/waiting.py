"""Who waits, in numbers; and what the coordinator does with a place on the list."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q

from portal.models import Role, User
from portal.templatetags.dutch import dag
from trajectories.models import LeaveReason, WaitlistEntry, WaitPause, WaitStatus
from trajectories.models.waiting import WaitlistEntryQuerySet
from trajectories.obstacles import demand

NEED_A_PLACE_NOW = (WaitStatus.URGENT, WaitStatus.ACTIVE)


@dataclass(frozen=True, slots=True)
class Totals:
    """A waiting list in numbers: a person counts once, however many registrations there are."""

    persons: int
    registrations: int
    persons_in_need: int
    by_status: tuple[tuple[WaitStatus, int], ...]


def totals(entries: WaitlistEntryQuerySet, *, on: date) -> Totals:
    """Count the entries that stand on the list on `on`; paused ones need no place now."""
    running = ~Q(is_paused=True)
    counts = {status.value: Count("pk", filter=Q(status=status)) for status in WaitStatus}
    found = entries.with_pause_on(on).aggregate(
        persons=Count("client", distinct=True),
        registrations=Count("pk"),
        in_need=Count("client", distinct=True, filter=running & Q(status__in=NEED_A_PLACE_NOW)),
        **counts,
    )
    by_status = tuple((status, found[status.value]) for status in WaitStatus)
    return Totals(found["persons"], found["registrations"], found["in_need"], by_status)


def obstacles_to_leave(entry: WaitlistEntry) -> list[str]:
    """Why an entry cannot be taken off the list by hand."""
    if entry.left_on:
        return [f"Deze inschrijving is al van de lijst, sinds {dag(entry.left_on)}."]
    has_proposal = entry.proposals.open().exists()
    return ["Er loopt een voorstel voor deze cliënt. Trek dat eerst in."] if has_proposal else []


def running_pause(entry: WaitlistEntry) -> WaitPause | None:
    """The pause that has no end yet."""
    return next((pause for pause in entry.pauses.all() if pause.ends_on is None), None)


@transaction.atomic
def change_status(entry: WaitlistEntry, *, status: str, reason: str, on: date, by: User) -> None:
    """Let somebody wait in another way, with the reason why; raises `Obstructed` once off the list."""
    _hold(entry, by)
    demand(_off_the_list(entry, on))
    entry.status, entry.status_reason = status, reason
    entry.save(update_fields=["status", "status_reason"])


@transaction.atomic
def pause(entry: WaitlistEntry, *, starts_on: date, reason: str, on: date, by: User) -> None:
    """Let the wait stand still from a day on: those days do not count. Raises `Obstructed`."""
    _hold(entry, by)
    now_still = running_pause(entry)
    if now_still and now_still.starts_on == starts_on:
        return
    demand(_off_the_list(entry, on) + _still_then(entry, starts_on))
    WaitPause.objects.create(entry=entry, starts_on=starts_on, reason=reason)


@transaction.atomic
def go_on(entry: WaitlistEntry, *, ends_on: date, on: date, by: User) -> None:
    """Let the wait run again; `ends_on` is the first day that counts. Raises `Obstructed`."""
    _hold(entry, by)
    still = running_pause(entry)
    if still is None and any(row.ends_on == ends_on for row in entry.pauses.all()):
        return
    demand([] if still else ["Deze inschrijving staat niet stil."])
    assert still is not None
    still.ends_on = ends_on
    still.save(update_fields=["ends_on"])


@transaction.atomic
def take_off(entry: WaitlistEntry, *, left_on: date, reason: LeaveReason | str, on: date, by: User) -> None:
    """Take somebody off the list; `left_on` is the first day that does not count. Raises `Obstructed`."""
    _hold(entry, by)
    if entry.left_on == left_on and entry.left_reason == reason:
        return
    demand(obstacles_to_leave(entry))
    entry.left_on, entry.left_reason = left_on, reason
    entry.save(update_fields=["left_on", "left_reason"])


def _hold(entry: WaitlistEntry, by: User) -> None:
    if by.role != Role.COORDINATOR or by.region_id != entry.region_id:
        raise PermissionDenied
    WaitlistEntry.objects.select_for_update().get(pk=entry.pk)
    entry.refresh_from_db()


def _off_the_list(entry: WaitlistEntry, on: date) -> list[str]:
    if entry.left_on is None or entry.left_on > on:
        return []
    return [f"Deze inschrijving is van de lijst, sinds {dag(entry.left_on)}."]


def _still_then(entry: WaitlistEntry, day: date) -> list[str]:
    past = any(row.starts_on >= day or row.covers(day) for row in entry.pauses.all())
    return ["De inschrijving stond op die dag al stil, of is daarna al stilgezet."] if past else []
