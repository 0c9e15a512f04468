"""Long lists a page at a time, by the key of the last row seen: page 400 costs what page 1 costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model, Q, QuerySet


class Slugged(Protocol):
    """Anything that an address can name."""

    @property
    def slug(self) -> str:
        """Its random code."""


@dataclass(frozen=True, slots=True)
class Slice[M: Model]:
    """The rows of one page; `previous` and `next` are the slugs to go on from, empty where the list ends."""

    rows: list[M]
    previous: str
    next: str


def slice_of[M: Model](
    rows: QuerySet[M], keys: tuple[str, ...], *, after: str = "", before: str = "", size: int = 50
) -> Slice[M]:
    """The `size` rows after (or before) the row with that slug, in order of `keys`; `-key` is from high to low.

    The keys together are unique and never empty; an unknown slug gives the first page.
    """
    ordered = rows.order_by(*keys)
    names = [key.removeprefix("-") for key in keys]
    anchor = rows.filter(slug=after or before).values_list(*names).first() if after or before else None
    is_back = anchor is not None and not after
    if anchor is not None:
        ordered = ordered.filter(_beyond(keys, anchor, is_back=is_back))
    found = list(ordered.reverse()[: size + 1] if is_back else ordered[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if is_back:
        found.reverse()
    has_previous, has_next = (has_more, True) if is_back else (anchor is not None, has_more)
    return Slice(found, _slug(found, 0) if has_previous else "", _slug(found, -1) if has_next else "")


def slice_in[S: Slugged](
    rows: Sequence[S], *, after: str = "", before: str = "", size: int = 50
) -> tuple[list[S], str, str, int]:
    """The same for a list that is in order already: its rows, where to go back and on, and the first row's number.

    For lists of one region whose order is worked out here and not in the database.
    """
    places = {row.slug: number for number, row in enumerate(rows)}
    if after in places:
        first = places[after] + 1
    elif before in places:
        first = max(places[before] - size, 0)
    else:
        first = 0
    found = list(rows[first : first + size])
    previous = found[0].slug if found and first else ""
    return found, previous, found[-1].slug if first + size < len(rows) else "", first + 1


def _beyond(keys: tuple[str, ...], values: tuple[Any, ...], *, is_back: bool) -> Q:
    """The comparison of rows written out: first key beyond, or equal and the second beyond, and so on."""
    found, same = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        name = key.removeprefix("-")
        direction = "gt" if key.startswith("-") == is_back else "lt"
        found |= same & Q(**{f"{name}__{direction}": value})
        same &= Q(**{name: value})
    return found


def _slug(rows: list[Any], index: int) -> str:
    return str(rows[index].slug) if rows else ""
