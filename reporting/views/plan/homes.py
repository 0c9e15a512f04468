"""Dwellings for people who move on: promised against delivered, and dwellings that need a replacement."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from placements import planning
from placements.models import ChangeType, PlanLine, ResidentPlan
from placements.planning import PLANNERS
from portal import clock
from portal.access import SignedInRequest, allow
from portal.actor import counting
from portal.models import Action, Role
from portal.partials import show
from reporting.plan.forms import QuotaForm, ReplacementForm
from reporting.plan.homes import unreplaced, year_of, years_of
from reporting.views.plan import READERS
from reporting.views.plan.sheet import Done, Sheet, answer

KEEPS = ("De laatste afspraak over een gemeente, corporatie en jaar telt. Wat er eerder stond, blijft leesbaar.",)


@allow(*READERS, Role.HOUSING_ASSOCIATION)
def plan_homes(request: SignedInRequest) -> HttpResponse:
    """How many dwellings were promised and delivered in a year; a housing association reads its own."""
    on = clock.today()
    years = years_of(request.user, on=on)
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked in map(str, years) else on.year
    sheet = year_of(request.user, year, on=on)
    context = {
        "sheet": sheet,
        "percent": round(sheet.at_origin * 100) if sheet.at_origin is not None else None,
        "years": years,
        "unreplaced": unreplaced(request.user, on=on),
        "on": on,
        "may_change": request.user.role in PLANNERS,
        "sees_region": request.user.role in READERS,
    }
    return show(request, "reporting/plan/homes.html", context)


@allow(*PLANNERS)
def agree_on_dwellings(request: SignedInRequest) -> HttpResponse:
    """Write down how many dwellings were promised, or that the number changed."""
    region, on, back = request.user.region, clock.today(), reverse("plan_homes")
    assert region is not None
    initial = {"year": on.year, "municipality": request.GET.get("gemeente", "")}
    form = QuotaForm(request.POST or None, region=region, on=on, initial=initial)
    sheet = Sheet("Afspraak over woningen", "Leg de afspraak vast", back, consequences=KEEPS)

    def act() -> Done:
        quota, is_new = planning.agree_on_dwellings(region, **form.cleaned_data, on=on, by=request.user)
        said = "is vastgelegd" if is_new else "stond er al"
        return Done(f"De afspraak {said}: {quota}.", f"{back}?jaar={quota.year}")

    return answer(request, sheet, form, act, action=Action.CREATE)


@allow(*PLANNERS)
def replace_dwelling(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which line of the plan brings a dwelling in the place of one the resident rents now."""
    on, back = clock.today(), reverse("plan_homes")
    mine = [row.pk for row in unreplaced(request.user, on=on)]
    reach = ResidentPlan.objects.filter(pk__in=mine).select_related("closing__location", "home__place")
    with counting():  # the place; not who lives there
        flip = get_object_or_404(reach, pk=pk)
    lines = PlanLine.objects.visible_to(request.user).in_force().filter(kind=ChangeType.BUILD_UP)
    form = ReplacementForm(request.POST or None, lines=lines.with_words().in_order())
    about = f"Plek {flip.home.place} in {flip.closing.location} wordt een huurwoning van de bewoner."
    sheet = Sheet(f"Vervangende woning voor plek {flip.home.place}", "Leg vast", back, about)

    def act() -> Done:
        planning.replace_dwelling(flip, **form.cleaned_data, by=request.user)
        return Done("Vastgelegd: deze afspraak brengt een vervangende woning.", back)

    return answer(request, sheet, form, act)
