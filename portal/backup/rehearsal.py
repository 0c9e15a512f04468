"""The rehearsal of a restore: into a server of its own, held against what the backup says the database was."""

import os
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from portal.backup.making import back_up
from portal.backup.picture import Picture, differences, picture_of
from portal.backup.restoring import restore
from portal.database.spare import QUICK, ROOT, SpareServer


@dataclass(frozen=True)
class Rehearsal:
    """What came of it: what is different, what the log says, and how many seconds each step took."""

    picture: Picture
    differences: list[str]
    log_said: str
    log_is_whole: bool
    seconds: dict[str, float]


def rehearse(file: Path, *, key: str) -> Rehearsal:
    """Restore `file` into an empty server that is thrown away afterwards; raises BackupRefused."""
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, SpareServer(Path(folder), settings=QUICK) as server:
        began = time.monotonic()
        picture = restore(file, into=conninfo_to_dict(server.url()), key=key)
        seconds["terugzetten"] = time.monotonic() - began
        with psycopg.connect(server.url("postgres")) as connection:
            changed = differences(picture, picture_of(connection))
        seconds["vergelijken"] = time.monotonic() - began - seconds["terugzetten"]
        log = _verify_log(server)
        seconds["logboek"] = time.monotonic() - began - sum(seconds.values())
    return Rehearsal(picture, changed, log.stdout.strip() or log.stderr.strip(), log.returncode == 0, seconds)


def rehearse_now(*, of: Mapping[str, Any], key: str) -> Rehearsal:
    """The same with a backup of this moment."""
    with tempfile.TemporaryDirectory() as folder:
        file, began = Path(folder) / "nu.backup", time.monotonic()
        back_up(file, of=of, key=key)
        made = {"back-up": time.monotonic() - began}
        found = rehearse(file, key=key)
    return Rehearsal(found.picture, found.differences, found.log_said, found.log_is_whole, made | found.seconds)


def _verify_log(server: SpareServer) -> subprocess.CompletedProcess[str]:
    """In a process of its own, for which the restored database is the database: so the portal starts on it too."""
    keys = {"SECRET_KEY": "alleen-voor-deze-proef", "SEAL_KEY": b64encode(bytes(32)).decode()}
    env = os.environ | keys | {"DATABASE_URL": server.url()}
    command = [sys.executable, "manage.py", "verify_log"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)  # noqa: S603
