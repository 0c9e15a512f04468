"""The last day of places that are about to close: which closing comes first for each of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from placements.models import Closing, Place


def closings_ahead(places: Iterable[Place], *, after: date, tells_prepared: bool = True) -> dict[int, Closing]:
    """Per place, by its id, the first closing after a day: its own, or that of its whole location; one query.

    One that was scheduled goes before one that is only being prepared; not everybody may know of those.
    """
    places = list(places)
    standing = Closing.objects.standing().filter(location__in={place.location_id for place in places})
    ahead: dict[int, list[Closing]] = defaultdict(list)
    for closing in sorted(standing.filter(closes_on__gt=after).select_related("place"), key=_certain_and_soon):
        ahead[closing.location_id].append(closing)
    first = {place.pk: _first(ahead[place.location_id], place) for place in places}
    return {pk: one for pk, one in first.items() if one and (tells_prepared or not one.is_prepared)}


def _certain_and_soon(closing: Closing) -> tuple[bool, date, int]:
    return closing.is_prepared, closing.closes_on, closing.pk


def _first(closings: Iterable[Closing], place: Place) -> Closing | None:
    return next((closing for closing in closings if closing.place_id in (None, place.pk)), None)
