"""Two tracks over time, dwelling above and care below, as values a page can draw and a table can repeat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import wrap

from placements.models import HousingEpisode
from trajectories.known import Paths
from trajectories.models import CareEpisode

LEFT, WIDTH = 90, 790
"""Where the time axis begins and how long it is, in units of the drawing (which is 900 wide)."""
SIGN = 6.6
"""The width of one letter: a label that fits nowhere is left to the table and the tooltip."""
PLACE, OWN_HOME = "#01588a", "#0b3d63"
HEAVY, CHAIN, OTHER = "#5b1f63", "#8a3b8f", "#665c86"
"""Blue for dwelling, purple for care; white text reads well on each."""
MONTHS = ("jan.", "feb.", "mrt.", "apr.", "mei", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec.")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One dwelling or one care form, `[starts_on, ends_on)`, in words for people."""

    track: str
    what: str
    where: str
    by_whom: str
    starts_on: date
    ends_on: date | None
    colour: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch as drawn: numbers are ready-made text, so that no localisation touches them."""

    stretch: Stretch
    x: str
    width: str
    text_x: str
    line_one: str
    line_two: str
    middle: str
    beneath: str = ""
    """The name under a bar that is too narrow for it, centred on `beneath_x`."""
    beneath_x: str = ""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What somebody waits for, drawn from today on."""

    x: str
    width: str
    text_x: str
    lines: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A date along the axis."""

    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """All there is to draw."""

    housing: tuple[Bar, ...]
    care: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today_x: str
    rows: tuple[Stretch, ...]
    ahead: Ahead | None = None


def timeline_of(paths: Paths, *, on: date, waits_for: str = "") -> Timeline | None:
    """The two tracks of a client, seen on day `on`; None when there is nothing to show.

    `waits_for` is the care form that was granted and not there yet; it stands after today.
    """
    housing = [_housing(episode) for episode in paths.homes]
    care = [_care(episode) for episode in paths.cares]
    if not housing and not care:
        return None
    axis = _Axis.around([*housing, *care], on=on, room=4 if waits_for else 12)
    newest_first = sorted([*housing, *care], key=lambda stretch: stretch.starts_on, reverse=True)
    return Timeline(
        housing=tuple(axis.bars(housing)),
        care=tuple(axis.bars(care)),
        ticks=tuple(axis.ticks()),
        today_x=f"{axis.x(on):.1f}",
        rows=tuple(sorted(newest_first, key=lambda stretch: stretch.track, reverse=True)),
        ahead=axis.ahead(waits_for) if waits_for else None,
    )


def _housing(episode: HousingEpisode) -> Stretch:
    if episode.place is None:
        where, by_whom = str(episode.municipality), ""
        colour = OWN_HOME
    else:
        location = episode.place.location
        where, by_whom, colour = f"{location.name}, {location.municipality}", str(location.provider), PLACE
    return Stretch(
        "Wonen", episode.get_tenure_display(), where, by_whom, episode.starts_on, episode.ends_on, colour
    )


def _care(episode: CareEpisode) -> Stretch:
    by_whom = str(episode.provider) if episode.provider else "Persoonsgebonden budget"
    form = episode.care_form
    colour = HEAVY if form.is_heavy else CHAIN if form.is_in_chain else OTHER
    return Stretch("Zorg", form.name, "", by_whom, episode.starts_on, episode.ends_on, colour)


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    until: date
    today: date

    @classmethod
    def around(cls, stretches: Sequence[Stretch], *, on: date, room: int) -> "_Axis":
        """An axis with room for every stretch and for today, and a future of one part in `room`."""
        first = min(stretch.starts_on for stretch in stretches)
        last = max([on, *(stretch.ends_on or on for stretch in stretches)])
        margin = timedelta(days=max((last - first).days // room, 30))
        return cls(min(first, on), last + margin, on)

    def x(self, day: date) -> float:
        return LEFT + WIDTH * (day - self.first).days / max((self.until - self.first).days, 1)

    def bars(self, stretches: Sequence[Stretch]) -> list[Bar]:
        """Each stretch with its name in it, or under it; where names would meet, the newest is kept."""
        bars, free_until = [], float(LEFT + WIDTH)
        for stretch in reversed(stretches):
            x, width = self._spot(stretch)
            lines = _lines(stretch, int((width - 14) / SIGN))
            half = len(stretch.what) * SIGN / 2
            centre = max(min(x + width / 2, free_until - half), LEFT + half)
            is_beneath = lines is None and centre + half <= free_until and centre + half > x
            if is_beneath:
                free_until = centre - half - 2 * SIGN
            bar = Bar(
                stretch,
                f"{x:.1f}",
                f"{width - 1:.1f}",
                f"{x + 8:.1f}",
                *(lines or ("", "")),
                middle=f"{x + width / 2:.1f}",
                beneath=stretch.what if is_beneath else "",
                beneath_x=f"{centre:.1f}",
            )
            bars.append(bar)
        return bars[::-1]

    def _spot(self, stretch: Stretch) -> tuple[float, float]:
        """Where a stretch begins and how wide it is; what still runs goes as far as today."""
        x = self.x(stretch.starts_on)
        return x, max(self.x(stretch.ends_on or self.today) - x, 4)

    def ahead(self, what: str) -> Ahead:
        """From today to the end of the axis."""
        x = self.x(self.today) + 3
        width = LEFT + WIDTH - x
        lines = tuple(wrap(what, max(int((width - 14) / SIGN), 10))[:2])
        return Ahead(f"{x:.1f}", f"{width:.1f}", f"{x + 8:.1f}", lines, what)

    def ticks(self) -> Iterable[Tick]:
        months = (self.until.year - self.first.year) * 12 + self.until.month - self.first.month
        step = next((step for step in (1, 3, 6, 12, 24) if months / step <= 7), 60)
        month = self.first.year * 12 + self.first.month  # counts months from 0: the first whole month
        month += -month % step
        while (day := date(month // 12, month % 12 + 1, 1)) < self.until - timedelta(days=20):
            yield Tick(f"{self.x(day):.1f}", f"{MONTHS[day.month - 1]} {day.year}")
            month += step


def _lines(stretch: Stretch, room: int) -> tuple[str, str] | None:
    """Two lines of `room` letters: name and where, or else the name alone; None if neither fits."""
    if len(stretch.what) <= room:
        return stretch.what, _fitting(stretch.where or stretch.by_whom, room)
    name = wrap(stretch.what, room, break_long_words=False) if room > 0 else []
    return (name[0], name[1]) if len(name) == 2 and max(map(len, name)) <= room else None


def _fitting(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    return f"{text[: room - 1].rstrip()}…" if room >= 6 else ""
