"""The programs of PostgreSQL that write and read a dump, and how they hear which database is meant."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import Conninfo

from portal import embedded

ENOUGH_TIME = "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c lock_timeout=10s"
"""A dump takes as long as it takes; waiting for who works in the database does not."""


def programs_for(server: int) -> Path:
    """The folder of pg_dump and psql: those of this machine if they are as new as the server, else our own."""
    found = shutil.which("pg_dump")
    if found and shutil.which("psql") and _major(found) >= server:
        return Path(found).parent
    return Path(embedded.binary("pg_dump")).parent


def portal_address() -> dict[str, str]:
    """Where the portal's own database is, for its owner; the embedded server is started when there is no other."""
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    return {name: str(value) for name, value in connection.get_connection_params().items() if name in known}


def backup_address() -> dict[str, str]:
    """The same database, for the role that may read all of it."""
    if settings.BACKUP_DATABASE_URL:
        return {name: str(value) for name, value in conninfo_to_dict(settings.BACKUP_DATABASE_URL).items()}
    return portal_address()


def server_of(open_connection: psycopg.Connection[Any]) -> int:
    """The major version of the server."""
    return open_connection.info.server_version // 10_000


def environment(address: Mapping[str, Any]) -> dict[str, str]:
    """The parts of an address as libpq reads them: a password does not stand in the list of processes."""
    names = {option.keyword.decode(): option.envvar for option in Conninfo.get_defaults()}
    told = {envvar.decode(): str(address[name]) for name, envvar in names.items() if envvar and address.get(name)}
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | told


def without_limits(address: Mapping[str, Any]) -> dict[str, Any]:
    """The same address, with time enough."""
    return {**address, "options": f"{address.get('options', '')} {ENOUGH_TIME}".strip()}


def _major(program: str) -> int:
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout  # noqa: S603
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else 0
