"""The report of the investigation, to read, to print and to sign."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.files import file
from portal.models import Action
from portal.partials import show
from portal.pdf import print_pdf
from trajectories.findings import findings_of
from trajectories.views.melding import find_melding, surroundings


@allow(*CASE_WORKERS)
def findings(request: SignedInRequest, slug: str) -> HttpResponse:
    """The report as the client gets it; a draft while the investigation runs."""
    on = clock.today()
    melding = find_melding(request.user, slug)
    note(request, Action.VIEW, "verslag van het onderzoek", client=melding.client)
    context = surroundings(melding, on) | {"findings": findings_of(melding, on=on, user=request.user)}
    return show(request, "trajectories/findings.html", context)


@allow(*CASE_WORKERS)
def findings_pdf(request: SignedInRequest, slug: str) -> HttpResponse:
    """The same on paper, with room for the client to sign and to answer."""
    on = clock.today()
    melding = find_melding(request.user, slug)
    note(request, Action.EXPORT, "verslag van het onderzoek", client=melding.client)
    day = melding.reported_on or on
    context = {"findings": findings_of(melding, on=on, user=request.user), "created": day.isoformat()}
    text = render_to_string("trajectories/print/findings.html", context)
    pdf = print_pdf(text, style="findings.css", drawn_up_on=day)
    return file(pdf, "application/pdf", f"verslag-{melding.slug}.pdf")
