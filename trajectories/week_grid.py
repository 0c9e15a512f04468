"""The weeks to come for the whole region: per care form and location how many places are free for what one asks.

A place counts when it alone meets everything asked for on the first day of the week: with its care form and its
kenmerken of that day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from placements.capacity import BedState, PlaceTimeline, Reserved, timelines
from placements.models import CareForm, Closing, Feature, HousingEpisode, Location, Place
from trajectories.matching.offers import features_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one place has to be; empty = anything."""

    care_form: CareForm | None = None
    town: str = ""
    features: frozenset[str] = frozenset()

    def is_met_by(self, place: Place, form: CareForm, day: date) -> bool:
        """Whether this one place meets all of it on a day."""
        return (
            (self.care_form is None or self.care_form == form)
            and (not self.town or place.location.municipality_id == self.town)
            and self.features <= features_of(place, day)
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """The first day of a week: free for certain, and besides those expected to be free."""

    free: int
    expected: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """A location through the weeks, for one care form."""

    location: Location
    cells: tuple[Cell, ...]
    closing: Closing | None
    """Of the whole location: in its weeks after it, nothing is free."""


@dataclass(frozen=True, slots=True)
class FormRows:
    """Where a place of one care form is or comes free, and all together; without a form: of every form."""

    care_form: CareForm | None
    rows: tuple[GridRow, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody leaves a place, on a settled or an expected day."""

    place: Place
    home: HousingEpisode
    on: date
    is_certain: bool
    care_form: CareForm | None
    """Of the place on that day; None: it is in use no longer."""
    becomes_free: bool
    """Whether the place is free from that day on, as far as known."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid and who leaves in its weeks."""

    weeks: tuple[date, ...]
    forms: tuple[FormRows, ...]
    full: tuple[Location, ...]
    """Locations with places that were asked for, none of which is or comes free; by name."""
    departures: tuple[Departure, ...]


def week_grid(
    places: Sequence[Place],
    asked: Asked,
    *,
    on: date,
    weeks: int,
    reserved: Reserved,
    closings: Mapping[int, Closing],
    tells_care: bool = True,
) -> Grid:
    """Count it for these places, location and kenmerken fetched; three queries for any number of them.

    `closings` tells which places close with their whole location. Who may not know the care gets all forms in one
    (`tells_care` False).
    """
    known = timelines(places, since=on, reserved=reserved)
    days = tuple(on + timedelta(weeks=number) for number in range(weeks))
    found: dict[CareForm | None, dict[Location, list[Cell]]] = defaultdict(dict)
    for place in places:
        for number, day in enumerate(days):
            form = _form(known[place.pk], day)
            if form and asked.is_met_by(place, form, day):
                row = found[form if tells_care else None].setdefault(place.location, [Cell(0, 0)] * weeks)
                row[number] = _added(row[number], known[place.pk], day, seen_on=on)
    closes = {place.location: closings[place.pk] for place in places if place.pk in closings}
    forms = [
        _rows(form, found[form], closes) for form in sorted(found, key=lambda form: form.name if form else "")
    ]
    departures = _departures(places, known, asked, on, on + timedelta(weeks=weeks))
    return Grid(days, tuple(forms), tuple(_full(found.values(), forms)), tuple(departures))


def _form(place: PlaceTimeline, day: date) -> CareForm | None:
    """The care form of a place on a day."""
    period = next((period for period in place.periods if period.covers(day)), None)
    return period.care_form if period else None


def _added(cell: Cell, place: PlaceTimeline, day: date, *, seen_on: date) -> Cell:
    is_free = place.state_on(day) is BedState.FREE
    is_expected = not is_free and not place.is_reserved and _is_expected(place, day, seen_on)
    return Cell(cell.free + is_free, cell.expected + is_expected)


def _is_expected(place: PlaceTimeline, day: date, seen_on: date) -> bool:
    """Whether who lives there on paper is expected to have left by then."""
    return place.state_on(day) is BedState.TAKEN and place.is_departure_expected(day, seen_on=seen_on)


def _rows(
    form: CareForm | None, locations: dict[Location, list[Cell]], closes: Mapping[Location, Closing]
) -> FormRows:
    together = (_sum(cells) for cells in zip(*locations.values(), strict=True))
    rows = (
        GridRow(location, tuple(locations[location]), closes.get(location))
        for location in _by_name(locations)
        if any(map(_has_room, locations[location]))
    )
    return FormRows(form, tuple(rows), tuple(together))


def _full(found: Iterable[Iterable[Location]], forms: Iterable[FormRows]) -> list[Location]:
    """The locations that stand in no row."""
    shown = {row.location for form in forms for row in form.rows}
    return _by_name({location for locations in found for location in locations} - shown)


def _by_name(locations: Iterable[Location]) -> list[Location]:
    return sorted(locations, key=lambda location: (location.name, location.pk))


def _has_room(cell: Cell) -> bool:
    return cell.free + cell.expected > 0


def _sum(cells: Iterable[Cell]) -> Cell:
    cells = list(cells)
    return Cell(sum(cell.free for cell in cells), sum(cell.expected for cell in cells))


def _departures(
    places: Iterable[Place], known: dict[int, PlaceTimeline], asked: Asked, first: date, until: date
) -> list[Departure]:
    """Who leaves after today and before `until`, the first on top."""
    found = []
    for place in places:
        timeline = known[place.pk]
        for home in timeline.residents:
            day = home.ends_on or home.expected_end_on
            if day is None or not first < day < until:
                continue
            form = _form(timeline, day) or _form(timeline, day - timedelta(days=1))
            if form and asked.is_met_by(place, form, day):
                found.append(_departure(place, timeline, home, day, first))
    return sorted(found, key=_by_day)


def _by_day(one: Departure) -> tuple[date, str, int]:
    return one.on, one.place.code, one.place.pk


def _departure(place: Place, timeline: PlaceTimeline, home: HousingEpisode, day: date, seen_on: date) -> Departure:
    is_free = timeline.state_on(day) is BedState.FREE or (
        not timeline.is_reserved and _is_expected(timeline, day, seen_on)
    )
    return Departure(place, home, day, home.ends_on is not None, _form(timeline, day), is_free)


FILTERS = tuple(feature for feature in Feature if feature is not Feature.YOUTH)
"""Kenmerken one can ask for; places for the young are a question of their own."""
