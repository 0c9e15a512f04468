"""Pages for when something goes wrong."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its token: too old a page, or another site."""
    return render(request, "403_csrf.html", status=403)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Something broke on our side: 500, or 503 when the database does not answer and trying again may help.

    Rendered without the request: asking who is logged in could break once more.
    """
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})
    return HttpResponse(render_to_string("500.html"), status=500)
