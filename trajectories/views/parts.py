"""The parts of the investigation, each a page of its own, and the page for when two people saved one."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.models import Action
from portal.partials import show
from trajectories.forms.parts import ChoiceOfTwo, PartForm, in_words
from trajectories.investigating import Conflict, obstacles_to_answer, save_part
from trajectories.models import InvestigationPart, Notification, PartKind
from trajectories.obstacles import Obstructed
from trajectories.views.melding import Task, find_melding, quotes, surroundings, tasks


@allow(*CASE_WORKERS)
def part(request: SignedInRequest, slug: str, kind: str) -> HttpResponse:
    """One part of the investigation: a short form, saved on its own."""
    on = clock.today()
    melding = find_melding(request.user, slug)
    task = next((task for task in tasks(melding, on=on) if task.kind == kind), None)
    if task is None:
        raise Http404
    if request.method != "POST":
        note(request, Action.VIEW, "onderdeel van het onderzoek", client=melding.client)
        return _part_page(request, melding, task, task.form.again(part=task.part))
    form = task.form.again(request.POST)
    if not form.is_valid():
        return _part_page(request, melding, task, form)
    try:
        is_choice = "keep" in request.POST and task.part is not None
        return _settle(request, melding, task, form) if is_choice else _save(request, melding, task, form)
    except Obstructed as stop:
        form.add_error(None, f"{stop} Wat u invulde, ziet u hieronder. Het is niet opgeslagen.")
        return _part_page(request, melding, task, form)


def _part_page(
    request: SignedInRequest, melding: Notification, task: Task, form: PartForm, *, is_saved: bool = False
) -> HttpResponse:
    on = clock.today()
    context = surroundings(melding, on) | {
        "task": task,
        "form": form,
        "is_saved": is_saved,
        "obstacles": obstacles_to_answer(melding, on=on),
        "quotes": quotes(melding) if task.kind == PartKind.OWN_WORDS else [],
    }
    status = 422 if form.errors else 200
    return show(request, "trajectories/part.html", context, parts={"part-form"}, status=status)


def _save(request: SignedInRequest, melding: Notification, task: Task, form: PartForm) -> HttpResponse:
    done = _save_or_ask(request, melding, form)
    if isinstance(done, Conflict):
        return _conflict_page(request, melding, Task(task.kind, done.theirs, task.form), form)
    note(request, Action.CHANGE, "onderdeel van het onderzoek", client=melding.client)
    if request.headers.get("HX-Target") == "part-form":
        again = find_melding(request.user, melding.slug)
        return _part_page(request, again, Task(task.kind, done, task.form), form.again(part=done), is_saved=True)
    at = timezone.localtime(done.saved_at)
    messages.success(request, f"‘{task.kind.label}’ is opgeslagen om {at:%H:%M} uur.")
    if "stay" in request.POST:
        return redirect("part", melding.slug, task.kind)
    return redirect("notification", melding.slug)


def _save_or_ask(request: SignedInRequest, melding: Notification, form: PartForm) -> InvestigationPart | Conflict:
    draft = form.draft()
    done = save_part(melding, draft, at=clock.now(), by=request.user)
    if isinstance(done, Conflict) and not differences(form, done.theirs):
        # Only words of the client came in twice: both stay, there is nothing to choose.
        draft = replace(draft, version=done.theirs.version)
        return save_part(melding, draft, at=clock.now(), by=request.user)
    return done


def _settle(request: SignedInRequest, melding: Notification, task: Task, form: PartForm) -> HttpResponse:
    """Save what somebody chose out of two versions, unless a third came in between."""
    theirs = task.part
    assert theirs is not None
    if form.cleaned_data["version"] != theirs.version:
        return _conflict_page(request, melding, task, form)
    found = differences(form, theirs)
    question = _question(found, request.POST)
    if not question.is_valid():
        return _conflict_page(request, melding, task, form, question)
    merged = request.POST.copy()
    for row in found:
        if question.keeps_theirs(row.name):
            merged.setlist(row.name, _sent(standing(theirs).get(row.name)))
    chosen = form.again(merged)
    if not chosen.is_valid():
        return _part_page(request, melding, task, chosen)
    return _save(request, melding, task, chosen)


def standing(part: InvestigationPart) -> dict[str, Any]:
    """The answers of a part as they stand, how far it is among them."""
    return part.answers | {"state": part.state}


def _sent(answer: Any) -> list[str]:
    """An answer as a browser would send it."""
    return answer if isinstance(answer, list) else [answer or ""]


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that two people answered differently."""

    name: str
    label: str
    mine: str
    theirs: str


def differences(form: PartForm, theirs: InvestigationPart) -> list[Difference]:
    """Where a valid form says something else than what stands; the client's words are only added, never chosen."""
    draft, there = form.draft(), standing(theirs)
    mine = draft.answers | {"state": draft.state}
    return [
        Difference(name, str(field.label), in_words(field, mine[name]), in_words(field, there.get(name)))
        for name, field in form.fields.items()
        if name in mine and (mine[name] or "") != (there.get(name) or "")
    ]


def _question(found: list[Difference], data: Any = None) -> ChoiceOfTwo:
    labels = {row.name: row.label for row in found}
    return ChoiceOfTwo(data, names=list(labels), labels=labels)


def _conflict_page(
    request: SignedInRequest,
    melding: Notification,
    task: Task,
    form: PartForm,
    question: ChoiceOfTwo | None = None,
) -> HttpResponse:
    """Both answers side by side; nothing is saved before somebody chose, and nothing typed is lost."""
    assert task.part is not None
    found = differences(form, task.part)
    question = question or _question(found)
    pairs: list[tuple[Difference, BoundField]] = [(row, question[f"keep-{row.name}"]) for row in found]
    note(request, Action.VIEW, "twee versies van een onderdeel", client=melding.client)
    context = surroundings(melding, clock.today()) | {
        "task": task,
        "pairs": pairs,
        "answers": form,
        "form": question,
    }
    page = show(request, "trajectories/conflict.html", context, status=422 if question.errors else 409)
    # Asked for by a part of the page, this answer takes the place of all of it.
    page.headers["HX-Retarget"], page.headers["HX-Reswap"] = "body", "innerHTML show:top"
    return page
