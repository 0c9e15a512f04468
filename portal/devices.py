"""Which device a request comes from, in words somebody recognises, and whether somebody logged in on it before."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.models import User

KNOWN_FOR = timedelta(days=400)
MOST_PEOPLE = 20
"""Who log in on one shared device that it remembers."""
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
"""The first that fits: what a browser says of itself names others too."""


def device_of(request: HttpRequest) -> str:
    """For example "Edge op Windows"; whatever is strange in the header never gets out of it."""
    said = request.META.get("HTTP_USER_AGENT", "")
    browser = next((name for sign, name in BROWSERS if sign in said), "Onbekende browser")
    system = next((name for sign, name in SYSTEMS if sign in said), "een onbekend apparaat")
    return f"{browser} op {system}"


def is_known_to(request: HttpRequest, user: User) -> bool:
    """Whether this user logged in with this browser before, as far as that remembers."""
    return str(user.pk) in _people(request)


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let this browser know who logs in with it; it tells nobody else, and cannot be made up."""
    people = [str(user.pk), *(known for known in _people(request) if known != str(user.pk))]
    response.set_signed_cookie(
        settings.KNOWN_COOKIE_NAME,
        ".".join(people[:MOST_PEOPLE]),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _people(request: HttpRequest) -> list[str]:
    said = request.get_signed_cookie(settings.KNOWN_COOKIE_NAME, default="", max_age=KNOWN_FOR)
    return (said or "").split(".")
