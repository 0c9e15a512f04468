"""Locations and places as they stood on 31 December 2023, to the place the published totals."""

from datetime import date
from itertools import cycle

from trajectories.demo.catalogue import Form
from trajectories.demo.rows import Location, Place, Span
from trajectories.demo.world import World

HOUSES = (
    "Het Baken", "De Klipper", "Zuiderhof", "Havenzicht", "De Theepot", "Het Schelpenhuis", "Wilgenhof",
    "De Lantaarn", "Het Kussen", "De Vlinderkast", "Morgenstond", "De Kruik", "Het Veerhuis", "De Bolder",
    "Klaverhof", "De Stoep",
)  # fmt: skip
STREETS = (
    "Verzonnenlaan",
    "Bedachtestraat",
    "Nergensweg",
    "Droompad",
    "Fantasiehof",
    "Luchtsteeg",
    "Sprookjesplein",
)
DISTRICTS = ("Noord", "Oost", "Zuid", "West", "Midden")
FEATURES = ("ROLSTOEL", "JONGEREN", "VROUWEN", "HUISDIER", "RUSTIG", "ROKEN", "NACHTWACHT", "BEHEERDER")
FEATURE_CHANCES = (0.15, 0.0, 0.1, 0.35, 0.3, 0.3, 0.0, 0.2)
PILOT_SHARE = 3  # one in three places of a pilot was there from its first day


def build_stock(world: World) -> None:
    """Locations of a usual size per care form and municipality, shared out among the providers that offer it."""
    for form in world.region.forms:
        offering = cycle(world.region.offering(form.code) if form.with_places else [""])
        for town, places in world.region.places.get(form.code, {}).items():
            _build_town(world, form=form, town=town, places=places, offering=offering)
    for closure in world.region.closures:
        _close(world, form=closure.form, town=closure.municipality, outage=(closure.since, closure.reason))


def _build_town(world: World, *, form: Form, town: str, places: int, offering: "cycle[str]") -> None:
    opened_on = world.region.later_places.get((form.code, town), form.since)
    while places:
        size = min(places, form.location_size)
        if 0 < places - size < 3:  # no house of one or two beside a full one
            size = places
        location = add_location(world, form=form, town=town, provider=next(offering))
        for number in range(size):
            since = opened_on
            if form.code == "BESCHUT" and opened_on == form.since and number % PILOT_SHARE:
                since = date(2022, 1, 1)  # pilot 2018, regular 2022
            add_place(world, location=location, form=form.code, since=since)
        places -= size


def add_location(
    world: World, *, form: Form, town: str, provider: str, youth: bool = False, clustered: bool = False
) -> Location:
    """A new address of a provider; the landlord is a housing association for most lighter forms."""
    rng, region = world.rng, world.region
    rented = rng.random() < (0.3 if form.heavy else 0.8)
    landlord = region.landlords[len(world.locations) % 2].code if rented else ""
    taken = sum(1 for location in world.locations if location.municipality == town)
    name = HOUSES[taken % len(HOUSES)] + (f" {taken // len(HOUSES) + 1}" if taken >= len(HOUSES) else "")
    location = Location(
        code=world.codes.new("L"),
        provider=provider,
        landlord=landlord,
        name=name,
        municipality=town,
        street=rng.choice(STREETS),
        number=rng.randint(1, 240),
        district=rng.choice(DISTRICTS),
        living="GROEP" if form.heavy and rng.random() < 0.7 else "ZELFSTANDIG",
        youth=youth,
        clustered=clustered or form.code == "GWBT" or (form.code == "BESCHUT" and rng.random() < 0.5),
    )
    world.locations.append(location)
    return location


def add_place(world: World, *, location: Location, form: str, since: date) -> Place:
    """A new place in a location, empty."""
    chances = zip(FEATURES, FEATURE_CHANCES, strict=True)
    features = [feature for feature, chance in chances if world.rng.random() < chance]
    if location.youth:
        features.append("JONGEREN")
    if world.region.form(form).around_clock:
        features.append("NACHTWACHT")
    ordered = tuple(feature for feature in FEATURES if feature in features)
    place = Place(world.codes.new("P"), location, ordered, [Span(since, None, form)], free_from=since)
    world.places.append(place)
    return place


def _close(world: World, *, form: str, town: str, outage: tuple[date, str]) -> None:
    since, reason = outage
    for place in world.places:
        if place.form == form and place.location.municipality == town:
            place.outages.append(Span(since, None, reason))
            place.free_from = date.max
