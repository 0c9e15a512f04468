"""Making a backup: what pg_dump says, in an envelope, with a picture of the database as it was at that moment."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg

from portal.backup.envelope import BackupRefused, seal
from portal.backup.picture import Picture, picture_of
from portal.backup.programs import environment, programs_for, server_of, without_limits

BLOCK = 1024 * 1024
SHORTEST_KEY = 20
SEES_ALL = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def back_up(file: Path, *, of: Mapping[str, Any], key: str) -> Picture:
    """Write the whole database at address `of` into `file`, under this key; what it held.

    The file appears when it is whole, and only its owner may read it. Raises BackupRefused.
    """
    if len(key) < SHORTEST_KEY:
        raise BackupRefused(f"Zet BACKUP_KEY op een geheime tekst van minstens {SHORTEST_KEY} tekens.")
    half = file.with_name(f"{file.name}.half")
    address = without_limits(of)
    with psycopg.connect(**address) as connection:
        _demand_all_rows(connection)
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        picture = picture_of(connection)
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
                seal(_pieces(picture, connection, address), target, key=key)
                target.flush()
                os.fsync(target.fileno())
            half.rename(file)
        finally:
            half.unlink(missing_ok=True)
    return picture


def _demand_all_rows(connection: psycopg.Connection[Any]) -> None:
    """Behind the policies of the tables a dump would lack what they hide."""
    sees_all = connection.execute(SEES_ALL).fetchone()
    connection.rollback()
    if sees_all != (True,):
        raise BackupRefused(
            f"De rol {connection.info.user} mag niet alle rijen zien: zet BACKUP_DATABASE_URL op een rol die dat"
            " mag (thuisroute_backup, zie docs/beheer/herstel.md)."
        )


def _pieces(picture: Picture, connection: psycopg.Connection[Any], address: Mapping[str, Any]) -> Iterator[bytes]:
    yield json.dumps(picture).encode()
    moment = connection.execute("SELECT pg_export_snapshot()").fetchone()
    assert moment
    program = programs_for(server_of(connection)) / "pg_dump"
    words = [f"--snapshot={moment[0]}", "--no-owner", "--no-comments", "--compress=gzip:6"]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 (a program of PostgreSQL)
            [program, *words], env=environment(address), stdout=subprocess.PIPE, stderr=said
        ) as dump,
    ):
        assert dump.stdout
        while block := dump.stdout.read(BLOCK):
            yield block
        if dump.wait():
            said.seek(0)
            raise BackupRefused(f"pg_dump is gestopt: {said.read().decode(errors='replace').strip()[-500:]}")
