"""What tests of logging in do again and again."""

from base64 import b32decode
from datetime import datetime

from django.http import HttpResponse
from django.test import Client as Browser

from portal import clock
from portal.models import User
from portal.proof import codes

SECRET = "thuis-in-de-wijk"
SEED = b"12345678901234567890"


def code(at: datetime | None = None, seed: bytes = SEED) -> str:
    """What the app shows now, or at another moment."""
    return codes.code_at(seed, codes.step_at(at or clock.moment()))


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def log_in(user: User, password: str = SECRET) -> Browser:
    """A browser of its own, as far as a password comes."""
    browser = Browser()
    browser.post("/inloggen/", {"login": user.login, "password": password})
    return browser


def set_up(browser: Browser, name: str = "Telefoon van Samira") -> HttpResponse:
    """Add an app with the code it shows."""
    page = browser.get("/account/app/")
    facts = {"sealed": page.context["sealed"], "name": name, "code": code(seed=b32decode(page.context["spelled"]))}
    return browser.post("/account/app/", facts, follow=True)
