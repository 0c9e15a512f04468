"""Two people answered the same question of a part: both answers side by side, and a choice per question."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from portal import clock
from portal.access import SignedInRequest, note
from portal.models import Action
from portal.partials import show
from trajectories.forms.parts import ChoiceOfTwo, PartForm
from trajectories.investigating import Conflict, Draft, standing
from trajectories.models import InvestigationPart, Notification
from trajectories.views.melding import surroundings


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that two people answered differently."""

    name: str
    label: str
    mine: str
    theirs: str


def differences(form: PartForm, draft: Draft, conflict: Conflict) -> list[Difference]:
    """Both answers to each question in conflict, in words."""
    there = standing(conflict.theirs)
    theirs = form.again(part=conflict.theirs)
    return [
        Difference(
            name,
            theirs.called(name),
            form.said(name, draft.all_answers[name]),
            theirs.said(name, there.get(name)),
        )
        for name in conflict.questions
    ]


def conflict_page(
    request: SignedInRequest,
    melding: Notification,
    form: PartForm,
    draft: Draft,
    conflict: Conflict,
    question: ChoiceOfTwo | None = None,
) -> HttpResponse:
    """Nothing is saved before somebody chose, and nothing typed is lost."""
    found = differences(form, draft, conflict)
    question = question or ChoiceOfTwo(labels=_labels(found))
    note(request, Action.VIEW, "twee versies van een onderdeel", client=melding.client)
    context = surroundings(melding, clock.today()) | {
        "kind": form.kind,
        "theirs": conflict.theirs,
        "pairs": [(row, question[f"keep-{row.name}"]) for row in found],
        "answers": form,
        "form": question,
        "seen": conflict.theirs.version,
    }
    page = show(request, "trajectories/conflict.html", context, status=422 if question.errors else 409)
    # Asked for by a part of the page, this answer takes the place of all of it.
    page.headers["HX-Retarget"], page.headers["HX-Reswap"] = "body", "innerHTML show:top"
    return page


def settle(request: SignedInRequest, melding: Notification, form: PartForm) -> PartForm | HttpResponse:
    """The form with what somebody chose per question; the page again while a choice is missing."""
    part = InvestigationPart.objects.filter(notification=melding, kind=form.kind).first()
    draft = form.draft()
    names = [name for name in draft.all_answers if f"asked-{name}" in request.POST]
    if part is None or not names:
        return form
    conflict = Conflict(part, names)
    question = ChoiceOfTwo(request.POST, labels=_labels(differences(form, draft, conflict)))
    if not question.is_valid():
        return conflict_page(request, melding, form, draft, conflict, question)
    there, merged = standing(part), request.POST.copy()
    for name in filter(question.keeps_theirs, names):
        if name in form.fields:
            merged.setlist(name, _sent(there.get(name)))
        else:  # the reason to open a group, which another opened too
            merged.setlist("ask", [])
            merged.setlist("ask_why", [])
    return form.again(merged)


def _sent(answer: Any) -> list[str]:
    """An answer as a browser would send it."""
    return answer if isinstance(answer, list) else ["" if answer is None else str(answer)]


def _labels(found: list[Difference]) -> dict[str, str]:
    return {row.name: row.label for row in found}
