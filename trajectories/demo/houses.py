"""What the demo knows of its locations beyond the regiobestand: rent, neighbours, who is at hand; some plans."""

from datetime import date
from decimal import Decimal
from itertools import cycle

from placements.models import Amenity, Host, LivingMode, Location, Place, PlaceFeatures, RentBasis, TargetGroup
from portal.models import Region

COMMUNITIES = (
    "Elke woensdag eet wie wil mee in het buurthuis om de hoek. Bewoners koken om de beurt (fictief).",
    "De moestuin achter het huis doen we samen met de straat. Nieuwe bewoners krijgen een buurmaatje (fictief).",
    "In de zomer is er een straatfeest. De wijkagent en de corporatie lopen eens per maand mee (fictief).",
    "",
)
SHARED = [Amenity.COMMON_ROOM, Amenity.GARDEN, Amenity.TRANSPORT]
OWN = [Amenity.OWN_KITCHEN, Amenity.OWN_BATHROOM, Amenity.BICYCLES, Amenity.SHOPS]
RENTS = (Decimal("612.40"), Decimal("584.15"), Decimal("639.00"), Decimal("558.75"))
TOLD = (
    "amenities", "host", "rent_basis", "rent", "target_groups", "neighbour_phone", "neighbour_mail", "community",
)  # fmt: skip
PLANNED = 2
"""Places per region that get a wheelchair in the new year."""


def furnish_houses(region: Region, *, on: date) -> None:
    """Tell more of every location of a demo region, and plan a change of kenmerken for a few places."""
    found = list(Location.objects.filter(region=region).select_related("provider").order_by("code"))
    rents, stories = cycle(RENTS), cycle(COMMUNITIES)
    for number, location in enumerate(found):
        is_group = location.living_mode == LivingMode.GROUP
        location.amenities = SHARED if is_group else OWN
        location.host = (Host.NEARBY, Host.NONE, Host.LIVE_IN)[number % 3]
        location.rent_basis = RentBasis.IN_CARE if is_group else RentBasis.SERVICE
        location.rent = None if is_group else next(rents)
        location.target_groups = [TargetGroup.YOUTH] if location.is_for_youth else []
        location.neighbour_phone = f"000 {100 + number % 900} 00 00"
        location.neighbour_mail = f"buurt@{location.provider.code.lower()}.example"
        location.community = next(stories)
    Location.objects.bulk_update(found, TOLD)
    _plan(region, date(on.year + 1, 1, 1))


def _plan(region: Region, day: date) -> None:
    places = Place.objects.filter(region=region, periods__ends_on=None, periods__isnull=False).distinct()
    for place in places.order_by("code").with_features()[:PLANNED]:
        features = ["ROLSTOEL", *(code for code in place.features_on(day) if code != "ROLSTOEL")]
        PlaceFeatures.objects.create(place=place, features=features, starts_on=day)
