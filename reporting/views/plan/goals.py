"""Targets and estimates of need: set one, change it, record another."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from placements import planning
from placements.models import PlanTarget
from placements.planning import PLANNERS
from portal import clock
from portal.access import SignedInRequest, allow
from portal.models import Action
from reporting.plan.forms import EstimateForm, TargetChangeForm, TargetForm
from reporting.views.plan.sheet import Done, Sheet, answer

KEEPS = ("Wat er eerder stond, blijft leesbaar als ‘was … wordt …’.",)
KEEPS_ESTIMATES = ("De laatste raming van een zorgvorm telt. Eerdere ramingen blijven leesbaar.",)


@allow(*PLANNERS)
def add_target(request: SignedInRequest) -> HttpResponse:
    """Set a target for the end of a year."""
    region, on, back = request.user.region, clock.today(), reverse("plan_goals")
    assert region is not None
    form = TargetForm(request.POST or None, region=region, on=on)
    sheet = Sheet("Doel toevoegen", "Stel dit doel vast", back)

    def act() -> Done:
        target, is_new = planning.set_target(**form.cleaned_data, seen=None, on=on, by=request.user)
        said = "is vastgesteld" if is_new else "stond er al"
        return Done(f"Het doel {said}: {_words(target)}.", back)

    return answer(request, sheet, form, act, action=Action.CREATE)


@allow(*PLANNERS)
def revise_target(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a target another number; what it was stays to be read."""
    reach = PlanTarget.objects.visible_to(request.user).select_related("care_form", "municipality", "set_by")
    target = get_object_or_404(reach, pk=pk).in_force
    back = reverse("plan_goals")
    form = TargetChangeForm(request.POST or None, target=target)
    sheet = Sheet("Doel bijstellen", "Stel het doel bij", back, f"Nu: {_words(target)}.", KEEPS)

    def act() -> Done:
        facts = form.cleaned_data
        revised, is_new = planning.set_target(
            target.care_form,
            municipality=target.municipality,
            year=target.year,
            **facts,
            on=clock.today(),
            by=request.user,
        )
        said = "is bijgesteld" if is_new else "stond al zo"
        return Done(f"Het doel {said}: {_words(revised)}.", back)

    return answer(request, sheet, form, act)


@allow(*PLANNERS)
def add_estimate(request: SignedInRequest) -> HttpResponse:
    """Record how many places are needed; earlier estimates stay."""
    region, on, back = request.user.region, clock.today(), reverse("plan_goals")
    assert region is not None
    asked = region.care_forms.filter(code=request.GET.get("zorgvorm", "")).first()
    initial = {"care_form": asked.pk} if asked else {}
    form = EstimateForm(request.POST or None, region=region, on=on, initial=initial)
    sheet = Sheet("Raming vastleggen", "Leg de raming vast", back, consequences=KEEPS_ESTIMATES)

    def act() -> Done:
        estimate, is_new = planning.record_estimate(form.care_form, says=form.says(), by=request.user)
        said = "is vastgelegd" if is_new else "stond er al"
        return Done(f"De raming {said}: {estimate.places} plekken {estimate.care_form} nodig.", back)

    return answer(request, sheet, form, act, action=Action.CREATE)


def _words(target: PlanTarget) -> str:
    town = target.municipality or "de hele regio"
    return f"{target.places} plekken {target.care_form} in {town}, eind {target.year}"
