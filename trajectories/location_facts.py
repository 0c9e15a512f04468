"""What there is to know about a location beside its places: in words, for who may read it, and what is planned."""

from dataclasses import dataclass
from datetime import date

from placements.models import Amenity, Feature, Host, Location, PlaceFeatures, PlacePeriod, RentBasis, TargetGroup
from portal.models import Role, User
from portal.templatetags.dutch import getal
from trajectories.models import Activity

SEES_CONTACT = frozenset({Role.TEAM, Role.COORDINATOR, Role.PROVIDER, Role.HOUSING_ASSOCIATION})


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that places of the location will become on a day."""

    on: date
    sentence: str
    url_name: str
    pk: int
    """The row that can be called off."""


@dataclass(frozen=True, slots=True)
class LocationFacts:
    """The facts of a location in words; empty where nothing is known."""

    location: Location
    target_groups: tuple[str, ...]
    amenities: tuple[str, ...]
    host: str
    rent: str
    sees_contact: bool
    planned: tuple[Planned, ...]
    initiatives: tuple[Activity, ...]
    """What residents and neighbours began around the house; there is nothing in it that is not for everybody."""


def facts_of(location: Location, *, reader: User, on: date) -> LocationFacts:
    """The facts as `reader` may see them; three queries at most, whatever there is."""
    return LocationFacts(
        location=location,
        target_groups=tuple(TargetGroup(code).label for code in location.target_groups),
        amenities=tuple(Amenity(code).label for code in location.amenities),
        host=Host(location.host).label if location.host else "",
        rent=_rent(location),
        sees_contact=reader.role in SEES_CONTACT,
        planned=() if reader.role == Role.HOUSING_ASSOCIATION else _planned(location, on),
        initiatives=tuple(Activity.objects.filter(location=location).covering(on)),
    )


def _rent(location: Location) -> str:
    if not location.rent_basis:
        return ""
    basis = RentBasis(location.rent_basis).label
    return f"€ {getal(location.rent, 2)}, {basis[0].lower()}{basis[1:]}" if location.rent is not None else basis


def _planned(location: Location, on: date) -> tuple[Planned, ...]:
    periods = PlacePeriod.objects.filter(place__location=location, starts_on__gt=on)
    features = PlaceFeatures.objects.filter(place__location=location, starts_on__gt=on)
    found = [
        *(_new_form(row) for row in periods.select_related("place", "care_form")),
        *(_new_features(row) for row in features.select_related("place")),
    ]
    return tuple(sorted(found, key=lambda planned: (planned.on, planned.sentence)))


def _new_form(row: PlacePeriod) -> Planned:
    sentence = f"Plek {row.place} is vanaf dan voor {row.care_form}."
    return Planned(row.starts_on, sentence, "call_off_period", row.pk)


def _new_features(row: PlaceFeatures) -> Planned:
    words = ", ".join(Feature(code).label.lower() for code in row.features) or "geen"
    return Planned(row.starts_on, f"Kenmerken van plek {row.place}: {words}.", "call_off_features", row.pk)
