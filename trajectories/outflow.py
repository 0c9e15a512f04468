"""The list that leads out: who is ready for the next step, what each waits for, and who has to act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet

from placements.models import CareForm, HousingEpisode
from portal.access import SEES_PERSONS
from portal.models import Client, User
from portal.templatetags.dutch import dag
from trajectories.models import BlockerKind, CareEpisode, Mover, OutflowBlocker, OutflowReadiness
from trajectories.obstacles import demand, refusals_in_dutch

OWN_HOME = "EIGEN_WONING"
"""What somebody wants who wants a home of their own, as the regiobestand writes it."""
USUAL_MOVER = {
    BlockerKind.HOME: Mover.ASSOCIATION,
    BlockerKind.PLACE: Mover.COORDINATOR,
    BlockerKind.DECISION: Mover.TEAM,
    BlockerKind.GUIDANCE: Mover.PROVIDER,
    BlockerKind.DEBTS: Mover.TEAM,
    BlockerKind.INCOME: Mover.CLIENT,
    BlockerKind.PAPERS: Mover.CLIENT,
    BlockerKind.REGISTRATION: Mover.CLIENT,
    BlockerKind.OTHER: Mover.PROVIDER,
}


@dataclass(frozen=True, slots=True)
class Ready:
    """Somebody who is ready on a day, where they are, and what keeps them."""

    readiness: OutflowReadiness
    days: int
    home: HousingEpisode | None
    care: CareEpisode | None
    blockers: tuple[OutflowBlocker, ...]

    @property
    def client(self) -> Client:
        """Who it is."""
        return self.readiness.client

    @property
    def slug(self) -> str:
        """What names the row in an address."""
        return self.client.slug

    @property
    def wants(self) -> str:
        """The next step in words."""
        return wish_of(self.readiness)

    @property
    def is_heavy(self) -> bool:
        """Whether they are in a care form that counts as heavy: a day in the wrong bed (figure C8)."""
        return bool(self.care and self.care.care_form.is_heavy)


@dataclass(frozen=True, slots=True)
class Sums:
    """The list in numbers; persons and median are figure C7 of the day."""

    persons: int
    median_days: float | None
    most_days: int | None
    heavy: int
    unknown: int
    """Of whom nobody wrote down what they wait for."""
    per_kind: tuple[tuple[str, int], ...]
    """The most first; who waits for two things counts in both."""


def wish_of(readiness: OutflowReadiness) -> str:
    """The next step in words."""
    if readiness.wants_own_home:
        return "Een eigen woning"
    return str(readiness.wants_care_form) if readiness.wants_care_form else "nog niet bekend"


def ready_on(day: date, *, clients: Iterable[Client]) -> list[Ready]:
    """Who of these clients is ready on a day, the longest first; four queries for any number."""
    running = OutflowBlocker.objects.covering(day).order_by("starts_on", "pk")
    found = (
        OutflowReadiness.objects.covering(day)
        .filter(client__in=clients)
        .select_related("client", "wants_care_form")
        .prefetch_related(Prefetch("blockers", running, to_attr="running"))
        .order_by("starts_on", "pk")
    )
    rows = list(found)
    here = [row.client_id for row in rows]
    dwellings = HousingEpisode.objects.filter(client__in=here).covering(day)
    homes = {
        home.client_id: home for home in dwellings.select_related("place__location__municipality", "municipality")
    }
    cares = CareEpisode.objects.filter(client__in=here).covering(day).select_related("care_form", "provider")
    care_of = {care.client_id: care for care in cares}
    return [
        Ready(
            readiness=row,
            days=(day - row.starts_on).days,
            home=homes.get(row.client_id),
            care=care_of.get(row.client_id),
            blockers=tuple(getattr(row, "running")),  # noqa: B009 (put there by the prefetch)
        )
        for row in rows
    ]


def too_heavy_days(clients: QuerySet[Client], *, on: date) -> tuple[int, int]:
    """Figure C8 of the quarter of `on` so far: days that people were ready to leave in a heavy care form, and of
    how many people. The day itself counts.
    """
    first, until = date(on.year, on.month - (on.month - 1) % 3, 1), on + timedelta(days=1)
    ready = OutflowReadiness.objects.filter(client__in=clients, starts_on__lt=until, runs_until__gt=first)
    cares = CareEpisode.objects.filter(
        care_form__is_heavy=True, client__readiness__in=ready, starts_on__lt=until, runs_until__gt=first
    )
    both = cares.values_list(
        "client", "starts_on", "runs_until", "client__readiness__starts_on", "client__readiness__runs_until"
    )
    days = {
        (client, max(begins, since, first), min(ends, till, until))
        for client, begins, ends, since, till in both
        if max(begins, since, first) < min(ends, till, until)
    }
    return sum((end - start).days for _, start, end in days), len({client for client, _, _ in days})


def sums(rows: Iterable[Ready]) -> Sums:
    """Count who is ready."""
    rows = list(rows)
    per_kind = {kind: sum(any(one.kind == kind for one in row.blockers) for row in rows) for kind in BlockerKind}
    ordered = sorted(per_kind.items(), key=lambda item: -item[1])
    return Sums(
        persons=len(rows),
        median_days=median(row.days for row in rows) if rows else None,
        most_days=max((row.days for row in rows), default=None),
        heavy=sum(row.is_heavy for row in rows),
        unknown=sum(not row.blockers for row in rows),
        per_kind=tuple((kind.label, number) for kind, number in ordered if number),
    )


def declare(client: Client, *, starts_on: date, wish: str, on: date, by: User) -> bool:
    """Say that a client is ready for the next step from a day on; False: that was said before.

    `wish` is `OWN_HOME`, the code of a care form, or empty: not known yet. Raises `Obstructed`.
    """
    with refusals_in_dutch():
        known = _hold(client, on=on, by=by)
        if known and known.starts_on == starts_on:
            return False
        demand([f"Deze cliënt is al klaar voor de volgende stap, sinds {dag(known.starts_on)}."] if known else [])
        OutflowReadiness.objects.create(client=client, starts_on=starts_on, **_wanted(client, wish))
        return True


def wish(client: Client, *, wish: str, on: date, by: User) -> None:
    """Write down to what somebody who is ready wants to go. Raises `Obstructed`."""
    with refusals_in_dutch():
        readiness = running(client, on=on, by=by)
        for name, value in _wanted(client, wish).items():
            setattr(readiness, name, value)
        readiness.save(update_fields=["wants_own_home", "wants_care_form"])


def stop(client: Client, *, on: date, by: User) -> None:
    """Say that a client is not ready any more, from today on. Raises `Obstructed`."""
    with refusals_in_dutch():
        _end(running(client, on=on, by=by), on)


def arrive(client: Client, *, at: CareForm | None = None, on: date) -> None:
    """The client lives in a home of their own since `on`, or gets the care form `at`: that wait is over."""
    wanted = {"wants_care_form": at} if at else {"wants_own_home": True}
    for readiness in client.readiness.filter(starts_on__lte=on, runs_until__gt=on, **wanted):
        _end(readiness, on)


def leave(client: Client, *, on: date) -> None:
    """The client left the care of the region: whatever they were ready for, they are on the list no more."""
    for readiness in client.readiness.filter(starts_on__lte=on, runs_until__gt=on):
        _end(readiness, on)


def wait_for(client: Client, *, kind: str, mover: str, words: str = "", on: date, by: User) -> bool:
    """Write down what somebody who is ready waits for, from today on; False: it stood there.

    Raises `Obstructed`.
    """
    with refusals_in_dutch():
        readiness = running(client, on=on, by=by)
        facts = {"mover": mover or USUAL_MOVER[BlockerKind(kind)], "words": words, "noted_by": by}
        same = readiness.blockers.filter(kind=kind, runs_until__gt=on).first()
        if same is None:
            readiness.blockers.create(kind=kind, starts_on=on, **facts)
            return True
        for name, value in facts.items():
            setattr(same, name, value)
        same.save(update_fields=list(facts))
        return False


def settle(client: Client, *, kind: str, on: date, by: User) -> bool:
    """Say that it is there, so that nobody waits for it from today on; False: it was there.

    Raises `Obstructed`.
    """
    with refusals_in_dutch():
        known = running(client, on=on, by=by).blockers.filter(kind=kind, runs_until__gt=on).first()
        if known:
            _end(known, on)
        return known is not None


def _hold(client: Client, *, on: date, by: User) -> OutflowReadiness | None:
    """Refuse who may not, wait for whoever changes this client, and give what runs today."""
    if by.role not in SEES_PERSONS or not Client.objects.visible_to(by, on=on).filter(pk=client.pk).exists():
        raise PermissionDenied
    Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    return client.readiness.filter(runs_until__gt=on).order_by("starts_on").first()


def running(client: Client, *, on: date, by: User) -> OutflowReadiness:
    """The readiness of today, held while somebody changes it. Raises `Obstructed` without one."""
    found = _hold(client, on=on, by=by)
    demand([] if found else ["Deze cliënt staat niet op de uitstroomlijst. Zet de cliënt er eerst op."])
    assert found is not None
    return found


def _end(period: OutflowReadiness | OutflowBlocker, on: date) -> None:
    """What began today and ends today never was."""
    if period.starts_on >= on:
        period.delete()
        return
    period.ends_on = on
    period.save(update_fields=["ends_on"])


def _wanted(client: Client, wish: str) -> dict[str, object]:
    form = None if wish in ("", OWN_HOME) else CareForm.objects.get(region_id=client.region_id, code=wish)
    return {"wants_own_home": wish == OWN_HOME, "wants_care_form": form}
