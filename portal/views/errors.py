"""Pages for when something goes wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its token: too old a page, or another site."""
    return render(request, "403_csrf.html", status=403)
