"""The embedded server starts when wanted, is shared, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from portal import embedded

USER = """
import sys, time
from pathlib import Path
from portal import embedded
folder = embedded.ensure(Path(sys.argv[1]))
print(folder, flush=True)
time.sleep(60)
"""


@pytest.fixture
def want(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start a process that wants the server of this test's own folder."""
    users: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", USER, str(tmp_path / "data")]
        user = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        users.append(user)
        return user

    yield start
    for user in users:
        user.kill()
        user.wait()
    eventually(lambda: not is_running(tmp_path / "data"))


def answers(user: subprocess.Popen[str]) -> bool:
    assert user.stdout is not None
    folder = user.stdout.readline().strip()
    with psycopg.connect(host=folder, user="thuisroute", dbname="thuisroute") as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def accepts(folder: str) -> bool:
    """Whether the server answers; while it recovers it says it is starting up."""
    try:
        with psycopg.connect(host=folder, user="thuisroute", dbname="thuisroute"):
            return True
    except psycopg.OperationalError:
        return False


def server_pid(data: Path) -> int:
    return int((data / "pg" / "postmaster.pid").read_text().split("\n", 1)[0])


def is_running(data: Path) -> bool:
    return (data / "pg" / "postmaster.pid").exists()


def eventually(truth: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not truth():
        assert time.monotonic() < deadline, "het duurde te lang"
        time.sleep(0.05)


def test_two_processes_share_one_server(want, tmp_path):
    first, second = want(), want()
    assert answers(first)
    assert answers(second)
    first.kill()
    first.wait()
    time.sleep(1)
    assert is_running(tmp_path / "data")


def test_a_killed_user_leaves_no_server_behind(want, tmp_path):
    user = want()
    assert answers(user)
    os.kill(user.pid, signal.SIGKILL)
    user.wait()
    eventually(lambda: not is_running(tmp_path / "data"))
    eventually(lambda: not embedded.socket_folder(tmp_path / "data").exists())


def test_a_killed_server_comes_back(want, tmp_path):
    assert answers(want())
    before = server_pid(tmp_path / "data")
    os.kill(before, signal.SIGKILL)
    eventually(lambda: is_running(tmp_path / "data") and server_pid(tmp_path / "data") != before)
    user = want()
    folder = user.stdout.readline().strip()
    eventually(lambda: accepts(folder))


def test_a_server_whose_keeper_was_killed_is_replaced(want, tmp_path):
    first = want()
    assert answers(first)
    before = server_pid(tmp_path / "data")
    keepers = subprocess.run(
        ["pgrep", "-f", f"embedded.py {(tmp_path / 'data').resolve()}"], capture_output=True, text=True, check=True
    )
    for pid in keepers.stdout.split():
        os.kill(int(pid), signal.SIGKILL)
    assert answers(want())
    assert server_pid(tmp_path / "data") != before
