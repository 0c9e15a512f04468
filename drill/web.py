"""The portal as a municipality runs it, seen from outside: gunicorn in production, and somebody who visits it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode

from portal.database.spare import ROOT, free_port

HOST = "portaal.test"
KEY = "een-sleutel-die-alleen-in-deze-proef-bestaat-en-lang-genoeg-is-0123456789"
HTTPS = {"Host": HOST, "X-Forwarded-Proto": "https", "Referer": f"https://{HOST}/inloggen/"}
PATIENCE = 60.0


def environment(database_url: str, static: Path, **more: str) -> dict[str, str]:
    """Nothing of the demo or of the tests: what a container would have."""
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database_url,
        "SECRET_KEY": KEY,
        "SEAL_KEY": b64encode(b"een sleutel van 32 bytes precies").decode(),
        "ALLOWED_HOSTS": HOST,
        "STATIC_ROOT": str(static),
        "WEB_WORKERS": "1",
    } | more


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def cookies(self) -> SimpleCookie:
        """The cookies that were set."""
        jar = SimpleCookie()
        for line in self.headers.get_all("Set-Cookie", []):
            jar.load(line)
        return jar


def ask(
    port: int, path: str, *, headers: Mapping[str, str] = HTTPS, form: Mapping[str, str] | None = None
) -> Answer:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    connection.request("POST" if form else "GET", path, urlencode(form) if form else None, {**headers, **kind})
    response = connection.getresponse()
    answer = Answer(response.status, response.headers, response.read().decode(errors="replace"))
    connection.close()
    return answer


def await_port(port: int) -> None:
    """Wait until somebody listens."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"niemand luistert op poort {port}")


def seconds_until(truth: Callable[[], bool], *, patience: float = PATIENCE) -> float:
    """How long it took until something was true; a connection that breaks is a no."""
    began = time.monotonic()
    while time.monotonic() - began < patience:
        try:
            if truth():
                break
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.02)
    return time.monotonic() - began


def at_once(acts: list[Callable[[], Answer]]) -> list[Answer]:
    """All of them, started in the same moment."""
    start = Barrier(len(acts), timeout=PATIENCE)

    def run(act: Callable[[], Answer]) -> Answer:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@dataclass
class Web:
    """Gunicorn with the configuration of production; `with` starts and stops it."""

    env: Mapping[str, str]
    options: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Web":
        command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", *self.options]
        env = {**self.env, "BIND": f"127.0.0.1:{self.port}"}
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
        await_port(self.port)
        self.seconds_until_serving()
        return self

    def __exit__(self, *_failure: object) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()

    def workers(self) -> list[int]:
        """The processes that answer."""
        return children(self.process.pid) if self.process else []

    def kill_workers(self) -> None:
        """As the kernel does when memory runs out."""
        kill_all(self.workers())

    def lives(self) -> bool:
        """Whether it answers at all; this asks nothing of the database."""
        return ask(self.port, "/gezond/").status == 200

    def seconds_until_serving(self) -> float:
        """How long until a page that needs the database is there."""
        return seconds_until(lambda: ask(self.port, "/klaar/").status == 200)

    def memory(self) -> int:
        """Bytes in use by all its processes."""
        return sum(memory_of(pid) for pid in self.workers())


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def kill_all(pids: list[int]) -> None:
    """Kill without a word; who is gone already is gone."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def memory_of(pid: int) -> int:
    """Resident memory in bytes."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) * 1024 if found else 0


@dataclass
class Visitor:
    """Somebody with a browser: keeps cookies, sends the token of a form."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def ask(self, path: str, form: Mapping[str, str] | None = None) -> Answer:
        """A page, or a form that is sent."""
        said = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        sent = {**form, "csrfmiddlewaretoken": self.token} if form is not None else None
        answer = ask(self.port, path, headers=HTTPS | said, form=sent)
        self.cookies |= {name: cookie.value for name, cookie in answer.cookies.items()}
        if token := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.text):
            self.token = token[1]
        return answer

    def twin(self) -> "Visitor":
        """The same person in the same session, asking something else meanwhile."""
        return Visitor(self.port, dict(self.cookies), self.token)
