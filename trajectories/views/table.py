"""The matching table: the list of meetings, the agenda with codes only, decisions, and the minutes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import Question, ask
from portal.files import file
from portal.models import Action, Client, Role
from portal.partials import show
from portal.templatetags.dutch import dag
from trajectories import matching_table as acts
from trajectories.agenda import Point, Section, agenda
from trajectories.forms.table import AttendanceForm, NewTableForm, TableDecisionForm
from trajectories.models import MatchingTable, TableDecision
from trajectories.obstacles import Obstructed, did

IN_GENERAL = Point("Algemeen", ())
"""What is decided about no point of the agenda."""


@allow(Role.COORDINATOR)
def tables(request: SignedInRequest) -> HttpResponse:
    """The meetings of the region, the latest first, and one more."""
    form = NewTableForm(request.POST or None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        made, is_new = acts.open_table(request.user.region, held_on=form.cleaned_data["held_on"], by=request.user)
        note(request, Action.CREATE, "matchingstafel")
        messages.success(request, "De tafel staat klaar." if is_new else "Voor deze dag was er al een tafel.")
        return redirect("matching_table", made.slug)
    found = MatchingTable.objects.visible_to(request.user).defer("pdf", "content")
    context = {"tables": found, "form": form}
    return show(request, "trajectories/tables.html", context, status=422 if form.errors else 200)


@allow(Role.COORDINATOR)
def table(request: SignedInRequest, slug: str) -> HttpResponse:
    """One meeting: the agenda, and what was decided; after it was closed, its minutes."""
    found = _table(request, slug)
    form = AttendanceForm(request.POST or None, initial={"attendance": found.attendance})
    if form.is_valid() and did(form, lambda: acts.attend(found, **form.cleaned_data, by=request.user)):
        messages.success(request, "Wie erbij zijn, is bewaard.")
        return redirect("matching_table", slug)
    return _page(request, found, form)


def _page(request: SignedInRequest, found: MatchingTable, form: AttendanceForm) -> HttpResponse:
    note(request, Action.VIEW, "matchingstafel")
    sections = () if found.closed_at else agenda(found.region, on=clock.today())
    context = {
        "table": found,
        "form": form,
        "content": found.content,
        "sections": sections,
        "actions": [] if found.closed_at else acts.open_actions(found),
        "decisions": found.decisions.all(),
        "today": clock.today(),
    }
    return show(request, "trajectories/table.html", context, status=422 if form.errors else 200)


@allow(Role.COORDINATOR)
def decide(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write down what the table decided about one point."""
    found, today = _table(request, slug), clock.today()
    point = _point(agenda(found.region, on=today), request.GET.get("over", ""))
    form = TableDecisionForm(request.POST or None, today=today)

    def act() -> object:
        return acts.decide(found, point=point, **form.cleaned_data, by=request.user)

    if form.is_valid() and did(form, act):
        client = Client.objects.visible_to(request.user, on=today).filter(pk__in=[point.client_id]).first()
        note(request, Action.CHANGE, "matchingstafel", client=client)
        messages.success(request, f"Vastgelegd bij {point.about}.")
        return redirect("matching_table", slug)
    question = Question(
        title=f"Besluit over {point.about}",
        button="Leg het besluit vast",
        back=reverse("matching_table", args=[slug]),
        crumbs=_crumbs(found),
        intro=" · ".join(point.facts),
        consequences=("Schrijft u op wie het doet? Dan komt het terug op de volgende tafel tot het klaar is.",),
    )
    return ask(request, question, form)


@require_POST
@allow(Role.COORDINATOR)
def finish_action(request: SignedInRequest, slug: str, decision: str) -> HttpResponse:
    """What an earlier table decided is done."""
    found = _table(request, slug)
    mine = TableDecision.objects.filter(table__in=MatchingTable.objects.visible_to(request.user))
    done = acts.finish(get_object_or_404(mine, slug=decision), on=clock.today(), by=request.user)
    note(request, Action.CHANGE, "matchingstafel")
    messages.success(request, "De actie is klaar." if done else "De actie was al klaar.")
    return redirect("matching_table", found.slug)


@allow(Role.COORDINATOR)
def close_table(request: SignedInRequest, slug: str) -> HttpResponse:
    """Freeze the minutes; read beforehand what that means."""
    found = _table(request, slug)
    back = reverse("matching_table", args=[slug])
    question = Question(
        title=f"Tafel van {dag(found.held_on)} sluiten",
        button="Sluit de tafel",
        back=back,
        crumbs=_crumbs(found),
        consequences=(
            "Agenda, aanwezigen en besluiten staan dan vast als verslag, met codes en zonder namen.",
            "De worker maakt er een pdf van. Er verandert niets meer aan.",
        ),
    )
    if request.method != "POST":
        return ask(request, question)
    try:
        is_new = acts.close(found, on=clock.today(), at=clock.now(), by=request.user)
    except Obstructed as stop:
        messages.error(request, str(stop))
        return redirect(back)
    note(request, Action.CHANGE, "matchingstafel")
    messages.success(
        request, "De tafel is gesloten; het verslag staat vast." if is_new else "De tafel was al gesloten."
    )
    return redirect(back)


@allow(Role.COORDINATOR)
def minutes_pdf(request: SignedInRequest, slug: str) -> HttpResponse:
    """The minutes on paper; the page of the table while there are none."""
    found = _table(request, slug, with_pdf=True)
    if not found.pdf:
        messages.info(request, "De pdf is er nog niet. Hij komt kort nadat de tafel gesloten is.")
        return redirect("matching_table", slug)
    note(request, Action.EXPORT, "verslag van de matchingstafel")
    return file(bytes(found.pdf), "application/pdf", f"matchingstafel-{found.held_on}.pdf", inline=True)


def _table(request: SignedInRequest, slug: str, *, with_pdf: bool = False) -> MatchingTable:
    reach = MatchingTable.objects.visible_to(request.user).select_related("region")
    return get_object_or_404(reach if with_pdf else reach.defer("pdf"), slug=slug)


def _point(sections: tuple[Section, ...], key: str) -> Point:
    points = (point for section in sections for point in section.points)
    return next((point for point in points if point.key == key), IN_GENERAL)


def _crumbs(found: MatchingTable) -> tuple[tuple[str, str], ...]:
    here = reverse("matching_table", args=[found.slug])
    return (("Matchingstafel", reverse("matching_tables")), (dag(found.held_on), here))
