"""A line per series over time, its name beside its end; and the small line beside a number."""

import math
from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from reporting import dutch
from reporting.charts.chart import Chart, Number, Series
from reporting.charts.pen import GRID, SOFT, WIDTH, at, end_labels, frame, level, mark, text, ticks, values
from reporting.units import Unit

SPARK_WIDTH, SPARK_HEIGHT = 170.0, 44.0
CALM = 0.1
"""The small line fills its height from a change of a tenth on, so that one person more is no mountain."""


def line(chart: Chart) -> SafeString:
    """Lines that break where a value is missing."""
    left, above, below, height = 56.0, 12.0, 30.0, 186.0
    right = min(24 + 6.4 * max((len(series.name) for series in chart.series), default=0), 240)
    plot_width, plot_height = WIDTH - left - right, height - above - below
    steps = ticks(chart, values(chart))
    gaps = max(len(chart.labels) - 1, 1)

    def x(index: int) -> float:
        return left + plot_width * index / gaps

    def y(value: float) -> float:
        return above + plot_height * (1 - value / steps[-1])

    marks = [level(y(tick), left, left + plot_width, tick, chart.unit) for tick in steps]
    every = math.ceil(len(chart.labels) / 8)
    for index, label in enumerate(chart.labels):
        if (len(chart.labels) - 1 - index) % every == 0:
            marks.append(text(x(index), height - 8, label, anchor="middle", fill=SOFT))
    for index, series in enumerate(chart.series):
        marks += _marks(chart, series, series.fill(index), x=x, y=y)
    ends = ((y(last), series.name) for series in chart.series if (last := _last(series)) is not None)
    return frame(chart, marks + end_labels(ends, x=left + plot_width + 10), height)


def _marks(
    chart: Chart, series: Series, colour: str, *, x: Callable[[int], float], y: Callable[[float], float]
) -> list[str]:
    path = f'fill="none" stroke="{colour}" stroke-width="2.4"'
    known = [(index, value) for index, value in enumerate(series.values) if value is not None]
    strokes = [
        f'<path d="M{at(x(one))} {at(y(value))}L{at(x(two))} {at(y(next_value))}" {path}/>'
        for (one, value), (two, next_value) in pairwise(known)
        if two == one + 1
    ]
    dots = (
        mark(
            f'<circle cx="{at(x(index))}" cy="{at(y(value))}" r="3.2" fill="{colour}"',
            "circle",
            chart,
            series,
            index,
        )
        for index, value in known
    )
    return [*strokes, *dots]


def _last(series: Series) -> Number:
    return next((value for value in reversed(series.values) if value is not None), None)


def spark(numbers: Sequence[Number], unit: Unit, *, first: str, last: str) -> SafeString:
    """The way a number went, as a small line with a dot at its end; empty with fewer than two numbers to show.

    `first` and `last` name the quarters at its ends, for who hears the drawing instead of seeing it.
    """
    known = [(index, value) for index, value in enumerate(numbers) if value is not None]
    if len(known) < 2:
        return mark_safe("")
    lowest, highest = min(value for _, value in known), max(value for _, value in known)
    span = max(highest - lowest, CALM * highest, 1e-9)
    middle = (highest + lowest) / 2

    def point(index: int, value: float) -> str:
        x = 6 + (SPARK_WIDTH - 12) * index / (len(numbers) - 1)
        return f"{at(x)} {at(22 - 28 * (value - middle) / span)}"

    points = [point(index, value) for index, value in known]
    told = ", ".join(dutch.amount(value, unit) for value in numbers)
    x, y = points[-1].split()
    drawing = (
        f'<svg viewBox="0 0 {at(SPARK_WIDTH)} {at(SPARK_HEIGHT)}" role="img">'
        f"<title>{escape(f'Van {first} t/m {last}: {told}')}</title>"
        f'<path d="M0 42.5H{at(SPARK_WIDTH)}" stroke="{GRID}"/>'
        f'<path d="M{"L".join(points)}" fill="none" stroke="#01588a" stroke-width="2.5" stroke-linejoin="round"/>'
        f'<circle cx="{x}" cy="{y}" r="4.5" fill="#01588a"/></svg>'
    )
    return mark_safe(drawing)  # noqa: S308 - every text above went through escape()
