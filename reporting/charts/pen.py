"""What all drawings share: the frame with its title, text, boxes, marks with their value, and round steps."""

import math
from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from reporting import dutch
from reporting.charts.chart import Chart, Series
from reporting.units import Unit

FONT = "Thuisroute, Source Sans Pro, sans-serif"
INK, SOFT, AXIS, GRID = "#1b252e", "#48535e", "#6b7885", "#d3dae1"
WIDTH = 680.0


def frame(chart: Chart, body: Iterable[str], height: float, *, width: float = WIDTH) -> SafeString:
    """The drawing itself: named by its title, told about by its subtitle."""
    title, about = f"{chart.uid}-titel", f"{chart.uid}-over"
    names = f'font-family="{FONT}" role="img" aria-labelledby="{title} {about}"'
    size = f'viewBox="0 0 {at(width)} {at(height)}" width="{at(width)}" height="{at(height)}"'
    size += ' preserveAspectRatio="xMinYMin meet"'
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {names}>'
        f'<title id="{title}">{escape(chart.title)}</title><desc id="{about}">{escape(chart.subtitle)}</desc>'
        f"{''.join(body)}</svg>"
    )
    return mark_safe(drawing)  # noqa: S308 - every text above went through escape()


def at(coordinate: float) -> str:
    """A coordinate: always a point, never a comma, at most one decimal."""
    return f"{coordinate:.1f}".removesuffix(".0")


def text(
    x: float, y: float, words: str, *, anchor: str = "start", fill: str = INK, weight: int = 400, size: int = 12
) -> str:
    """Words on the drawing, escaped."""
    return (
        f'<text x="{at(x)}" y="{at(y)}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" '
        f'fill="{fill}">{escape(words)}</text>'
    )


def box(x: float, y: float, width: float, height: float, fill: str) -> str:
    """The beginning of a rectangle, to be closed by whoever knows its title."""
    place = f'x="{at(x)}" y="{at(y)}" width="{at(width)}" height="{at(height)}"'
    return f'<rect {place} fill="{fill}" stroke="#fff"'


def mark(opening: str, tag: str, chart: Chart, series: Series, index: int) -> str:
    """A shape with its own title: what it is and how much."""
    name = chart.labels[index] if series.name == chart.labels[index] else f"{chart.labels[index]}, {series.name}"
    return titled(opening, tag, f"{name}: {dutch.amount(series.values[index], chart.unit)}")


def titled(opening: str, tag: str, title: str) -> str:
    """A shape that says what it is."""
    return f"{opening}><title>{escape(title)}</title></{tag}>"


def level(y: float, left: float, right: float, tick: float, unit: Unit) -> str:
    """A line across the drawing at a round value, with that value in front."""
    colour = AXIS if tick == 0 else GRID
    label = dutch.number(100 * tick) + "%" if unit is Unit.SHARE else dutch.amount(tick, unit)
    line = f'<path d="M{at(left)} {at(y)}H{at(right)}" stroke="{colour}"/>'
    return line + text(left - 8, y + 4, label, anchor="end", fill=SOFT)


def label_width(chart: Chart) -> float:
    """Room in front of the bars for the longest label."""
    longest = max((len(label) for label in chart.labels), default=0)
    return min(max(16 + 6.2 * longest, 60), 300)


def ticks(chart: Chart, heights: Iterable[float]) -> list[float]:
    """Round steps from 0 to just above the highest value; always at least one step."""
    highest = chart.top or max(heights, default=0) or 1
    raw = highest / 4
    magnitude = 10 ** math.floor(math.log10(raw))
    step = next(size * magnitude for size in (1, 2, 2.5, 5, 10) if size * magnitude >= raw - 1e-12)
    if step < 1 and chart.unit is not Unit.SHARE:
        step = 1
    return [step * number for number in range(math.ceil(highest / step - 1e-9) + 1)]


def values(chart: Chart) -> list[float]:
    """Every value that is drawn on its own."""
    return [value for series in chart.series for value in series.values if value is not None]


def stacks(chart: Chart) -> list[float]:
    """What the values of each label come to together."""
    return [sum(series.values[index] or 0 for series in chart.series) for index in range(len(chart.labels))]


def end_labels(ends: Iterable[tuple[float, str]], *, x: float) -> list[str]:
    """Names beside where something ends, pushed apart where two would touch."""
    marks, lowest = [], -math.inf
    for height, name in sorted(ends):
        lowest = max(height, lowest + 15)
        marks.append(text(x, lowest + 4, name, weight=600))
    return marks
