"""An installation for a while: a PostgreSQL of its own with the people of the demo in it, as in production."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from drill.web import KEY, Visitor, Web, children, environment, kill_all, seconds_until
from portal import embedded
from portal.database.spare import ROOT, SpareServer

TODAY = "2026-10-05"
# As in docker-compose.yml: what fails may carry a name or a diagnosis.
KEEPS_SILENT = {name: value for name, value in embedded.SETTINGS.items() if name.startswith("log_")}


@dataclass
class House:
    """A server, the environment of the portal on it, and the backup it was filled from."""

    folder: Path
    server: SpareServer
    backup: Path

    @property
    def env(self) -> dict[str, str]:
        """What a container of this installation has."""
        backup = {"BACKUP_DATABASE_URL": self.server.url("thuisroute_backup"), "BACKUP_KEY": KEY}
        more = {"WEB_WORKERS": "2", "DEMO_TODAY": TODAY}
        return environment(self.server.url(), self.folder / "static", **more) | backup

    def manage(self, *words: str) -> str:
        """Run a command of `manage.py` in this installation; what it says."""
        return manage(self.env, *words)

    def web(self, *options: str) -> Web:
        """Gunicorn on it."""
        return Web(self.env, options)

    def column(self, statement: str) -> list[Any]:
        """Ask the database as its administrator for one column."""
        with psycopg.connect(self.server.url("postgres")) as connection:
            return [value for (value,) in connection.execute(statement.encode()).fetchall()]

    def meldingen(self, submissions: list[str]) -> int:
        """How many of the meldingen that these forms were are there."""
        listed = ", ".join(f"'{key}'" for key in submissions) or "NULL"
        asked = f"SELECT count(*) FROM trajectories_notification WHERE submission::text IN ({listed})"
        return int(self.column(asked)[0])


def crash(server: SpareServer) -> None:
    """Kill a server and all it started; none of them has a moment to write anything down."""
    assert server.process
    pid = server.process.pid
    os.kill(pid, signal.SIGSTOP)  # so that it starts nobody while we look
    started = children(pid)
    kill_all([*started, pid])
    server.process.wait()
    server.process = None
    seconds_until(lambda: not any(Path(f"/proc/{child}").exists() for child in started))


def manage(env: dict[str, str], *words: str) -> str:
    """Run a command of `manage.py`; what it says."""
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{words}: {done.stdout[-500:]}{done.stderr[-1000:]}")
    return done.stdout


def backup_of_the_demo(folder: Path) -> Path:
    """The demo of this folder as one file; it is made when nobody made it yet."""
    env = os.environ | {"PORTAL_DEMO": "1", "DEMO_TODAY": TODAY, "BACKUP_KEY": KEY}
    manage(env, "demo", "--only-load")
    manage(env, "backup", str(folder / "demo.backup"))
    return folder / "demo.backup"


@contextmanager
def house(folder: Path, backup: Path, **settings: str) -> Iterator[House]:
    """An installation in `folder`, filled from a backup by the command for it."""
    with SpareServer(folder, settings=KEEPS_SILENT | settings) as server:
        made = House(folder, server, backup)
        made.manage("restore", str(backup))
        yield made


def visitor(house: House, web: Web, login: str) -> Visitor:
    """Somebody of the demo in a browser of their own, with a form's token at hand; `Visitor.twin` is one more."""
    command = [sys.executable, "-m", "drill.entering", login]
    done = subprocess.run(command, cwd=ROOT, env=house.env, text=True, stdout=subprocess.PIPE, check=True)
    somebody = Visitor(web.port, {"__Host-sessionid": done.stdout.strip()})
    answer = somebody.ask("/")
    assert (answer.status, bool(somebody.token)) == (200, True), answer.status
    return somebody
