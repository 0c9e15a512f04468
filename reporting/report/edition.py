"""Everything one report is made from, and the hash by which a printed copy is recognised."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from reporting.figures.cells import Cell, as_json, in_order
from reporting.figures.definitions import DEFINITIONS_VERSION
from reporting.quarter import Quarter

OF_OLD = 10
"""k in the reports from before it was kept with them; so 10 is not in the hash."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The cells of an earlier quarter, for comparison."""

    quarter: Quarter
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PlanTotal:
    """Places of one kind of change in one care form, up to the day that counts: planned and realised.

    Places are no people: these numbers are public whatever their size.
    """

    kind: str
    care_form: str
    to_care_form: str
    planned: int
    realised: int


@dataclass(frozen=True, slots=True)
class Restated:
    """A number that an earlier report gave otherwise: of which quarter, what it was and what it is."""

    quarter: str
    code: str
    dimensions: tuple[tuple[str, str], ...]
    was: float
    becomes: float


@dataclass(frozen=True, slots=True)
class Confirmed:
    """On whose word the numbers of places rest: how many providers, and how many were silent for two weeks."""

    providers: int
    stale: int


@dataclass(frozen=True, slots=True)
class Edition:
    """The figures of a region's quarter as known on `as_of`, written up on `drawn_up_on`.

    `earlier` holds previous quarters, oldest first; `names` gives codes of care forms and municipalities
    their names. Small numbers are suppressed before they come here, the earlier quarters' too.
    """

    region_code: str
    region_name: str
    quarter: Quarter
    as_of: date
    drawn_up_on: date
    cells: tuple[Cell, ...]
    earlier: tuple[Earlier, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[Cell, ...] = ()
    """A3 over the four quarters that end with this one: in one quarter most flows are too small to show."""
    towns: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)
    """The figures of each municipality of the region, by its code."""
    plan: tuple[PlanTotal, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    """What the policy officer says in a chapter, by its anchor."""
    approved: str = ""
    """By whom and on which day it was approved, in words; empty while it is a draft."""
    restated: tuple[Restated, ...] = ()
    """What the last published report said otherwise."""
    tiles: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Where each municipality lies on the map of tiles: column and row from 0. No number, so not in the hash."""
    confirmed: Confirmed | None = None
    """On `as_of`; None where nobody looked, as in reports from before this was told."""
    replaces: str = ""
    """Which published report of the same quarter this one corrects, in words; empty where it is the first."""
    smallest: int = OF_OLD
    """k: nothing in it rests on fewer."""
    definitions_version: str = DEFINITIONS_VERSION


def content_hash(edition: Edition) -> str:
    """SHA-256 over everything the report states, 64 hexadecimal digits.

    The order of cells and dimensions does not count, nor whether a number is stored as 49 or 49.0.
    """
    statement: dict[str, Any] = {
        "regio": [edition.region_code, edition.region_name],
        "kwartaal": str(edition.quarter),
        "per": edition.as_of.isoformat(),
        "opgesteld": edition.drawn_up_on.isoformat(),
        "definities": edition.definitions_version,
        "cijfers": _plain_cells(edition.cells),
        "eerder": [[str(one.quarter), _plain_cells(one.cells)] for one in edition.earlier],
        "namen": dict(edition.names),
        "stromen": _plain_cells(edition.moves),
        "gemeenten": {code: _plain_cells(cells) for code, cells in edition.towns.items()},
        "plan": [astuple(total) for total in edition.plan],
        "toelichting": dict(edition.words),
        "goedgekeurd": edition.approved,
        "gewijzigd": [astuple(one) for one in edition.restated],
    }
    if edition.confirmed:
        statement["bevestigd"] = astuple(edition.confirmed)
    if edition.replaces:
        statement["vervangt"] = edition.replaces
    if edition.smallest != OF_OLD:
        statement["grens"] = edition.smallest
    text = json.dumps(statement, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain_cells(cells: tuple[Cell, ...]) -> list[dict[str, Any]]:
    return [row | {"waarde": _plain(row["waarde"])} for row in map(as_json, in_order(cells))]


def _plain(value: float | None) -> str | None:
    return None if value is None else format(Decimal(str(value)).normalize(), "f")
