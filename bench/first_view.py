"""What somebody waits for who comes for the first time, over a slow line: bytes, and whether anything jumps.

The portal runs as in production; the browser is Chromium with nothing in its cache.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from playwright.sync_api import Browser

from bench.measuring import Measure
from drill.web import HOST, Web, environment
from portal.database.spare import ROOT
from tests.chromium import chromium

MOST_BYTES = 150_000
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
"""A telephone far from a mast: 150 ms to and fro, 1.6 megabit a second."""
VIEWS = {"/inloggen/": "", "/ of a wijkteam": "wijkteam0.r00", "/ of a policy officer": "beleid.r00"}
WATCH = """
    window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => { window.shifted += one.value; }))
        .observe({type: "layout-shift", buffered: true});
"""


@dataclass(frozen=True, slots=True)
class View:
    """What came over the line, how much of it was no file to keep, and how far things jumped."""

    size: int
    not_kept: int
    shift: float


def measures(_size: str) -> list[Measure]:
    """Each page on a telephone and on a desk."""
    found = []
    with tempfile.TemporaryDirectory() as folder, _web(Path(folder)) as web, chromium() as browser:
        for name, login in VIEWS.items():
            views = [_look(browser, web, login, size) for size in (PHONE, DESK)]
            size = max(view.size for view in views)
            found += [
                Measure(f"first view of {name}, bytes of {MOST_BYTES}", round(size / MOST_BYTES, 3), 1),
                Measure(f"first view of {name}, layout shift", max(view.shift for view in views), 0),
                Measure(f"first view of {name}, files to fetch again next time", views[0].not_kept, 0),
            ]
    return found


@contextmanager
def _web(folder: Path) -> Iterator[Web]:
    place = connection.settings_dict
    url = f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
    env = environment(url, folder / "static", ALLOWED_HOSTS=f"{HOST},localhost", WEB_WORKERS="2")
    command = [sys.executable, "manage.py", "collectstatic", "--noinput"]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
    with Web(env) as web:
        yield web


def _look(browser: Browser, web: Web, login: str, size: dict[str, int]) -> View:
    """One page in a browser that has never been here."""
    place = f"http://localhost:{web.port}/"
    context = browser.new_context(viewport=size, extra_http_headers={"X-Forwarded-Proto": "https"})
    if login:
        session = {"name": "__Host-sessionid", "value": _session(web, login), "secure": True}
        context.add_cookies([{**session, "url": place.replace("http:", "https:")}])
    context.add_init_script(WATCH)
    page = context.new_page()
    line = context.new_cdp_session(page)
    sizes: list[float] = []
    answers: list[dict[str, Any]] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    line.on("Network.responseReceived", lambda event: answers.append(event["response"]))
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    page.goto(place if login else f"{place}inloggen/", wait_until="networkidle")
    assert page.title(), "the page is there"
    shift = float(page.evaluate("window.shifted"))
    context.close()
    files = [answer for answer in answers if "/static/" in answer["url"]]
    not_kept = [one for one in files if "immutable" not in one["headers"].get("Cache-Control", "")]
    return View(int(sum(sizes)), len(not_kept), round(shift, 4))


def _session(web: Web, login: str) -> str:
    command = [sys.executable, "-m", "drill.entering", login]
    done = subprocess.run(command, cwd=ROOT, env=dict(web.env), text=True, stdout=subprocess.PIPE, check=True)
    return done.stdout.strip()
