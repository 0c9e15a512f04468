"""Guessing: five times about one name, also for many at once and from addresses that somebody made up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser

from portal import clock
from portal.actor import SYSTEM, begin_as
from portal.models import AccessRecord, Guess, Role
from portal.proof import guesses
from tests import make
from tests.portal.signing_in import SECRET

WRONG = "fout"


def guess(login, password=WRONG, **headers):
    return Browser().post("/inloggen/", {"login": login, "password": password}, **headers)


def test_after_five_wrong_guesses_the_right_one_does_not_help_either(user):
    assert [guess(user.login).status_code for _ in range(6)] == [422] * 5 + [429]
    answer = guess(user.login, SECRET)
    assert answer.status_code == 429
    assert "Wacht 5 minuten" in answer.content.decode()
    assert AccessRecord.objects.filter(subject="te vaak geprobeerd").count() == 2


def test_a_name_that_does_not_exist_gets_the_same_answers(user):
    for login in (user.login, "bestaat-niet"):
        answers = [guess(login) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [422] * 5 + [429]


def test_after_five_minutes_it_is_open_again_and_nothing_is_kept(user, monkeypatch):
    for _ in range(5):
        guess(user.login)
    later = clock.moment() + guesses.A_WHILE + timedelta(seconds=1)
    monkeypatch.setattr(clock, "moment", lambda: later)
    assert guess(user.login).status_code == 422
    assert Guess.objects.count() == 2  # about the name and from the address, of now only


def test_who_is_in_starts_again_with_none(user):
    for _ in range(4):
        guess(user.login)
    assert guess(user.login, SECRET).status_code == 302
    assert [guess(user.login).status_code for _ in range(5)] == [422] * 5


def test_capitals_do_not_make_another_name(user):
    for word in (user.login, user.login.upper()) * 3:
        answer = guess(word)
    assert answer.status_code == 429


def test_one_address_guesses_so_often_about_all_names_together(user, monkeypatch):
    monkeypatch.setattr(guesses, "MOST_FROM_AN_ADDRESS", 7)
    answers = [guess(f"naam{number}") for number in range(9)]
    assert [answer.status_code for answer in answers] == [422] * 7 + [429] * 2
    assert guess(user.login, SECRET, REMOTE_ADDR="192.0.2.9").status_code == 302


def test_what_is_kept_names_nobody(user):
    guess(user.login)
    assert user.login.encode() not in b"".join(bytes(row.about) for row in Guess.objects.all())


@pytest.mark.usefixtures("committed")
def test_many_at_once_with_made_up_addresses_are_let_through_five_times_together(today, monkeypatch):
    user = make.user(Role.COORDINATOR)
    tried = []
    monkeypatch.setattr("portal.views.sign_in.authenticate", lambda *_a, **_k: tried.append(1))

    def send(number):
        guess(user.login, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 198.51.100.{number}")
        connection.close()

    with ThreadPoolExecutor(8, initializer=begin_as, initargs=[SYSTEM]) as senders:
        list(senders.map(send, range(28)))
    assert len(tried) == 5
