"""Decisions: fill in, read back, lay ready or take; what a second person does; and mending one that was taken."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.asking import sent
from portal.models import Action
from portal.partials import show
from trajectories import asking_advice, deciding, decisions
from trajectories.authority import obstacles_to_decide_as, wants_four_eyes
from trajectories.forms.decision import MORE_GOALS, GrantForm, RejectForm, SendBackForm, TakeForm
from trajectories.models import Decision, DecisionKind, Notification, Outcome
from trajectories.obstacles import Obstructed
from trajectories.views.melding import find_melding, surroundings
from trajectories.views.steps import done
from trajectories.wording import worded, words_of

DONE = "Het besluit is vastgelegd."
FORMS: dict[str, type[RejectForm]] = {Outcome.GRANTED.value: GrantForm, Outcome.REJECTED.value: RejectForm}


@dataclass(frozen=True, slots=True)
class Ask:
    """One decision page: on which melding, of which kind, and how this user may conclude it."""

    melding: Notification
    kind: str
    on: date
    draft: Decision | None
    why_only_prepare: tuple[str, ...]
    """Why this user can lay the decision ready but not take it; empty when it can be taken at once."""

    @property
    def takes(self) -> bool:
        """Whether the user takes the decision in one go."""
        return not self.why_only_prepare


@allow(*CASE_WORKERS)
def decision(request: SignedInRequest, slug: str) -> HttpResponse:
    """The decision on an application."""
    return _decide(request, slug, DecisionKind.FIRST)


@allow(*CASE_WORKERS)
def correct(request: SignedInRequest, slug: str) -> HttpResponse:
    """Mend a decision that was taken: a new one comes in its place, and names it."""
    return _decide(request, slug, DecisionKind.CORRECTION)


@allow(*CASE_WORKERS)
def after_objection(request: SignedInRequest, slug: str) -> HttpResponse:
    """A well-founded objection leads to a new decision."""
    return _decide(request, slug, DecisionKind.OBJECTION)


@allow(*CASE_WORKERS)
def reassess(request: SignedInRequest, slug: str) -> HttpResponse:
    """A running indication is looked at again: a new decision follows it, without a new melding."""
    return _decide(request, slug, DecisionKind.REASSESSMENT)


def _decide(request: SignedInRequest, slug: str, kind: str) -> HttpResponse:
    melding = find_melding(request.user, slug)
    ask = _ask(request, melding, kind)
    outcome = request.GET.get("uitkomst", "")
    if ask.draft and outcome not in FORMS:
        return _ready(request, ask)
    form = _form(request, ask, outcome)
    is_whole = form is not None and form.is_valid()
    if form and is_whole and "confirmed" in request.POST and (sentence := _conclude(request, ask, form)):
        return done(request, melding, sentence)
    note(request, Action.VIEW, "melding", client=melding.client)
    is_read_back = is_whole and form and not form.errors and "change" not in request.POST
    context = (
        surroundings(melding, ask.on)
        | {
            "ask": ask,
            "kind": DecisionKind(kind),
            "old": decisions.in_force(melding) or melding,
            "outcome": outcome,
            "form": form,
            "obstacles": decisions.obstacles_to_prepare(melding, kind, on=ask.on),
            "is_read_back": is_read_back,
            "advised": asking_advice.sentences_against(melding, outcome),
            "unknown_identity": deciding.unknown_identity(melding),
        }
        | (_read_back(form, ask) if form and is_read_back else {})
    )
    return show(request, "trajectories/decision.html", context, status=422 if form and form.errors else 200)


def _read_back(form: RejectForm, ask: Ask) -> dict[str, Any]:
    ruling = form.ruling()
    decided_on = form.day if ask.takes else None
    return {
        "ruling": ruling,
        "said": list(words_of(ruling, goals=ruling.goals, decided_on=decided_on)),
        "waits_since": ruling.waits_since(form.day),
    }


def _ask(request: SignedInRequest, melding: Notification, kind: str) -> Ask:
    on = clock.today()
    why = obstacles_to_decide_as(request.user, melding, on=on)
    if not why and wants_four_eyes(melding, on=on):
        why = ["In deze regio neemt een tweede persoon het besluit. U legt het klaar."]
    return Ask(melding, kind, on, decisions.draft_of(melding), tuple(why))


def _form(request: SignedInRequest, ask: Ask, outcome: str) -> RejectForm | None:
    """The form of the chosen outcome, begun with what lies ready or with the decision to be mended."""
    kind = FORMS.get(outcome)
    if kind is None:
        return None
    based_on = ask.draft or (decisions.in_force(ask.melding) if ask.kind != DecisionKind.FIRST else None)
    facts: dict[str, Any] = {"melding": ask.melding, "on": ask.on, "takes": ask.takes}
    if MORE_GOALS in request.POST:  # not checked yet: the same form, with room for one goal more
        return kind(**facts, initial=request.POST.dict() | {f"goal_{_rows(request)}": ""})
    if ask.kind == DecisionKind.REASSESSMENT and not ask.draft:  # the next indication begins where this one ends
        last = decisions.in_force(ask.melding) or ask.melding
        afresh = {"motivation": "", "alternatives": ""}
        facts["initial"] = afresh | {"valid_from": last.valid_until or ask.on, "valid_last_day": None}
    return kind(sent(request), **facts, based_on=based_on)


def _rows(request: SignedInRequest) -> int:
    return sum(name.startswith("goal_") for name in request.POST)


def _conclude(request: SignedInRequest, ask: Ask, form: RejectForm) -> str:
    """Lay the decision ready, and take it where the user may; empty when something stands in the way."""
    version = form.cleaned_data.get("version") or 0
    facts: dict[str, Any] = {"kind": ask.kind, "version": version, "on": ask.on, "by": request.user}
    try:
        with transaction.atomic():
            draft = _taken_already(request, ask, form) or decisions.prepare(ask.melding, form.ruling(), **facts)
            if ask.takes:
                decisions.take(draft, decided_on=form.day, on=ask.on, by=request.user)
    except Obstructed as stop:
        form.add_error(None, str(stop))
        return ""
    return (
        "Het besluit is vastgelegd." if ask.takes else "Het besluit ligt klaar. Een collega met mandaat neemt het."
    )


def _taken_already(request: SignedInRequest, ask: Ask, form: RejectForm) -> Decision | None:
    """The decision this very form took when it was sent before."""
    last = decisions.in_force(ask.melding)
    is_same = last and last.kind == ask.kind and last.decided_by_id == request.user.pk
    if last and is_same and last.decided_on == form.day and last.outcome == form.outcome:
        return last if ask.takes and decisions.says_the_same(last, form.ruling()) else None
    return None


def _ready(request: SignedInRequest, ask: Ask) -> HttpResponse:
    """A decision that lies ready: take it, send it back, change it or throw it away."""
    assert ask.draft is not None
    act = request.POST.get("act", "")
    take_form = TakeForm(request.POST if act == "take" else None, melding=ask.melding, on=ask.on)
    back_form = SendBackForm(request.POST if act == "send_back" else None)
    obstacles = decisions.obstacles_to_take(ask.draft, decided_on=ask.on, on=ask.on, by=request.user)
    if act:
        try:
            if sentence := _act_on_draft(request, ask, act, take_form, back_form):
                return done(request, ask.melding, sentence)
        except Obstructed as stop:
            obstacles = list(stop.sentences)
    note(request, Action.VIEW, "melding", client=ask.melding.client)
    context = surroundings(ask.melding, ask.on) | {
        "ask": ask,
        "draft": ask.draft,
        "said": worded(ask.draft).said,
        "waits_since": ask.draft.waits_since(ask.on),
        "obstacles": obstacles,
        "unknown_identity": deciding.unknown_identity(ask.melding),
        "take_form": take_form,
        "back_form": back_form,
        "form": back_form if back_form.is_bound else take_form,
    }
    return show(request, "trajectories/decision_ready.html", context, status=422 if act else 200)


def _act_on_draft(
    request: SignedInRequest, ask: Ask, act: str, take_form: TakeForm, back_form: SendBackForm
) -> str:
    """Do what was pressed; empty when the form is not whole. Raises `Obstructed`."""
    assert ask.draft is not None
    if act == "take" and take_form.is_valid():
        decisions.take(ask.draft, **take_form.cleaned_data, on=ask.on, by=request.user)
        return DONE
    if act == "send_back" and back_form.is_valid():
        decisions.send_back(ask.draft, **back_form.cleaned_data, by=request.user)
        return f"Het besluit is teruggestuurd naar {ask.draft.prepared_by}."
    if act == "discard":
        decisions.discard(ask.draft, by=request.user)
        return "Het concept is weggegooid. Er is niets besloten."
    return ""
