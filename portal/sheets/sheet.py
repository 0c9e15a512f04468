"""What a table to take along is: columns with their meaning, and rows that are made while they are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localtime

type Value = str | int | float | Decimal | date | datetime | bool | None


def in_our_time(moment: datetime) -> str:
    """A moment as text, in the time of the Netherlands: `2026-10-05T14:30:00+02:00`."""
    return localtime(moment).isoformat(timespec="seconds")


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
