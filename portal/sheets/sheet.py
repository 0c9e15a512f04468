"""What a table to take along is: columns with their meaning, and rows that are made while they are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

type Value = str | int | float | Decimal | date | datetime | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name, and what stands in it in words."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; `about` tells of the whole: word and meaning, as far as the columns do not."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]
    about: tuple[tuple[str, str], ...] = ()
