"""Two tracks over time, dwelling above and care below, as values a page can draw and a table can repeat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from placements.models import HousingEpisode
from portal.models import Client
from trajectories.models import CareEpisode

LEFT, WIDTH = 90, 790
"""Where the time axis begins and how long it is, in units of the drawing (which is 900 wide)."""
SIGN = 7.2
"""The width of one letter in a bar: a label that does not fit is left to the table and the tooltip."""
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


def timeline_of(client: Client, *, on: date) -> Timeline | None:
    """The two tracks of a client, seen on day `on`; None when there is nothing to show. Two queries."""
    homes = client.housing_episodes.select_related(
        "place__location__provider", "place__location__municipality", "municipality"
    ).order_by("starts_on")
    cares = client.care_episodes.select_related("care_form", "provider").order_by("starts_on")
    housing = [_housing(episode) for episode in homes]
    care = [_care(episode) for episode in cares]
    if not housing and not care:
        return None
    axis = _Axis.around([*housing, *care], on=on)
    newest_first = sorted([*housing, *care], key=lambda stretch: stretch.starts_on, reverse=True)
    return Timeline(
        housing=tuple(axis.bars(housing)),
        care=tuple(axis.bars(care)),
        ticks=tuple(axis.ticks()),
        today_x=f"{axis.x(on):.1f}",
        rows=tuple(sorted(newest_first, key=lambda stretch: stretch.track, reverse=True)),
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

    @classmethod
    def around(cls, stretches: Sequence[Stretch], *, on: date) -> "_Axis":
        """An axis with room for every stretch and for today, and a little future."""
        first = min(stretch.starts_on for stretch in stretches)
        last = max([on, *(stretch.ends_on or on for stretch in stretches)])
        margin = timedelta(days=max((last - first).days // 12, 30))
        return cls(min(first, on), last + margin)

    def x(self, day: date) -> float:
        return LEFT + WIDTH * (day - self.first).days / max((self.until - self.first).days, 1)

    def bars(self, stretches: Iterable[Stretch]) -> Iterable[Bar]:
        for stretch in stretches:
            x = self.x(stretch.starts_on)
            width = max(self.x(stretch.ends_on or self.until) - x, 2)
            room = int((width - 14) / SIGN)
            yield Bar(
                stretch,
                f"{x:.1f}",
                f"{width - 1:.1f}",
                f"{x + 8:.1f}",
                _fitting(stretch.what, room),
                _fitting(stretch.where or stretch.by_whom, room),
            )

    def ticks(self) -> Iterable[Tick]:
        months = (self.until.year - self.first.year) * 12 + self.until.month - self.first.month
        step = next((step for step in (1, 3, 6, 12, 24) if months / step <= 7), 60)
        month = self.first.year * 12 + self.first.month  # counts months from 0: the first whole month
        month += -month % step
        while (day := date(month // 12, month % 12 + 1, 1)) < self.until - timedelta(days=20):
            yield Tick(f"{self.x(day):.1f}", f"{MONTHS[day.month - 1]} {day.year}")
            month += step


def _fitting(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    return f"{text[: room - 1].rstrip()}…" if room >= 6 else ""
