"""Passkeys: one touch is two steps, and whatever is not quite right gets nobody in."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.test import RequestFactory

from portal import clock, entering
from portal.models import AccessRecord, Action, Role, SignInKey
from portal.proof.passkeys import Door
from tests import make
from tests.portal.proof.device import PRESENT, Device
from tests.portal.signing_in import text

pytestmark = pytest.mark.django_db
ADD, ENTER = "/account/sleutel/", "/inloggen/sleutel/"


def add(browser, device, *, name="Laptop"):
    asked = browser.post(ADD, {"name": name, "answer": ""}).json()
    return browser.post(ADD, {"name": name, "answer": device.make(asked)}, follow=True)


def enter(device, browser=None, where=ENTER):
    browser = browser or Browser()
    asked = browser.post(where, {"answer": ""}).json()
    browser.post(where, {"answer": device.sign(asked)})
    return browser


def is_in(browser):
    return browser.get("/clienten/").status_code == 200


@pytest.fixture
def device(browser):
    """A device whose passkey is known here."""
    device = Device()
    assert "U kunt voortaan inloggen met “Laptop”" in text(add(browser, device))
    return device


def test_one_touch_is_enough_also_where_two_steps_are_demanded(settings, device, user):
    settings.DEMANDS_SECOND_STEP = True
    assert is_in(enter(device))
    assert AccessRecord.objects.filter(user=user, subject="inloggen met toegangssleutel").exists()
    assert user.sign_in_keys.get().used_at is not None


def test_somebody_goes_on_to_where_they_were_going(device):
    browser = Browser()
    where = f"{ENTER}?next=/clienten/"
    asked = browser.post(where, {"answer": ""}).json()
    assert browser.post(where, {"answer": device.sign(asked)}).headers["Location"] == "/clienten/"


@pytest.mark.parametrize(
    "differs",
    [
        {"flags": PRESENT},
        {"flags": 0},
        {"origin": "https://testserver.elders.example"},
        {"host": "elders.example"},
        {"handle": b"een ander"},
        {"key": Device().key},
    ],
    ids=["not verified", "nobody there", "another site", "another host", "another handle", "another key"],
)
def test_an_answer_that_is_not_quite_right_gets_nobody_in(device, differs):
    for name, value in differs.items():
        setattr(device, name, value)
    assert not is_in(enter(device))
    assert AccessRecord.objects.filter(action=Action.REFUSED, subject="inloggen met toegangssleutel").exists()


@pytest.mark.parametrize(
    "differs",
    [{"flags": PRESENT}, {"origin": "https://elders.example"}, {"host": "elders.example"}],
    ids=["not verified", "another site", "another host"],
)
def test_a_passkey_that_is_not_quite_right_is_not_kept(browser, user, differs):
    answer = add(browser, Device(**differs))
    assert answer.status_code == 422
    assert "gaf niet het goede antwoord" in text(answer)
    assert not user.sign_in_keys.exists()


def test_an_answer_counts_once(device):
    browser = Browser()
    asked = browser.post(ENTER, {"answer": ""}).json()
    answer = device.sign(asked)
    browser.post(ENTER, {"answer": answer})
    browser.post("/uitloggen/")
    browser.post(ENTER, {"answer": answer})
    assert not is_in(browser)
    assert not is_in(enter_with(answer))


def enter_with(answer):
    """Somebody else, who watched."""
    browser = Browser()
    browser.post(ENTER, {"answer": ""})
    browser.post(ENTER, {"answer": answer})
    return browser


def test_an_answer_that_comes_late_does_not_count(device, monkeypatch):
    browser = Browser()
    asked = browser.post(ENTER, {"answer": ""}).json()
    later = clock.moment() + entering.WAITS_FOR_CODE + timedelta(seconds=1)
    monkeypatch.setattr(clock, "moment", lambda: later)
    browser.post(ENTER, {"answer": device.sign(asked)})
    assert not is_in(browser)


def test_a_copy_of_a_device_that_counts_is_refused(device):
    for count, is_let_in in ((5, True), (5, False), (4, False), (6, True), (0, False)):
        device.count = count
        assert is_in(enter(device)) == is_let_in, count


def test_a_blocked_user_does_not_get_in(device, user):
    user.is_active = False
    user.save()
    assert not is_in(enter(device))


def test_a_passkey_belongs_to_one_user(device):
    other = Browser()
    other.force_login(make.user(Role.TEAM))
    session = other.session
    session["proved_at"] = clock.moment().isoformat()
    session.save()
    assert "staat al in de lijst" in text(add(other, device))
    assert SignInKey.objects.count() == 1


RUBBISH = [
    "{",
    "[]",
    "[1]",
    '"x"',
    "1",
    "{}",
    '{"rawId": 1}',
    '{"rawId": "AA", "response": {}}',
    "[" * 15_000,
    "x" * 30_000,
]


@pytest.mark.parametrize("answer", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_is_refused_without_a_fault(browser, answer):
    stranger = Browser()
    for who, where in ((stranger, ENTER), (browser, ADD)):
        who.post(where, {"name": "x", "answer": ""})
        assert who.post(where, {"name": "x", "answer": answer}).status_code in (200, 302, 422)
    assert not is_in(stranger)


@pytest.mark.parametrize(
    ("address", "host", "has_name"),
    [
        ("localhost:8000", "localhost", True),
        ("127.0.0.1:8000", "127.0.0.1", False),
        ("[::1]:8000", "[::1]", False),
        ("localhost", "localhost", True),
    ],
)
def test_a_passkey_needs_an_address_with_a_name(address, host, has_name):
    door = Door.of(RequestFactory(HTTP_HOST=address).get("/"))
    assert (door.host, door.has_name) == (host, has_name)


def test_a_page_at_an_address_of_digits_says_so(browser):
    assert "Open de demo op http://localhost" in text(browser.get(ADD, HTTP_HOST="127.0.0.1"))
