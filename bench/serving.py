"""The portal as it is served, on a nation of some size, and what a request costs its processor."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

from bench.nation import DAY

ROOT = Path(__file__).parent.parent
PATIENCE = 600
SMALLEST = "10k"
"""The nation that others are held against to see how a page grows."""


def data_of(size: str) -> str:
    """The folder of a nation."""
    return f".data-bench/{size}"


@dataclass
class Server:
    """A running portal, and who is in."""

    port: int
    pid: int
    postgres: int
    _cookies: dict[str, str] = field(default_factory=dict)
    _line: HTTPConnection | None = None

    def get(self, address: str, *, as_: str = "", part: str = "") -> bytes:
        """The answer to somebody; `part` asks for that part of the page alone, as htmx does."""
        headers = {"Cookie": self._cookie(as_)} if as_ else {}
        if part:
            headers |= {"HX-Request": "true", "HX-Target": part}
        return self._ask(address, headers)[0]

    def visitor(self) -> "Server":
        """The same portal over a connection of its own, with nobody in yet."""
        return Server(self.port, self.pid, self.postgres)

    def cpu(self) -> float:
        """Seconds of processor that all its processes and those of its database took until now."""
        pids = {*tree(self.pid), *tree(self.postgres)}  # the portal may have started its database itself
        return sum(_seconds(pid) for pid in pids)

    def memory(self) -> float:
        """Megabytes that its own processes hold."""
        lines = (Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() for pid in tree(self.pid))
        return sum(int(line.split()[1]) for found in lines for line in found if line.startswith("Pss:")) / 1024

    def _cookie(self, login: str) -> str:
        if login not in self._cookies:
            headers = self._ask(f"/binnen/{login}/", {})[1]
            self._cookies[login] = "; ".join(value.split(";")[0] for value in headers)
        return self._cookies[login]

    def _ask(self, address: str, headers: dict[str, str]) -> tuple[bytes, list[str]]:
        self._line = self._line or HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            self._line.request("GET", address, headers=headers)
            answer = self._line.getresponse()
        except ConnectionError:  # it lay still too long: as a browser does, once more
            self._line.close()
            self._line.request("GET", address, headers=headers)
            answer = self._line.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{address} answers {answer.status}")
        return body, answer.headers.get_all("Set-Cookie", [])


@contextmanager
def serving(size: str, *, workers: int = 1, settings: str = "bench.site.settings") -> Iterator[Server]:
    """Serve the nation of that size until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "DATA": data_of(size),
        "DJANGO_SETTINGS_MODULE": settings,
        "PORTAL_DEMO": "1",
        "DEMO_TODAY": DAY.isoformat(),
        "BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": str(workers),
    }
    process = subprocess.Popen([sys.executable, "-m", "gunicorn"], cwd=ROOT, env=environment)
    try:
        _await(port)
        postgres = ROOT / data_of(size) / "postgres/pg/postmaster.pid"
        yield Server(port, process.pid, int(postgres.read_text().split()[0]))
    finally:
        process.terminate()
        process.wait()


def _await(port: int) -> None:
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline:
        try:
            line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            line.request("GET", "/klaar/")
            if line.getresponse().status == 200:
                return
        except OSError:
            sleep(0.1)
    raise RuntimeError("the portal did not come up")


def tree(root: int) -> Iterator[int]:
    """A process and all that it started."""
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from tree(int(child))


def _seconds(pid: int) -> float:
    """What the kernel counted for a process, to the nanosecond."""
    total = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            total += int(task.read_text().split()[0])
        except OSError:
            continue
    return total / 1e9
