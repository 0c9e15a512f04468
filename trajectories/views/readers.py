"""Who looked in the file of a client: to show the client, on screen and on paper."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.audit.readers import days_of, records_of
from portal.files import file
from portal.models import Action, Client
from portal.partials import show
from portal.pdf import print_pdf
from trajectories.views.clients import find_client

MOST = 2_000
"""Lines of the log on one page; a file is looked at a few times a day at most."""


@allow(*CASE_WORKERS)
def readers(request: SignedInRequest, slug: str) -> HttpResponse:
    """Day by day who was in the file, in words for the client."""
    client = find_client(request.user, slug)
    context = _context(client)
    note(request, Action.VIEW, "wie in het dossier keek", client=client)
    return show(request, "trajectories/readers.html", context)


@allow(*CASE_WORKERS)
def readers_pdf(request: SignedInRequest, slug: str) -> HttpResponse:
    """The same on paper, to give to the client."""
    today, client = clock.today(), find_client(request.user, slug)
    context = _context(client) | {"today": today, "office": request.user.organisation}
    note(request, Action.EXPORT, "wie in het dossier keek", client=client)
    text = render_to_string("trajectories/print/readers.html", context)
    pdf = print_pdf(text, style="findings.css", drawn_up_on=today)
    return file(pdf, "application/pdf", f"wie-keek-{client.slug}.pdf")


def _context(client: Client) -> dict[str, object]:
    records = records_of(client)
    found = list(records[:MOST])
    return {
        "client": client,
        "days": list(days_of(found)),
        "is_cut": len(found) == MOST and records.count() > MOST,
    }
