"""How a session begins and ends: who is let in after which proof, and how long it lasts."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from portal.access import note
from portal.devices import device_of, is_known_to
from portal.models import Action, MailKind, Session, User
from portal.origin import origin_of
from portal.proof.guesses import forget
from portal.proof.keys import tell

REST, LONGEST = timedelta(minutes=30), timedelta(hours=10)
"""A session ends after this long without a page, and at the latest after this long."""
SEEN_EVERY = timedelta(minutes=1)
WAITS_FOR_CODE = timedelta(minutes=10)
FRESH = timedelta(minutes=10)
"""How long after a proof the ways to log in may be changed."""


class Proof(StrEnum):
    """With what somebody came in; everything but a password alone is proof enough."""

    PASSWORD = "wachtwoord"  # noqa: S105 (the word, not one)
    CODE = "app of herstelcode"
    PASSKEY = "toegangssleutel"
    OFFICE = "organisatie"


def enter(request: HttpRequest, user: User, *, by: Proof, at: datetime) -> None:
    """Let somebody in, in a session with a new key, and write it down; a new browser gives a mail."""
    request.session.pop("waits", None)
    if user.last_login and not is_known_to(request, user):
        tell(user, MailKind.NEW_DEVICE, at=at)
    request.came_in = user  # type: ignore[attr-defined]
    login(request, user)
    forget(user.login)
    request.session.update({"device": device_of(request), "origin": origin_of(request)})
    request.session.update({"proof": by, "proved_at": at.isoformat()})
    note(request, Action.SIGN_IN, f"inloggen met {by}")


def prove_again(request: HttpRequest, *, at: datetime, by: Proof | None = None) -> None:
    """Whoever is in has just proved it again, or better: with a new key for the session."""
    request.session.cycle_key()
    request.session["proved_at"] = at.isoformat()
    if by:
        request.session["proof"] = by


def is_proved(request: HttpRequest) -> bool:
    """Whether this session began with more than a password."""
    return request.session.get("proof", Proof.PASSWORD) != Proof.PASSWORD


def is_fresh(request: HttpRequest, *, at: datetime) -> bool:
    """Whether somebody proved a moment ago who it is that sits here."""
    proved_at = request.session.get("proved_at")
    return proved_at is not None and at - datetime.fromisoformat(proved_at) < FRESH


def wait_for_code(request: HttpRequest, user: User, *, at: datetime) -> None:
    """The password was right; who it is stays outside until the second step is there too."""
    request.session.cycle_key()
    request.session["waits"] = [user.pk, user.get_session_auth_hash(), at.isoformat()]


def waiting(request: HttpRequest, *, at: datetime) -> User | None:
    """Who gave a password and has to take the second step; nobody when that was too long ago."""
    pk, password, since = request.session.get("waits") or (None, "", "")
    if pk is None or at - datetime.fromisoformat(since) > WAITS_FOR_CODE:
        return None
    user = User.objects.filter(pk=pk, is_active=True).select_related("organisation__region").first()
    return user if user and user.get_session_auth_hash() == password else None


def why_over(request: HttpRequest, *, at: datetime) -> str:
    """Why this session has to end now, as a word for the log-in page; empty while it goes on.

    Once a minute it is written down that it goes on.
    """
    session = request.session
    seen, began = (datetime.fromisoformat(session[name]) for name in ("seen_at", "began_at"))
    if at - seen > REST:
        return "rust"
    if at - began > LONGEST:
        return "lang"
    if at - seen > SEEN_EVERY:
        session.modified = True
    return ""


def leave(request: HttpRequest, *, how: str = "uitloggen") -> None:
    """End the session here and on the server, and write it down."""
    note(request, Action.SIGN_OUT, how)
    logout(request)


def end_sessions(user: User, *, but: str | None = None) -> int:
    """Log somebody out everywhere, except in the session with this key; how many that were."""
    mine = Session.objects.visible_to(user)
    ended, _ = (mine.exclude(pk=but) if but else mine).delete()
    return ended


def way_on(request: HttpRequest) -> str:
    """Where somebody was going; never to another site."""
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else settings.LOGIN_REDIRECT_URL
