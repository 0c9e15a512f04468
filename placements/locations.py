"""A provider's locations and places: added, described, and places added in a number at once.

Every act holds the provider or the location while it looks and writes; who may do it is asked here once more.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from placements.models import CareForm, Location, Place, PlaceFeatures, PlacePeriod
from portal.codes import random_code
from portal.models import Organisation, Role, User
from portal.periods import Period
from portal.seen import demand_unchanged
from portal.templatetags.dutch import dag, periode

FACTS = (
    "name",
    "municipality_id",
    "street",
    "house_number",
    "postcode",
    "town",
    "district",
    "living_mode",
    "housing_association_id",
    "is_for_youth",
    "is_clustered",
    "target_groups",
    "amenities",
    "host",
    "rent_basis",
    "rent",
    "neighbour_phone",
    "neighbour_mail",
    "community",
)
"""What can be said of a location on a page."""
ADDRESS = ("name", "municipality_id", "street", "house_number")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlaces:
    """Places that are added at once: how many, for which care form, from when, with what."""

    number: int
    care_form: CareForm
    starts_on: date
    features: Collection[str] = ()
    prefix: str = ""
    """How their codes begin, numbered on; empty: codes that mean nothing."""


@transaction.atomic
def add_location(location: Location, *, by: User) -> Location:
    """Put a location of one's own on record; raises ValidationError when it is there already."""
    _demand_provider(location.provider, by)
    Organisation.objects.select_for_update().get(pk=location.provider_id)
    same = {name: getattr(location, name) for name in ADDRESS}
    if Location.objects.filter(provider=location.provider, **same).exists():
        raise ValidationError(f"{location}, {location.municipality} staat al bij uw locaties op dit adres.")
    location.full_clean()
    location.save()
    return location


@transaction.atomic
def change_location(location: Location, *, seen: str, by: User) -> None:
    """Keep what was changed about a location; raises ValidationError when somebody else changed it meanwhile."""
    demand_unchanged(lock(location, by), FACTS, seen)
    location.full_clean()
    location.save()


@transaction.atomic
def add_places(location: Location, new: NewPlaces, *, known: int, by: User) -> list[Place]:
    """Add places to a location; `known` is how many it had when the form was shown.

    Raises ValidationError when there are more by now (so a form sent twice adds once), and on days on which the
    region does not offer the care form.
    """
    lock(location, by)
    if location.places.count() != known:
        raise ValidationError("Er zijn intussen plekken bijgekomen. Kijk na of dit nog klopt.")
    demand_offered(new.care_form, new.starts_on)
    codes = _codes(location, new)
    places = Place.objects.bulk_create(
        Place(region_id=location.region_id, location=location, code=code) for code in codes
    )
    PlacePeriod.objects.bulk_create(
        PlacePeriod(place=place, care_form=new.care_form, starts_on=new.starts_on) for place in places
    )
    if new.features:
        PlaceFeatures.objects.bulk_create(
            PlaceFeatures(place=place, features=list(new.features), starts_on=new.starts_on) for place in places
        )
    return places


def demand_offered(form: CareForm, day: date) -> None:
    """Raise ValidationError on a day on which the region does not offer the care form."""
    if not form.covers(day):
        raise ValidationError(f"De regio biedt {form} niet aan op {dag(day)}, maar {_words(form)}.")


def lock(location: Location, by: User) -> Location:
    """The location as it is now, once nobody else is changing it; refuses who is not its provider."""
    _demand_provider(location.provider, by)
    return Location.objects.select_for_update(of=("self",)).get(pk=location.pk)


def _demand_provider(provider: Organisation, by: User) -> None:
    if by.role != Role.PROVIDER or by.organisation_id != provider.pk:
        raise PermissionDenied


def _words(period: Period) -> str:
    return periode(period)


def _codes(location: Location, new: NewPlaces) -> list[str]:
    """Codes that no place of the region has: random, or the prefix with the next numbers."""
    if not new.prefix:
        return [random_code() for _ in range(new.number)]
    taken = set(
        Place.objects.filter(region=location.region_id, code__startswith=f"{new.prefix}-").values_list(
            "code", flat=True
        )
    )
    free = (f"{new.prefix}-{number}" for number in range(1, len(taken) + new.number + 1))
    return [code for code in free if code not in taken][: new.number]
