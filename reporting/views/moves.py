"""Moves: how often people moved, had to, or did not need to; and who, for those who know them."""

from django.http import HttpResponse
from django.shortcuts import render

from portal import clock
from portal.access import CASE_WORKERS, SEES_FIGURES, SignedInRequest, allow, note
from portal.models import Action, Role
from reporting.moves import moves_of
from reporting.thresholds import smallest_of
from reporting.views.monitor import quarter_asked, quarters_to_choose


@allow(*(CASE_WORKERS | SEES_FIGURES))
def moves(request: SignedInRequest) -> HttpResponse:
    """The moves of one quarter; who knows some of the people or none reads no small number."""
    today = clock.today()
    quarter = quarter_asked(request)
    region = request.user.region
    assert region is not None
    found = moves_of(region, quarter, on=today, reader=request.user)
    note(request, Action.VIEW, "verhuizingen")
    # Only the coordinator knows everybody whom the numbers are about.
    smallest = 0 if request.user.role == Role.COORDINATOR else smallest_of(region, on=today).inside
    moved, forced, kept = found.counts(smallest=smallest)
    context = {
        "moves": found,
        "numbers": (
            ("Verhuisd", moved, "keer naar een andere woning"),
            ("Gedwongen", forced, "keer om een reden die niet van de cliënt kwam"),
            ("Niet nodig", kept, "keer andere zorg of een andere aanbieder in dezelfde woning"),
        ),
        "quarter": quarter,
        "quarters": list(quarters_to_choose()),
        "sees_persons": request.user.role in CASE_WORKERS,
        "smallest": smallest,
    }
    return render(request, "reporting/moves.html", context)
