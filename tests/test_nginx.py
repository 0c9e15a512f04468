"""What nginx answers by itself: in Dutch, with the headers of every page; on a real nginx where there is one."""

import http.client
import re
import shutil
import ssl
from collections.abc import Iterator

import pytest

from drill.clients import nginx
from drill.web import HOST
from portal.database.spare import free_port
from tests.headers import lacking
from tests.test_architecture import ROOT

ANSWERS = ROOT / "deploy/antwoorden"
PAGES = sorted(ANSWERS.glob("*.html"))
CONFIG = (ANSWERS / "antwoorden.conf").read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_of_nginx_is_whole_dutch_and_needs_nothing_of_the_portal(page):
    text = page.read_text()
    assert '<html lang="nl">' in text
    assert re.findall(r"<h1>(.+)</h1>", text) == re.findall(r"<title>(.+) – Thuisroute</title>", text)
    assert re.findall(r'(?:src|href)="(/[^"]+)"', text) == ["/antwoorden/antwoord.css"]
    assert f"/antwoorden/{page.name};" in CONFIG


def test_every_location_that_nginx_answers_itself_brings_the_headers():
    own = re.findall(r"location [^{]+\{(?:[^{}]|\{[^}]*\})*\}", (ROOT / "deploy/nginx.conf").read_text() + CONFIG)
    assert len(own) >= 6
    assert [place for place in own if "proxy_pass" not in place and "antwoorden/headers.conf" not in place] == []
    said = re.findall(r'add_header (\S+) "?([^";]+)', (ANSWERS / "headers.conf").read_text())
    assert lacking(dict(said)) == set()


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """nginx with nobody behind it."""
    if not shutil.which("nginx"):
        pytest.skip("nginx is not here; the tests above read its configuration")
    with nginx(tmp_path_factory.mktemp("nginx") / "nginx", free_port()) as port:
        yield port


def asked(port: int, method: str, path: str, **headers: str) -> http.client.HTTPResponse:
    trusting = ssl._create_unverified_context()  # noqa: S323 (our own paper, on loopback)
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=trusting)
    connection.putrequest(method, path, skip_host=True)
    for name, value in {"Host": HOST, **headers}.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    return connection.getresponse()


@pytest.mark.parametrize(
    ("path", "headers", "status", "says"),
    [
        ("/clienten/", {}, 502, "Thuisroute is even niet bereikbaar"),
        ("/clienten/", {"Content_Length": "40000000"}, 413, "Dit is te groot om aan te leveren"),
        ("/clienten/", {"X_Lang": "x" * 40_000}, 400, "Dit verzoek is niet te lezen"),
        ("/antwoorden/te-vaak.html", {}, 404, "Deze pagina is er niet"),
    ],
    ids=["portal away", "too large", "not to be read", "no page by itself"],
)
def test_it_answers_with_a_page_and_every_header(port, path, headers, status, says):
    answer = asked(port, "GET", path, **headers)
    page = answer.read().decode()
    assert (answer.status, says in page) == (status, True)
    assert lacking(answer.headers, is_https=True) == set()
    assert answer.headers["Retry-After"] == ("30" if status == 502 else None)


def test_who_tries_too_often_hears_when_to_come_back(port):
    answers = [asked(port, "POST", "/inloggen/", Content_Length="0") for _ in range(40)]
    refused = [answer for answer in answers if answer.status == 429]
    assert 5 <= len(refused) <= 10
    assert all(lacking(answer.headers, is_https=True) == set() for answer in refused)
    assert {answer.headers["Retry-After"] for answer in refused} == {"60"}
    assert "Wacht een minuut" in refused[0].read().decode()
