"""The monitor: a quarter at a glance, for the region or one municipality, and its numbers as files."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from placements.freshness import stale_providers
from placements.models import Location
from portal import clock
from portal.access import SEES_FIGURES, SignedInRequest, allow, note
from portal.files import text_file
from portal.models import Action, Municipality, Region
from portal.sheets import download
from reporting.figures.cells import as_csv
from reporting.keeping import keep_count
from reporting.monitor import Monitor, monitor_of
from reporting.purposes import purposes_of
from reporting.quarter import Quarter
from reporting.sheets import chart_sheet, figures_sheet
from reporting.tiles import towns_of

LISTED = 8
"""Quarters to choose from: two years."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for: a quarter of a region or of one of its municipalities."""

    region: Region
    quarter: Quarter
    town: Municipality | None

    @property
    def query(self) -> str:
        """The same choice as the end of an address."""
        return urlencode({"kwartaal": str(self.quarter)} | ({"gemeente": self.town.pk} if self.town else {}))

    @property
    def locations(self) -> QuerySet[Location]:
        """Where the places are that are counted."""
        found = Location.objects.filter(region=self.region)
        return found.filter(municipality=self.town) if self.town else found

    @property
    def file_name(self) -> str:
        """What a file about it is called, without its kind."""
        place = str(self.town) if self.town else self.region.code
        return f"{place.lower().replace(' ', '-')}-{self.quarter}"


@allow(*SEES_FIGURES)
def monitor(request: SignedInRequest) -> HttpResponse:
    """Six numbers, then the chapters."""
    scope = _scope(request)
    context = {
        "monitor": _monitor(scope),
        "purposes": None if scope.town else purposes_of(scope.region, scope.quarter, on=clock.today()),
        "scope": scope,
        "towns": towns_of(scope.region),
        "quarters": list(quarters_to_choose()),
        "is_provisional": scope.quarter.is_provisional(clock.today()),
        "stale": stale_providers(scope.locations, on=clock.today()),
    }
    return render(request, "reporting/monitor.html", context)


@allow(*SEES_FIGURES)
def monitor_csv(request: SignedInRequest) -> HttpResponse:
    """Every number of the page."""
    scope = _scope(request)
    note(request, Action.EXPORT, "cijfers")
    edition = _monitor(scope).edition
    return text_file(as_csv(edition.cells, smallest=edition.smallest), f"{scope.file_name}-cijfers.csv")


@allow(*SEES_FIGURES)
def monitor_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """The same as a workbook, with what every number means."""
    scope = _scope(request)
    edition = _monitor(scope).edition
    note(request, Action.EXPORT, "cijfers")
    about = f"{edition.region_name}, {scope.quarter.name}"
    sheet = figures_sheet(edition.cells, smallest=edition.smallest, about=about)
    return download(sheet, kind="xlsx", name=f"{scope.file_name}-cijfers")


@require_POST
@allow(*SEES_FIGURES)
def count_again(request: SignedInRequest) -> HttpResponse:
    """Count the quarter once more with the data of this moment."""
    scope = _scope(request)
    keep_count(scope.region, scope.quarter, as_of=clock.today(), at=clock.now())
    messages.success(request, f"Het {scope.quarter.name} is opnieuw geteld.")
    return redirect(f"{reverse('monitor')}?{scope.query}")


@allow(*SEES_FIGURES)
def chart_file(request: SignedInRequest, chart: str, kind: str) -> HttpResponseBase:
    """What one chart draws."""
    scope = _scope(request)
    found = _monitor(scope)
    drawn = found.charts.get(chart)
    if drawn is None:
        raise Http404("Deze grafiek staat niet in de monitor.")
    note(request, Action.EXPORT, "cijfers")
    sheet = chart_sheet(drawn, smallest=found.edition.smallest)
    return download(sheet, kind=kind, name=f"{scope.file_name}-{chart}")


def _scope(request: SignedInRequest) -> Scope:
    """The choice in the address: without one, the last quarter that is over, of the whole region."""
    region = get_object_or_404(Region.objects.filter(organisations=request.user.organisation))
    quarter = quarter_asked(request)
    code = request.GET.get("gemeente", "")
    members = Municipality.objects.filter(memberships__region=region).distinct()
    return Scope(region, quarter, get_object_or_404(members, pk=code) if code else None)


def _monitor(scope: Scope) -> Monitor:
    town = scope.town.pk if scope.town else ""
    return monitor_of(scope.region, scope.quarter, on=clock.today(), town=town)


def quarter_asked(request: SignedInRequest) -> Quarter:
    """The quarter in the address, or the last one that is over; 404 for one that has not begun."""
    wanted = request.GET.get("kwartaal", "")
    try:
        quarter = Quarter.parse(wanted) if wanted else Quarter.containing(clock.today()).previous
    except ValueError as problem:
        raise Http404(str(problem)) from problem
    if quarter.starts_on > clock.today():
        raise Http404("Dit kwartaal is nog niet begonnen.")
    return quarter


def quarters_to_choose() -> Iterator[Quarter]:
    """The last two years, the quarter of now first."""
    quarter = Quarter.containing(clock.today())
    for _ in range(LISTED):
        yield quarter
        quarter = quarter.previous
