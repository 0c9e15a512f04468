"""The plan to build up, convert and scale down as far as it came true, and the homes whose tenancy flipped."""

from datetime import date, timedelta
from functools import partial

from trajectories.demo.catalogue import PlanLine
from trajectories.demo.paths import after_placement
from trajectories.demo.people import Person
from trajectories.demo.rows import Place, Span
from trajectories.demo.stock import add_location, add_place
from trajectories.demo.world import PUBLISHED_ON, World, days

CONVERSION_EVERY = 36  # days: ten conversions a year
FIRST_CONVERSION = date(2023, 2, 6)
STAND_STILL = date(2023, 11, 20)  # around the published day no place is between two dwellings


def schedule_plan(world: World) -> None:
    """Puts every step of every line on the agenda."""
    for line in world.region.plan:
        for step in line.steps:
            act = _build_up if line.kind == "OPBOUW" else _convert
            world.at(step.on, partial(act, world, line, step.count))


def _build_up(world: World, line: PlanLine, count: int, on: date) -> None:
    """New places: in a new location, or one more in a location of the provider in that town."""
    form = world.region.form(line.form)
    location = None
    if count == 1:
        own = [place.location for place in world.places if place.form == line.form]
        location = next((here for here in own if here.municipality == line.municipality), None)
    location = location or add_location(
        world,
        form=form,
        town=line.municipality,
        provider=line.provider,
        youth=line.youth,
        clustered=line.youth,
    )
    for _ in range(count):
        place = add_place(world, location=location, form=line.form, since=on)
        place.free_from = on + days(world.rng.uniform(0, 45))


def _convert(world: World, line: PlanLine, count: int, on: date) -> None:
    """Places change care form; who lives there changes care with them, or moves if that is the story."""
    places = [place for place in world.places if place.form == line.form and place.is_open(on)]
    places = [place for place in places if _is_meant(place, line) and not _is_left_alone(world, place, on)]
    told = {place.location for place in places if place.occupant and place.occupant.in_story}
    places.sort(key=lambda place: (place.location not in told, place.location.code, not _has_story(place)))
    for place in places[:count]:
        resident = place.occupant
        if resident and resident.in_story:
            _move_out(world, resident, form=line.form, on=on)
        place.periods[-1].ends_on = on
        place.periods.append(Span(on, None, line.to_form))
        if place.occupant:
            _change_with_place(world, place.occupant, place=place, on=on)


def _is_meant(place: Place, line: PlanLine) -> bool:
    return place.location.municipality == line.municipality and place.location.provider == line.provider


def _has_story(place: Place) -> bool:
    return place.occupant is not None and place.occupant.in_story


def _is_left_alone(world: World, place: Place, on: date) -> bool:
    """Whether someone came this very day, or had to move for a conversion before."""
    if place.occupant is None:
        return False
    dwelling = world.dwelling_of[place.occupant]
    return dwelling.starts_on >= on or dwelling.reason == "OMBOUW"


def _move_out(world: World, person: Person, *, form: str, on: date) -> None:
    """A forced move to a place with the same care, against the client's wish."""
    there = world.dwelling_of[person].place
    near = world.any_place(form, on=on, town=there.location.municipality if there else "")
    place = near or world.any_place(form, on=on)
    if place is None:
        raise ValueError("A forced move needs a place to go to.")
    if place.location.provider != world.care_of[person].provider:
        world.change_care(person, form=form, on=on, provider=place.location.provider)
    world.move_to_place(person, place=place, on=on, reason="OMBOUW", wanted=False)


def _change_with_place(world: World, person: Person, *, place: Place, on: date) -> None:
    before = world.care_of[person]
    world.change_care(person, form=place.form, on=on, provider=place.location.provider)
    after_placement(world, person, before=before, on=on)


def schedule_conversions(world: World) -> None:
    """Ten times a year a tenancy flips to the client's own name; the last one half a year ago."""
    day, turn = FIRST_CONVERSION, 0
    while day < world.today - timedelta(days=150):
        if not STAND_STILL <= day <= PUBLISHED_ON:
            form, town = world.region.conversions[turn % len(world.region.conversions)]
            world.at(day, partial(_flip_someone, world, form, town))
            turn += 1
        day += timedelta(days=CONVERSION_EVERY)


def _flip_someone(world: World, form: str, town: str, on: date) -> None:
    """Whoever has lived longest in such a place, half a year at least, and is no story of its own."""
    homes = [dwelling for dwelling in world.dwelling_of.values() if dwelling.place and dwelling.place.form == form]
    homes = [home for home in homes if (on - home.starts_on).days > 180 and not home.client.in_story]
    homes = [home for home in homes if home.town not in world.region.no_chain_homes]
    if homes:
        nearby = [home for home in homes if home.town == town] or homes
        flip(world, min(nearby, key=lambda home: home.starts_on).client, on=on, replaced=True)


def flip(world: World, person: Person, *, on: date, replaced: bool) -> None:
    """Same dwelling, own tenancy: the place is lost, until another dwelling takes its number, if one does."""
    dwelling = world.dwelling_of[person]
    place = dwelling.place
    if place is None:
        raise ValueError("Only a place can flip.")
    world.leave(person, on=on)
    place.periods[-1].ends_on = on
    place.outages = [outage for outage in place.outages if outage.starts_on < on]
    world.move_home(
        person,
        on=on,
        town=place.location.municipality,
        tenure="EIGEN_HUUR",
        reason="EIGEN_HUURCONTRACT",
        wanted=True,
    )
    if replaced:
        again_on = on + days(world.rng.uniform(20, 90))
        if on < STAND_STILL:
            again_on = min(again_on, PUBLISHED_ON - timedelta(days=10))
        world.at(again_on, partial(_replace, place))


def _replace(place: Place, on: date) -> None:
    place.periods.append(Span(on, None, place.form))
    place.free_from = on
