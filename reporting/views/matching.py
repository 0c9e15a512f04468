"""What finding places does for the region: where places lack, and whether groups are treated alike."""

from django.http import HttpResponse
from django.shortcuts import render

from portal import clock
from portal.access import SEES_FIGURES, SignedInRequest, allow, note
from portal.models import Action
from reporting.fairness import fairness
from reporting.missing import missing_places


@allow(*SEES_FIGURES)
def missing(request: SignedInRequest) -> HttpResponse:
    """The places that are not there, per care form and municipality, and on what searches failed."""
    region = request.user.region
    assert region is not None
    note(request, Action.VIEW, "ontbrekende plekken")
    return render(request, "reporting/missing.html", {"missing": missing_places(region, on=clock.today())})


@allow(*SEES_FIGURES)
def fair(request: SignedInRequest) -> HttpResponse:
    """Who got a place, after how long, and who was passed, per group."""
    region = request.user.region
    assert region is not None
    note(request, Action.VIEW, "eerlijk verdelen")
    return render(request, "reporting/fairness.html", {"fair": fairness(region, on=clock.today())})
