"""A copy of everything that is kept about a client, in words (AVG art. 15; Wmo 2015 art. 5.3.2)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.timezone import localtime

from portal.audit.readers import days_of, records_of
from portal.models import Client
from portal.templatetags.dutch import dag
from trajectories.dossier.register import KEPT, OF_THE_CLIENT, Kept

type Row = list[tuple[str, str]]
"""The fields of a row that hold something: what it is called, and what it says."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """All rows of one kind."""

    name: str
    rows: list[Row]


def copy_of(client: Client) -> list[Chapter]:
    """Everything about a client, kind by kind; kinds without a row are left out.

    For who may read all of it: what the database keeps from others, would be missing from theirs.
    What belongs to a record that was merged into this one moved along when that happened.
    """
    return [chapter for kept in (OF_THE_CLIENT, *KEPT) if (chapter := _chapter(kept, client)).rows]


def as_json(client: Client, *, on: date) -> str:
    """The same for a program, with who looked in the file."""
    content = {
        "dossier": client.slug,
        "opgesteld_op": on.isoformat(),
        "gegevens": [
            {"wat": chapter.name, "regels": [dict(row) for row in chapter.rows]} for chapter in copy_of(client)
        ],
        "wie_keek": [
            {
                "dag": day.day.isoformat(),
                "wie": one.name,
                "organisatie": one.organisation,
                "wat": one.in_words,
                "waarom": one.why,
            }
            for day in days_of(records_of(client))
            for one in day.readers
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _chapter(kept: Kept, client: Client) -> Chapter:
    fields = [field for field in kept.model._meta.concrete_fields if not _says_nothing(field, kept)]
    wanted = [field.name for field in fields if field.is_relation]
    found = kept.model._default_manager.filter(**{kept.path: client.pk}).order_by("pk")
    rows = found.select_related(*wanted) if wanted else found
    return Chapter(kept.name, [[*kept.also(row), *_spoken(row, fields)] for row in rows])


def _says_nothing(field: Any, kept: Kept) -> bool:
    """Keys, the way back to the client, and what another paper gives."""
    owner = kept.path.split("__")[0]
    return field.primary_key or field.name in kept.left_out | {owner} or field.related_model is Client


def _spoken(row: models.Model, fields: list[Any]) -> Iterator[tuple[str, str]]:
    for field in fields:
        if words := _in_words(row, field):
            yield str(field.verbose_name), words


def _in_words(row: models.Model, field: Any) -> str:
    value = getattr(row, field.name)
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return "ja" if value else "nee"
        case datetime():
            return f"{dag(localtime(value).date())}, {localtime(value):%H:%M} uur"
        case date():
            return dag(value)
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
    return str(getattr(row, f"get_{field.name}_display")() if field.choices else value)
