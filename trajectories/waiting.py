"""Who waits, in numbers; and what people do with a registration on the list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.models import Organisation, Role, User
from portal.templatetags.dutch import dag
from trajectories.models import (
    BridgingCare,
    LeaveReason,
    StatusChange,
    WaitCheck,
    WaitlistEntry,
    WaitPause,
    WaitStatus,
)
from trajectories.models.waiting import IN_TURN
from trajectories.obstacles import demand
from trajectories.order import Turn


@dataclass(frozen=True, slots=True)
class Totals:
    """A waiting list in numbers: a person counts once, however many registrations there are."""

    persons: int
    registrations: int
    persons_in_need: int
    """Urgent or active, and not standing still: figure C2."""
    median_days: float | None
    most_days: int | None
    """How long those in need have waited, each by their longest registration: figure C5."""
    by_status: tuple[tuple[WaitStatus, int], ...]


def totals(listed: Iterable[Turn]) -> Totals:
    """Count registrations on the list; paused ones need no place now."""
    listed = list(listed)
    status = Counter(turn.status for turn in listed)
    longest: dict[int, int] = {}
    for turn in listed:
        if turn.status in IN_TURN and not turn.is_paused:
            longest[turn.client_id] = max(turn.waited, longest.get(turn.client_id, 0))
    return Totals(
        persons=len({turn.client_id for turn in listed}),
        registrations=len(listed),
        persons_in_need=len(longest),
        median_days=median(longest.values()) if longest else None,
        most_days=max(longest.values(), default=None),
        by_status=tuple((one, status[one]) for one in WaitStatus),
    )


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
    """Let somebody wait in another way from `on`, with the reason why; raises `Obstructed` once off the list."""
    _hold(entry, by)
    demand(_off_the_list(entry, on))
    if entry.status != status:
        StatusChange.objects.create(
            entry=entry, changed_on=on, was=entry.status, became=status, reason=reason, changed_by=by
        )
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


@transaction.atomic
def bridge(
    entry: WaitlistEntry, *, starts_on: date, provider: Organisation | None, given_by: str, on: date, by: User
) -> None:
    """Care that bridges the wait begins, by a provider or somebody else. Raises `Obstructed`."""
    _hold(entry, by)
    running = running_bridging(entry)
    if running and (running.starts_on, running.provider_id) == (starts_on, provider.pk if provider else None):
        return
    demand(_off_the_list(entry, on) + _bridged_then(entry, starts_on))
    given_by = "" if provider else given_by
    BridgingCare.objects.create(entry=entry, starts_on=starts_on, provider=provider, given_by=given_by)
    _say_bridged(entry, is_bridged=True)


@transaction.atomic
def end_bridging(entry: WaitlistEntry, *, ends_on: date, on: date, by: User) -> None:
    """The bridging care ends; `ends_on` is the first day without. Raises `Obstructed`."""
    _hold(entry, by)
    running = running_bridging(entry)
    if running is None and any(row.ends_on == ends_on for row in entry.bridging.all()):
        return
    demand([] if running or entry.has_bridging else ["Er loopt geen overbruggingszorg."])
    if running:
        running.ends_on = ends_on
        running.save(update_fields=["ends_on"])
    _say_bridged(entry, is_bridged=False)


@transaction.atomic
def check(entry: WaitlistEntry, *, answer: str, spoken_with: str, words: str, on: date, by: User) -> bool:
    """Keep what came of asking whether the wait still holds; False if the same was kept that day before."""
    _hold(entry, by, Role.COORDINATOR, Role.TEAM)
    demand(_off_the_list(entry, on))
    said = {"spoken_with": spoken_with, "words": words, "asked_by": by}
    return WaitCheck.objects.get_or_create(entry=entry, asked_on=on, answer=answer, defaults=said)[1]


def running_bridging(entry: WaitlistEntry) -> BridgingCare | None:
    """The bridging care that has no end yet, and of which it is known by whom."""
    return next((row for row in entry.bridging.all() if row.ends_on is None), None)


def _hold(entry: WaitlistEntry, by: User, *roles: Role) -> None:
    """Refuse who may not, then wait for whoever changes this registration."""
    if by.role not in (roles or (Role.COORDINATOR,)) or by.region_id != entry.region_id:
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


def _bridged_then(entry: WaitlistEntry, day: date) -> list[str]:
    past = any(row.starts_on >= day or row.covers(day) for row in entry.bridging.all())
    return ["Op die dag liep er al overbruggingszorg, of die begon daarna."] if past else []


def _say_bridged(entry: WaitlistEntry, *, is_bridged: bool) -> None:
    entry.has_bridging = is_bridged
    entry.save(update_fields=["has_bridging"])
