"""Facts about the country that ship with the code: which municipality codes exist, and since when."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

MUNICIPALITIES_CSV = Path(__file__).with_name("municipalities.csv")


@dataclass(frozen=True)
class MunicipalityRow:
    """One municipality code with the half-open period in which the municipality had it.

    `since` None: from before the list records a first day; `until` None: the municipality exists now.
    """

    code: str
    name: str
    since: date | None
    until: date | None


@cache
def municipalities() -> tuple[MunicipalityRow, ...]:
    """Every municipality code ever given out, former ones too, in order of code.

    Where the facts come from: docs/decisions/0004-municipality-codes.md. A row that cannot be read
    raises ValueError: the file is ours, so that is our mistake.
    """
    with MUNICIPALITIES_CSV.open(encoding="utf-8", newline="") as lines:
        return tuple(_row(cells) for cells in csv.DictReader(lines, strict=True))


def _row(cells: dict[str, str]) -> MunicipalityRow:
    return MunicipalityRow(
        code=cells["code"],
        name=cells["name"],
        since=_day(cells["since"]),
        until=_day(cells["until"]),
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
