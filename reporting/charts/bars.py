"""Bars: lying beside their labels, lying in parts, or standing in parts quarter after quarter."""

from django.utils.safestring import SafeString

from reporting import dutch
from reporting.charts.chart import Chart
from reporting.charts.pen import (
    AXIS,
    SOFT,
    WIDTH,
    at,
    box,
    end_labels,
    frame,
    label_width,
    level,
    mark,
    stacks,
    text,
    ticks,
    values,
)

VALUE_WIDTH = 74.0  # room for the number behind a bar


def bars(chart: Chart) -> SafeString:
    """One bar per label, its number behind it."""
    left, row = label_width(chart), 24.0
    scale = (WIDTH - left - VALUE_WIDTH) / ticks(chart, values(chart))[-1]
    series = chart.series[0]
    marks = [f'<path d="M{at(left)} 2V{at(row * len(chart.labels) + 6)}" stroke="{AXIS}"/>']
    for index, label in enumerate(chart.labels):
        y, value = 4 + row * index, series.values[index]
        length = scale * (value or 0)
        marks.append(text(left - 8, y + 15, label, anchor="end"))
        if value:
            marks.append(mark(box(left, y + 3, length, 16, series.fill(0)), "rect", chart, series, index))
        marks.append(text(left + length + 7, y + 15, dutch.amount(value, chart.unit), weight=600))
    return frame(chart, marks, row * len(chart.labels) + 8)


def pairs(chart: Chart) -> SafeString:
    """A bar per series under each label, to be held against each other."""
    left, bar = label_width(chart), 15.0
    row = bar * len(chart.series) + 14
    scale = (WIDTH - left - VALUE_WIDTH) / ticks(chart, values(chart))[-1]
    marks, above = _legend(chart, left)
    foot = above + row * len(chart.labels)
    marks.append(f'<path d="M{at(left)} {at(above - 4)}V{at(foot)}" stroke="{AXIS}"/>')
    for index, label in enumerate(chart.labels):
        top = above + row * index
        marks.append(text(left - 8, top + bar * len(chart.series) / 2 + 4, label, anchor="end"))
        for number, series in enumerate(chart.series):
            y, value = top + bar * number, series.values[index]
            length = scale * (value or 0)
            if value:
                marks.append(
                    mark(box(left, y, length, bar - 2, series.fill(number)), "rect", chart, series, index)
                )
            marks.append(text(left + length + 7, y + bar - 4, dutch.amount(value, chart.unit), weight=600))
    return frame(chart, marks, foot + 4)


def stacked(chart: Chart) -> SafeString:
    """One bar of parts per label, their sum behind it."""
    left, row = label_width(chart), 26.0
    marks, above = _legend(chart, left)
    foot = above + row * len(chart.labels)
    marks.append(f'<path d="M{at(left)} {at(above - 4)}V{at(foot)}" stroke="{AXIS}"/>')
    for index, label in enumerate(chart.labels):
        marks.append(text(left - 8, above + row * index + 14, label, anchor="end"))
        marks += _stack(chart, index, left=left, y=above + row * index)
    return frame(chart, marks, foot + 4)


def _stack(chart: Chart, index: int, *, left: float, y: float) -> list[str]:
    """One bar of parts beside each other, and their sum; a dash for the sum where a part is not shown."""
    scale = (WIDTH - left - VALUE_WIDTH) / ticks(chart, stacks(chart))[-1]
    marks, x = [], left
    for number, series in enumerate(chart.series):
        if value := series.values[index]:
            part = box(x, y + 1, scale * value, 18, series.fill(number))
            marks.append(mark(part, "rect", chart, series, index))
            x += scale * value
    marks.append(text(x + 7, y + 14, dutch.amount(chart.sum_of(index), chart.unit), weight=600))
    return marks


def _legend(chart: Chart, left: float) -> tuple[list[str], float]:
    """A coloured square and a name for every series, and the height at which the bars may start."""
    marks, x = [], left
    for index, series in enumerate(chart.series):
        marks.append(box(x, 3, 11, 11, series.fill(index)) + "/>")
        marks.append(text(x + 16, 13, series.name))
        x += 40 + 6.2 * len(series.name)
    return marks, 28.0


def columns(chart: Chart) -> SafeString:
    """A column of parts per label, their sum on top; the names of the parts beside the last column."""
    left, above, height, below = 56.0, 22.0, 190.0, 24.0
    right = min(30 + 6.4 * max((len(series.name) for series in chart.series), default=0), 240)
    steps = ticks(chart, stacks(chart))
    scale = (height - above - below) / steps[-1]
    foot = height - below
    pitch = (WIDTH - left - right) / max(len(chart.labels), 1)
    marks = [level(foot - scale * tick, left, WIDTH - right, tick, chart.unit) for tick in steps]
    ends: list[tuple[float, str]] = []
    for index, label in enumerate(chart.labels):
        x = left + pitch * index + pitch * 0.15
        marks.append(text(x + pitch * 0.35, height - 7, label, anchor="middle", fill=SOFT))
        parts, ends = _column(chart, index, x=x, width=pitch * 0.7, foot=foot, scale=scale)
        marks += parts
    return frame(chart, [*marks, *end_labels(ends, x=WIDTH - right + 6)], height)


def _column(
    chart: Chart, index: int, *, x: float, width: float, foot: float, scale: float
) -> tuple[list[str], list[tuple[float, str]]]:
    """The parts of one column from the bottom up, and at which height each is named."""
    marks, names, y = [], [], foot
    for number, series in enumerate(chart.series):
        if value := series.values[index]:
            y -= scale * value
            part = box(x, y, width, scale * value, series.fill(number))
            marks.append(mark(part, "rect", chart, series, index))
            names.append((y + scale * value / 2, series.name))
    total = dutch.amount(chart.sum_of(index), chart.unit)
    marks.append(text(x + width / 2, y - 6, total, anchor="middle", weight=600))
    return marks, names
