"""Reports read from a real replica beside the primary, and whether anybody could ever tell which one answered.

The replica is made with PostgreSQL's own pg_basebackup, and follows over a socket.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from django.db import DEFAULT_DB_ALIAS, connection, connections

from bench.measuring import Measure, ratio
from bench.nation import DAY
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

QUARTER, PEOPLE = Quarter(2026, 3), 20
ROUNDS, WRITES, GOAL, MOST_WAITING = 25, 200, 1.2, 0.1


def measures(_size: str) -> list[Measure]:
    """What it costs, and how often anybody could tell."""
    region = Region.objects.get(code="R00")
    with tempfile.TemporaryDirectory() as folder, _replica(Path(folder)) as server:
        found = [
            Measure("all figures of a quarter from the replica", round(_price(region), 3), GOAL),
            Measure("waiting for the replica beside counting a quarter", round(_waiting(region), 3), MOST_WAITING),
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
    """The statement itself, there beside here: processor time of the two servers, busy machine or not."""
    backends = [_backend(alias) for alias in (DEFAULT_DB_ALIAS, REPLICA)]

    def here() -> None:
        compute(region, QUARTER, now=DAY)

    def there() -> None:
        with replica._reading_from(REPLICA):
            here()

    def worked() -> float:
        return sum(int(backend.read_text().split()[0]) for backend in backends) / 1e9

    return ratio(there, here, rounds=ROUNDS, clock=worked)


def _backend(alias: str) -> Path:
    """Where Linux counts the nanoseconds that the process behind a connection worked."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return Path(f"/proc/{cursor.fetchone()[0]}/schedstat")


def _waiting(region: Region) -> float:
    """Until the replica knows what is saved, beside counting a quarter with all municipalities."""

    @reports_from_replica
    def nothing() -> None:
        """Only the waiting is left."""

    return ratio(
        nothing,
        lambda: count_quarter.__wrapped__(region, QUARTER, as_of=DAY),  # type: ignore[attr-defined]
        rounds=ROUNDS // 5,
        clock=perf_counter,
    )


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
    """Everybody of one region asks on both sides which clients there are."""
    seen = reports_from_replica(lambda: set(Client.objects.values_list("pk", flat=True)))
    differing = 0
    for user in User.objects.filter(organisation__region__code="R00").select_related("organisation")[:PEOPLE]:
        with acting_as(actor_of(user, on=DAY, looks=True)):
            differing += seen() != set(Client.objects.values_list("pk", flat=True))
    return differing


def _failing(region: Region) -> int:
    connections[REPLICA].close()
    return int(not count_quarter(region, QUARTER, as_of=DAY, towns=False).cells[""])
