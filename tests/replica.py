"""A second connection to a database, as with REPLICA_URL: for the tests and the measurements."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.database import replica
from portal.database.address import reads_only


@contextmanager
def following(place: Mapping[str, Any]) -> Iterator[None]:
    """Read reports from the server at `place` (HOST, PORT, …), in the database that the portal works in."""
    database = reads_only(connection.settings_dict | dict(place))
    database.pop("EMBEDDED_DATA", None)
    connections.settings[replica.REPLICA] = database
    copy = connections[replica.REPLICA]
    copy.ensure_connection = partial(_connect, copy)  # type: ignore[method-assign]
    replica._failed_at = -replica.REST
    try:
        yield
    finally:
        copy.close()
        del connections[replica.REPLICA], connections.settings[replica.REPLICA]


def _connect(copy: BaseDatabaseWrapper) -> None:
    """Also in a test, where Django refuses every database but the one it began with."""
    if copy.connection is None:
        with copy.wrap_database_errors:
            copy.connect()
