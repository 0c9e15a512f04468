"""A real browser on the real demo: set up as a newcomer would, in a folder of its own, once for all journeys."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from portal.database.spare import free_port
from tests.chromium import chromium as opened

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "thuis-in-de-wijk"
PATIENCE = 240
EVERY_DAY = {"test_main_road", "test_keyboard", "test_supply", "test_matching"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """One demo for all, one journey after another, and what only reads goes first; other tests run beside it.

    They take longest, so they begin first; only after the others had their say is the order ours.
    """
    for item in items:
        if "tests/journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))
    yield
    items.sort(key=lambda item: ("tests/journeys" not in str(item.path), item.path.stem != "test_every_page"))


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo that was set up from nothing; DEMO_URL names one that runs already."""
    if address := os.environ.get("DEMO_URL"):
        yield address.rstrip("/")
        return
    port = free_port()
    folder = tmp_path_factory.mktemp("demo")
    environment = os.environ | {
        "PORTAL_DEMO": "1",
        "DEMO_TODAY": "2026-10-05",
        "DATA": str(folder / "data"),
    }
    environment.pop("DATABASE_URL", None)
    log = (folder / "demo.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/klaar/", process, folder / "demo.log")
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        log.close()


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()[-3000:]
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(log.read_text()[-3000:])


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys; gone before other tests begin, since Django does not like its event loop."""
    with opened() as browser:
        yield browser


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What people do every day is walked twice; that the rest needs no script, the tests of its pages show."""
    if "has_script" in metafunc.fixturenames:
        ways = {"met JavaScript": True, "zonder JavaScript": False}
        is_daily = metafunc.module.__name__.rpartition(".")[2] in EVERY_DAY
        walked = ways if is_daily else {"met JavaScript": True}
        metafunc.parametrize("has_script", walked.values(), ids=walked)


@pytest.fixture(scope="package")
def known() -> dict[str, StorageState]:
    """What the browser kept of who signed in before: nobody signs in twice."""
    return {}


@pytest.fixture
def people(demo: str, chromium: Browser, known: dict[str, StorageState]) -> Iterator[Callable[..., Page]]:
    """Log somebody in, each in a browser window of their own; fails on any error the browser reports."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def sign_in(login: str, *, has_script: bool = True, width: int = 1280) -> Page:
        context = chromium.new_context(
            base_url=demo,
            java_script_enabled=has_script,
            viewport={"width": width, "height": 900},
            locale="nl-NL",
            storage_state=known.get(login),
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.on("response", lambda answer: errors.append(answer.url) if answer.status >= 500 else None)
        page.goto("/")
        if page.url != f"{demo}/":
            page.get_by_label("Inlognaam").fill(login)
            page.get_by_label("Wachtwoord").fill(PASSWORD)
            page.get_by_role("main").get_by_role("button", name="Inloggen").click()
            page.wait_for_url(f"{demo}/")
            known[login] = context.storage_state()
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert not [error for error in errors if "422" not in error]
