"""Which PostgreSQL server we talk to, read from the environment."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

LIMITS = (
    "-c statement_timeout={seconds}s -c lock_timeout=5s -c idle_in_transaction_session_timeout={idle}s"
    " -c work_mem=16MB"  # what a large region sorts for its figures stays off the disk
)


def databases_from(environ: Mapping[str, str], *, root: Path, today: str) -> dict[str, dict[str, Any]]:
    """Django's database settings: where everything is kept, and the copy of REPLICA_URL if there is one."""
    found = {"default": database_from(environ, root=root, today=today)}
    if url := environ.get("REPLICA_URL"):
        found["replica"] = reads_only(database_from({**environ, "DATABASE_URL": url}, root=root, today=today))
    return found


def database_from(environ: Mapping[str, str], *, root: Path, today: str) -> dict[str, Any]:
    """The settings of one database: the server of DATABASE_URL, or else the embedded one in DATA (`.data`).

    `today` (an ISO day, or empty) tells the database's own rules what day it is, as the demo does.
    """
    # A page that takes longer is given up, so that it keeps nobody out; a command and the worker get more time.
    is_page = environ.get("SERVES_PAGES") == "1"
    options = LIMITS.format(seconds=15 if is_page else 60, idle=30 if is_page else 60)
    # How much alike two names must be to find one by the other: a turned pair of letters is about 0.43.
    options += " -c pg_trgm.word_similarity_threshold=0.42"
    if today:
        options += f" -c thuisroute.today={today}"
    database: dict[str, Any] = {
        "ENGINE": "portal.database",
        # A connection that broke while nobody used it is replaced, and not handed to who asks for a page next.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": options, "pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
    }
    if url := environ.get("DATABASE_URL"):
        # What stands behind the question mark (sslmode, sslrootcert, host of a socket) is for libpq.
        database["OPTIONS"] = dict(parse_qsl(urlsplit(url).query)) | database["OPTIONS"]
        # A visitor hears soon that the database does not answer, and after a long outage the pool does not wait
        # minutes to try again. The embedded server may need more time to start.
        database["OPTIONS"]["pool"] |= {"timeout": 3, "reconnect_timeout": 5}
        return database | _server(url)
    data = root / environ.get("DATA", ".data")
    return database | {"NAME": "thuisroute", "USER": "thuisroute", "EMBEDDED_DATA": str(data / "postgres")}


def reads_only(database: dict[str, Any]) -> dict[str, Any]:
    """A connection of its own per request: it is asked little, and one that is away is noticed at once."""
    options = {name: value for name, value in database["OPTIONS"].items() if name != "pool"}
    options["options"] += " -c default_transaction_read_only=on"
    return database | {"OPTIONS": {"connect_timeout": "2"} | options, "TEST": {"MIRROR": "default"}}


def _server(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL begint met postgresql://")
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }
