"""Tables and charts that several chapters share: key figures, all rows of a code, change over quarters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reporting import dutch
from reporting.charts import Chart, Kind, Series
from reporting.figures.cells import Cell
from reporting.figures.definitions import DEFINITIONS, Span, unit_of
from reporting.report.document import Explanation, Figure, Row, Table
from reporting.report.ledger import is_shown
from reporting.report.wording import DIMENSIONS, Voice
from reporting.units import Unit

FEWEST_QUARTERS, MOST_QUARTERS = 3, 8  # two points are no development; more than eight do not fit


def key_figures(voice: Voice, codes: Iterable[str], *, caption: str) -> tuple[Table, ...]:
    """The totals of several figures, each with those of earlier quarters; nothing where none is at hand."""
    present = [code for code in codes if voice.now.find(code)]
    rows = tuple(Row((f"{code} {DEFINITIONS[code].name}",), voice.amounts(code)) for code in present)
    columns = quarter_names(voice)
    about = tuple(voice.explain(code) for code in present)
    return (Table(caption, ("Cijfer",), columns, rows, about),) if rows else ()


def quarter_names(voice: Voice) -> tuple[str, ...]:
    """The columns that `voice.amounts` fills."""
    return tuple(quarter.name.capitalize() for quarter, _ in voice.told)


def every_row(voice: Voice, code: str) -> Table:
    """All cells of one figure: a column per dimension, the number, and what it rests on if that differs."""
    cells = voice.now.of(code)
    names = sorted({name for cell in cells for name, _ in cell.dimensions}, key=list(DIMENSIONS).index)
    order = sorted(cells, key=lambda cell: (len(cell.dimensions), _heads(voice, cell, names)))
    is_counted = all(cell.n == cell.value for cell in cells)
    rows = tuple(_whole_row(voice, cell, names, is_counted=is_counted) for cell in order)
    heads = tuple(DIMENSIONS[name] for name in names) or ("Gebied",)
    columns = ("Waarde",) if is_counted else ("Waarde", "Aantal waarop dit rust")
    return Table(_whole_caption(code, names), heads, columns, rows)


def over_time(
    voice: Voice, codes: Sequence[str], *, title: str, uid: str, **dimensions: str
) -> tuple[Figure, ...]:
    """A line per figure, of its rows with these dimensions, over the last quarters; none with fewer than three."""
    quarters = list(voice.ledgers.items())[-MOST_QUARTERS:]
    if len(quarters) < FEWEST_QUARTERS:
        return ()
    values = [tuple(shown(ledger.find(code, **dimensions)) for _, ledger in quarters) for code in codes]
    series = tuple(Series(DEFINITIONS[code].name, line) for code, line in zip(codes, values, strict=True))
    if not any(value is not None for line in values for value in line):
        return ()
    unit = unit_of(codes[0], dimensions)
    chart = Chart(
        Kind.LINE,
        title,
        f"{str(unit).capitalize()}, {quarters[0][0].name} t/m {voice.quarter.name}",
        tuple(quarter.short_name for quarter, _ in quarters),
        series,
        unit=unit,
        uid=uid,
        head="Kwartaal",
        top=1.0 if unit is Unit.SHARE else None,
    )
    return (Figure(chart, _lying(chart, tuple(_explain_each(voice, code) for code in codes))),)


def largest(subject: str, labels: Sequence[str], series: Series) -> str:
    """A chart's title that says which label has most: `Mensen per zorgvorm: de meeste bij Beschut wonen`."""
    known = [(value, label) for value, label in zip(series.values, labels, strict=True) if value is not None]
    most = max((value for value, _ in known), default=0)
    first = [label for value, label in known if value == most]
    return f"{subject}: de meeste bij {first[0]}" if most and len(first) == 1 else subject


def bars(voice: Voice, code: str, values: Mapping[str, Cell | None], *, title: str, head: str, uid: str) -> Chart:
    """A bar per code of a care form, status and so on; `title` gains the one with most."""
    labels = tuple(map(voice.name, values))
    series = Series(str(voice.unit(code)).capitalize(), tuple(map(shown, values.values())))
    unit = voice.unit(code)
    subtitle = f"Aantal {unit}, {voice.days(code)}"
    return Chart(Kind.BARS, largest(title, labels, series), subtitle, labels, (series,), unit, uid, head)


def by_size(cells: Iterable[Cell], dimension: str) -> dict[str, Cell]:
    """The cells by their code in one dimension, the largest first, ties by code."""
    found = {dict(cell.dimensions)[dimension]: cell for cell in cells}
    return dict(sorted(found.items(), key=lambda item: (-(shown(item[1]) or 0), item[0])))


def figure_of(chart: Chart, *, caption: str, about: tuple[Explanation, ...]) -> Figure:
    """A chart with exactly its own data as the table."""
    rows = tuple(Row(row[:1], row[1:]) for row in chart.rows)
    return Figure(chart, Table(caption, chart.columns[:1], chart.columns[1:], rows, about))


def shown(cell: Cell | None) -> float | None:
    """The number a chart may draw; None for what may not or cannot be shown."""
    return float(cell.value) if cell is not None and is_shown(cell) and cell.value is not None else None


def _lying(chart: Chart, about: tuple[Explanation, ...]) -> Table:
    """The data of a line chart with the quarters side by side."""
    rows = tuple(
        Row((series.name,), tuple(dutch.amount(value, chart.unit) for value in series.values))
        for series in chart.series
    )
    return Table(chart.title, ("Cijfer",), chart.labels, rows, about)


def _explain_each(voice: Voice, code: str) -> Explanation:
    span = "op de laatste dag van elk kwartaal" if DEFINITIONS[code].span is Span.DAY else "in elk kwartaal"
    return replace(voice.explain(code), true_for=span)


def _whole_caption(code: str, names: Sequence[str]) -> str:
    if not names:
        return f"{code} voor de hele regio"
    *before, last = [DIMENSIONS[name].lower() for name in names]
    return f"{code} per {', '.join(before)} en {last}" if before else f"{code} per {last}"


def _whole_row(voice: Voice, cell: Cell, names: Sequence[str], *, is_counted: bool) -> Row:
    values = (voice.amount(cell),) if is_counted else (voice.amount(cell), voice.count(cell))
    return Row(_heads(voice, cell, names), values, is_total=not cell.dimensions)


def _heads(voice: Voice, cell: Cell, names: Sequence[str]) -> tuple[str, ...]:
    dimensions = dict(cell.dimensions)
    if not dimensions:
        return ("Totaal" if names else "Hele regio", *("alle" for _ in names[1:]))
    return tuple(voice.name(dimensions[name]) if name in dimensions else "alle" for name in names)
