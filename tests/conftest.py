"""What every test may lean on."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client as Browser

from portal.models import User
from tests import make


@pytest.fixture
def today(settings) -> date:
    """The day the portal believes it is."""
    settings.DEMO_TODAY = make.TODAY
    return make.TODAY


@pytest.fixture
def signed_in(today: date) -> Callable[[User], Browser]:
    """A test browser with somebody logged in."""

    def sign_in(user: User) -> Browser:
        browser = Browser()
        browser.force_login(user)
        return browser

    return sign_in
