"""The plan to read: its lines, quarter after quarter, goals and needs, and municipality by municipality."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse

from placements.freshness import stale_providers
from placements.models import CareForm, ChangeType, Location, PlanLine
from placements.movements import plan_start
from placements.planning import PLANNERS
from placements.progress import LineState, share
from portal import clock
from portal.access import SignedInRequest, allow
from portal.models import Region
from portal.partials import show
from reporting.charts import Chart
from reporting.plan import goals as goals_
from reporting.plan import quarters as quarters_
from reporting.plan import towns as towns_
from reporting.plan.forms import FilterForm
from reporting.plan.overview import Overview, beside, chosen, growth, overview, shrinkage
from reporting.quarter import Quarter
from reporting.views.plan import PARTNERS, READERS


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in the address: what it says and where it leads; chosen ones lead away from it."""

    label: str
    url: str
    is_on: bool = False
    count: int | None = None


@allow(*READERS, *PARTNERS)
def plan(request: SignedInRequest) -> HttpResponse:
    """The lines of the plan, the late ones first; who reads all of it sees the numbers of the region too."""
    on = clock.today()
    seen = overview(request.user, on=on)
    form = FilterForm(request.GET, lines=[row.line for row in seen.rows])
    filters = form.chosen()
    rows = chosen(seen.rows, filters)
    context = {
        "plan": seen,
        "rows": [row for row in rows if row.progress.state is not LineState.WITHDRAWN],
        "withdrawn": [row for row in rows if row.progress.state is LineState.WITHDRAWN],
        "filters": form,
        "chips": _chips(filters),
        "kinds": _quick(seen, filters),
        "may_change": request.user.role in PLANNERS,
        "sees_region": request.user.role in READERS,
    }
    if request.user.role in READERS and request.user.region:
        context |= _of_the_region(request.user.region, seen, filters)
    return show(request, "reporting/plan/plan.html", context, parts={"plan-lines"})


def _of_the_region(region: Region, seen: Overview, filters: dict[str, Any]) -> dict[str, Any]:
    """What stands around the lines: four numbers, the drawing, what is needed, where there is something."""
    grows, shrinks = growth(seen), shrinkage(seen)
    towns = towns_.towns(region, on=seen.on)
    return {
        "grows": grows,
        "shrinks": shrinks,
        "beside": beside(seen.shared, region),
        "chart": _chart(region, seen, filters, grows.care_form if grows else None),
        "needs": [need for need in goals_.needs(region, on=seen.on) if need.latest],
        "towns": towns,
        "stale": stale_providers(Location.objects.filter(region=region), on=seen.on),
        "covered": sum(town.is_covered for town in towns),
        "bare": [town for town in towns if not town.is_covered],
    }


def _chart(region: Region, seen: Overview, filters: dict[str, Any], usual: CareForm | None) -> Chart | None:
    """The drawing of the chosen care form, or of the one that grows most; none before the plan begins."""
    care_form = filters.get("zorgvorm") or usual
    if care_form is None or seen.since is None or seen.since > seen.on:
        return None
    lines = [row.line for row in seen.in_force]
    return quarters_.drawing(region, lines, care_form, town=filters.get("gemeente"), since=seen.since, on=seen.on)


def _address(filters: dict[str, Any]) -> str:
    """The page with these filters, as an address."""
    words = {name: getattr(value, "code", value) for name, value in filters.items()}
    return f"?{urlencode(words)}"


def _chips(filters: dict[str, Any]) -> list[Chip]:
    """The filters that are on."""
    return [
        Chip(
            "Te laat" if name == "laat" else str(getattr(value, "label", value)),
            _address({other: kept for other, kept in filters.items() if other != name}),
            is_on=True,
        )
        for name, value in filters.items()
    ]


def _quick(seen: Overview, filters: dict[str, Any]) -> list[Chip]:
    """The questions people ask most, each with how many lines answer it."""
    asked: list[tuple[str, dict[str, Any]]] = [("Alle", {}), ("Te laat", {"laat": "ja"})]
    asked += [(kind.label, {"soort": kind}) for kind in ChangeType]
    counts = [len(chosen(seen.in_force, only)) for _, only in asked]
    return [
        Chip(label, _address(only), filters == only, count)
        for (label, only), count in zip(asked, counts, strict=True)
        if count
    ]


@allow(*READERS)
def plan_quarters(request: SignedInRequest) -> HttpResponse:
    """Planned against realised by the end of a quarter, and how the stock came to be what it is."""
    on, region = clock.today(), _region(request)
    since = plan_start(region)
    context: dict[str, Any] = {"since": since, "on": on}
    if since and since <= on:
        known = _quarters(since, on)
        wanted = request.GET.get("kwartaal", "")
        quarter = next((one for one in known if str(one) == wanted), known[-1])
        day = quarter.reference_day(on)
        lines = list(PlanLine.objects.filter(region=region).with_words().in_order())
        sheets = quarters_.sheets(region, since=since, on=day)
        context |= {
            "quarter": quarter,
            "day": day,
            "quarters": [Chip(one.short_name, f"?kwartaal={one}", is_on=one == quarter) for one in known],
            "lines": quarters_.compared(region, lines, since=since, quarter=quarter, on=on),
            "sheets": sheets,
            "shows_all": request.GET.get("alle") == "ja",
            "sheets_from": since - timedelta(days=1),
            "has_aside": any(row.aside for sheet in sheets for _, row in sheet.rows),
        }
    return show(request, "reporting/plan/quarters.html", context)


def _quarters(since: date, on: date) -> list[Quarter]:
    """From the first quarter of the plan to this one, three years of them at most."""
    return quarters_.quarters(since=since, on=on, last_planned=on)


@allow(*READERS)
def plan_goals(request: SignedInRequest) -> HttpResponse:
    """Targets per year and estimates of need, each with what it was before."""
    on, region = clock.today(), _region(request)
    context = {
        "goals": goals_.goals(region, on=on),
        "needs": goals_.needs(region, on=on),
        "on": on,
        "may_change": request.user.role in PLANNERS,
    }
    return show(request, "reporting/plan/goals.html", context)


@allow(*READERS)
def plan_towns(request: SignedInRequest) -> HttpResponse:
    """Beschermd Thuis per municipality, and places for the young."""
    on, region = clock.today(), _region(request)
    towns = towns_.towns(region, on=on)
    shared = share(region, since=plan_start(region), on=on)
    context = {
        "towns": towns,
        "covered": sum(town.is_covered for town in towns),
        "map": towns_.coverage_map(region, towns, on=on) if towns else None,
        "young": towns_.for_the_young(region, shared.lines.values(), on=on),
        "on": on,
    }
    return show(request, "reporting/plan/towns.html", context)


def _region(request: SignedInRequest) -> Region:
    region = request.user.region
    assert region is not None, "every reader of the plan works in a region"
    return region
