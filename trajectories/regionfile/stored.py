"""The rows of a region as the database has them, in the shape of the regiobestand."""

from collections.abc import Iterable
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from placements.models import PlaceFeatures
from placements.models.catalogue import OWN_HOME
from portal.models import Region
from trajectories.regionfile.cells import Value as Cell
from trajectories.regionfile.files import CBS, FEATURES, FILES, Column, File
from trajectories.regionfile.tables import STORED, Key, Row

TWO_FIELDS: dict[str, Combinable] = {
    "origin": Coalesce(F("origin_municipality_id"), F("origin_elsewhere")),
    "wants": Case(When(wants_own_home=True, then=Value(OWN_HOME)), default=F("wants_care_form__code")),
}
"""Columns that the database keeps in two fields, and how the two make one again."""


def stored_rows(region: Region, *, today: date, files: Iterable[File] = FILES) -> dict[str, dict[Key, Row]]:
    """What is loaded of a region, as it is on `today`: per file, per key, a row."""
    return {file.name: {row.key(*file.key): row for row in rows_of(file, region, today=today)} for file in files}


def rows_of(file: File, region: Region, *, today: date) -> list[Row]:
    """The rows of one file, in no order; what changes from a day on is as it is on `today`."""
    names = [column.name for column in file.columns]
    found = in_region(file, region).values_list("pk", *(_source(column, today) for column in file.columns))
    return [
        Row(STORED, dict(zip(names, map(_cell, cells), strict=True)), pk=pk)
        for pk, *cells in found.iterator(chunk_size=10_000)
    ]


def in_region(file: File, region: Region) -> QuerySet:
    """The rows of a file's model that belong to the region."""
    return file.model._default_manager.filter(**{file.region: region.pk}, **file.fixed)


def _source(column: Column, today: date) -> Combinable:
    if column.field == FEATURES:
        begun = PlaceFeatures.objects.filter(place=OuterRef("pk"), starts_on__lte=today)
        latest = Subquery(begun.order_by("-starts_on").values("features")[:1])
        return Coalesce(latest, Value([], output_field=ArrayField(CharField())))
    if column.field in TWO_FIELDS:
        return TWO_FIELDS[column.field]
    if column.refers_to:
        return F(f"{column.field}_id" if column.refers_to == CBS else f"{column.field}__code")
    return F(column.field)


def _cell(value: Cell | list[str]) -> Cell:
    return tuple(value) if isinstance(value, list) else value
