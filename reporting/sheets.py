"""Figures and charts as tables to take along, with what every number means beside them."""

from collections.abc import Iterable

from portal.sheets import Column, Sheet
from reporting.charts import Chart
from reporting.figures.cells import Cell, in_columns
from reporting.figures.definitions import DEFINITIONS, DEFINITIONS_VERSION
from reporting.report.wording import DIMENSIONS

MEANINGS = {
    "code": "De code van het cijfer; wat elk cijfer betekent, staat hieronder",
    "waarde": "Het getal, niet afgerond; een aandeel als deel van 1; leeg als het verborgen of niet bekend is",
    "n": "Waar het getal op rust",
    "onderdrukt": "Of het verborgen is, omdat het op te weinig mensen rust of een klein getal verraadt",
    "grens": "Vanaf welk aantal een getal te zien is",
}


def figures_sheet(cells: Iterable[Cell], *, smallest: int, about: str) -> Sheet:
    """Every cell a row; the definitions of the figures in it stand on the second sheet."""
    heads, rows = in_columns(cells, smallest=smallest)
    columns = tuple(Column(head, MEANINGS.get(head) or DIMENSIONS.get(head, head)) for head in heads)
    codes = dict.fromkeys(row[0] for row in rows)
    told = ((code, f"{DEFINITIONS[code].name}. {DEFINITIONS[code].sentence}") for code in codes)
    facts = (("waarover", about), ("versie van de definities", DEFINITIONS_VERSION))
    return Sheet("cijfers", columns, rows, (*facts, *told))


def chart_sheet(chart: Chart, *, smallest: int) -> Sheet:
    """What a chart draws: a row per label, a column per series; empty where there is nothing to show."""
    columns = tuple(Column(name, chart.title) for name in chart.columns)
    rows = (
        (label, *(_number(series.values[at]) for series in chart.series)) for at, label in enumerate(chart.labels)
    )
    hidden = f"Het getal rust op minder dan {smallest}, is anders uit te rekenen, of is er niet"
    return Sheet(
        "grafiek", columns, rows, (("grafiek", chart.title), ("waarover", chart.subtitle), ("leeg", hidden))
    )


def _number(value: float | None) -> int | float | None:
    """Whole numbers as such."""
    return int(value) if value is not None and value == int(value) else value
