"""Into the database: rows added and replaced in an order that no rule of the database trips over."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django.db import connection
from django.db.models import Model
from django.db.models.functions import Now

from placements.models import OutOfUse
from placements.models.catalogue import OWN_HOME
from portal.periods import RecordedPeriod
from trajectories.models import StatusChange
from trajectories.regionfile.cells import Value
from trajectories.regionfile.files import CBS, FEATURES, FILES, REGION, Column, File
from trajectories.regionfile.tables import Delivery, Key, Row

BATCH = 2000
LONG_BEFORE = date(1, 1, 1)
"""Where periods wait while they are being replaced: no file holds a day before 1900."""

type Identities = dict[str, dict[Value, int]]
"""Per file with codes: what code has which primary key."""


@dataclass(frozen=True)
class Written:
    """How many rows were new, and how many said something new."""

    added: int
    replaced: int


def write(delivery: Delivery) -> Written:
    """Write what is new or changed; fields the regiobestand does not know stay as they are."""
    known = {name: _identities(rows) for name, rows in delivery.stored.items()}
    added = replaced = 0
    region_id = None
    for file in FILES:
        new, old = _models(delivery, file, known, region_id)
        _replace(file, old)
        file.model._default_manager.bulk_create(new, batch_size=BATCH)
        _remember(file, new, known)
        added, replaced = added + len(new), replaced + len(old)
        if file is REGION:
            region_id = _region_id(delivery, known)
    return Written(added, replaced)


def date_status_changes(delivery: Delivery, *, on: date) -> None:
    """Write down that a wait has another status since the day of loading: yesterday's list can still be shown."""
    StatusChange.objects.bulk_create(
        StatusChange(
            entry_id=old.pk,
            changed_on=on,
            was=old.word("status"),
            became=row.word("status"),
            reason="Kwam mee met een regiobestand.",
        )
        for row, old in delivery.changed("wachtlijst")
        if old and old.pk and old.word("status") != row.word("status")
    )


def _identities(rows: dict[Key, Row]) -> dict[Value, int]:
    return {key[0]: row.pk for key, row in rows.items() if row.pk is not None}


def _remember(file: File, new: list[Model], known: Identities) -> None:
    if "code" in file.by_name:
        known.setdefault(file.name, {}).update((model.code, model.pk) for model in new)  # type: ignore[attr-defined]


def _region_id(delivery: Delivery, known: Identities) -> int:
    (row,) = delivery.rows(REGION.name)
    return known[REGION.name][row.word("code")]


def _models(
    delivery: Delivery, file: File, known: Identities, region_id: int | None
) -> tuple[list[Model], list[Model]]:
    """Unsaved models for the new rows, and for the changed ones."""
    fixed = file.fixed | ({"region_id": region_id} if file.region == "region" else {})
    if issubclass(file.model, RecordedPeriod):
        fixed |= {"recorded_at": None}
    new, old = [], []
    for row, stored in delivery.changed(file.name):
        fields = fixed | _fields(file, row, known)
        if stored is None:
            new.append(file.model(**fields))
        else:
            old.append(file.model(pk=stored.pk, **fields))
    return new, old


def _fields(file: File, row: Row, known: Identities) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for column in file.columns:
        fields |= _held(column, row.values[column.name], known)
    return fields


def _held(column: Column, value: Value, known: Identities) -> dict[str, Any]:
    """The field or fields that keep the value of a column."""
    if column.field == FEATURES:
        return {}
    match column.field:
        case "origin":
            is_code = str(value).isdigit()
            return {
                "origin_municipality_id": value if is_code else None,
                "origin_elsewhere": "" if is_code else value,
            }
        case "wants":
            is_form = value not in (None, OWN_HOME)
            form = known[column.refers_to][value] if is_form else None
            return {"wants_care_form_id": form, "wants_own_home": value == OWN_HOME}
    if column.refers_to == CBS:
        return {f"{column.field}_id": value}
    if column.refers_to:
        return {f"{column.field}_id": None if value is None else known[column.refers_to][value]}
    return {column.field: list(value) if isinstance(value, tuple) else value}


def _replace(file: File, models: list[Model]) -> None:
    """Write changed rows over the old ones, in bulk: "insert" them with the key they have."""
    if not models:
        return
    if file.model is OutOfUse:
        _revise(cast("list[OutOfUse]", models))
        return
    if file.has_periods:
        _set_aside(models)
    names = [name for column in file.columns for name in _field_names(column)]
    file.model._default_manager.bulk_create(
        models, batch_size=BATCH, update_conflicts=True, unique_fields=["pk"], update_fields=names
    )


def _revise(revised: list[OutOfUse]) -> None:
    """Add what changed as new rows: the old ones stay, as what was known until now."""
    old = OutOfUse.objects.in_bulk([row.pk for row in revised])
    OutOfUse.objects.filter(pk__in=old).update(cancelled_at=Now())
    before = [old[row.pk] for row in revised]
    for row, was in zip(revised, before, strict=True):
        row.pk, row.reference, row.words = None, was.reference, was.words
    OutOfUse.objects.bulk_create(revised, batch_size=BATCH)
    for row, was in zip(revised, before, strict=True):
        was.superseded_by = row
    OutOfUse.objects.bulk_update(before, ["superseded_by"], batch_size=BATCH)


def _field_names(column: Column) -> tuple[str, ...]:
    otherwise: dict[str, tuple[str, ...]] = {
        FEATURES: (),
        "origin": ("origin_municipality", "origin_elsewhere"),
        "wants": ("wants_care_form", "wants_own_home"),
    }
    return otherwise.get(column.field, (column.field,))


def _set_aside(models: list[Model]) -> None:
    """Give each row a day of its own long ago, so that two periods can trade places without meeting halfway."""
    table = connection.ops.quote_name(models[0]._meta.db_table)
    days = [LONG_BEFORE + timedelta(days=number) for number in range(len(models))]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET starts_on = day, ends_on = day + 1"  # noqa: S608 (a name of our own)
            " FROM unnest(%s::bigint[], %s::date[]) AS aside (pk, day) WHERE id = pk",
            [[model.pk for model in models], days],
        )
