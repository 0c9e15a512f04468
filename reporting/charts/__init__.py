"""Plain SVG charts for page and PDF, each with its data as a table.

Coordinates are built here and not in a template, where Dutch notation would put a comma in them. Every
drawing and every mark has a `<title>`; text is dark, only marks are coloured; no style attribute is needed.
"""

from reporting.charts.bars import bars, columns, pairs, stacked
from reporting.charts.chart import COLOURS, DRAWINGS, Chart, Kind, Number, Series
from reporting.charts.flow import flow
from reporting.charts.heat import heat
from reporting.charts.line import line, spark
from reporting.charts.planned import planned
from reporting.charts.tiles import tiles

DRAWINGS |= {
    Kind.LINE: line,
    Kind.BARS: bars,
    Kind.STACKED: stacked,
    Kind.COLUMNS: columns,
    Kind.PAIRS: pairs,
    Kind.FLOW: flow,
    Kind.TILES: tiles,
    Kind.PLANNED: planned,
    Kind.HEAT: heat,
}

__all__ = ["COLOURS", "Chart", "Kind", "Number", "Series", "spark"]
