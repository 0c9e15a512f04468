"""A report from draft to published: its words, the approval by name, the publication."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.models import Action, User
from portal.partials import show
from reporting.approving import (
    WRITES,
    TextConflict,
    approve,
    obstacles_to_approve,
    obstacles_to_publish,
    obstacles_to_write,
    publish,
    save_text,
)
from reporting.forms import ChapterTextForm
from reporting.models import CouncilReport, ReportText
from reporting.publishing import report_from
from reporting.report.restated import WHY
from reporting.views.reports import wanted
from trajectories.obstacles import Obstructed


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter on the page: its form, what stands there, and whether somebody else was first."""

    form: ChapterTextForm
    known: ReportText | None
    theirs: ReportText | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A last question before an act on a report."""

    title: str
    question: str
    consequences: tuple[str, ...]
    button: str
    done: str


APPROVE = Step(
    "Rapport goedkeuren",
    "Keurt u dit rapport goed?",
    (
        "Uw naam staat onder het rapport.",
        "De toelichting verandert daarna niet meer.",
        "De pdf wordt opnieuw gemaakt, met de toelichting erin.",
    ),
    "Keur het rapport goed",
    "U hebt het rapport goedgekeurd. De pdf wordt nu gemaakt. Daarna kunt u het publiceren.",
)
PUBLISH = Step(
    "Rapport publiceren",
    "Publiceert u dit rapport?",
    (
        "Iedereen kan het rapport lezen, ook zonder in te loggen.",
        "Het verandert nooit meer. Een verbetering is een nieuw rapport.",
    ),
    "Publiceer het rapport",
    "Het rapport staat op de openbare pagina.",
)


@allow(*WRITES)
def texts(request: SignedInRequest, region: str, quarter: str) -> HttpResponse:
    """The words per chapter; each saved on its own, by a press or while typing."""
    stored = _draft(request, region, quarter)
    chapters = _chapters(stored)
    status, saved = 200, None
    if request.method == "POST":
        status, saved = _save(request, stored, chapters)
        if saved and not request.headers.get("HX-Target"):
            messages.success(request, f"De toelichting bij ‘{chapters[saved].form.title}’ is bewaard.")
            return redirect(request.path)
    parts = [f"hoofdstuk-{anchor}" for anchor in chapters]
    context = {
        "stored": stored,
        "chapters": chapters.values(),
        "chapter": chapters.get(request.POST.get("chapter", "")),
        "saved": saved,
        "obstacles": obstacles_to_write(stored),
        "region_code": region,
    }
    if request.headers.get("HX-Target") in parts and context["chapter"]:
        return render(request, "reporting/report_texts.html#chapter", context, status=status)
    return show(request, "reporting/report_texts.html", context, status=status)


def _chapters(stored: CouncilReport) -> dict[str, Chapter]:
    known = {row.chapter: row for row in stored.texts.select_related("saved_by")}
    report = report_from(stored)
    titles = {one.anchor: one.title for one in report.chapters if one.anchor not in ("leeswijzer", "bijlage")}
    titles["borging"] = "Borging: wie zorgt dat het zo blijft, en met welk geld"
    if stored.content["gewijzigd"]:
        titles[WHY] = "Waarom getallen uit het vorige rapport zijn gewijzigd"
    return {
        anchor: Chapter(_form(anchor, title, known.get(anchor)), known.get(anchor))
        for anchor, title in titles.items()
    }


def _form(anchor: str, title: str, known: ReportText | None) -> ChapterTextForm:
    initial = {"chapter": anchor, "version": known.version if known else 0, "text": known.text if known else ""}
    return ChapterTextForm(chapter=anchor, title=title, initial=initial)


def _save(request: SignedInRequest, stored: CouncilReport, chapters: dict[str, Chapter]) -> tuple[int, str | None]:
    """Keep one chapter; what was typed stays on the page when it could not be kept."""
    anchor = request.POST.get("chapter", "")
    if anchor not in chapters:
        raise Http404("Dit hoofdstuk is er niet.")
    title = chapters[anchor].form.title
    form = ChapterTextForm(request.POST, chapter=anchor, title=title)
    chapters[anchor] = Chapter(form, chapters[anchor].known)
    if not form.is_valid():
        return 422, None
    facts = form.cleaned_data
    try:
        row = save_text(
            stored, chapter=anchor, text=facts["text"], version=facts["version"], at=clock.now(), by=request.user
        )
    except Obstructed as obstacle:
        form.add_error(None, list(obstacle.sentences))
        return 409, None
    if isinstance(row, TextConflict):
        mine = _form(anchor, title, row.theirs)
        mine.initial["text"] = facts["text"]
        chapters[anchor] = Chapter(mine, row.theirs, theirs=row.theirs)
        return 409, None
    chapters[anchor] = Chapter(_form(anchor, title, row), row)
    return 200, anchor


@allow(*WRITES)
def approval(request: SignedInRequest, region: str, quarter: str) -> HttpResponse:
    """Put a name under the report."""
    stored = _draft(request, region, quarter)
    return _ask(request, stored, APPROVE, approve, obstacles_to_approve(stored), region)


@allow(*WRITES)
def publication(request: SignedInRequest, region: str, quarter: str) -> HttpResponse:
    """Open the report to everybody."""
    stored = _draft(request, region, quarter)
    return _ask(request, stored, PUBLISH, publish, obstacles_to_publish(stored), region)


def _ask(
    request: SignedInRequest,
    stored: CouncilReport,
    step: Step,
    act: Callable[..., CouncilReport],
    obstacles: list[str],
    region: str,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        at: datetime = clock.now()
        by: User = request.user
        try:
            act(stored, at=at, by=by)
        except Obstructed as problem:
            obstacles, status = list(problem.sentences), 409
        else:
            note(request, Action.CHANGE, "kwartaalrapport")
            messages.success(request, step.done)
            return redirect("quarterly_report", region, stored.quarter)
    context = {"step": step, "stored": stored, "obstacles": obstacles, "region_code": region}
    return render(request, "reporting/report_step.html", context, status=status)


def _draft(request: SignedInRequest, region: str, quarter: str) -> CouncilReport:
    """The last report that was drawn up of a quarter."""
    home, period = wanted(request, region, quarter)
    found = CouncilReport.objects.visible_to(request.user).filter(region=home, quarter=str(period))
    stored = found.defer("pdf").newest_first().first()
    if stored is None:
        raise Http404("Dit rapport is nog niet opgesteld.")
    return stored
