"""Fifty who take the same places in the same moment, beside doing so without any care."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random
from statistics import median
from threading import Barrier
from time import perf_counter

from django.db import DatabaseError, connection, connections, transaction

from bench.measuring import Measure
from bench.nation import DAY
from placements import capacity
from placements.models import HousingEpisode, Place, Tenure
from portal.actor import SYSTEM, begin_as
from portal.models import Client
from trajectories.obstacles import one_at_a_time

WORKERS, ROUNDS = 50, 6
WITHOUT_RULES = """
    CREATE SCHEMA careless;
    CREATE TABLE careless.placements_housingepisode
        (LIKE public.placements_housingepisode INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING IDENTITY);
    CREATE INDEX ON careless.placements_housingepisode (place_id, runs_until, starts_on);
    GRANT ALL ON SCHEMA careless TO PUBLIC;
    GRANT ALL ON ALL TABLES IN SCHEMA careless TO PUBLIC;
"""


def measures(_size: str) -> list[Measure]:
    """One place, and many at as many addresses: how long until it is settled, and what went wrong."""
    places = _free_places(20)
    people = list(Client.objects.filter(region__code="R00", housing_episodes=None)[:WORKERS])
    found = []
    with _careless_table():
        for wanted in (places[:1], places):
            safe, unsafe, errors, doubles, missed = [], [], 0, 0, 0
            for _ in range(ROUNDS):
                seconds, taken, failed = _race(people, wanted, careful=True)
                safe.append(seconds)
                errors += failed
                doubles += sum(number - 1 for number in taken.values())
                missed += len(wanted) - len(taken)
                unsafe.append(_race(people, wanted, careful=False)[0])
            name = f"{WORKERS} for {'one place' if len(wanted) == 1 else 'many places'}"
            found += [
                Measure(f"{name}, beside taking them without care", median(safe) / median(unsafe), 2.0),
                Measure(f"{name}: places that got two", doubles, 0),
                Measure(f"{name}: places that nobody got", missed, 0),
                Measure(f"{name}: errors and deadlocks", errors, 0),
            ]
    return found


def _free_places(number: int) -> list[Place]:
    """Free places of one region, each at another address."""
    places = list(Place.objects.filter(region__code="R00").select_related("location"))
    return list({place.location_id: place for place in _free(places)}.values())[:number]


@contextmanager
def _careless_table() -> Iterator[None]:
    """The same table without a constraint, a policy or a trigger, for who looks there first."""
    with connection.owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("DROP SCHEMA IF EXISTS careless CASCADE")
        cursor.execute(WITHOUT_RULES)
    yield
    with connection.owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("DROP SCHEMA careless CASCADE")


def _race(people: list[Client], places: list[Place], *, careful: bool) -> tuple[float, Counter[int], int]:
    """Seconds until everybody has a place or none is free, how many got each place, and how many errors."""
    start = Barrier(len(people) + 1)

    def take(number: int) -> tuple[int, int]:
        begin_as(SYSTEM)
        luck, errors = Random(number), 0
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET search_path = public" if careful else "SET search_path = careless, public")
            start.wait()
            while free := _free(places):
                place = luck.choice(free)
                try:
                    if _take(people[number], place, careful=careful):
                        return place.pk, errors
                except DatabaseError:
                    errors += 1
            return 0, errors
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool, _each_its_own_connection():
        waiting = [pool.submit(take, number) for number in range(len(people))]
        start.wait()
        began = perf_counter()
        ends = [one.result() for one in waiting]
        seconds = perf_counter() - began
    _undo(people)
    return seconds, Counter(place for place, _ in ends if place), sum(failed for _, failed in ends)


def _free(places: list[Place]) -> list[Place]:
    """Which of the places are free today, as a page shows them."""
    days = capacity.bed_days(places, on=DAY)
    return [place for place in places if days[place.pk].state is capacity.BedState.FREE]


def _take(client: Client, place: Place, *, careful: bool) -> bool:
    """Live there from today on, if it is free: the way of the portal, or without waiting for each other."""
    with transaction.atomic():
        if careful:
            one_at_a_time(place.location)
        if not _free([place]):
            return False
        HousingEpisode.objects.create(
            region_id=place.region_id, client=client, place=place, tenure=Tenure.INTERMEDIARY, starts_on=DAY
        )
        return True


@contextmanager
def _each_its_own_connection() -> Iterator[None]:
    """Fifty at once, where a pool would let eight in."""
    options = connections.settings["default"]["OPTIONS"]
    pool = options.pop("pool")
    yield
    options["pool"] = pool


def _undo(people: list[Client]) -> None:
    with connection.owner(), transaction.atomic(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SET LOCAL session_replication_role = replica")
        for schema in ("public", "careless"):
            cursor.execute(
                f"DELETE FROM {schema}.placements_housingepisode WHERE client_id = ANY(%s)",  # noqa: S608
                [[client.pk for client in people]],
            )
