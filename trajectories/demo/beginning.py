"""How a region stood on its first day: places nearly full, people at home with care, a list of people who wait."""

from datetime import date, timedelta
from math import log

from trajectories.demo.catalogue import Form
from trajectories.demo.paths import follow
from trajectories.demo.people import Person
from trajectories.demo.rows import Notification, Place
from trajectories.demo.waiting import draw_status
from trajectories.demo.world import FIRST_DAY, World, days

OCCUPIED = 0.945
EARLIEST = date(2015, 6, 1)  # the Wmo 2015 had begun, contracts were there
QUARTER = 91.3


def populate(world: World) -> None:
    """People in places, people at home with chain care or OT, people who wait."""
    history: set[Place] = set()
    for form in world.region.forms:
        for place in [place for place in world.places if place.form == form.code and place.is_open(FIRST_DAY)]:
            if world.rng.random() < OCCUPIED and place.free_from <= FIRST_DAY:
                _settle_in_place(world, place=place, form=form)
    _remember_earlier_places(world, history)
    for form in world.region.forms:
        _settle_at_home(world, form=form)
        _queue(world, form=form)


def _mean_stay(world: World, form: str) -> float:
    return -QUARTER / log(1 - sum(world.region.flows[form].values()))


def _start_day(world: World, form: Form, *, earliest: date) -> date:
    """Long ago for some: stays without memory look back as they look forward."""
    elapsed = days(20 + world.rng.expovariate(1 / _mean_stay(world, form.code)))
    latest_floor = max(EARLIEST, form.since, earliest) + days(world.rng.uniform(0, 60))
    return max(FIRST_DAY - elapsed, latest_floor)


def _settle_in_place(world: World, *, place: Place, form: Form) -> None:
    start = _start_day(world, form, earliest=place.periods[0].starts_on)
    near = place.location.municipality if world.rng.random() < 0.6 else world.municipality(on=start)
    person = world.person(near, on=start)
    world.start_care(person, form=form.code, on=start, provider=place.location.provider)
    world.move_to_place(person, place=place, on=start)
    _remember_melding(world, person, form=form.code, decided_on=start - days(world.rng.uniform(10, 200)))
    follow(world, person, on=FIRST_DAY)


def _remember_melding(world: World, person: Person, *, form: str, decided_on: date) -> None:
    """The melding and the decision that care or waiting rests on."""
    applied_on = decided_on - days(world.rng.randint(2, 18))
    report_on = applied_on - days(world.rng.randint(0, 3))
    melding = Notification(
        world.codes.new("M"), person, person.municipality, report_on - days(world.rng.randint(14, 52))
    )
    melding.report_on, melding.applied_on, melding.decided_on = report_on, applied_on, decided_on
    melding.outcome, melding.form = "TOEGEKEND", form
    melding.valid_from, melding.valid_to = decided_on, decided_on + days(1826)
    world.notifications.append(melding)


def _remember_earlier_places(world: World, history: set[Place]) -> None:
    """Some lived in another place with another care form before; a place is remembered only once."""
    chain = [form for form in world.region.forms if form.with_places]
    for person in world.people[:]:
        care = world.care_of[person]
        if world.rng.random() > 0.35:
            continue
        earlier = world.rng.choice([form for form in chain if form.code != care.form])
        _remember_place(world, person, form=earlier, until=care.starts_on, history=history)


def _remember_place(world: World, person: Person, *, form: Form, until: date, history: set[Place]) -> None:
    start = until - days(60 + world.rng.expovariate(1 / _mean_stay(world, form.code)))
    for place in world.places:
        first = max(start, place.periods[0].starts_on, EARLIEST, form.since)
        if place.form != form.code or place in history or (until - first).days < 60:
            continue
        if place.occupant and world.dwelling_of[place.occupant].starts_on <= until + days(10):
            continue
        history.add(place)
        _write_earlier(world, person, place=place, period=(first, until))
        return


def _write_earlier(world: World, person: Person, *, place: Place, period: tuple[date, date]) -> None:
    """Puts a care period and a dwelling in front of what the client has now."""
    start, until = period
    now, home = world.care_of.pop(person), world.dwelling_of.pop(person)
    world.running[now.form] -= 1
    occupant, free_from = place.occupant, place.free_from
    place.occupant = None
    outages = len(place.outages)
    world.start_care(person, form=place.form, on=start, provider=place.location.provider)
    world.move_to_place(person, place=place, on=start)
    world.end_care(person, on=until)
    world.leave(person, on=until)
    del place.outages[outages:]
    place.occupant, place.free_from = occupant, free_from
    world.care_of[person], world.dwelling_of[person] = now, home
    world.running[now.form] += 1
    home.reason, home.wanted = world.move_reason(until, own_home=False)


def _settle_at_home(world: World, *, form: Form) -> None:
    """Chain care in a home of one's own, and OT."""
    places = sum(world.region.places.get(form.code, {}).values())
    number = round(places * form.own_home / (1 - form.own_home)) if places else world.region.home_support
    for _ in range(number):
        town = world.municipality(on=FIRST_DAY)
        if form.chain and town in world.region.no_chain_homes:
            continue
        start = _start_day(world, form, earliest=EARLIEST)
        person = world.person(town, on=start)
        world.start_care(person, form=form.code, on=start, pgb=world.rng.random() < 0.07)
        world.move_home(person, on=start - timedelta(days=world.rng.choice((0, 0, 0, 200, 700))))
        if form.chain:
            _remember_melding(world, person, form=form.code, decided_on=start - days(world.rng.uniform(10, 60)))
        follow(world, person, on=FIRST_DAY)


def _queue(world: World, *, form: Form) -> None:
    for _ in range(round(form.queue * 1.3)):
        since = FIRST_DAY - days(1 + world.rng.expovariate(1 / 110))
        town = world.municipality(on=since)
        person = world.person(town, on=since)
        _remember_melding(world, person, form=form.code, decided_on=since)
        entry = world.wait(person, form=form.code, on=since, status=draw_status(world))
        entry.bridging = world.rng.random() < 0.45
