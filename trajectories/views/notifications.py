"""The list of meldingen, and a new one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.keyset import Slice, slice_of
from portal.models import Action, Client
from portal.partials import show
from trajectories import registering, terms
from trajectories.days_left import with_days_left
from trajectories.deciding import unfinished_parts
from trajectories.forms.registering import MeldingForm, PersonAndMeldingForm, SamePersonForm
from trajectories.forms.searching import PersonSearchForm
from trajectories.handing_over import newly_taken_over
from trajectories.models import Notification, Stage, parts_by_law
from trajectories.obstacles import Obstructed
from trajectories.searching import meldingen_sought

OPEN, LATE, URGENT, NEW, FINISHED = "open", "te-laat", "spoed", "overgenomen", "afgerond"
MOST_FOUND = 50
WORK = {
    Stage.PRE: "Melding openen",
    Stage.INVESTIGATING: "Onderzoek openen",
    Stage.REPORTED: "Aanvraag vastleggen",
    Stage.APPLIED: "Besluit nemen",
    Stage.DECIDED: "Bekijken",
    Stage.CLOSED: "Bekijken",
}
"""What the button of a melding says, per stage."""


@dataclass(frozen=True, slots=True)
class Line:
    """A melding in the list: what to do, and how long that may still take."""

    melding: Notification
    stage: Stage
    term: terms.Term | None
    parts_ready: int
    part_count: int

    @property
    def work(self) -> str:
        """What the button says."""
        return WORK[self.stage]


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter chip: its word in the address, its label, how many it shows."""

    word: str
    label: str
    count: int | None = None


@allow(*CASE_WORKERS)
def notifications(request: SignedInRequest) -> HttpResponse:
    """Meldingen within reach, the one whose legal clock presses most on top; or those of somebody sought."""
    on = clock.today()
    form = PersonSearchForm(request.POST or None, on=on)
    context = _found(request, form, on) if form.is_valid() else _listed(request, on)
    status = 422 if form.errors else 200
    parts = {"melding-list"}
    return show(request, "trajectories/notifications.html", context | {"form": form}, parts=parts, status=status)


def _found(request: SignedInRequest, form: PersonSearchForm, on: date) -> dict[str, Any]:
    """The meldingen of who is sought, open or not."""
    note(request, Action.SEARCH, "meldingen")
    within_reach = _with_what_a_line_shows(Notification.objects.visible_to(request.user))
    found = meldingen_sought(form.cleaned_data["sought"], within_reach, most=MOST_FOUND + 1)
    lines = [_line(melding, on) for melding in found[:MOST_FOUND]]
    return {"is_search": True, "lines": lines, "more": len(found) > MOST_FOUND}


def _listed(request: SignedInRequest, on: date) -> dict[str, Any]:
    """A page of the list somebody chose."""
    chosen = request.GET.get("toon", OPEN)
    choices = _choices(request, on)
    chosen = chosen if chosen == NEW or chosen in {choice.word for choice in choices} else OPEN
    page = _page(request, chosen, on)
    note(request, Action.VIEW, "lijst met meldingen")
    return {"choices": choices, "chosen": chosen, "lines": [_line(row, on) for row in page.rows], "page": page}


def _open(request: SignedInRequest, on: date) -> QuerySet[Any]:
    return with_days_left(Notification.objects.visible_to(request.user).open_on(on), on=on)


def _choices(request: SignedInRequest, on: date) -> list[Choice]:
    counts = _open(request, on).aggregate(
        all=Count("pk"), late=Count("pk", filter=Q(days_left__lt=0)), urgent=Count("pk", filter=Q(is_urgent=True))
    )
    new = newly_taken_over(request.user, on=on).count()
    return [
        Choice(OPEN, "Open", counts["all"]),
        *([Choice(NEW, "Nieuw overgenomen", new)] if new else []),
        Choice(LATE, "Te laat", counts["late"]),
        Choice(URGENT, "Spoed", counts["urgent"]),
        Choice(FINISHED, "Afgerond"),
    ]


def _page(request: SignedInRequest, chosen: str, on: date) -> Slice[Notification]:
    """The chosen meldingen, fifty at a time: open ones by urgency, finished ones newest first."""
    rows = _open(request, on)
    keys: tuple[str, ...] = ("days_left", "notified_on", "pk")
    if chosen == LATE:
        rows = rows.filter(days_left__lt=0)
    elif chosen == NEW:
        rows = rows.filter(pk__in=newly_taken_over(request.user, on=on).values("pk"))
    elif chosen == URGENT:
        rows = rows.filter(is_urgent=True)
    elif chosen == FINISHED:
        rows = Notification.objects.visible_to(request.user).finished_on(on)
        rows = rows.annotate(done_on=Coalesce("decided_on", "closed_on"))
        keys = ("-done_on", "-pk")
    rows = _with_what_a_line_shows(rows)
    return slice_of(rows, keys, after=request.GET.get("na", ""), before=request.GET.get("voor", ""))


def _with_what_a_line_shows(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("client", "municipality").prefetch_related("suspensions", "extensions", "parts")


def _line(melding: Notification, on: date) -> Line:
    count, unfinished = len(parts_by_law(melding)), len(unfinished_parts(melding))
    return Line(melding, melding.stage_on(on), terms.running(melding, on=on), count - unfinished, count)


@allow(*CASE_WORKERS)
def register(request: SignedInRequest) -> HttpResponse:
    """A new melding, of somebody new or of a client named in the address."""
    on = clock.today()
    known = _known(request, on)
    kind = MeldingForm if known else PersonAndMeldingForm
    form = kind(request.POST or None, user=request.user, on=on, known=known)
    if not form.is_valid():
        return _form_page(request, form, known)
    client = known or form.person()  # type: ignore[attr-defined]
    doubles = [] if known else registering.possible_doubles(client, user=request.user, on=on)
    # Only now: whom the same form made a moment ago is one of the doubles.
    if first := registering.sent_before(form.melding(), by=request.user):
        return _registered(request, first)
    if doubles:
        said = registering.last_heard_of(doubles, user=request.user)
        question = SamePersonForm(
            request.POST if "same_person" in request.POST else None, found=doubles, last=said
        )
        if not question.is_valid():
            return _ask_same_person(request, form, question)
        client = question.chosen() or client
    return _register(request, form, client, known)


def _register(request: SignedInRequest, form: MeldingForm, client: Client, known: Client | None) -> HttpResponse:
    facts: dict[str, Any] = {"said": form.said(), "came_from": form.came_from()}
    try:
        kept = registering.register(form.melding(), client=client, **facts, at=clock.now(), by=request.user)
    except Obstructed as stop:
        form.add_error(None, str(stop))
        return _form_page(request, form, known)
    return _registered(request, kept)


def _form_page(request: SignedInRequest, form: MeldingForm, known: Client | None) -> HttpResponse:
    context = {"form": form, "known": known}
    return show(request, "trajectories/register.html", context, status=422 if form.is_bound else 200)


def _known(request: SignedInRequest, on: date) -> Client | None:
    slug = request.GET.get("client", "")
    return get_object_or_404(Client.objects.visible_to(request.user, on=on), slug=slug) if slug else None


def _ask_same_person(request: SignedInRequest, form: MeldingForm, question: SamePersonForm) -> HttpResponse:
    for client in question.found.values():
        note(request, Action.VIEW, "mogelijk dezelfde persoon", client=client)
    context = {"answers": form, "form": question}
    return show(request, "trajectories/same_person.html", context, status=422 if question.is_bound else 200)


def _registered(request: SignedInRequest, melding: Notification) -> HttpResponse:
    note(request, Action.CREATE, "melding", client=melding.client)
    messages.success(request, "De melding is opgeslagen. U kunt nu met het onderzoek beginnen.")
    return redirect("notification", melding.slug)
