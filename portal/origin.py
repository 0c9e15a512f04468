"""Where a request comes from: the address of the browser, or of the office it sits behind."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def origin_of(request: HttpRequest) -> str | None:
    """The IP address a request came from, for the log; what our own proxy says goes before the connection.

    Only the last address of `X-Forwarded-For` counts: our proxy wrote it, anybody may have written the others.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if address in settings.PROXIES or "*" in settings.PROXIES:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    try:
        return str(ip_address(address.partition("%")[0]))  # without the zone, which the database does not know
    except ValueError:
        return None
