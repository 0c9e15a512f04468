"""Evaluations of clients in the chain: once a year, most held, four in ten with a mark, five points that mend."""

from datetime import date, timedelta
from itertools import pairwise

from trajectories.demo.people import Person
from trajectories.demo.rows import Care, Review
from trajectories.demo.world import World, days

GAP = timedelta(days=30)
SCALE = ("NIET", "MET_STEUN", "OP_ORDE")
MARKS = {5: 6, 6: 18, 7: 38, 8: 28, 9: 8, 4: 2}
FIRST_REVIEWS = date(2021, 10, 1)


def draw_reviews(world: World) -> list[Review]:
    """Reviews of every chain spell, planned a year apart; of a running one the next is planned too."""
    by_client: dict[Person, list[Care]] = {}
    for care in world.cares:
        if world.region.form(care.form).chain:
            by_client.setdefault(care.client, []).append(care)
    reviews: list[Review] = []
    for person, cares in by_client.items():
        level = [world.rng.choices((0, 1, 2), weights=(30, 40, 30))[0] for _ in range(5)]
        for start, end in _spells(cares):
            reviews += _review_spell(world, person, start=start, end=end, level=level)
    return reviews


def _spells(cares: list[Care]) -> list[tuple[date, date | None]]:
    ordered = sorted(cares, key=lambda care: care.starts_on)
    cuts = [
        number + 1
        for number, (before, after) in enumerate(pairwise(ordered))
        if before.ends_on is None or after.starts_on - before.ends_on > GAP
    ]
    bounds = pairwise([0, *cuts, len(ordered)])
    return [(ordered[first].starts_on, ordered[last - 1].ends_on) for first, last in bounds]


def _review_spell(
    world: World, person: Person, *, start: date, end: date | None, level: list[int]
) -> list[Review]:
    reviews = []
    planned_on = start + days(world.rng.uniform(80, 200))
    while end is None or planned_on < end:
        if planned_on >= FIRST_REVIEWS:
            reviews.append(_review(world, person, planned_on=planned_on, end=end, level=level))
        if planned_on > world.today:  # the next one is planned, no further
            break
        planned_on += days(world.rng.uniform(345, 385))
    return reviews


def _review(world: World, person: Person, *, planned_on: date, end: date | None, level: list[int]) -> Review:
    """Held within two weeks, later or never; what would fall after today or after the care is not held."""
    rng = world.rng
    chance = rng.random()
    late = rng.randint(-7, 14) if chance < 0.7 else rng.randint(15, 60)
    held_on = planned_on + days(late)
    if chance > 0.84 or held_on > world.today or (end and held_on >= end):
        return Review(person, planned_on)
    mark = rng.choices(list(MARKS), weights=list(MARKS.values()))[0] if rng.random() < 0.38 else None
    return Review(person, planned_on, held_on, mark, tuple(_point(world, level, number) for number in range(5)))


def _point(world: World, level: list[int], number: int) -> str:
    """One of the five points; more often a step better than a step worse."""
    change = world.rng.choices((1, 0, -1), weights=(24, 66, 10))[0]
    level[number] = max(0, min(2, level[number] + change))
    chance = world.rng.random()
    if chance < 0.12:
        return "NIET_BESPROKEN" if chance < 0.08 else ""
    return SCALE[level[number]]
