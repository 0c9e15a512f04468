"""How long a client stays in a care form and where the path goes next; any form may follow any other."""

from datetime import date
from functools import partial
from math import log

from trajectories.demo.catalogue import OWN_HOME
from trajectories.demo.people import Person
from trajectories.demo.rows import Care
from trajectories.demo.world import World, days

QUARTER = 91.3
END_REASONS = {
    "ZELFSTANDIG": {"ZELFSTANDIG_ZONDER": 88, "FAMILIE": 12},
    "UITVAL": {"UITVAL_ONBEKEND": 70, "OPVANG_DAKLOOS": 20, "FAMILIE": 10},
}
RETURNS = (
    "ZELFSTANDIG_ZONDER",
    "ZELFSTANDIG_MET_OT",
    "UITVAL_ONBEKEND",
    "OPVANG_DAKLOOS",
    "DETENTIE",
    "KLINIEK",
)
RETURN_CHANCE = 0.19  # of those who left the chain, back on the list within a year
STEP_BACK_CHANCE = 0.09  # of those who went from a heavy form to another, back to a heavy one


def follow(world: World, person: Person, *, on: date) -> None:
    """Draws how long the care that just started will last and what comes after, by the chances a quarter."""
    care = world.care_of[person]
    if person.in_story:
        return
    flows = world.region.flows[care.form]
    leave_rate = -log(1 - sum(flows.values())) / QUARTER
    leave_on = on + days(14 + world.rng.expovariate(leave_rate))
    goal = world.rng.choices(list(flows), weights=list(flows.values()))[0]
    wants = {"ZELFSTANDIG": OWN_HOME, "OT": "OT", "BT": "BT"}.get(goal)
    if wants and care.form != "OT" and world.rng.random() < 0.75:
        ready_on = leave_on - days(world.rng.lognormvariate(4.4, 0.5))
        world.at(max(ready_on, on + days(10)), lambda day: _become_ready(world, care, wants, day))
    world.at(leave_on, partial(_step, world, care, goal))


def _become_ready(world: World, care: Care, wants: str, on: date) -> None:
    if world.care_of.get(care.client) is care:
        world.declare_ready(care.client, on=on, wants=wants)


def _step(world: World, care: Care, goal: str, on: date) -> None:
    """The day the path goes on, unless something else happened first."""
    person = care.client
    if world.care_of.get(person) is not care:
        return
    if world.dwelling_of[person].starts_on == on:  # moved in today: tomorrow is another day
        world.at(on + days(1), partial(_step, world, care, goal))
        return
    if goal == "OT":
        to_home_support(world, person, on=on)
    elif goal in world.region.flows:
        _towards(world, person, form=goal, on=on)
    else:
        reasons = END_REASONS.get(goal, {goal: 1})
        leave_region(
            world, person, on=on, reason=world.rng.choices(list(reasons), weights=list(reasons.values()))[0]
        )


def _towards(world: World, person: Person, *, form: str, on: date) -> None:
    """Another chain form: at home at once if that is where it is given, else on the list for a place."""
    if any(entry.form == form for entry in world.entries_of(person)):
        return
    if world.rng.random() > world.short(form, on=on):  # the list is so long that things stay as they are
        follow(world, person, on=on)
        return
    if world.rng.random() < world.region.form(form).own_home and can_live_at_home(world, person):
        start_at_home(world, person, form=form, on=on)
        return
    if person not in world.ready and world.region.form(world.care_of[person].form).chain:
        world.declare_ready(person, on=on, wants=form)
    status = world.rng.choices(("URGENT", "ACTIEF"), weights=(15, 85))[0]
    world.wait(person, form=form, on=on, status=status, bridging=world.care_of[person].form == "OT")


def can_live_at_home(world: World, person: Person) -> bool:
    """Whether the region shows chain clients in homes of their own in this client's town."""
    return person.municipality not in world.region.no_chain_homes


def start_at_home(world: World, person: Person, *, form: str, on: date, pgb: bool = False) -> None:
    """Care in a home of one's own; who has one stays in it."""
    pgb = pgb or world.rng.random() < 0.07
    dwelling = world.dwelling_of.get(person)
    old = world.care_of.get(person)
    keep = "" if old is None or old.provider not in world.region.offering(form) else old.provider
    world.change_care(person, form=form, on=on, provider=keep, pgb=pgb)
    if dwelling is None or dwelling.place:
        world.move_home(person, on=on)
    follow(world, person, on=on)


def to_home_support(world: World, person: Person, *, on: date) -> None:
    """The client goes on in a home of his own with OT, and leaves the chain by that."""
    was_heavy = world.region.form(world.care_of[person].form).heavy
    world.end_care(person, on=on, reason="ZELFSTANDIG_MET_OT")
    world.start_care(person, form="OT", on=on)
    if world.dwelling_of[person].place:
        world.move_home(person, on=on)
    _forget_waiting(world, person, on=on, reason="ANDERE_OPLOSSING")
    follow(world, person, on=on)
    _maybe_return(world, person, on=on, chance=RETURN_CHANCE * (1.3 if was_heavy else 1))


def leave_region(world: World, person: Person, *, on: date, reason: str) -> None:
    """Care and dwelling end; some come back within the year."""
    was_chain = world.region.form(world.care_of[person].form).chain
    world.end_care(person, on=on, reason=reason)
    world.leave(person, on=on)
    out = "OVERLEDEN" if reason == "OVERLEDEN" else "INGETROKKEN"
    _forget_waiting(world, person, on=on, reason=out)
    if was_chain and reason in RETURNS and not person.in_story:
        _maybe_return(world, person, on=on, chance=RETURN_CHANCE)


def _forget_waiting(world: World, person: Person, *, on: date, reason: str) -> None:
    for entry in world.entries_of(person):
        world.stop_waiting(entry, on=on, reason=reason)


def _maybe_return(world: World, person: Person, *, on: date, chance: float) -> None:
    if world.rng.random() < chance:
        world.at(on + days(world.rng.uniform(45, 270)), partial(_come_back, world, person))


def _come_back(world: World, person: Person, on: date) -> None:
    """Relapse: urgently on the list for a chain form, unless the client is in the chain again already."""
    care = world.care_of.get(person)
    if (care and world.region.form(care.form).chain) or world.entries_of(person):
        return
    forms = [form for form in world.region.forms if form.with_places]
    weights = [form.queue * (2 if form.heavy else 1) for form in forms]
    form = world.rng.choices(forms, weights=weights)[0].code
    world.wait(person, form=form, on=on, status="URGENT", bridging=care is not None)


def after_placement(world: World, person: Person, *, before: Care | None, on: date) -> None:
    """Draws the next step; some who left a heavy form need one again soon."""
    forms = world.region.forms
    heavy = [form.code for form in forms if form.heavy]
    care = world.care_of[person]
    stepped_down = before is not None and before.form in heavy and care.form not in heavy
    if stepped_down and world.rng.random() < STEP_BACK_CHANCE:
        goal = world.rng.choice(heavy)
        world.at(on + days(world.rng.uniform(40, 200)), partial(_step, world, care, goal))
    follow(world, person, on=on)
