"""Heavy figures are read from a copy of the database, where counting them keeps no page waiting.

REPLICA_URL names the copy, a physical streaming replica (docs/decisions/0041). Without one everything is read
where it is kept, under the same rule: what reads for a report writes nothing.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from psycopg.errors import QueryCanceled

REPLICA = "replica"
PATIENCE, REST = 1.0, 60.0
"""Seconds the replica gets to hear what was saved last; seconds it is left alone once it failed."""

logger = logging.getLogger(__name__)
_source: ContextVar[str] = ContextVar("source", default="")
_failed_at = -REST


class WriteForReport(RuntimeError):
    """What only reads tried to write, or to hold a row."""


class Router:
    """Within `reports_from_replica` models are read where that says; everything else goes to the primary."""

    def db_for_read(self, _model: type[Model], **_hints: Any) -> str:
        """Also for what hangs on an object that came from the replica."""
        return _source.get() or DEFAULT_DB_ALIAS

    def db_for_write(self, model: type[Model], **_hints: Any) -> str:
        """Never there."""
        if _source.get():
            raise WriteForReport(f"Wie voor een rapport leest, schrijft niet: {model.__name__}.")
        return DEFAULT_DB_ALIAS

    def allow_relation(self, *_objects: Model, **_hints: Any) -> bool:
        """It is one database, read in two places."""
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        """What is changed on the primary, the replica follows."""
        return db == DEFAULT_DB_ALIAS


def reading() -> BaseDatabaseWrapper:
    """The connection for a question in SQL."""
    return connections[_source.get() or DEFAULT_DB_ALIAS]


def reports_from_replica[**P, T](read: Callable[P, T]) -> Callable[P, T]:
    """Let a function that only reads do so from the replica, if there is one that knows all that is saved.

    One that is away or behind is a warning in the log and left alone for a minute: the primary answers then.
    """

    @wraps(read)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        if _source.get():
            return read(*args, **kwargs)
        if _may_be_asked() and (saved := _saved()):
            try:
                with _reading_from(REPLICA):
                    _wait_until_it_knows(saved)
                    return read(*args, **kwargs)
            except OperationalError as failure:
                if isinstance(failure.__cause__, QueryCanceled):
                    raise  # it takes too long there, and would here
                _leave_alone(failure)
        with _reading_from(DEFAULT_DB_ALIAS):
            return read(*args, **kwargs)

    return answer


@contextmanager
def _reading_from(alias: str) -> Iterator[None]:
    before = _source.set(alias)
    try:
        yield
    finally:
        _source.reset(before)


def _may_be_asked() -> bool:
    return REPLICA in connections.settings and time.monotonic() >= _failed_at + REST


def _saved() -> str:
    """A place in the log behind all that is committed; nothing for who wrote in this transaction.

    What is not committed, nobody else knows. The mark that is put in the log is no row; without it the log may end
    in half a record that nobody waits for, and the other half comes much later.
    """
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT pg_logical_emit_message(false, 'report', '', true)::text"
            " WHERE pg_current_xact_id_if_assigned() IS NULL"
        )
        return "".join(cursor.fetchone() or ())


def _wait_until_it_knows(saved: str) -> None:
    """Until the replica has replayed the log up to there: a matter of milliseconds."""
    deadline = time.monotonic() + PATIENCE
    with connections[REPLICA].cursor() as cursor:
        while not cursor.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [saved]).fetchone()[0]:
            if time.monotonic() > deadline:
                raise OperationalError("the replica is behind")
            time.sleep(0.002)


def _leave_alone(failure: OperationalError) -> None:
    global _failed_at
    _failed_at = time.monotonic()
    connections[REPLICA].close()
    logger.warning("The replica is away or behind: figures come from the primary", exc_info=failure)
