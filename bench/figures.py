"""All figures of a region in a quarter beside drawing its monitor page, on the largest region that is loaded."""

from datetime import date
from time import perf_counter

from django.db.models import Count
from django.template.loader import render_to_string
from django.test import RequestFactory

from bench.measuring import Measure, ratio
from portal.models import Client, Region
from reporting.figures import compute
from reporting.monitor import monitor_of
from reporting.quarter import Quarter
from reporting.views.monitor import Scope

DAY, QUARTER = date(2026, 10, 5), Quarter(2026, 3)
ROUNDS, GOAL = 9, 1.0


def _draw(scope: Scope) -> str:
    """The page of a quarter that was counted before, as a visitor gets it."""
    request = RequestFactory().get("/monitor/")
    monitor = monitor_of(scope.region, scope.quarter, on=DAY)
    context = {"monitor": monitor, "scope": scope, "towns": [], "quarters": [], "is_provisional": True}
    return render_to_string("reporting/monitor.html", context, request=request)


def measures() -> list[Measure]:
    """By the clock on the wall; nothing where no region is loaded."""
    region = Region.objects.annotate(size=Count("clients")).order_by("-size").first()
    if region is None:
        print("No region is loaded: run `make demo` first to measure the figures.")
        return []
    scope = Scope(region, QUARTER, None)
    value = ratio(
        lambda: compute(region, QUARTER, now=DAY), lambda: _draw(scope), rounds=ROUNDS, clock=perf_counter
    )
    clients = Client.objects.filter(region=region).count()
    name = f"all figures of {clients} clients beside their monitor page"
    return [Measure(name, round(value, 3), GOAL)]
