"""Planned against realised: a filled column for what is there, a dash across it for what was planned."""

from django.utils.safestring import SafeString

from reporting import dutch
from reporting.charts.chart import Chart, Series
from reporting.charts.pen import SOFT, at, box, frame, level, mark, text, ticks, titled, values

LEFT, RIGHT, ABOVE, HEIGHT, BELOW = 40.0, 8.0, 44.0, 300.0, 44.0
PITCH = 68.0
WIDE = 1100.0


def planned(chart: Chart) -> SafeString:
    """The first series filled, the next as dashes; labels of two words stand in two rows, the second one once."""
    steps = ticks(chart, values(chart))
    foot = HEIGHT - BELOW
    scale = (foot - ABOVE) / steps[-1]
    width = max(LEFT + RIGHT + PITCH * len(chart.labels), WIDE)
    pitch = (width - LEFT - RIGHT) / max(len(chart.labels), 1)
    marks = _legend(chart)
    marks += [level(foot - scale * tick, LEFT, width - RIGHT, tick, chart.unit) for tick in steps]
    for index in range(len(chart.labels)):
        x = LEFT + pitch * index
        marks += _column(chart, index, x=x, pitch=pitch, foot=foot, scale=scale)
        marks += _label(chart, index, x=x + pitch / 2, foot=foot)
    return frame(chart, marks, HEIGHT, width=width)


def _column(chart: Chart, index: int, *, x: float, pitch: float, foot: float, scale: float) -> list[str]:
    """What is there with its number in it, and the dashes with theirs above both."""
    there, *dashes = chart.series
    value, marks, top = there.values[index], [], foot
    if value:
        top = foot - scale * value
        column = box(x + pitch * 0.15, top, pitch * 0.7, foot - top, there.fill(0))
        marks.append(mark(column, "rect", chart, there, index))
        y = (
            top
            + 22
            + (16 if any(0 <= foot - scale * (one.values[index] or 0) - top < 24 for one in dashes) else 0)
        )
        if foot - y > 4:
            words = dutch.amount(value, chart.unit)
            marks.append(text(x + pitch / 2, y, words, anchor="middle", fill="#ffffff", weight=600, size=13))
    for number, series in enumerate(dashes, start=1):
        plan = series.values[index]
        if plan is not None:
            y = foot - scale * plan
            marks.append(
                _dash(chart, series, index, x=x + pitch * 0.08, y=y, width=pitch * 0.84, at_series=number)
            )
            words = dutch.amount(plan, chart.unit)
            marks.append(text(x + pitch / 2, min(y, top) - 7, words, anchor="middle", size=13))
    return marks


def _dash(chart: Chart, series: Series, index: int, *, x: float, y: float, width: float, at_series: int) -> str:
    line = f'<path d="M{at(x)} {at(y)}h{at(width)}" stroke="{series.fill(at_series)}" stroke-width="4"'
    return titled(
        line, "path", f"{chart.labels[index]}, {series.name}: {dutch.amount(series.values[index], chart.unit)}"
    )


def _label(chart: Chart, index: int, *, x: float, foot: float) -> list[str]:
    first, _, second = chart.labels[index].partition(" ")
    marks = [text(x, foot + 17, first, anchor="middle", fill=SOFT, size=13)]
    if second and (index == 0 or chart.labels[index - 1].partition(" ")[2] != second):
        marks.append(text(x, foot + 36, second, anchor="middle", weight=600, size=13))
    return marks


def _legend(chart: Chart) -> list[str]:
    there, *dashes = chart.series
    marks = [box(LEFT, 2, 12, 12, there.fill(0)) + "/>", text(LEFT + 18, 13, there.name, size=13)]
    for number, series in enumerate(dashes, start=1):
        x = LEFT + 90 * number
        marks.append(f'<path d="M{at(x)} 8h18" stroke="{series.fill(number)}" stroke-width="4"/>')
        marks.append(text(x + 24, 13, series.name, size=13))
    return marks
