"""What is drawn: a chart with its labels and its series, and the same values as a table."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString

from reporting import dutch
from reporting.units import Unit

COLOURS = ("#01689b", "#c2600a", "#3c7d22", "#8a3b8f", "#0b3d63", "#6b7885", "#00665e", "#8a6a00")

type Number = float | None


class Kind(StrEnum):
    """How a chart is drawn."""

    LINE = "lijn"
    BARS = "staven"
    STACKED = "gestapeld"
    COLUMNS = "kolommen"
    PAIRS = "paren"
    FLOW = "stromen"
    TILES = "tegels"
    PLANNED = "gepland"
    HEAT = "warmte"


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one colour of bars: a value per label, None where there is none to show."""

    name: str
    values: tuple[Number, ...]
    colour: str = ""

    def fill(self, at: int) -> str:
        """Its own colour, or that of its place in the chart."""
        return self.colour or COLOURS[at % len(COLOURS)]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: `title` says the conclusion, `subtitle` what is counted and when.

    `uid` is unique on a page: the ids within the drawing begin with it.
    `head` names what the labels are, above the first column of the table.
    `top` fixes the end of the axis, for shares that are read against the whole.
    `colours` gives labels a colour of their own (FLOW); `tiles` a column and a row, from 0 (TILES).
    """

    kind: Kind
    title: str
    subtitle: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit
    uid: str
    head: str = ""
    top: Number = None
    colours: tuple[str, ...] = ()
    tiles: tuple[tuple[int, int], ...] = ()

    @property
    def svg(self) -> SafeString:
        """The drawing; every text in it is escaped there."""
        return DRAWINGS[self.kind](self)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names above the columns of this chart's table: that of the labels, then the series."""
        return (self.head, *(series.name for series in self.series))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The same values as text: a label and a value for every series."""
        return tuple(
            (label, *(dutch.amount(series.values[at], self.unit) for series in self.series))
            for at, label in enumerate(self.labels)
        )

    def sum_of(self, at: int) -> Number:
        """All series of one label together; None where a part of it is not shown."""
        values = [series.values[at] for series in self.series]
        return None if None in values else sum(value or 0 for value in values)


DRAWINGS: dict[Kind, Callable[[Chart], SafeString]] = {}
"""How each kind is drawn; filled where the drawings come together, in `reporting.charts`."""
