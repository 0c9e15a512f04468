"""Every kind of answer carries every header, a refusal and a fault too; of the pages see `test_doors.py`."""

import json
import re

import pytest
from django.db import OperationalError
from django.test import Client as Browser

from portal.models import Role
from portal.views import pages
from tests import make
from tests.headers import lacking

pytestmark = pytest.mark.django_db


def test_what_lacks_is_found():
    assert "Content-Security-Policy" in lacking({})
    assert "Content-Encoding" in lacking({"Content-Encoding": "gzip"})
    assert lacking({}, is_https=True) - lacking({}) == {"Strict-Transport-Security"}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/inloggen/", 200),
        ("/clienten/", 302),
        ("/bestaat-niet/", 404),
        ("/inloggen/?next=%00", 400),
        ("/gezond/", 200),
        ("/klaar/", 200),
        ("/.well-known/security.txt", 200),
    ],
)
def test_every_answer_to_a_stranger(client, address, status):
    answer = client.get(address, headers={"accept-encoding": "gzip, br"})
    assert (answer.status_code, lacking(answer.headers)) == (status, set())


def test_every_refusal(client, signed_in):
    forged = Browser(enforce_csrf_checks=True).post("/inloggen/", {})
    stranger = signed_in(make.user(Role.AUDITOR)).get("/clienten/")
    elsewhere = client.get("/inloggen/", headers={"host": "elders.test"})
    large = client.post("/inloggen/", {}, headers={"content-length": str(33 * 1024 * 1024)})
    for answer, status in ((forged, 403), (stranger, 403), (elsewhere, 400), (large, 413), (client.put("/"), 405)):
        assert (answer.status_code, lacking(answer.headers)) == (status, set())


@pytest.mark.parametrize(("fault", "status"), [(ValueError("geheime woorden"), 500), (OperationalError(), 503)])
def test_every_fault_and_it_tells_nothing_of_what_went_wrong(monkeypatch, fault, status):
    def breaks(*_args: object) -> None:
        raise fault

    monkeypatch.setattr(pages, "render", breaks)
    answer = Browser(raise_request_exception=False).get("/hulp/")
    assert (answer.status_code, lacking(answer.headers)) == (status, set())
    page = answer.content.decode()
    assert [word for word in ("Traceback", "geheime woorden", "views/", ".py", "ValueError") if word in page] == []


@pytest.mark.parametrize("file", ["css/portal.css", "js/portal.js", "img/logo.svg"])
def test_every_file(client, file):
    assert lacking(client.get(f"/static/{file}").headers, is_file=True) == set()
    assert client.get("/static/").status_code == 404
    assert client.get("/static/../portal/settings.py").status_code == 404


def test_htmx_runs_nothing_and_keeps_nothing(client):
    """Pages that were left are not kept in the browser, and no answer brings a script along."""
    page = client.get("/inloggen/").content.decode()
    told = json.loads(re.search(r"<meta name=\"htmx-config\" content='([^']+)'", page)[1])
    assert told["selfRequestsOnly"] is True
    assert (told["allowEval"], told["allowScriptTags"], told["includeIndicatorStyles"]) == (False, False, False)
    assert told["historyCacheSize"] == 0
