"""What an earlier report said otherwise: numbers that were corrected since, and why."""

from reporting import dutch
from reporting.figures.cells import Cell
from reporting.figures.definitions import DEFINITIONS, unit_of
from reporting.quarter import Quarter
from reporting.report.document import Heading, Part, Row, Table, Text, Words
from reporting.report.edition import Edition, Restated
from reporting.report.ledger import Ledger, is_shown
from reporting.report.wording import Voice

WHY = "gewijzigd"
"""Under which name the words are kept that say why."""
MOST = 60
"""Rows in the report; what comes after is counted only."""


def compare(edition: Edition, before: Edition) -> tuple[Restated, ...]:
    """Every number that both editions show of one quarter and that is not the same any more."""
    now = {one.quarter: one.cells for one in edition.earlier} | {edition.quarter: edition.cells}
    then = {before.quarter: before.cells}
    return tuple(
        found
        for quarter, cells in then.items()
        if quarter in now
        for found in _differences(str(quarter), cells, Ledger(now[quarter]))
    )


def _differences(quarter: str, cells: tuple[Cell, ...], now: Ledger) -> list[Restated]:
    found = []
    for cell in cells:
        match = now.find(cell.code, **dict(cell.dimensions))
        if match is None or not is_shown(match) or not is_shown(cell):
            continue
        was, becomes = float(cell.value or 0), float(match.value or 0)
        if was != becomes:
            found.append(Restated(quarter, cell.code, cell.dimensions, was, becomes))
    return found


def restated(voice: Voice) -> tuple[Part, ...]:
    """The corrections as a table, with why; nothing where there are none."""
    changes = voice.edition.restated
    if not changes:
        return ()
    shown = changes[:MOST]
    rows = tuple(Row(_heads(voice, one), (_amount(one, one.was), _amount(one, one.becomes))) for one in shown)
    more = len(changes) - len(shown)
    rest = (Text(f"Er zijn nog {more} getallen gewijzigd."),) if more else ()
    why = voice.edition.words.get(WHY, "").strip()
    return (
        Heading("Wat er veranderde sinds het vorige rapport"),
        Text(
            "Deze getallen stonden anders in het vorige gepubliceerde rapport. Dat komt doordat gegevens later "
            "zijn aangevuld of verbeterd."
        ),
        *((Words((why,)),) if why else ()),
        Table("Gewijzigde getallen", ("Cijfer", "Kwartaal"), ("Was", "Is nu"), rows),
        *rest,
    )


def _heads(voice: Voice, one: Restated) -> tuple[str, ...]:
    rows = ", ".join(voice.name(code) for _, code in one.dimensions)
    name = f"{one.code} {DEFINITIONS[one.code].name}" + (f": {rows}" if rows else "")
    return name, Quarter.parse(one.quarter).name


def _amount(one: Restated, number: float) -> str:
    return dutch.amount(number, unit_of(one.code, dict(one.dimensions)))
