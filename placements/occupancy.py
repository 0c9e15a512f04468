"""Locations as a page shows them: per care form, with counts, what becomes free and what is out of use."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from placements import capacity
from placements.capacity import NOTHING_RESERVED, BedDay, BedState, Counts, PlaceTimeline, Reserved
from placements.models import CareForm, Feature, Location, Place


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """A place and what it is on the day asked for."""

    place: Place
    timeline: PlaceTimeline
    day: BedDay

    @property
    def features(self) -> str:
        """What the place has or allows, as one line."""
        return " · ".join(Feature(code).label for code in self.place.features_on(self.day.on))


@dataclass(frozen=True, slots=True)
class Release:
    """A number of places that become free on a day."""

    number: int
    on: date
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Closure:
    """A number of places out of use for a reason, up to and including a day; None: no end known."""

    number: int
    reason: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class CareFormGroup:
    """The places of one location in one care form; without a form: those not in service on the day."""

    location: Location
    care_form: CareForm | None
    places: tuple[PlaceNow, ...]
    counts: Counts

    @property
    def key(self) -> str:
        """What names this group in an address."""
        return f"{self.location.slug}-{self.care_form.pk if self.care_form else 0}"

    @property
    def releases(self) -> tuple[Release, ...]:
        """What becomes free, the first day first; however far ahead."""
        days = (row.day for row in self.places)
        later = Counter(
            (day.free_on, day.is_free_on_certain) for day in days if day.free_on and day.free_on > day.on
        )
        return tuple(Release(number, on, certain) for (on, certain), number in sorted(later.items()) if on)

    @property
    def closures(self) -> tuple[Closure, ...]:
        """What is out of use, per reason and last day."""
        rows = [row.day.out_of_use for row in self.places if row.day.state is BedState.OUT_OF_USE]
        found = Counter((row.get_reason_display(), row.last_day) for row in rows if row)
        return tuple(Closure(number, reason, last) for (reason, last), number in found.items())


@dataclass(frozen=True, slots=True)
class LocationNow:
    """A location with its places on the day asked for."""

    location: Location
    groups: tuple[CareFormGroup, ...]
    counts: Counts

    @property
    def places(self) -> tuple[PlaceNow, ...]:
        """Every place, per care form."""
        return tuple(row for group in self.groups for row in group.places)


def locations_now(
    locations: QuerySet[Location], *, on: date, reserved: Reserved = NOTHING_RESERVED
) -> tuple[LocationNow, ...]:
    """The locations by name, as they are on a day; six queries for any number of them.

    Places that are over and that nobody lives in any more are left out.
    """
    found = list(
        locations.select_related("municipality", "provider", "housing_association").order_by("name", "pk")
    )
    places = list(Place.objects.filter(location__in=found).with_features().order_by("code"))
    known = capacity.timelines(places, since=on, reserved=reserved)
    per_location: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        per_location[place.location_id].append(place)
    return tuple(location_on(location, per_location[location.pk], known, on=on) for location in found)


def location_on(
    location: Location, places: Iterable[Place], known: Mapping[int, PlaceTimeline], *, on: date
) -> LocationNow:
    """One location as it is on a day; asks the database nothing. What is over by then is left out."""
    timelines = [(place, known[place.pk]) for place in places]
    return _location(
        location,
        [PlaceNow(place, timeline, timeline.on(on)) for place, timeline in timelines if _is_left(timeline, on)],
    )


def total(locations: Iterable[LocationNow]) -> Counts:
    """All places of these locations together."""
    return capacity.count(row.day for location in locations for row in location.places)


def _is_left(place: PlaceTimeline, on: date) -> bool:
    """Whether the place has not ended before `on`, or somebody has not left it before then."""
    return any(days.runs_until >= on for days in (*place.periods, *place.residents))


def _location(location: Location, rows: list[PlaceNow]) -> LocationNow:
    forms: dict[CareForm | None, list[PlaceNow]] = defaultdict(list)
    for row in rows:
        forms[row.day.period.care_form if row.day.period else None].append(row)
    in_order = sorted(forms.items(), key=lambda item: (item[0] is None, item[0].name if item[0] else ""))
    groups = (
        CareFormGroup(location, form, tuple(group), capacity.count(row.day for row in group))
        for form, group in in_order
    )
    return LocationNow(location, tuple(groups), capacity.count(row.day for row in rows))
