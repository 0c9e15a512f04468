"""Codes that point to other rows: each must exist, in the folder or in what is loaded."""

from placements.models.catalogue import OWN_HOME
from portal.models.client import ABROAD, UNKNOWN
from trajectories.regionfile.files import BY_NAME, CBS, Column
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.tables import Delivery, Table

WORDS = {"wil_naar": {OWN_HOME}, "herkomst": {ABROAD, UNKNOWN}}
"""Words that stand where a code may stand."""


def check_references(delivery: Delivery, problems: Problems, *, municipalities: frozenset[str]) -> None:
    """Report every code that exists nowhere; `municipalities` are the codes on the CBS list of any year."""
    for table in delivery.tables.values():
        for column in table.file.columns:
            if column.refers_to == CBS:
                _check_municipalities(table, column, municipalities, problems)
            elif column.refers_to and delivery.is_whole(column.refers_to):
                _check_column(table, column, delivery, problems)


def _check_municipalities(
    table: Table, column: Column, municipalities: frozenset[str], problems: Problems
) -> None:
    known = municipalities | WORDS.get(column.name, set()) | {""}
    for row in table.rows:
        if row.word(column.name) not in known:
            sentence = "Deze gemeentecode staat in geen enkel jaar op de lijst van het CBS. Verbeter de code."
            table.report(row, column.name, sentence, problems)


def _check_column(table: Table, column: Column, delivery: Delivery, problems: Problems) -> None:
    words = WORDS.get(column.name, set()) | {""}
    target = BY_NAME[column.refers_to].csv
    for row in table.rows:
        code = row.word(column.name)
        if code not in words and not delivery.knows_code(column.refers_to, code):
            sentence = (
                f"Deze code staat niet in {target} en is niet geladen. Verbeter de code of voeg de rij daar toe."
            )
            table.report(row, column.name, sentence, problems)
