"""The occupancy of a location by the day: places through a week, a month or a quarter, with sums underneath."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db import models
from django.utils.formats import date_format

from placements import capacity
from placements.capacity import BedState, PlaceTimeline, Stretch
from placements.models import Closing, Place
from portal.templatetags.dutch import dag, laatste_dag


class Scale(models.TextChoices):
    """How many days the calendar shows."""

    WEEK = "week", "Week"
    MONTH = "maand", "Maand"
    QUARTER = "kwartaal", "Kwartaal"


LOOKS = {
    BedState.NOT_IN_SERVICE: "stil",
    BedState.OUT_OF_USE: "k-uit",
    BedState.TAKEN: "k-bezet",
    BedState.RESERVED: "k-voorstel",
    BedState.FREE: "k-vrij",
}
ROOM_FOR_WORDS = {Scale.WEEK: 1, Scale.MONTH: 4, Scale.QUARTER: 12}
"""From how many days on a bar is wide enough for its words; below it they are read aloud and shown on pointing."""
ROOM_FOR_A_FINGER = {Scale.WEEK: 1, Scale.MONTH: 1, Scale.QUARTER: 3}
"""From how many days on a bar is wide enough to be pressed."""


@dataclass(frozen=True, slots=True)
class Column:
    """What stands above the days: one day, or in a quarter the days of one week; `[starts_on, ends_on)`."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        """How many days it is wide."""
        return (self.ends_on - self.starts_on).days

    @property
    def is_weekend(self) -> bool:
        """Whether it is a Saturday or a Sunday."""
        return self.days == 1 and self.starts_on.weekday() >= 5

    def covers(self, day: date) -> bool:
        """Whether `day` falls in it."""
        return self.starts_on <= day < self.ends_on


@dataclass(frozen=True, slots=True)
class Window:
    """The days `[first, until)` that the calendar shows."""

    scale: Scale
    first: date
    until: date

    @property
    def earlier(self) -> "Window":
        """As much before it."""
        return window(self.scale, self.first - timedelta(days=1))

    @property
    def later(self) -> "Window":
        """As much after it."""
        return window(self.scale, self.until)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The days; in a quarter the weeks from Monday on, cut at its edges."""
        days = [self.first + timedelta(days=number) for number in range((self.until - self.first).days)]
        if self.scale is not Scale.QUARTER:
            return tuple(Column(day, day + timedelta(days=1)) for day in days)
        starts = [day for day in days if day == self.first or day.weekday() == 0]
        return tuple(Column(*edges) for edges in zip(starts, [*starts[1:], self.until], strict=True))

    @property
    def query(self) -> str:
        """What an address says after the question mark to show these days."""
        return f"weergave={self.scale}&vanaf={self.first.isoformat()}"

    def covers(self, day: date) -> bool:
        """Whether it shows `day`."""
        return self.first <= day < self.until


@dataclass(frozen=True, slots=True)
class Bar:
    """Days in a row on which a place is one thing."""

    days: int
    day: date
    """The first of them: where the bar leads to."""
    look: str
    words: str
    full: str
    is_wide: bool
    is_pressable: bool
    is_over_capacity: bool
    is_turnover: bool
    is_last_day: bool
    """The place closes after it, or will if a closing goes through."""


@dataclass(frozen=True, slots=True)
class Line:
    """One place through the days."""

    place: Place
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """One kind of places, counted on the first day of each column."""

    name: str
    numbers: tuple[tuple[Column, int], ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """All places of a location through the days, and how many there are of each kind."""

    window: Window
    lines: tuple[Line, ...]
    tallies: tuple[Tally, ...]

    @property
    def is_over_capacity(self) -> bool:
        """Whether somebody lives on a place that cannot be used, on any of the days."""
        return any(bar.is_over_capacity for line in self.lines for bar in line.bars)

    @property
    def has_turnover(self) -> bool:
        """Whether somebody leaves and another comes on one and the same day."""
        return any(bar.is_turnover for line in self.lines for bar in line.bars)

    @property
    def has_last_day(self) -> bool:
        """Whether a place closes after one of the days."""
        return any(bar.is_last_day for line in self.lines for bar in line.bars)


def window(scale: Scale, day: date) -> Window:
    """The week, month or quarter in which `day` falls."""
    if scale is Scale.WEEK:
        first = day - timedelta(days=day.weekday())
        return Window(scale, first, first + timedelta(weeks=1))
    months = 1 if scale is Scale.MONTH else 3
    month = (day.month - 1) // months * months + 1
    later = month + months
    until = date(day.year + (later > 12), later - 12 * (later > 12), 1)
    return Window(scale, date(day.year, month, 1), until)


NOTHING_CLOSES: Mapping[int, Closing] = {}


def calendar(
    places: Iterable[Place],
    known: dict[int, PlaceTimeline],
    shown: Window,
    *,
    seen_on: date,
    closings: Mapping[int, Closing] = NOTHING_CLOSES,
) -> Calendar:
    """Draw these places; asks the database nothing. A place that is not there on any of the days is left out.

    `closings` tells which places are about to close: their last day is a bar of its own.
    """
    lines: list[Line] = []
    stretches: list[Stretch] = []
    for place in places:
        closing = closings.get(place.pk)
        also = (closing.last_day, closing.closes_on) if closing else ()
        of_place = known[place.pk].stretches(shown.first, shown.until, seen_on=seen_on, also=also)
        if any(one.state is not BedState.NOT_IN_SERVICE or one.first_day.is_over_capacity for one in of_place):
            lines.append(Line(place, tuple(_bars(of_place, shown, closing))))
            stretches += of_place
    return Calendar(shown, tuple(lines), tuple(_tallies(stretches, shown)))


def _tallies(stretches: list[Stretch], shown: Window) -> Iterable[Tally]:
    """Usable, taken, reserved, free; expected to be free and over capacity only where there are any."""
    here = [(column, [one for one in stretches if one.covers(column.starts_on)]) for column in shown.columns]
    counts = [(column, capacity.count(one.first_day for one in there)) for column, there in here]
    yield Tally("Bruikbaar", tuple((column, found.usable) for column, found in counts))
    yield Tally("Bezet", tuple((column, found.taken) for column, found in counts))
    yield Tally("Gereserveerd", tuple((column, found.reserved) for column, found in counts))
    yield Tally("Vrij", tuple((column, found.free) for column, found in counts))
    expected = [(column, sum(one.is_departure_expected for one in there)) for column, there in here]
    if any(number for _, number in expected):
        yield Tally("Verwacht vrij", tuple(expected))
    if any(found.over_capacity for _, found in counts):
        yield Tally("Te veel", tuple((column, found.over_capacity) for column, found in counts))


def _bars(stretches: tuple[Stretch, ...], shown: Window, closing: Closing | None) -> Iterable[Bar]:
    last_day = closing.last_day if closing else None
    for (is_last_day, *_), same in groupby(stretches, key=lambda one: (one.starts_on == last_day, *_thing(one))):
        parts = list(same)
        ends_on = parts[-1].ends_on
        is_told = ends_on < shown.until and ends_on != last_day
        yield _bar(parts[0], ends_on, shown, closing=closing if is_last_day else None, tells_end=is_told)


def _thing(stretch: Stretch) -> tuple[object, ...]:
    """What makes a bar one bar: the same state, for the same reason, with the same resident."""
    day = stretch.first_day
    return stretch.state, day.period, day.out_of_use, day.resident, stretch.is_departure_expected


def _bar(first: Stretch, ends_on: date, shown: Window, *, closing: Closing | None, tells_end: bool) -> Bar:
    """One bar; with a closing it is the last day of the place."""
    days = (ends_on - first.starts_on).days
    words = _words(first) + (_last_day_words(closing) if closing else "")
    is_wide = days >= ROOM_FOR_WORDS[shown.scale]
    return Bar(
        days=days,
        day=first.starts_on,
        look=_look(first, is_last_day=closing is not None),
        words=words + (f" t/m {date_format(ends_on - timedelta(days=1), 'j F')}" if tells_end and is_wide else ""),
        full=f"{words}, {dag(first.starts_on)} t/m {dag(laatste_dag(ends_on))}",
        is_wide=is_wide,
        is_pressable=days >= ROOM_FOR_A_FINGER[shown.scale],
        is_over_capacity=first.first_day.is_over_capacity,
        is_turnover=first.first_day.is_turnover,
        is_last_day=closing is not None,
    )


def _look(stretch: Stretch, *, is_last_day: bool) -> str:
    if is_last_day:
        return "k-dicht"
    return "k-verwacht" if stretch.is_departure_expected else LOOKS[stretch.state]


def _last_day_words(closing: Closing) -> str:
    return ", laatste dag als het sluiten doorgaat" if closing.is_prepared else ", laatste dag: gaat dicht"


def _words(stretch: Stretch) -> str:
    """What the place is, in a word or three; never who lives there."""
    day = stretch.first_day
    if stretch.is_departure_expected:
        return "verwacht vrij"
    match stretch.state:
        case BedState.TAKEN:
            said = "wissel, bezet" if day.is_turnover else "bezet"
        case BedState.RESERVED:
            said = "voorstel loopt"
        case BedState.OUT_OF_USE if day.out_of_use:
            said = f"buiten gebruik: {day.out_of_use.get_reason_display().lower()}"
        case _:
            said = stretch.state.label.lower()
    return f"{said}, wel bewoond" if day.is_over_capacity else said
