"""Reports read from a real replica beside the primary, and whether anybody could ever tell which one answered.

The replica is made with PostgreSQL's own pg_basebackup from the demo of this folder, and follows it over a socket.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter

from django.db import connection, connections
from django.db.models import Count

from bench.measuring import Measure, ratio
from portal.actor import acting_as, actor_of
from portal.database import replica
from portal.database.replica import REPLICA, reports_from_replica
from portal.database.spare import LISTENS, SpareServer
from portal.embedded import SETTINGS
from portal.models import Client, Region, Session, User
from reporting.counting import count_quarter
from reporting.figures import compute
from reporting.quarter import Quarter
from tests.replica import following

DAY, QUARTER = date(2026, 10, 5), Quarter(2026, 3)
ROUNDS, WRITES, GOAL = 25, 200, 1.2


def measures() -> list[Measure]:
    """Time by the clock on the wall, the rest counted; nothing where no region is loaded."""
    region = Region.objects.annotate(size=Count("clients")).order_by("-size").first()
    if region is None:
        print("No region is loaded: run `make demo` first to measure the replica.")
        return []
    with tempfile.TemporaryDirectory() as folder, _replica(Path(folder)) as server:
        found = [
            Measure("all figures of a quarter from the replica", round(_price(region), 3), GOAL),
            Measure("figures that differ on the replica", _differing(region), 0),
            Measure(f"stale of {WRITES} reads right after a write", _stale(Session.objects.get), 0),
            Measure(
                f"stale of {WRITES} reads for a report right after a write",
                _stale(reports_from_replica(Session.objects.get)),
                0,
            ),
            Measure("people who see others on the replica", _who_see_others(), 0),
        ]
        assert replica._failed_at < 0, "the replica was left alone while it was there"
        server.stop()
        return [*found, Measure("figures that fail while the replica is away", _failing(region), 0)]


@contextmanager
def _replica(folder: Path) -> Iterator[SpareServer]:
    """A server that follows the one of the settings, and is asked for reports."""
    server = SpareServer(folder, settings=SETTINGS | LISTENS)
    source = f"host={connection.settings_dict['HOST']} user={connection.settings_dict['USER']}"
    server.run("pg_basebackup", "-d", source, "-D", server.data, "-R", "--checkpoint=fast", "--no-sync")
    server.start()
    try:
        with following({"HOST": "127.0.0.1", "PORT": str(server.port)}):
            yield server
    finally:
        server.stop()


def _price(region: Region) -> float:
    def here() -> None:
        compute(region, QUARTER, now=DAY)

    return ratio(reports_from_replica(here), here, rounds=ROUNDS, clock=perf_counter)


def _differing(region: Region) -> int:
    """Of the region and all its municipalities."""
    there = count_quarter(region, QUARTER, as_of=DAY)
    return sum(
        set(cells) != set(compute(region, QUARTER, now=DAY, municipality=scope))
        for scope, cells in there.cells.items()
    )


def _stale(read: Callable[..., Session]) -> int:
    """How many sessions that were just begun are not found."""
    missed = 0
    for number in range(WRITES):
        begun = Session.objects.create(session_key=f"bench-{number}", expire_date="2000-01-01T00:00:00Z")
        try:
            read(pk=begun.pk)
        except Session.DoesNotExist:
            missed += 1
        begun.delete()
    return missed


def _who_see_others() -> int:
    """Every user of the demo asks on both sides which clients there are."""
    seen = reports_from_replica(lambda: set(Client.objects.values_list("pk", flat=True)))
    differing = 0
    for user in User.objects.filter(is_active=True).select_related("organisation"):
        with acting_as(actor_of(user, on=DAY, looks=True)):
            differing += seen() != set(Client.objects.values_list("pk", flat=True))
    return differing


def _failing(region: Region) -> int:
    connections[REPLICA].close()
    return int(not count_quarter(region, QUARTER, as_of=DAY, towns=False).cells[""])
