"""Actions under a line of the plan: agree on one, correct it, say that it is done."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from placements import planning
from placements.models import PlanAction, PlanLine
from placements.planning import PLANNERS
from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.models import Action
from portal.templatetags.dutch import dag
from reporting.plan.forms import ActionChangeForm, ActionForm
from reporting.views.plan.lines import find_line
from reporting.views.plan.sheet import Done, Sheet, answer


@allow(*PLANNERS)
def add_plan_action(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree on something to do for a line."""
    line, on = find_line(request, pk), clock.today()
    form = ActionForm(request.POST or None, on=on)
    back = reverse("plan_line", args=[line.pk])
    sheet = Sheet(
        "Actie toevoegen",
        "Voeg de actie toe",
        back,
        line.sentence,
        ("Twee weken voor de uiterste dag komt de actie op uw startpagina, tot ze klaar is.",),
    )

    def act() -> Done:
        action, is_new = planning.add_action(line, **form.cleaned_data, on=on, by=request.user)
        said = "is toegevoegd" if is_new else "stond er al"
        return Done(f"De actie {said}: {action.owner}, uiterlijk {dag(action.due_on)}.", back)

    return answer(request, sheet, form, act, action=Action.CREATE)


@allow(*PLANNERS)
def plan_action(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an action, or say when it was done and what came of it."""
    action, on = _find_action(request, pk), clock.today()
    form = ActionChangeForm(request.POST or None, on=on, action=action)
    back = reverse("plan_line", args=[action.line_id])
    sheet = Sheet("Actie wijzigen", "Bewaar de actie", back, action.line.sentence)

    def act() -> Done:
        planning.change_action(action, **form.cleaned_data, by=request.user)
        return Done("De actie is bijgewerkt.", back)

    return answer(request, sheet, form, act)


@require_POST
@allow(*PLANNERS)
def finish_plan_action(request: SignedInRequest, pk: int) -> HttpResponse:
    """The action is done, in one press."""
    action = _find_action(request, pk)
    try:
        is_new = planning.finish_action(action, on=clock.today(), by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        note(request, Action.CHANGE, "plan")
        messages.success(request, f"De actie {'is' if is_new else 'was al'} klaar: {action.what}")
    return redirect("plan_line", action.line_id)


def _find_action(request: SignedInRequest, pk: int) -> PlanAction:
    reach = PlanAction.objects.filter(line__in=PlanLine.objects.visible_to(request.user))
    words = ("line__care_form", "line__to_care_form", "line__municipality", "line__provider")
    return get_object_or_404(reach.select_related(*words), pk=pk)
