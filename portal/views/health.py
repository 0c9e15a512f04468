"""Signs of life, for whoever watches over the server."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from portal.access import public


@public
def alive(request: HttpRequest) -> HttpResponse:
    """200 while the process lives."""
    return HttpResponse("gezond\n", content_type="text/plain")


@public
def ready(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database antwoordt niet\n", content_type="text/plain", status=503)
    return HttpResponse("klaar\n", content_type="text/plain")
