"""Pages that read the same for everybody."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal import clock
from portal.access import public


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, how long, and what you can ask."""
    return render(request, "portal/privacy.html")


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (Besluit digitale toegankelijkheid overheid)."""
    return render(request, "portal/accessibility.html")


@public
def help_and_contact(request: HttpRequest) -> HttpResponse:
    """Whom to ask what."""
    return render(request, "portal/help.html")


@public
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); expires a year from now, as the standard wants."""
    expires = datetime.combine(clock.today() + timedelta(days=365), datetime.min.time(), UTC)
    lines = (
        "Contact: https://github.com/thuisroute/thuisroute/security/advisories/new",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.PORTAL_URL}{request.path}",
        "Policy: https://github.com/thuisroute/thuisroute/blob/main/SECURITY.md",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
