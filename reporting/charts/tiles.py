"""A tile per municipality, about where it lies, darker where the number is higher."""

from collections.abc import Iterator

from django.utils.safestring import SafeString

from reporting import dutch
from reporting.charts.chart import Chart, Number
from reporting.charts.pen import WIDTH, box, frame, text, titled

WIDE, HIGH, SPACE = 132.0, 100.0, 4.0
SHADES = (("#dcebf6", "#0b3d63"), ("#9cc5e3", "#0b2c48"), ("#2170a6", "#ffffff"), ("#0b3d63", "#ffffff"))
BLANK = ("#e6ebf0", "#1b252e")
LONGEST = 16
"""Letters of a name that fit on one line of a tile."""


def tiles(chart: Chart) -> SafeString:
    """Every label at its own column and row; a dash on a pale tile where the number is not shown."""
    first = chart.series[0]
    known = [value for value in first.values if value is not None]
    places = chart.tiles or tuple(in_rows(len(chart.labels)))
    columns = 1 + max((column for column, _ in places), default=0)
    rows = 1 + max((row for _, row in places), default=0)
    marks = [
        mark
        for index, (column, row) in enumerate(places)
        for mark in _tile(chart, index, x=column * (WIDE + SPACE), y=row * (HIGH + SPACE), known=known)
    ]
    return frame(chart, marks, rows * (HIGH + SPACE), width=max(columns * (WIDE + SPACE), WIDTH))


def in_rows(number: int) -> Iterator[tuple[int, int]]:
    """Places for tiles of which nobody said where they lie: three beside each other."""
    return ((index % 3, index // 3) for index in range(number))


def _tile(chart: Chart, index: int, *, x: float, y: float, known: list[float]) -> list[str]:
    value = chart.series[0].values[index]
    fill, ink = shade(value, known)
    amount = dutch.amount(value, chart.unit)
    others = [f"{series.name.lower()} {_other(chart, series.values[index])}" for series in chart.series[1:]]
    title = f"{chart.labels[index]}: {', '.join([amount, *others])}"
    marks = [titled(box(x, y, WIDE, HIGH, fill) + ' rx="6"', "rect", title)]
    for number, words in enumerate(_lines(chart.labels[index])):
        marks.append(text(x + 10, y + 24 + 16 * number, words, weight=600, fill=ink, size=15))
    marks.append(text(x + 10, y + 68, amount, weight=700, fill=ink, size=24))
    if others:
        marks.append(text(x + 10, y + 89, others[0], fill=ink, size=14))
    return marks


def _other(chart: Chart, value: Number) -> str:
    return dutch.HIDDEN if value is None else dutch.number(value)


def shade(value: Number, known: list[float]) -> tuple[str, str]:
    """Fill and ink: four steps from pale to dark, evenly over what is shown."""
    if value is None:
        return BLANK
    lowest, highest = min(known), max(known)
    share = (value - lowest) / (highest - lowest) if highest > lowest else 0
    return SHADES[min(int(4 * share), 3)]


def _lines(name: str) -> list[str]:
    """The name on one line, or cut in two where it is too long for its tile."""
    if len(name) <= LONGEST:
        return [name]
    cut = name.rfind(" ", 0, LONGEST)
    return [name[:cut], name[cut + 1 :]] if cut > 0 else [name[: LONGEST - 4] + "-", name[LONGEST - 4 :]]
