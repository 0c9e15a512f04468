"""Plain SVG charts for page and PDF: line, horizontal bars and stacked bars, each with its data as a table.

Coordinates are built here and not in a template, where Dutch notation would put a comma in them. Every
drawing and every mark has a `<title>`; text is dark, only marks are coloured; no style attribute is needed.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from django.utils.safestring import SafeString, mark_safe

from reporting import dutch
from reporting.figures.definitions import Unit

COLOURS = ("#01689b", "#c2600a", "#3c7d22", "#8a3b8f", "#0b3d63", "#6b7885", "#00665e", "#8a6a00")
FONT = "Source Sans Pro, Source Sans 3, sans-serif"
INK, SOFT, AXIS, GRID = "#1b252e", "#48535e", "#6b7885", "#d3dae1"
WIDTH = 680.0
VALUE_WIDTH = 74.0  # room for the number behind a bar

type Number = float | None


class Kind(StrEnum):
    """How a chart is drawn."""

    LINE = "lijn"
    BARS = "staven"
    STACKED = "gestapeld"


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

    @property
    def svg(self) -> SafeString:
        """The drawing; every text in it is escaped here."""
        body, height = DRAWINGS[self.kind](self)
        return _frame(self, body, height)

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


def _line(chart: Chart) -> tuple[list[str], float]:
    left, above, below, height = 56.0, 12.0, 30.0, 186.0
    right = min(24 + 6.4 * max((len(series.name) for series in chart.series), default=0), 240)
    plot_width, plot_height = WIDTH - left - right, height - above - below
    ticks = _ticks(chart)
    steps = max(len(chart.labels) - 1, 1)

    def x(at: int) -> float:
        return left + plot_width * at / steps

    def y(value: float) -> float:
        return above + plot_height * (1 - value / ticks[-1])

    marks = [_level(y(tick), left, left + plot_width, tick, chart.unit) for tick in ticks]
    every = math.ceil(len(chart.labels) / 8)
    for at, label in enumerate(chart.labels):
        if (len(chart.labels) - 1 - at) % every == 0:
            marks.append(_text(x(at), height - 8, label, anchor="middle", fill=SOFT))
    for at, series in enumerate(chart.series):
        marks += _line_marks(chart, series, series.fill(at), x=x, y=y)
    return marks + _end_labels(chart, x=left + plot_width + 10, y=y), height


def _line_marks(
    chart: Chart, series: Series, colour: str, *, x: Callable[[int], float], y: Callable[[float], float]
) -> list[str]:
    marks, open_path = [], ""
    for at, value in enumerate(series.values):
        if value is None:
            open_path = ""
            continue
        point = f"{_at(x(at))} {_at(y(value))}"
        if open_path:
            marks.append(f'<path d="M{open_path}L{point}" fill="none" stroke="{colour}" stroke-width="2.4"/>')
        open_path = point
    dots = (
        _mark(
            f'<circle cx="{_at(x(at))}" cy="{_at(y(value))}" r="3.2" fill="{colour}"',
            "circle",
            chart,
            series,
            at,
        )
        for at, value in enumerate(series.values)
        if value is not None
    )
    return [*marks, *dots]


def _end_labels(chart: Chart, *, x: float, y: Callable[[float], float]) -> list[str]:
    """The names of the lines beside their ends, pushed apart where the lines end close together."""
    ends = []
    for series in chart.series:
        last = next((value for value in reversed(series.values) if value is not None), None)
        if last is not None:
            ends.append((y(last), series.name))
    marks, lowest = [], -math.inf
    for height, name in sorted(ends):
        lowest = max(height, lowest + 15)
        marks.append(_text(x, lowest + 4, name, weight=600))
    return marks


def _bars(chart: Chart) -> tuple[list[str], float]:
    left, row = _label_width(chart), 24.0
    scale = (WIDTH - left - VALUE_WIDTH) / _ticks(chart)[-1]
    series = chart.series[0]
    marks = [f'<path d="M{_at(left)} 2V{_at(row * len(chart.labels) + 6)}" stroke="{AXIS}"/>']
    for at, label in enumerate(chart.labels):
        y, value = 4 + row * at, series.values[at]
        length = scale * (value or 0)
        marks.append(_text(left - 8, y + 15, label, anchor="end"))
        if value:
            marks.append(_mark(_box(left, y + 3, length, 16, series.fill(0)), "rect", chart, series, at))
        marks.append(_text(left + length + 7, y + 15, dutch.amount(value, chart.unit), weight=600))
    return marks, row * len(chart.labels) + 8


def _stacked(chart: Chart) -> tuple[list[str], float]:
    left, row = _label_width(chart), 26.0
    marks, above = _legend(chart, left)
    foot = above + row * len(chart.labels)
    marks.append(f'<path d="M{_at(left)} {_at(above - 4)}V{_at(foot)}" stroke="{AXIS}"/>')
    for at, label in enumerate(chart.labels):
        marks.append(_text(left - 8, above + row * at + 14, label, anchor="end"))
        marks += _stack(chart, at, left=left, y=above + row * at)
    return marks, foot + 4


def _stack(chart: Chart, at: int, *, left: float, y: float) -> list[str]:
    """One bar of parts beside each other, and their sum; a dash for the sum where a part is not shown."""
    scale = (WIDTH - left - VALUE_WIDTH) / _ticks(chart)[-1]
    marks, x, total = [], left, 0.0
    is_whole = True
    for index, series in enumerate(chart.series):
        value = series.values[at]
        is_whole = is_whole and value is not None
        if value:
            box = _box(x, y + 1, scale * value, 18, series.fill(index))
            marks.append(_mark(box, "rect", chart, series, at))
            x, total = x + scale * value, total + value
    marks.append(_text(x + 7, y + 14, dutch.amount(total if is_whole else None, chart.unit), weight=600))
    return marks


def _legend(chart: Chart, left: float) -> tuple[list[str], float]:
    """A coloured square and a name for every series, and the height at which the bars may start."""
    marks, x = [], left
    for index, series in enumerate(chart.series):
        marks.append(_box(x, 3, 11, 11, series.fill(index)) + "/>")
        marks.append(_text(x + 16, 13, series.name))
        x += 40 + 6.2 * len(series.name)
    return marks, 28.0


DRAWINGS: dict[Kind, Callable[[Chart], tuple[list[str], float]]] = {
    Kind.LINE: _line,
    Kind.BARS: _bars,
    Kind.STACKED: _stacked,
}


def _frame(chart: Chart, body: Iterable[str], height: float) -> SafeString:
    title, about = f"{chart.uid}-titel", f"{chart.uid}-over"
    names = f'font-family="{FONT}" role="img" aria-labelledby="{title} {about}"'
    size = f'viewBox="0 0 {_at(WIDTH)} {_at(height)}" width="{_at(WIDTH)}" height="{_at(height)}"'
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {names}>'
        f'<title id="{title}">{escape(chart.title)}</title><desc id="{about}">{escape(chart.subtitle)}</desc>'
        f"{''.join(body)}</svg>"
    )
    return mark_safe(drawing)  # noqa: S308 - every text above went through escape()


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    """The beginning of a rectangle, to be closed by whoever knows its title."""
    place = f'x="{_at(x)}" y="{_at(y)}" width="{_at(width)}" height="{_at(height)}"'
    return f'<rect {place} fill="{fill}" stroke="#fff"'


def _mark(opening: str, tag: str, chart: Chart, series: Series, at: int) -> str:
    """A shape with its own title: what it is and how much."""
    name = chart.labels[at] if series.name == chart.labels[at] else f"{chart.labels[at]}, {series.name}"
    title = escape(f"{name}: {dutch.amount(series.values[at], chart.unit)}")
    return f"{opening}><title>{title}</title></{tag}>"


def _level(y: float, left: float, right: float, tick: float, unit: Unit) -> str:
    colour = AXIS if tick == 0 else GRID
    label = dutch.number(100 * tick) + "%" if unit is Unit.SHARE else dutch.amount(tick, unit)
    line = f'<path d="M{_at(left)} {_at(y)}H{_at(right)}" stroke="{colour}"/>'
    return line + _text(left - 8, y + 4, label, anchor="end", fill=SOFT)


def _text(x: float, y: float, text: str, *, anchor: str = "start", fill: str = INK, weight: int = 400) -> str:
    return (
        f'<text x="{_at(x)}" y="{_at(y)}" text-anchor="{anchor}" font-size="12" font-weight="{weight}" '
        f'fill="{fill}">{escape(text)}</text>'
    )


def _label_width(chart: Chart) -> float:
    longest = max((len(label) for label in chart.labels), default=0)
    return min(max(16 + 6.2 * longest, 60), 300)


def _ticks(chart: Chart) -> list[float]:
    """Round steps from 0 to just above the highest value; always at least one step."""
    highest = chart.top or max(_heights(chart), default=0) or 1
    raw = highest / 4
    magnitude = 10 ** math.floor(math.log10(raw))
    step = next(size * magnitude for size in (1, 2, 2.5, 5, 10) if size * magnitude >= raw - 1e-12)
    if step < 1 and chart.unit is not Unit.SHARE:
        step = 1
    return [step * at for at in range(math.ceil(highest / step - 1e-9) + 1)]


def _heights(chart: Chart) -> list[float]:
    if chart.kind is Kind.STACKED:
        return [sum(series.values[at] or 0 for series in chart.series) for at in range(len(chart.labels))]
    return [value for series in chart.series for value in series.values if value is not None]


def _at(coordinate: float) -> str:
    """A coordinate: always a point, never a comma, at most one decimal."""
    return f"{coordinate:.1f}".removesuffix(".0")
