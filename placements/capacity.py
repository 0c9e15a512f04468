"""How full it is: the one rule that says what a place is on a day; every page and figure asks it here.

On a day a place is exactly one of five things, checked in this order: not in service (no period of the place
covers it), out of use, taken (somebody lives there), reserved (a proposal is open) or free.
Usable is taken, reserved or free: BRUIKBAAR of figure D1; taken is BEZET: who lives on an unusable place
is not in it.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Protocol

from django.db import models

from placements.models import Contract, HousingEpisode, OutOfUse, Place, PlacePeriod
from portal.actor import counting
from portal.periods import FOREVER, PeriodQuerySet

WITHIN = 56
"""Days ahead in which a place that is expected to become free is counted so: eight weeks."""


class BedState(models.TextChoices):
    """What a place is on a day; in the order of the checks."""

    NOT_IN_SERVICE = "NIET_IN_GEBRUIK", "Niet in gebruik"
    OUT_OF_USE = "BUITEN_GEBRUIK", "Buiten gebruik"
    TAKEN = "BEZET", "Bezet"
    RESERVED = "GERESERVEERD", "Gereserveerd"
    FREE = "VRIJ", "Vrij"


class Days(Protocol):
    """A stretch of days, `[starts_on, ends_on)`: a period in the database, or a reservation."""

    @property
    def starts_on(self) -> date:
        """The first day."""

    @property
    def ends_on(self) -> date | None:
        """The first day that no longer counts."""

    def covers(self, day: date) -> bool:
        """Whether `day` falls in it."""


@dataclass(frozen=True, slots=True)
class Reservation:
    """The days `[starts_on, ends_on)` on which a proposal for a place was open; without end it still is."""

    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the proposal was open on `day`."""
        return self.starts_on <= day < (self.ends_on or FOREVER)


type Reserved = Mapping[int, tuple[Reservation, ...]]
"""The reservations of each place, by its id; the floor above, where proposals are, knows them."""
NOTHING_RESERVED: Reserved = {}
USABLE = frozenset({BedState.TAKEN, BedState.RESERVED, BedState.FREE})


@dataclass(frozen=True, slots=True)
class BedDay:
    """One place on one day, with why it is what it is, and when it is free for somebody new."""

    place_id: int
    on: date
    state: BedState
    period: PlacePeriod | None
    out_of_use: OutOfUse | None
    resident: HousingEpisode | None
    """Who lives there on the day, on a place that may not be usable."""
    departed: HousingEpisode | None
    """Whose first day away it is."""
    free_on: date | None
    """First day, from this one on, that the place is free as far as known; None: unknown, or reserved."""
    is_free_on_certain: bool
    """False when `free_on` rests on a departure that is expected, not settled."""
    free_until: date | None
    """First day after `free_on` that something is planned there; None: nothing known."""

    @property
    def care_form_id(self) -> int | None:
        """The care form of the place's own period on the day."""
        return self.period.care_form_id if self.period else None

    @property
    def is_in_service(self) -> bool:
        """Whether the place exists on the day: GEREALISEERD."""
        return self.state is not BedState.NOT_IN_SERVICE

    @property
    def is_usable(self) -> bool:
        """Whether somebody can live there on the day: BRUIKBAAR."""
        return self.state in USABLE

    @property
    def is_over_capacity(self) -> bool:
        """Whether somebody lives there although the place cannot be used."""
        return self.resident is not None and not self.is_usable

    @property
    def is_turnover(self) -> bool:
        """Whether one person left and another came on this very day."""
        return self.departed is not None and self.resident is not None and self.resident.starts_on == self.on

    @property
    def is_departure_overdue(self) -> bool:
        """Whether the resident was expected to have left by this day, and has not."""
        return self.resident is not None and _is_overdue(self.resident, self.on)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row, `[starts_on, ends_on)`, on which a place is the same thing for the same reason."""

    starts_on: date
    ends_on: date
    first_day: BedDay
    is_departure_expected: bool
    """Taken on paper, but the resident is expected to have left."""

    @property
    def state(self) -> BedState:
        """What the place is on every day of the stretch."""
        return self.first_day.state

    def covers(self, day: date) -> bool:
        """Whether `day` is one of them."""
        return self.starts_on <= day < self.ends_on

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.ends_on - self.starts_on).days


@dataclass(frozen=True, slots=True)
class PlaceTimeline:
    """All that is known of one place from some day on; answers for that day and every later one."""

    place_id: int
    periods: tuple[PlacePeriod, ...]
    out_of_use: tuple[OutOfUse, ...]
    residents: tuple[HousingEpisode, ...]
    reservations: tuple[Reservation, ...] = ()

    @property
    def is_reserved(self) -> bool:
        """Whether a proposal is open that has no end yet: the place cannot be promised to anybody else."""
        return any(reservation.ends_on is None for reservation in self.reservations)

    def state_on(self, day: date) -> BedState:
        """The rule itself."""
        if not _covering(self.periods, day):
            return BedState.NOT_IN_SERVICE
        if _covering(self.out_of_use, day):
            return BedState.OUT_OF_USE
        if _covering(self.residents, day):
            return BedState.TAKEN
        return BedState.RESERVED if _covering(self.reservations, day) else BedState.FREE

    def period_on(self, day: date) -> PlacePeriod | None:
        """What the place is for on `day`; None: it is not in service."""
        return _covering(self.periods, day)

    def on(self, day: date) -> BedDay:
        """The place on `day`, with what is known on that day of the days after it."""
        free_on = self.free_on(day)
        return BedDay(
            place_id=self.place_id,
            on=day,
            state=self.state_on(day),
            period=self.period_on(day),
            out_of_use=_covering(self.out_of_use, day),
            resident=_covering(self.residents, day),
            departed=next((episode for episode in self.residents if episode.ends_on == day), None),
            free_on=free_on,
            is_free_on_certain=free_on is not None and self.state_on(free_on) is BedState.FREE,
            free_until=self._free_until(free_on, seen_on=day) if free_on else None,
        )

    def free_on(self, day: date) -> date | None:
        """First day from `day` on that the place is free, a departure that is expected after `day` included."""
        days = [day, *(change for change in self._changes() if change > day)]
        return next((candidate for candidate in days if self.is_free(candidate, seen_on=day)), None)

    def _free_until(self, free_on: date, *, seen_on: date) -> date | None:
        later = (change for change in self._changes() if change > free_on)
        return next((change for change in later if not self.is_free(change, seen_on=seen_on)), None)

    def is_free(self, day: date, *, seen_on: date) -> bool:
        """Whether somebody new can live there on `day`, as far as is known or expected on `seen_on`."""
        state = self.state_on(day)
        if state is BedState.TAKEN and not self.is_reserved:
            return self.is_departure_expected(day, seen_on=seen_on)
        return state is BedState.FREE

    def is_departure_expected(self, day: date, *, seen_on: date) -> bool:
        """Whether who lives there on paper on `day` is expected, seen from `seen_on`, to have left by then."""
        resident = _covering(self.residents, day)
        return resident is not None and _is_overdue(resident, day) and not _is_overdue(resident, seen_on)

    def stretches(
        self, first: date, until: date, *, seen_on: date, also: Iterable[date] = ()
    ) -> tuple[Stretch, ...]:
        """The days `[first, until)` cut where something changes, and on those of `also`; together all of them."""
        changes = sorted({*self._changes(), *also})
        cuts = [first, *(change for change in changes if first < change < until), until]
        return tuple(
            Stretch(start, end, self.on(start), self.is_departure_expected(start, seen_on=seen_on))
            for start, end in pairwise(cuts)
        )

    def _changes(self) -> list[date]:
        """Every day on which something begins, ends or is expected to end, in order."""
        every: list[Days] = [*self.periods, *self.out_of_use, *self.residents, *self.reservations]
        days = {day for period in every for day in (period.starts_on, period.ends_on)}
        days |= {episode.expected_end_on for episode in self.residents}
        return sorted(day for day in days if day is not None)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many places on a day; `realised` = `out_of_use` + `usable`, `usable` = `taken` + `reserved` + `free`."""

    realised: int = 0
    usable: int = 0
    taken: int = 0
    reserved: int = 0
    free: int = 0
    out_of_use: int = 0
    over_capacity: int = 0
    becomes_free: int = 0
    """Not free on the day, but expected to be within the days asked for, and not reserved."""
    contracted: int | None = None
    """Places of the contracts that cover the day; None where contracts do not tell (a location)."""


def timelines(
    places: Iterable[Place],
    *,
    since: date,
    reserved: Reserved = NOTHING_RESERVED,
    known_at: datetime | None = None,
) -> dict[int, PlaceTimeline]:
    """What is known of each place from `since` on; three queries for any number of places.

    With `known_at`: what was out of use as people
    knew it at that moment, whatever was corrected later.
    """
    ids, closed = [place.pk for place in places], OutOfUse.objects.all()
    periods = _per_place(PlacePeriod.objects.select_related("care_form"), ids, since)
    out_of_use = _per_place(closed.known_at(known_at) if known_at else closed.live(), ids, since)
    with counting():  # a place is taken, whoever lives there
        residents = _per_place(HousingEpisode.objects.all(), ids, since)
    return {
        pk: PlaceTimeline(
            pk, tuple(periods[pk]), tuple(out_of_use[pk]), tuple(residents[pk]), tuple(reserved.get(pk, ()))
        )
        for pk in ids
    }


def bed_days(
    places: Iterable[Place],
    *,
    on: date,
    reserved: Reserved = NOTHING_RESERVED,
    known_at: datetime | None = None,
) -> dict[int, BedDay]:
    """Each place on the day `on`, by its id; three queries for any number of places."""
    known = timelines(places, since=on, reserved=reserved, known_at=known_at)
    return {pk: timeline.on(on) for pk, timeline in known.items()}


def stretches(
    places: Iterable[Place], first: date, until: date, *, seen_on: date, reserved: Reserved = NOTHING_RESERVED
) -> dict[int, tuple[Stretch, ...]]:
    """Each place through the days `[first, until)`, by its id; three queries for any number of places."""
    known = timelines(places, since=first, reserved=reserved)
    return {pk: timeline.stretches(first, until, seen_on=seen_on) for pk, timeline in known.items()}


def count(days: Iterable[BedDay], *, within: int = WITHIN, contracted: int | None = None) -> Counts:
    """Add up places of one and the same day; `within` days ahead a place counts as becoming free."""
    days = list(days)
    states = [day.state for day in days]
    return Counts(
        realised=sum(day.is_in_service for day in days),
        usable=sum(day.is_usable for day in days),
        taken=states.count(BedState.TAKEN),
        reserved=states.count(BedState.RESERVED),
        free=states.count(BedState.FREE),
        out_of_use=states.count(BedState.OUT_OF_USE),
        over_capacity=sum(day.is_over_capacity for day in days),
        becomes_free=sum(_becomes_free(day, within) for day in days),
        contracted=contracted,
    )


def count_by[K: Hashable](
    days: Iterable[BedDay], key: Callable[[BedDay], K], *, within: int = WITHIN
) -> dict[K, Counts]:
    """Add up per `key`: a care form, a location, a municipality."""
    groups: dict[K, list[BedDay]] = defaultdict(list)
    for day in days:
        groups[key(day)].append(day)
    return {name: count(group, within=within) for name, group in groups.items()}


def occupancy(stretches: Iterable[Stretch]) -> float | None:
    """Taken bed-days as a share of usable ones, 0 to 1: D2 for these places; None where no day was usable."""
    stretches = list(stretches)
    usable = sum(stretch.days for stretch in stretches if stretch.state in USABLE)
    taken = sum(stretch.days for stretch in stretches if stretch.state is BedState.TAKEN)
    return taken / usable if usable else None


def contracted(contracts: PeriodQuerySet[Contract], *, on: date) -> dict[int, int]:
    """Places of these contracts on a day, by care form: GECONTRACTEERD of figure D1; one query."""
    rows = contracts.covering(on).order_by().values_list("care_form").annotate(models.Sum("places"))
    return dict(rows)


def _becomes_free(day: BedDay, within: int) -> bool:
    return day.free_on is not None and day.on < day.free_on <= day.on + timedelta(days=within)


def _covering[P: Days](periods: Iterable[P], day: date) -> P | None:
    return next((period for period in periods if period.covers(day)), None)


def _is_overdue(resident: HousingEpisode, day: date) -> bool:
    """A settled last day takes the place of an expected one."""
    return resident.ends_on is None and (resident.expected_end_on or FOREVER) <= day


def _per_place[P: (PlacePeriod, OutOfUse, HousingEpisode)](
    rows: models.QuerySet[P], ids: list[int], since: date
) -> dict[int | None, list[P]]:
    """Rows that run on `since` or later, and those that ended on it, in order of their first day."""
    found: dict[int | None, list[P]] = defaultdict(list)
    for row in rows.filter(place__in=ids, runs_until__gte=since).order_by("starts_on"):
        found[row.place_id].append(row)
    return found
