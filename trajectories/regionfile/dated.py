"""What a regiobestand says as it is today, and the portal keeps from a day on: the kenmerken of places."""

from datetime import date

from django.db.models import Min

from placements.models import Place, PlaceFeatures, PlacePeriod
from portal.models import Region
from trajectories.regionfile.files import PLACES
from trajectories.regionfile.tables import Delivery, Row
from trajectories.regionfile.writing import BATCH


def date_features(delivery: Delivery, region: Region, *, on: date) -> None:
    """Let kenmerken that differ be so from `on`; what a place had before stays readable.

    A place that is new here had them from its first day, as far as that has come. What was planned for a later day
    stays planned.
    """
    changed = {
        row.word("code"): features_of(row)
        for row, old in delivery.changed(PLACES.name)
        if features_of(row) != (features_of(old) if old else ())
    }
    new = {row.word("code") for row, old in delivery.changed(PLACES.name) if old is None}
    places = dict(Place.objects.filter(region=region, code__in=changed).values_list("pk", "code"))
    first_days = _first_days({pk for pk, code in places.items() if code in new}, on)
    PlaceFeatures.objects.bulk_create(
        [
            PlaceFeatures(place_id=pk, features=list(changed[code]), starts_on=first_days.get(pk, on))
            for pk, code in places.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["place", "starts_on"],
        update_fields=["features"],
    )


def features_of(row: Row) -> tuple[str, ...]:
    """The kenmerken in a row of plekken; none when they could not be read."""
    value = row.values.get("kenmerken")
    return value if isinstance(value, tuple) else ()


def _first_days(places: set[int], on: date) -> dict[int, date]:
    """The first day of each of these places that has begun."""
    periods = PlacePeriod.objects.filter(place__in=places, starts_on__lt=on)
    return dict(periods.order_by().values_list("place").annotate(Min("starts_on")))
