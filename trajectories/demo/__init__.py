"""Two demo regions out of nothing: people, places and paths that never were, the same every time."""

from datetime import date
from pathlib import Path
from random import Random

from trajectories.demo.access import arrive_for_home_support, open_access, prolong_decisions
from trajectories.demo.beginning import populate
from trajectories.demo.flevoland import FLEVOLAND
from trajectories.demo.ijsselvecht import IJSSELVECHT
from trajectories.demo.live import announce_departures, close_places, free_places, open_meldingen
from trajectories.demo.plan import schedule_conversions, schedule_plan
from trajectories.demo.reviews import draw_reviews
from trajectories.demo.stock import build_stock
from trajectories.demo.stories import STORIES, Story
from trajectories.demo.telling import tell_stories
from trajectories.demo.waiting import fill_places
from trajectories.demo.world import World
from trajectories.demo.writing import write

__all__ = ["DEFAULT_TODAY", "REGIONS", "STORIES", "Story", "write_region"]

DEFAULT_TODAY = date(2026, 10, 5)
EARLIEST_TODAY = date(2024, 1, 1)
REGIONS = {region.code: region for region in (FLEVOLAND, IJSSELVECHT)}
SEEDS = {"FLEVOLAND": 20261005, "IJSSELVECHT": 20261006}


def write_region(code: str, folder: Path, *, today: date = DEFAULT_TODAY) -> None:
    """Writes the regiobestand of a demo region as it stands on `today`; the same input gives the same bytes.

    KeyError for an unknown region; ValueError before 2024, when there is no year of history yet.
    """
    if today < EARLIEST_TODAY:
        raise ValueError(f"A demo region lives from {EARLIEST_TODAY:%Y-%m-%d} on, not on {today:%Y-%m-%d}.")
    taken = {client for story in STORIES for client in (story.client, *story.also)}
    rng = Random(SEEDS[code])  # noqa: S311 - made-up people, the same every time; nothing secret
    world = World(REGIONS[code], today=today, rng=rng, half=list(REGIONS).index(code), taken=taken)
    build_stock(world)
    populate(world)
    tell_stories(world)
    schedule_plan(world)
    schedule_conversions(world)
    open_access(world)
    world.run(daily=lambda day: _live_a_day(world, day))
    open_meldingen(world)
    prolong_decisions(world)
    free_places(world)
    close_places(world)
    announce_departures(world)
    write(world, draw_reviews(world), folder)


def _live_a_day(world: World, day: date) -> None:
    fill_places(world, day)
    arrive_for_home_support(world, day)
