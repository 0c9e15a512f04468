"""The parts of the investigation, each a page of its own, saved by a press or on the way."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.models import Action
from portal.partials import show
from trajectories.forms.parts import PartForm
from trajectories.forms.parts.request import OwnWordsForm
from trajectories.hearing import Said, hear
from trajectories.investigating import Conflict, Saved, obstacles_to_answer, save_part
from trajectories.models import Notification, VoiceStep
from trajectories.obstacles import Obstructed, demand
from trajectories.task_list import Task, tasks
from trajectories.views.conflict import conflict_page, settle
from trajectories.views.melding import find_melding, surroundings

ONLY_BY_PRESS = ("ask", "ask_why", "words")
"""What is half done while somebody types: kept when a button is pressed, never on the way."""


@allow(*CASE_WORKERS)
def part(request: SignedInRequest, slug: str, kind: str) -> HttpResponse:
    """One part of the investigation: a short form, saved on its own."""
    melding = find_melding(request.user, slug)
    task = _task(request, melding, kind)
    if request.method != "POST":
        note(request, Action.VIEW, "onderdeel van het onderzoek", client=melding.client)
        return _page(request, melding, task, task.form)
    if request.headers.get("HX-Target") == "saved":
        return _save_on_the_way(request, melding, task)
    form = task.form.again(request.POST)
    if form.is_valid() and "seen" in request.POST:
        chosen = settle(request, melding, form)
        if isinstance(chosen, HttpResponse):
            return chosen
        form = chosen
    if not form.is_valid():
        return _page(request, melding, task, form)
    try:
        return _save(request, melding, form)
    except Obstructed as stop:
        form.add_error(None, f"{stop} Wat u invulde, ziet u hieronder. Het is niet opgeslagen.")
        return _page(request, melding, task, form)


def _task(request: SignedInRequest, melding: Notification, kind: str) -> Task:
    found = tasks(melding, on=clock.today(), user=request.user)
    task = next((task for task in found if task.kind == kind), None)
    if task is None:
        raise Http404
    return task


def _page(
    request: SignedInRequest, melding: Notification, task: Task, form: PartForm, **more: Any
) -> HttpResponse:
    on = clock.today()
    context = surroundings(melding, on) | {
        "task": task,
        "form": form,
        "obstacles": obstacles_to_answer(melding, on=on),
        "voices": melding.voices.all(),
        "people": melding.client.contact_persons.present(),
    }
    status = 422 if form.errors else 200
    return show(request, "trajectories/part.html", context | more, parts={"part-form"}, status=status)


def _save(request: SignedInRequest, melding: Notification, form: PartForm) -> HttpResponse:
    """Save and go back to the list, or stay on the page; ask when the same question was answered twice."""
    draft = form.draft()
    done = save_part(melding, draft, at=clock.now(), by=request.user)
    if isinstance(done, Conflict):
        return conflict_page(request, melding, form, draft, done)
    _keep_words(request, melding, form)
    note(request, Action.CHANGE, "onderdeel van het onderzoek", client=melding.client)
    if request.headers.get("HX-Target") == "part-form":
        melding = find_melding(request.user, melding.slug)
        task = _task(request, melding, draft.kind)
        return _page(request, melding, task, task.form, saved=done)
    at = timezone.localtime(done.part.saved_at)
    also = f" Ook wat {' en '.join(done.others)} intussen invulde, is bewaard." if done.others else ""
    messages.success(request, f"‘{draft.kind.label}’ is opgeslagen om {at:%H:%M} uur.{also}")
    if "stay" in request.POST or request.POST.get("ask"):
        return redirect("part", melding.slug, draft.kind)
    return redirect("notification", melding.slug)


def _keep_words(request: SignedInRequest, melding: Notification, form: PartForm) -> None:
    facts = form.cleaned_data
    if isinstance(form, OwnWordsForm) and facts["words"]:
        demand(obstacles_to_answer(melding, on=clock.today()))
        said = Said(said_on=clock.today(), words=facts["words"], source=facts["source"])
        hear(said, step=VoiceStep.INVESTIGATION, about=melding, at=clock.now(), by=request.user)


def _save_on_the_way(request: SignedInRequest, melding: Notification, task: Task) -> HttpResponse:
    """Save what was typed so far and say so, without touching the page somebody is typing on."""
    form = task.form.again(_so_far(request.POST))
    problems: list[str] = []
    done: Saved | Conflict | None = None
    if form.is_valid():
        try:
            done = save_part(melding, form.draft(), at=clock.now(), by=request.user)
            note(request, Action.CHANGE, "onderdeel van het onderzoek", client=melding.client)
        except Obstructed as stop:
            problems = list(stop.sentences)
    else:
        problems = [
            f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
            for name, errors in form.errors.items()
            for error in errors
        ]
    context = {"form": form, "problems": problems}
    context |= {"conflict": done} if isinstance(done, Conflict) else {"saved": done}
    status = 422 if problems else 409 if isinstance(done, Conflict) else 200
    return show(request, "trajectories/part.html", context, parts={"saved"}, status=status)


def _so_far(sent: QueryDict) -> QueryDict:
    """What was sent, without what counts only when a button is pressed."""
    kept = sent.copy()
    for name in list(kept):
        if name in ONLY_BY_PRESS or name.startswith("leave_"):
            del kept[name]
    return kept
