"""A field of cells, labels down and series across, darker where the number is higher."""

from django.utils.safestring import SafeString

from reporting import dutch
from reporting.charts.chart import Chart
from reporting.charts.pen import at, box, frame, label_width, text, titled, values
from reporting.charts.tiles import shade

LEAST_WIDE, HIGH, HEAD = 104.0, 40.0, 26.0


def heat(chart: Chart) -> SafeString:
    """The labels in front of the rows, the series above the columns; a dash on pale where nothing may be shown."""
    left = label_width(chart)
    known = [value for value in values(chart) if value is not None]
    marks = []
    for column, series in enumerate(chart.series):
        x = left + column * LEAST_WIDE
        marks.append(text(x + LEAST_WIDE / 2, 16, series.name, anchor="middle", weight=600))
        for row, label in enumerate(chart.labels):
            value, y = series.values[row], HEAD + row * HIGH
            fill, ink = shade(value, known)
            amount = dutch.amount(value, chart.unit)
            cell = box(x, y, LEAST_WIDE, HIGH, fill)
            marks.append(titled(cell, "rect", f"{label}, {series.name}: {amount}"))
            middle = text(x + LEAST_WIDE / 2, y + 26, amount, anchor="middle", fill=ink, weight=700, size=16)
            marks.append(middle)
    for row, label in enumerate(chart.labels):
        marks.append(text(left - 8, HEAD + row * HIGH + 25, label, anchor="end"))
    width = float(at(left + LEAST_WIDE * len(chart.series)))
    return frame(chart, marks, HEAD + HIGH * len(chart.labels) + 4, width=width)
