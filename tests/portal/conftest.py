"""Somebody who logs in, for the tests of doing so."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser

from portal import clock
from portal.models import Role, SignInKey, User
from portal.proof import keys
from tests import make
from tests.portal.signing_in import SECRET, SEED, code


@pytest.fixture
def user(db: None, today: date) -> User:
    user = make.user(Role.TEAM, mail="s@voorbeeld.example")
    user.set_password(SECRET)
    user.save()
    return user


@pytest.fixture
def browser(user: User) -> Browser:
    """Where that user logged in with a password a moment ago."""
    browser = Browser(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0")
    browser.post("/inloggen/", {"login": user.login, "password": SECRET})
    return browser


@pytest.fixture
def key(user: User) -> SignInKey:
    """An app set up earlier, whose code of now was not used yet."""
    at = clock.moment() - timedelta(minutes=5)
    return keys.add_app(user, SEED, typed=code(at), name="Telefoon", at=at)
