"""Moves: how often people moved, had to, or did not need to; and who, for those who know them."""

from django.http import HttpResponse
from django.shortcuts import render

from portal import clock
from portal.access import CASE_WORKERS, SEES_FIGURES, SignedInRequest, allow, note
from portal.models import Action
from reporting.moves import moves_of
from reporting.thresholds import smallest_of
from reporting.views.monitor import quarter_asked, quarters_to_choose


@allow(*(CASE_WORKERS | SEES_FIGURES))
def moves(request: SignedInRequest) -> HttpResponse:
    """The moves of one quarter; who works with figures only reads how many."""
    today = clock.today()
    quarter = quarter_asked(request)
    region = request.user.region
    assert region is not None
    found = moves_of(region, quarter, on=today, reader=request.user)
    note(request, Action.VIEW, "verhuizingen")
    numbers = (
        ("Verhuisd", found.moved, "keer naar een andere woning"),
        ("Gedwongen", found.forced, "keer om een reden die niet van de cliënt kwam"),
        ("Niet nodig", found.kept, "keer andere zorg of een andere aanbieder in dezelfde woning"),
    )
    sees_persons = request.user.role in CASE_WORKERS
    smallest = 0 if sees_persons else smallest_of(region, on=today).inside
    context = {
        "moves": found,
        "numbers": [(name, _shown(number, smallest), what) for name, number, what in numbers],
        "quarter": quarter,
        "quarters": list(quarters_to_choose()),
        "sees_persons": sees_persons,
        "smallest": smallest,
    }
    return render(request, "reporting/moves.html", context)


def _shown(number: int, smallest: int) -> int | None:
    """A number as this reader may see it; None: too small to show to who sees no persons."""
    return None if 0 < number < smallest else number
