"""A place becomes something else from a day on: another care form (*ombouw*), or other kenmerken.

A place is a permanent identity: a change is the next row, planned or done, and one that has not begun can be
called off. Every act holds the location while it looks and writes.
"""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from placements.locations import demand_offered, lock
from placements.models import CareForm, HousingEpisode, Location, Place, PlaceFeatures, PlacePeriod
from portal.models import User
from portal.templatetags.dutch import dag


def obstacles_to_convert(place: Place, to: CareForm, *, on: date) -> list[str]:
    """Why a place cannot be for another care form from `on`; prefetch `periods` for many places."""
    now = next((period for period in place.periods.all() if period.covers(on)), None)
    if now is None:
        return [f"Plek {place} is op {dag(on)} niet in gebruik."]
    if now.starts_on == on:
        return [f"Plek {place} begint zelf op {dag(on)} als {now.care_form}. Kies een latere dag."]
    if now.care_form_id == to.pk:
        return [f"Plek {place} is op {dag(on)} al voor {to}."]
    later = [period.starts_on for period in place.periods.all() if period.starts_on > on]
    if later:
        return [f"Voor plek {place} is op {dag(min(later))} al een verandering gepland. Haal die eerst weg."]
    return []


@transaction.atomic
def convert(location: Location, places: Collection[Place], *, to: CareForm, on: date, by: User) -> int:
    """Let places of a location be for another care form from `on`; the number of them.

    Raises ValidationError with every obstacle of every place; nothing happens then.
    """
    lock(location, by)
    demand_offered(to, on)
    chosen = location.places.filter(pk__in=[place.pk for place in places])
    found = list(chosen.prefetch_related("periods__care_form"))
    obstacles = [sentence for place in found for sentence in obstacles_to_convert(place, to, on=on)]
    if obstacles:
        raise ValidationError(obstacles)
    for place in found:
        now = next(period for period in place.periods.all() if period.covers(on))
        until, now.ends_on = now.ends_on, on
        now.save(update_fields=["ends_on"])
        PlacePeriod.objects.create(place=place, care_form=to, starts_on=on, ends_on=until)
    return len(found)


@transaction.atomic
def call_off(period: PlacePeriod, *, today: date, by: User) -> None:
    """Take back a change of care form, or a new place, that has not begun; what was before goes on."""
    lock(period.place.location, by)
    if period.starts_on <= today:
        raise ValidationError(f"Dit geldt al sinds {dag(period.starts_on)} en blijft staan.")
    if period.place.periods.filter(starts_on__gt=period.starts_on).exists():
        raise ValidationError("Daarna is nog een verandering gepland. Haal die eerst weg.")
    before = period.place.periods.filter(ends_on=period.starts_on).first()
    homes = HousingEpisode.objects.filter(place=period.place, runs_until__gt=period.starts_on)
    if before is None and homes.exists():
        raise ValidationError("Op deze plek komt iemand wonen. De plek kan niet weg.")
    period.delete()
    if before:
        before.ends_on = period.ends_on
        before.save(update_fields=["ends_on"])


@transaction.atomic
def change_features(
    location: Location, places: Collection[Place], *, features: Collection[str], on: date, by: User
) -> int:
    """Let places have exactly these kenmerken from `on`, until a later change; the number that changed."""
    lock(location, by)
    found = location.places.filter(pk__in=[place.pk for place in places]).with_features()
    changed = [place for place in found if set(place.features_on(on)) != set(features)]
    PlaceFeatures.objects.bulk_create(
        [PlaceFeatures(place=place, features=list(features), starts_on=on) for place in changed],
        update_conflicts=True,
        unique_fields=["place", "starts_on"],
        update_fields=["features"],
    )
    return len(changed)


@transaction.atomic
def call_off_features(row: PlaceFeatures, *, today: date, by: User) -> None:
    """Take back a change of kenmerken that has not begun."""
    lock(row.place.location, by)
    if row.starts_on <= today:
        raise ValidationError(f"Dit geldt al sinds {dag(row.starts_on)} en blijft staan.")
    row.delete()
