"""The region's agreements about waiting and matching: what counts, the draft, and what it would do to the list."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from portal import clock
from portal.access import CASE_WORKERS, SEES_FIGURES, SignedInRequest, allow, note
from portal.models import Action, Role
from portal.partials import show
from trajectories import agreements as acts
from trajectories.forms.agreements import DraftForm, PublishForm
from trajectories.matching.inputs import Rules, Wish
from trajectories.matching.words import WISHES
from trajectories.models import MatchingRules
from trajectories.obstacles import Obstructed
from trajectories.rules_effect import effect_of


@allow(*CASE_WORKERS, *SEES_FIGURES)
def agreements(request: SignedInRequest) -> HttpResponse:
    """What counts today, and every version before and after it; a coordinator begins or goes on with a draft."""
    today = clock.today()
    mine = MatchingRules.objects.visible_to(request.user)
    is_coordinator = request.user.role == Role.COORDINATOR
    if request.method == "POST" and is_coordinator and request.user.region:
        acts.begin_draft(request.user.region, on=today, by=request.user)
        return redirect("draft_agreements")
    now = acts.in_force(request.user.region_id, on=today)
    published = list(mine.published().select_related("published_by"))
    context = {
        "now": now,
        "in_force": next((one for one in published if one.number == now.number), None),
        "weights": _weights(now),
        "published": published,
        "draft": mine.drafts().first() if is_coordinator else None,
        "is_coordinator": is_coordinator,
    }
    return show(request, "trajectories/agreements.html", context)


@allow(Role.COORDINATOR)
def draft_agreements(request: SignedInRequest) -> HttpResponse:
    """Change the draft, see what it would do to today's list, and publish it or throw it away."""
    today = clock.today()
    mine = MatchingRules.objects.visible_to(request.user)
    draft = mine.drafts().first()
    if draft is None:  # published or thrown away by the first of two presses
        return redirect("agreements")
    asked = request.POST.get("act", "")
    form = DraftForm(request.POST if asked == "save" else None, draft=draft, auto_id="id_draft_%s")
    publishing = PublishForm(request.POST if asked == "publish" else None, today=today, auto_id="id_publish_%s")
    try:
        if done := _act(request, draft, asked, form, publishing):
            messages.success(request, done)
            return redirect("draft_agreements" if asked == "save" else "agreements")
    except Obstructed as stopped:
        (publishing if asked == "publish" else form).add_error(None, list(stopped.sentences))
    note(request, Action.VIEW, "werkafspraken en hun gevolg")
    now = acts.in_force(draft.region_id, on=today)
    context = {
        "draft": draft,
        "form": publishing if asked == "publish" else form,
        "draft_form": form,
        "publishing": publishing,
        "now": now,
        "effect": effect_of(draft.region_id, before=now, after=acts.rules_of(draft), on=today),
    }
    has_errors = form.errors or publishing.errors
    return show(request, "trajectories/draft_agreements.html", context, status=422 if has_errors else 200)


def _act(
    request: SignedInRequest, draft: MatchingRules, asked: str, form: DraftForm, publishing: PublishForm
) -> str:
    """Do what was asked, and say so; empty when there was nothing to do or something is wrong."""
    today, by = clock.today(), request.user
    if asked == "save" and form.is_valid():
        acts.save_draft(draft, facts=form.facts(), by=by)
        return "Het concept is opgeslagen. Hieronder ziet u wat het zou doen."
    if asked == "publish" and publishing.is_valid():
        now = acts.in_force(draft.region_id, on=today)
        effect = effect_of(draft.region_id, before=now, after=acts.rules_of(draft), on=today).as_json()
        facts = publishing.cleaned_data
        acts.publish(draft, **facts, effect=effect, on=today, by=by)
        note(request, Action.CHANGE, "werkafspraken gepubliceerd")
        return "De werkafspraken zijn gepubliceerd. Ze veranderen niet meer."
    if asked == "discard":
        acts.discard_draft(draft, by=by)
        return "Het concept is weggegooid."
    return ""


def _weights(rules: Rules) -> list[tuple[str, Any]]:
    return [(WISHES[wish], rules.weights.get(wish, 0)) for wish in Wish]
