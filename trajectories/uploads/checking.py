"""Looking a delivery over: what is new, what changes, what is wrong, and what of it is right."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from placements.models import Location, Place
from portal.models import Organisation, Region
from trajectories.regionfile.coverage import warn_of_contracts
from trajectories.regionfile.files import REGION, Column
from trajectories.regionfile.loading import check
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.sheets import Record, Sheet
from trajectories.regionfile.stored import stored_rows
from trajectories.regionfile.tables import Delivery, Key, Row, Table, parse
from trajectories.uploads.homes import warn_of_homes
from trajectories.uploads.kinds import EXAMPLE, Kind

SHOWN_CHANGES = 200
NOT_YOURS = "Deze code is al van een andere organisatie. Kies een andere code."


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom something is loaded: a region, and for a provider only what is its own."""

    kind: Kind
    region: Region
    provider: Organisation | None
    today: date


@dataclass(slots=True)
class Checked:
    """What was found in a delivery."""

    delivery: Delivery
    errors: Problems = field(default_factory=Problems)
    warnings: Problems = field(default_factory=Problems)

    def counts(self, kind: Kind) -> dict[str, dict[str, int]]:
        """Per file how many rows are new, changed and the same."""
        found = {}
        for name in kind.names:
            if name in self.delivery.tables:
                changed = self.delivery.changed(name)
                new = sum(old is None for _, old in changed)
                same = len(self.delivery.tables[name].by_key) - len(changed)
                found[name] = {"nieuw": new, "gewijzigd": len(changed) - new, "gelijk": same}
        return found

    def changes(self, kind: Kind) -> list[dict[str, Any]]:
        """Every row that is new or says something new, in words a page can show."""
        return [
            _change(self.delivery.tables[name], row, old)
            for name in kind.names
            for row, old in self.delivery.changed(name)
        ]


def look_over(sheets: list[Sheet], scope: Scope, *, tick: Callable[[], None] = lambda: None) -> Checked:
    """Hold rows against each other and against what is loaded; the rules are those of the regiobestand."""
    found = Checked(Delivery())
    told = [_without_example(sheet, found.errors) for sheet in sheets]
    tables = {sheet.name: parse(sheet, found.errors, tick=tick) for sheet in told}
    stored = stored_rows(scope.region, today=scope.today, files=scope.kind.needed)
    found.delivery = Delivery({REGION.name: _region_table(stored)} | tables, stored)
    if scope.provider:
        _keep_to_own(found, scope)
    check(found.delivery, found.errors, today=scope.today, names_care=False)
    if not found.errors:
        warn_of_contracts(found.delivery, found.warnings, today=scope.today)
        warn_of_homes(found.delivery, found.warnings)
    return found


def only_good(sheets: list[Sheet], scope: Scope, bad: set[tuple[str, int]]) -> tuple[Checked, int] | None:
    """The same without the rows that are wrong, and how many that are; None when what is wrong is not in rows.

    Leaving out a row may make another one wrong, so this goes on until nothing is.
    """
    dropped = set(bad)
    while True:
        found = look_over([_blanked(sheet, dropped) for sheet in sheets], scope)
        if not found.errors:
            return found, len(dropped)
        if not found.errors.rows - dropped:
            return None
        dropped |= found.errors.rows


def _blanked(sheet: Sheet, bad: set[tuple[str, int]]) -> Sheet:
    def blank(record: Record) -> Record:
        number, _ = record
        return (number, []) if (f"{sheet.name}.csv", number) in bad else record

    return replace(sheet, records=[blank(record) for record in sheet.records])


def _without_example(sheet: Sheet, problems: Problems) -> Sheet:
    """The example row of a template is for reading."""
    examples = {number for number, cells in sheet.records[1:] if EXAMPLE in cells}
    for number in sorted(examples):
        problems.add("Dit is de voorbeeldrij. Haal deze rij weg.", file=f"{sheet.name}.csv", row=number)
    return _blanked(sheet, {(f"{sheet.name}.csv", number) for number in examples})


def _region_table(stored: dict[str, dict[Key, Row]]) -> Table:
    """The region itself, as if it was in the delivery: nothing of it changes."""
    (row,) = stored[REGION.name].values()
    table = Table(REGION, Sheet(REGION.name))
    table.rows, table.by_key, table.codes = [row], {row.key("code"): row}, {row.word("code")}
    return table


def _keep_to_own(found: Checked, scope: Scope) -> None:
    """A provider loads what is its own; what belongs to others is not there, and its codes are taken."""
    assert scope.provider is not None
    stored, own = found.delivery.stored, scope.provider.code
    _keep(stored, "locaties", lambda row: row.word("aanbieder") == own)
    _keep(stored, "plekken", lambda row: (row.word("locatie"),) in stored["locaties"])
    for name in ("plekperioden", "buitengebruik", "verblijven"):
        _keep(stored, name, lambda row: (row.word("plek"),) in stored["plekken"])
    if table := found.delivery.tables.get("locaties"):
        _refuse_others(table, found.errors, own)
    _refuse_taken(found, "locaties", Location.objects.filter(region=scope.region).exclude(provider=scope.provider))
    others = Place.objects.filter(region=scope.region).exclude(location__provider=scope.provider)
    _refuse_taken(found, "plekken", others)


def _keep(stored: dict[str, dict[Key, Row]], name: str, is_own: Callable[[Row], bool]) -> None:
    stored[name] = {key: row for key, row in stored[name].items() if is_own(row)}


def _refuse_others(table: Table, errors: Problems, own: str) -> None:
    for row in table.rows:
        if row.knows("aanbieder") and row.word("aanbieder") != own:
            table.report(row, "aanbieder", f"U laadt alleen uw eigen locaties. Schrijf hier {own}.", errors)


def _refuse_taken(found: Checked, name: str, others: Any) -> None:
    table = found.delivery.tables.get(name)
    if table is None:
        return
    taken = set(others.filter(code__in=table.codes).values_list("code", flat=True))
    for row in table.rows:
        if row.word("code") in taken:
            table.report(row, "code", NOT_YOURS, found.errors)


def _change(table: Table, row: Row, old: Row | None) -> dict[str, Any]:
    cells = [
        [column.name, _said(column, old), _said(column, row)]
        for column in table.file.columns
        if old is None or old.values[column.name] != row.values[column.name]
    ]
    key = " ".join(_said(table.file.by_name[name], row) for name in table.file.key)
    return {"blad": table.file.name, "rij": row.number, "sleutel": key, "nieuw": old is None, "cellen": cells}


def _said(column: Column, row: Row | None) -> str:
    value = row.values[column.name] if row else None
    return "" if value is None else column.kind.write(value).strip()
