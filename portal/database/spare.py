"""A PostgreSQL server for a while, on loopback and with passwords, made by `deploy/database.sh` as in production.

For the drill and the tests: what is restored here touches nothing else, and is gone afterwards.
"""

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal import embedded

ROOT = Path(__file__).resolve().parent.parent.parent
LISTENS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
QUICK = {"fsync": "off"}
"""For what may be lost: nothing waits for the disk."""


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass
class SpareServer:
    """A cluster of its own in `folder`; `with` makes, starts and stops it."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "SpareServer":
        self.create()
        return self

    def __exit__(self, *_failure: object) -> None:
        self.stop()

    def url(self, role: str = "thuisroute") -> str:
        """The address for one of the roles: `thuisroute`, `thuisroute_backup` or `postgres`."""
        return f"postgresql://{role}:{self.password}@127.0.0.1:{self.port}/thuisroute"

    def create(self) -> None:
        """A new cluster with the roles and the empty database of an installation."""
        word = self.folder / "wachtwoord"
        word.write_text(self.password)
        choices: list[str | Path] = ["-U", "postgres", "-A", "scram-sha-256", "--pwfile", word, "--no-sync"]
        self.run("initdb", "-D", self.data, *choices)
        word.unlink()
        self.start()
        told = {"PGPASSWORD": self.password, "DATABASE_PASSWORD": self.password, "BACKUP_PASSWORD": self.password}
        place = {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "POSTGRES_USER": "postgres"}
        path = {"PATH": f"{Path(embedded.binary('psql')).parent}:{os.environ['PATH']}"}
        script = ["sh", str(ROOT / "deploy/database.sh")]
        subprocess.run(script, env=told | place | path, check=True, capture_output=True)  # noqa: S603

    @property
    def data(self) -> Path:
        """The folder of the cluster itself."""
        return self.folder / "pg"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "server.log"

    def start(self) -> None:
        """Start the server and wait until it answers; it recovers by itself from whatever happened before."""
        options = [
            part for name, value in {**LISTENS, **self.settings}.items() for part in ("-c", f"{name}={value}")
        ]
        command = [embedded.binary("postgres"), "-D", str(self.data), "-p", str(self.port), *options]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([*embedded.unprivileged(), *command], stdout=log, stderr=log)  # noqa: S603
        ready = [embedded.binary("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        deadline = time.monotonic() + embedded.PATIENCE
        while subprocess.run(ready, check=False).returncode:  # noqa: S603
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise embedded.ServerDidNotStart(self.log.read_text(errors="replace")[-1000:])
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: quickly and cleanly, unless another signal is given."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait()
            self.process = None

    def run(self, program: str, *words: str | Path) -> None:
        """Run a program of PostgreSQL as whoever owns the files."""
        command = [*embedded.unprivileged(), embedded.binary(program), *words]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
