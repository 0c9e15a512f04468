"""Who moves into a free place: urgent first as a rule, near home if it can, sooner who waits longer."""

from datetime import date
from functools import partial

from trajectories.demo.paths import after_placement, can_live_at_home, start_at_home
from trajectories.demo.people import Person, age
from trajectories.demo.rows import Entry, Place, Span
from trajectories.demo.world import World, days

STATUSES = {"URGENT": 12, "ACTIEF": 63, "VOORKEUR": 17, "VOORZORG": 8}
PULL = {"URGENT": 9.0, "ACTIEF": 1.0, "VOORKEUR": 0.12, "VOORZORG": 0.03, "BELANGSTELLEND": 0.0}
FREE_FOR_TOUR = 6
YOUNG_UNTIL = 25


def draw_status(world: World) -> str:
    """One of the four statuses of people with a decision."""
    return world.rng.choices(list(STATUSES), weights=list(STATUSES.values()))[0]


def join(world: World, person: Person, *, form: str, on: date, status: str = "") -> Entry:
    """A client with a decision starts to wait; some give up, some pause."""
    rng = world.rng
    entry = world.wait(person, form=form, on=on, status=status or draw_status(world), bridging=rng.random() < 0.45)
    if rng.random() < 0.08:
        pause_on = on + days(rng.uniform(5, 60))
        world.at(pause_on, partial(_pause, world, entry))
    world.at(on + days(20 + rng.expovariate(1 / world.region.patience)), partial(_give_up, world, entry))
    return entry


def _pause(world: World, entry: Entry, on: date) -> None:
    if entry.out_on is None:
        back_on = on + days(world.rng.uniform(14, 70))
        entry.pauses.append(Span(on, back_on if back_on <= world.today else None))


def _give_up(world: World, entry: Entry, on: date) -> None:
    if entry.out_on is None and not entry.client.in_story:
        reason = world.rng.choices(("INGETROKKEN", "ANDERE_OPLOSSING", "OVERLEDEN"), weights=(50, 47, 3))[0]
        if reason == "OVERLEDEN" and entry.client in world.care_of:
            reason = "INGETROKKEN"
        world.stop_waiting(entry, on=on, reason=reason)


def fill_places(world: World, on: date) -> None:
    """Every day: each free place takes someone who waits for it, if anyone fits."""
    empty = [place for place in world.places if place.occupant is None and place.is_open(on)]
    for form in world.region.forms:
        _fill_form(world, empty=[place for place in empty if place.form == form.code], on=on)


def _fill_form(world: World, *, empty: list[Place], on: date) -> None:
    keep = FREE_FOR_TOUR if world.is_tour(on) else 0
    free = [place for place in empty if place.is_free(on) and not world.is_promised(place, on)]
    for place in free[: max(0, len(empty) - keep)]:
        entry = _choose(world, place=place, on=on)
        if entry:
            place_client(world, entry, place=place, on=on)


def _choose(world: World, *, place: Place, on: date) -> Entry | None:
    fitting = [entry for entry in world.waiting[place.form] if _fits(world, entry, place=place, on=on)]
    if not fitting:
        return None
    weights = [_pull(entry, place=place, on=on) for entry in fitting]
    return world.rng.choices(fitting, weights=weights)[0]


def _fits(world: World, entry: Entry, *, place: Place, on: date) -> bool:
    if entry.client.in_story or PULL[entry.status] == 0 or not entry.is_open(on):
        return False
    dwelling = world.dwelling_of.get(entry.client)
    care = world.care_of.get(entry.client)
    if (dwelling and dwelling.starts_on >= on) or (care and care.starts_on >= on):
        return False
    return not place.location.youth or age(entry.client, on) < YOUNG_UNTIL


def _pull(entry: Entry, *, place: Place, on: date) -> float:
    near = 5 if place.location.municipality == entry.wish else 1
    return PULL[entry.status] * near * ((on - entry.since).days + 7) ** 1.3


def place_client(world: World, entry: Entry, *, place: Place, on: date) -> None:
    """The client moves in, care starts or changes the same day, every other entry goes out."""
    person = entry.client
    before = world.care_of.get(person)
    for other in world.entries_of(person):
        world.stop_waiting(other, on=on, reason="GEPLAATST" if other is entry else "ANDERE_OPLOSSING")
    world.change_care(person, form=place.form, on=on, provider=place.location.provider)
    world.move_to_place(person, place=place, on=on)
    after_placement(world, person, before=before, on=on)
    world.at(on + days(world.rng.uniform(120, 2400)), lambda day: _move_nearer(world, person, day))


def _move_nearer(world: World, person: Person, on: date) -> None:
    """A move within the same care form, to a free place in the client's own town or a better one."""
    care, dwelling = world.care_of.get(person), world.dwelling_of.get(person)
    if not care or not dwelling or not dwelling.place or (on - max(dwelling.starts_on, care.starts_on)).days < 60:
        return
    free = [place for place in world.free_places(care.form, on) if not place.location.youth]
    same = [place for place in free if place.location.provider == care.provider and place is not dwelling.place]
    if same and not person.in_story:
        near = [place for place in same if place.location.municipality == person.municipality]
        world.move_to_place(person, place=(near or same)[0], on=on)


def grant_home(world: World, person: Person, *, form: str, on: date) -> bool:
    """A share of the newcomers has a home already: care comes there within weeks, without a list."""
    share = world.region.form(form).own_home
    if world.rng.random() >= share or not can_live_at_home(world, person):
        return False
    world.at(on + days(world.rng.uniform(10, 45)), partial(_start_home, world, person, form))
    return True


def _start_home(world: World, person: Person, form: str, on: date) -> None:
    care = world.care_of.get(person)
    if care is None or (care.starts_on < on and not world.region.form(care.form).chain):
        start_at_home(world, person, form=form, on=on)
