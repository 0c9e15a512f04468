"""Logging in and out."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from portal.models import AccessRecord, Action
from tests.portal.signing_in import SECRET

pytestmark = pytest.mark.django_db


def test_the_right_words_open_the_door(client, user):
    response = client.post("/inloggen/?next=/clienten/", {"login": user.login, "password": SECRET})
    assert response.headers["Location"] == "/clienten/"


def test_every_wrong_combination_gets_the_same_sentence(client, user):
    pages = [
        client.post("/inloggen/", {"login": login, "password": "fout"}) for login in (user.login, "bestaat-niet")
    ]
    assert all("kennen we niet" in page.content.decode() for page in pages)
    assert [page.status_code for page in pages] == [422, 422]


def test_an_attempt_that_failed_is_in_the_log_without_a_name(client, user):
    for login in (user.login, "bestaat-niet"):
        client.post("/inloggen/", {"login": login, "password": "fout"})
    told = AccessRecord.objects.values_list("action", "subject", "user")
    assert list(told) == [(Action.REFUSED, "inloggen", None)] * 2
    client.get("/inloggen/")
    assert AccessRecord.objects.count() == 2


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(client, user, monkeypatch):
    hashed = []
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *_a: hashed.append("kept nowhere") or "x")
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *_a: bool(hashed.append("compared")))
    for number, login in enumerate((user.login, "bestaat-niet"), 1):
        client.post("/inloggen/", {"login": login, "password": "fout"})
        assert len(hashed) == number, login


def test_nobody_is_sent_to_another_site(client, user):
    address = "/inloggen/?next=https://elders.example/"
    assert client.post(address, {"login": user.login, "password": SECRET}).headers["Location"] == "/"


def test_the_password_is_kept_as_argon2(user):
    assert user.password.startswith("argon2$argon2id$")


def test_a_link_cannot_log_anybody_out(client, user):
    client.force_login(user)
    client.get("/uitloggen/")
    assert client.get("/clienten/").status_code == 200
    client.post("/uitloggen/")
    assert client.get("/clienten/").status_code == 302


@pytest.mark.parametrize("login", ["x" * 5000, "\0", "a\nb"])
def test_odd_names_get_a_sentence_and_no_fault(client, user, login):
    assert client.post("/inloggen/", {"login": login, "password": "x"}).status_code == 422
