"""The database that each process of the tests begins with a copy of: migrated once, until a migration changes."""

import fcntl
import hashlib

from django.conf import settings
from django.db import connection

NAME = "test_thuisroute_template"


def template() -> str:
    """Its name, once it is there; other processes wait while one makes it.

    It carries the digest of what it was made from; what was broken off halfway has none, and is made anew.
    """
    made_from = _migrations()
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with (settings.DATA / "template.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_made_from(made_from):
            _make(made_from)
    return NAME


def _migrations() -> str:
    """A digest of every migration, and of what they lean on."""
    root = settings.ROOT
    folders = [*root.glob("*/migrations"), root / "portal/database", root / "portal/reference"]
    files = [file for folder in folders for file in folder.rglob("*.*") if file.suffix != ".pyc"]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted([*files, root / "uv.lock"]))).hexdigest()


def _is_made_from(digest: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [NAME])
        return cursor.fetchone() == (digest,)


def _make(digest: str) -> None:
    facts, usual = connection.settings_dict, connection.settings_dict["NAME"]
    own, facts["TEST"]["NAME"] = facts["TEST"]["NAME"], NAME
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    connection.close()
    connection.close_pool()
    facts["NAME"] = settings.DATABASES["default"]["NAME"] = usual
    facts["TEST"]["NAME"] = own
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {NAME} IS '{digest}'")
