"""What every request passes on its way in and out."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

from portal import clock, devices, entering
from portal.access import note
from portal.actor import SYSTEM, VISITOR, acting_as, actor_of
from portal.models import AccessRecord, Action, Role

logger = logging.getLogger(__name__)
type Handler = Callable[[HttpRequest], HttpResponse]

SIGNS_OF_LIFE = {"/gezond/", "/klaar/"}
LOOKS = {"GET", "HEAD"}
METHODS = LOOKS | {"POST"}
MOST_BODY = 32 * 1024 * 1024
"""Bytes of a request that are read at all; a file that is a little too large is refused by its own form."""
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def input_guard(get_response: Handler) -> Handler:
    """Refuse what no page of ours ever asks for: other methods, NUL bytes in an address, a body without end."""

    def guard(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponse(status=405, headers={"Allow": ", ".join(sorted(METHODS))})
        address = request.path + request.META.get("QUERY_STRING", "") + request.META.get("HTTP_USER_AGENT", "")
        if "\0" in address or "%00" in address:
            return render(request, "400.html", status=400)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > MOST_BODY:
            return render(request, "413.html", status=413)
        return get_response(request)

    return guard


def known_browsers(get_response: Handler) -> Handler:
    """Let a browser remember who logged in with it."""

    def remember(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if user := getattr(request, "came_in", None):
            devices.remember(request, response, user)
        return response

    return remember


def headers(get_response: Handler) -> Handler:
    """Answers are not kept by browsers or proxies, and open no doors to other sites."""

    def add(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
        return response

    return add


class Gate:
    """Lets a request through to a view only if the view's audience says so; what says nothing stays closed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Send strangers to the log-in page and refuse other roles."""
        audience: frozenset[Role] | None = getattr(view, "audience", frozenset())
        why_out = _why_out(request) if request.user.is_authenticated else ""
        if why_out:
            entering.leave(request, how=f"sessie beëindigd: {why_out}")
        if audience is None:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request, why=why_out)
        if settings.DEMANDS_SECOND_STEP and not (entering.is_proved(request) or hasattr(view, "is_before_proof")):
            return redirect("account")
        if request.user.role not in audience:
            note(request, Action.REFUSED, "pagina")
            raise PermissionDenied
        return None


def _why_out(request: HttpRequest) -> str:
    """Why somebody has to log in again: it took too long, or a second step was set up elsewhere since."""
    if why := entering.why_over(request, at=clock.moment()):
        return why
    is_bare = settings.DEMANDS_SECOND_STEP and not entering.is_proved(request)
    return "stap" if is_bare and request.user.sign_in_keys.exists() else ""  # type: ignore[union-attr]


def _to_sign_in(request: HttpRequest, *, why: str) -> HttpResponse:
    """The log-in page, and from there back; where htmx asks for a part, the whole page goes there."""
    came_from = request.htmx.current_url_abs_path or "/" if request.htmx else request.get_full_path()  # type: ignore[attr-defined]
    answer = redirect_to_login(came_from, settings.LOGIN_URL)
    if why:
        answer["Location"] += f"&reden={why}"
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(answer["Location"])
    return answer


class OneTransaction:
    """Everything a request does happens together or not at all, the line in the log of who looked included.

    ATOMIC_REQUESTS would end before the template is rendered and before the log is written.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in SIGNS_OF_LIFE:
            return self.get_response(request)
        request.access_records = []  # type: ignore[attr-defined]
        user = request.user
        looks = request.method in LOOKS
        actor = actor_of(user, on=clock.today(), looks=looks) if user.is_authenticated else VISITOR
        try:
            with acting_as(actor), transaction.atomic():
                response = self.get_response(request)
                if response.status_code >= 500 or transaction.get_rollback():
                    transaction.set_rollback(True)
                else:
                    _settle(request)
        except IntegrityError as refusal:
            return _refused(request, refusal)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A rule of the database that no act foresaw: nothing is kept, and the page says so kindly."""
        if not isinstance(exception, IntegrityError):
            return None
        transaction.set_rollback(True)
        return _refused(request, exception)


def _refused(request: HttpRequest, refusal: IntegrityError) -> HttpResponse:
    logger.error("A rule of the database stopped %s %s", request.method, request.path, exc_info=refusal)
    return render(request, "409.html", status=409)


def _settle(request: HttpRequest) -> None:
    """Check what the database would check at commit, then write the log: no log, no answer."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    if records := request.access_records:  # type: ignore[attr-defined]
        with acting_as(SYSTEM):  # who looks may not read the log, not even the line about it
            AccessRecord.objects.bulk_create(records)
