"""Long lists a page at a time, by the key of the last row seen: page 400 costs what page 1 costs."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet


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
