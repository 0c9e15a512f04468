"""A copy of everything that is kept about a client: on screen how much of what, on paper and as JSON all of it.

For the coordinator only: a wijkteam does not read what somebody told another municipality; half a copy is none.
"""

from django.http import HttpResponse
from django.template.loader import render_to_string

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.files import file
from portal.models import Action, Client, Role
from portal.partials import show
from portal.pdf import print_pdf
from trajectories import bsn
from trajectories.dossier.copying import as_json, copy_of
from trajectories.views.clients import find_client

SUBJECT = "kopie van het dossier"


@allow(Role.COORDINATOR)
def copy(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a copy would hold, and where to get it."""
    client = find_client(request.user, slug)
    note(request, Action.VIEW, SUBJECT, client=client)
    return show(request, "trajectories/copy.html", {"client": client, "chapters": copy_of(client)})


@allow(Role.COORDINATOR)
def copy_pdf(request: SignedInRequest, slug: str) -> HttpResponse:
    """The copy to hand over."""
    today, client = clock.today(), find_client(request.user, slug)
    _note(request, client)
    context = {"client": client, "chapters": copy_of(client), "today": today, "office": request.user.organisation}
    text = render_to_string("trajectories/print/copy.html", context)
    pdf = print_pdf(text, style="findings.css", drawn_up_on=today)
    return file(pdf, "application/pdf", f"kopie-{client.slug}.pdf")


@allow(Role.COORDINATOR)
def copy_json(request: SignedInRequest, slug: str) -> HttpResponse:
    """The copy for another program (AVG art. 20)."""
    client = find_client(request.user, slug)
    _note(request, client)
    text = as_json(client, on=clock.today())
    return file(text.encode(), "application/json", f"kopie-{client.slug}.json")


def _note(request: SignedInRequest, client: Client) -> None:
    """That a copy was taken along, and that the BSN is in it: whoever asks who read a number finds it."""
    note(request, Action.EXPORT, SUBJECT, client=client)
    if bsn.kept_of(client):
        note(request, Action.REVEAL, "BSN, in de kopie van het dossier", client=client)
