"""Who acts: what PostgreSQL is told at the start of every transaction, so that it shows nobody too much.

The second line behind `visible_to`. Where nothing was said nobody acts, and nobody sees no client at all. Pages
act as who logged in; commands, the worker and migrations act as the system, by name.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import connections

if TYPE_CHECKING:
    from portal.models.user import User


@dataclass(frozen=True)
class Actor:
    """On whose behalf the database is asked: a role, in an organisation, on a day."""

    role: str
    user: int | None = None
    organisation: int | None = None
    municipality: str | None = None
    region: int | None = None
    day: date | None = None
    registers: bool = False
    looks: bool = False
    """Whether the whole request only looks: then the database may remember what it found."""

    def facts(self) -> dict[str, str]:
        """What the database is told, in settings `thuisroute.<name>`."""
        said = {
            "actor": self.role,
            "user": self.user,
            "organisation": self.organisation,
            "municipality": self.municipality,
            "region": self.region,
            "day": self.day,
            "registers": "ja" if self.registers else None,
            "looks": "ja" if self.looks else None,
        }
        return {name: "" if fact is None else str(fact) for name, fact in said.items()}


NOBODY = Actor("")
"""Nobody said who acts: no client is there."""
VISITOR = Actor("BEZOEKER")
"""Who did not log in: what is public, and no client."""
SYSTEM = Actor("SYSTEEM")
"""Commands, the worker, migrations: everything."""
COUNTING = "CIJFERS"
"""Reads the whole region to count it; writes nothing."""

_acting: ContextVar[Actor] = ContextVar("acting", default=NOBODY)


def acting() -> Actor:
    """Who acts now, in this thread."""
    return _acting.get()


def actor_of(user: "User", *, on: date, looks: bool = False) -> Actor:
    """Somebody who logged in, on day `on`."""
    place = user.organisation
    return Actor(user.role, user.pk, place.pk, place.municipality_id, place.region_id, on, looks=looks)


def _tell() -> None:
    """Say it in every transaction that runs: also on the copy that figures are read from."""
    for connection in connections.all(initialized_only=True):
        connection.tell_who_acts()  # type: ignore[attr-defined]


def begin_as(actor: Actor) -> None:
    """Act as this from here on: for a process that does nothing else."""
    _acting.set(actor)
    _tell()


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Act as somebody else for a while, also halfway through a transaction."""
    before = _acting.set(actor)
    try:
        _tell()
        yield
    finally:
        _acting.reset(before)
        _tell()


@contextmanager
def counting(*, region: int | None = None) -> Iterator[None]:
    """Read every row of the region of who acts, to answer with numbers that name nobody.

    Whoever belongs to no region (an administrator) says which one; for anybody else it is their own.
    What is read within leaves as a count, a yes or a no; whatever is written within is refused by the database.
    """
    now = acting()
    with acting_as(now if now == SYSTEM else replace(now, role=COUNTING, region=now.region or region)):
        yield


@contextmanager
def telling() -> Iterator[None]:
    """Read what a rule of the house lets out about somebody proposed: the needs, and after a yes where to call.

    Whoever uses it has asked that rule; the database reads along as with `counting`, and lets nothing be written.
    """
    with counting():
        yield


@contextmanager
def registering() -> Iterator[None]:
    """Keep somebody who is new: until the melding is there too, nobody has anything to do with that person."""
    with acting_as(replace(acting(), registers=True)):
        yield
