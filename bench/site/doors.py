"""A way in without a password, and the floor: what a page costs where it only asks and sends."""

from copy import copy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve

from portal import clock, entering
from portal.access import EVERYBODY, allow, public
from portal.actor import SYSTEM, Actor, acting, acting_as
from portal.models import User
from reporting.editions import quarters_until
from reporting.figures import compute
from reporting.keeping import keep_count
from reporting.quarter import Quarter


@public
def let_in(request: HttpRequest, login: str) -> HttpResponse:
    """Log somebody in."""
    user = User.objects.get(login=login)
    user.backend = "portal.sign_in_backend.SignInBackend"  # type: ignore[attr-defined]
    entering.enter(request, user, by=entering.Proof.CODE, at=clock.moment())
    return HttpResponse("binnen")


@allow(*EVERYBODY)
def count(request: HttpRequest) -> HttpResponse:
    """Count all figures of the running quarter, and tell how many there are."""
    region, day = request.user.region, clock.today()  # type: ignore[union-attr]
    assert region is not None
    return HttpResponse(len(compute(region, Quarter.containing(day), now=day)))


@allow(*EVERYBODY)
def night(request: HttpRequest) -> HttpResponse:
    """Count every quarter of the region as the worker does at night."""
    region, day = request.user.region, clock.today()  # type: ignore[union-attr]
    assert region is not None
    running = Quarter.containing(day)
    with acting_as(SYSTEM):
        for quarter in (running, *quarters_until(running.previous)):
            keep_count(region, quarter, as_of=day, at=clock.now())
    return HttpResponse("geteld")


@dataclass
class Played:
    """A page as it went once: what it asked, on whose behalf, what it noted, and what it sent."""

    asked: list[tuple[Actor, str, Any]] = field(default_factory=list)
    noted: list[Any] = field(default_factory=list)
    sent: bytes = b""

    def listen(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Remember a question that is passed on."""
        self.asked.append((acting(), sql, params))
        return execute(sql, params, many, context)


_played: dict[tuple[str, str, str], Played] = {}


@allow(*EVERYBODY)
def floor(request: HttpRequest) -> HttpResponse:
    """The page `van` without the portal's own work: the same middleware, session, user, SQL, log and bytes."""
    key = request.user.login, request.GET["van"], request.headers.get("HX-Target", "")  # type: ignore[union-attr]
    played = _played.get(key)
    if played is None:
        played = _played[key] = _play(request, request.GET["van"])
    with connection.cursor() as cursor:
        for actor, sql, params in played.asked:
            if actor == acting():
                cursor.execute(sql, params)
                cursor.fetchall()
            else:
                with acting_as(actor):
                    cursor.execute(sql, params)
                    cursor.fetchall()
    request.access_records += [copy(record) for record in played.noted]  # type: ignore[attr-defined]
    return HttpResponse(played.sent)


def _play(request: HttpRequest, address: str) -> Played:
    parts, played, page = urlsplit(address), Played(), copy(request)
    page.path = page.path_info = parts.path
    page.GET = QueryDict(parts.query)  # type: ignore[assignment]
    page.access_records = []  # type: ignore[attr-defined]
    view = resolve(parts.path)
    with connection.execute_wrapper(played.listen):
        answer = view.func(page, *view.args, **view.kwargs)
    played.sent, played.noted = answer.content, page.access_records  # type: ignore[attr-defined]
    return played
