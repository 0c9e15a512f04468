"""The steps of a melding: report, application, closing, and the clock that stands still."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.asking import sent
from portal.models import Action
from portal.partials import show
from trajectories import deciding, findings, forwarding, standstill
from trajectories.forms import deciding as forms
from trajectories.models import Notification
from trajectories.obstacles import did
from trajectories.task_list import tasks
from trajectories.views.melding import find_melding, surroundings


@dataclass(frozen=True, slots=True)
class Step:
    """A step as a page: its words, its form, what may stand in its way, and the act."""

    title: str
    consequences: tuple[str, ...]
    button: str
    done: str
    form: type[forms.StepForm]
    obstacles: Callable[..., list[str]]
    act: Callable[..., Any]
    template: str = "trajectories/step.html"
    makes_letter: bool = False


REPORT = Step(
    "Controleer uw antwoorden",
    ("Het verslag is klaar. De klok van zes weken stopt.", "De antwoorden staan daarna vast."),
    "Leg vast: verslag klaar",
    "Het verslag is klaar. De volgende stap is de aanvraag.",
    forms.ReportForm,
    deciding.obstacles_to_report,
    findings.report,
    "trajectories/report.html",
)
APPLY = Step(
    "Aanvraag vastleggen",
    ("De klok van twee weken voor het besluit begint te lopen.",),
    "Leg de aanvraag vast",
    "De aanvraag is vastgelegd. Binnen twee weken volgt het besluit.",
    forms.ApplyForm,
    deciding.obstacles_to_apply,
    deciding.apply,
)
BEGIN = Step(
    "Maak er een melding van",
    ("De vooraanmelding wordt een melding.", "De klok van zes weken voor het onderzoek begint te lopen."),
    "Maak er een melding van",
    "Dit is nu een melding. De zes weken lopen.",
    forms.BeginForm,
    deciding.obstacles_to_begin,
    deciding.begin,
)
CLOSE = Step(
    "Melding afsluiten zonder besluit",
    (
        "De melding verdwijnt uit het werk. Er komt geen besluit.",
        "De wettelijke termijnen stoppen.",
        "Stuurt u door, dan wordt er een brief aan de cliënt gemaakt.",
    ),
    "Sluit de melding af",
    "De melding is afgesloten.",
    forms.CloseForm,
    deciding.obstacles_to_close,
    forwarding.close,
    makes_letter=True,
)
SUSPEND = Step(
    "Termijn stilzetten",
    ("De dagen tellen niet mee zolang de termijn stilstaat (Awb 4:15).", "De uiterste dag schuift op."),
    "Zet de termijn stil",
    "De termijn staat stil.",
    forms.SuspendForm,
    standstill.obstacles_to_suspend,
    standstill.suspend,
    makes_letter=True,
)
RESUME = Step(
    "Termijn weer laten lopen",
    ("Vanaf de dag erna tellen de dagen weer mee.",),
    "Laat de termijn weer lopen",
    "De termijn loopt weer.",
    forms.ResumeForm,
    standstill.obstacles_to_resume,
    standstill.resume,
)


def take_step(request: SignedInRequest, slug: str, step: Step, **limits: Any) -> HttpResponse:
    """Show a step with what stands in its way; take it when the form is whole and nothing does."""
    on = clock.today()
    melding = find_melding(request.user, slug)
    form = step.form(sent(request), melding=melding, on=on, **limits)
    if form.is_valid() and did(form, lambda: step.act(melding, **form.facts(), on=on, by=request.user)):
        return done(request, melding, step.done)
    note(request, Action.VIEW, "melding", client=melding.client)
    context = surroundings(melding, on) | {
        "step": step,
        "form": form,
        "obstacles": step.obstacles(melding, on=on),
        "tasks": [task for task in tasks(melding, on=on, user=request.user) if task.part],
        "voices": melding.voices.all(),
    }
    return show(request, step.template, context, status=422 if form.is_bound else 200)


def done(request: SignedInRequest, melding: Notification, sentence: str) -> HttpResponse:
    """Say what was done, and go back to the melding."""
    note(request, Action.CHANGE, "melding", client=melding.client)
    messages.success(request, sentence)
    return redirect("notification", melding.slug)


@allow(*CASE_WORKERS)
def report(request: SignedInRequest, slug: str) -> HttpResponse:
    """All answers on one page, and then: the report is ready."""
    return take_step(request, slug, REPORT)


@allow(*CASE_WORKERS)
def application(request: SignedInRequest, slug: str) -> HttpResponse:
    """The client applies."""
    return take_step(request, slug, APPLY)


@allow(*CASE_WORKERS)
def begin(request: SignedInRequest, slug: str) -> HttpResponse:
    """A vooraanmelding becomes a melding."""
    return take_step(request, slug, BEGIN)


@allow(*CASE_WORKERS)
def close(request: SignedInRequest, slug: str) -> HttpResponse:
    """Close without a decision."""
    return take_step(request, slug, replace(CLOSE, act=partial(forwarding.close, at=clock.now())))


@allow(*CASE_WORKERS)
def stand_still(request: SignedInRequest, slug: str) -> HttpResponse:
    """Stop the clock, or start it again."""
    still = standstill.running_suspension(find_melding(request.user, slug))
    # The second press on "stilzetten" finds it done, and is not asked how to go on.
    if still is None or "starts_on" in request.POST:
        return take_step(request, slug, SUSPEND)
    return take_step(request, slug, RESUME, since=still.starts_on)
