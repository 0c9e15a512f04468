"""Running meldingen go over to another holder: one, or all of a holder after a list; and taking note of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.asking import Question, ask, sent
from portal.models import Action, Organisation
from portal.partials import show
from trajectories import handing_over as acts
from trajectories import terms
from trajectories.days_left import with_days_left
from trajectories.due import next_step
from trajectories.forms.handing_over import HandOverForm, HandOverOneForm
from trajectories.models import Notification
from trajectories.obstacles import Obstructed, did
from trajectories.views.melding import find_melding
from trajectories.views.steps import done

NOT_WRITTEN_DOWN = "onbekend"
CONSEQUENCES = (
    "De termijnen lopen door. Er begint niets opnieuw.",
    "Alles wat al is opgeschreven, blijft te lezen, met wie het schreef.",
    "De ander ziet de melding op Mijn werk als nieuw overgenomen.",
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has open meldingen now: its word in the address, its name, how many."""

    word: str
    name: str
    count: int
    organisation: Organisation | None


@dataclass(frozen=True, slots=True)
class Line:
    """A melding that may go over: what has to be done, and how long that may take."""

    melding: Notification
    what: str
    term: terms.Term | None
    is_chosen: bool


@allow(*CASE_WORKERS)
def hand_over_many(request: SignedInRequest) -> HttpResponse:
    """All open meldingen of one holder, the most pressing first, each chosen unless somebody says no."""
    on = clock.today()
    holders = _holders(request, on)
    chosen = next((one for one in holders if one.word == request.GET.get("van")), None)
    context: dict[str, Any] = {"holders": holders, "chosen": chosen, "consequences": CONSEQUENCES}
    if chosen is None:
        return show(request, "trajectories/hand_over.html", context)
    reach = Notification.objects.visible_to(request.user).open_on(on)
    form = HandOverForm(sent(request), user=request.user, giver=chosen.organisation, rows=reach, on=on)
    if form.is_valid():
        try:
            count = acts.hand_over(form.cleaned_data["meldingen"], form.handover(), on=on, by=request.user)
        except Obstructed as stop:
            form.add_error(None, list(stop.sentences))
        else:
            return _went(request, form, count)
    note(request, Action.VIEW, "lijst met meldingen")
    lines = _lines(request, form, chosen, on)
    context |= {"form": form, "lines": lines, "late": sum(bool(one.term and one.term.is_over) for one in lines)}
    return show(request, "trajectories/hand_over.html", context, status=422 if form.is_bound else 200)


def _holders(request: SignedInRequest, on: date) -> list[Holder]:
    """Who has open meldingen within reach, and how many; those of nobody last."""
    rows = Notification.objects.visible_to(request.user).open_on(on).order_by()
    counts = dict(rows.values_list(acts.organisation_now()).annotate(Count("pk")))
    named = Organisation.objects.filter(pk__in=[key for key in counts if key]).order_by("name")
    found = [Holder(str(one.pk), one.name, counts[one.pk], one) for one in named]
    unknown = [Holder(NOT_WRITTEN_DOWN, "Nog niet vastgelegd", counts[None], None)] if None in counts else []
    return [*found, *unknown]


def _lines(request: SignedInRequest, form: HandOverForm, chosen: Holder, on: date) -> list[Line]:
    reach = Notification.objects.visible_to(request.user).open_on(on).with_clocks()
    rows = with_days_left(reach, on=on).annotate(holder_id=acts.organisation_now())
    rows = rows.filter(holder_id=chosen.organisation and chosen.organisation.pk)
    rows = rows.prefetch_related("decisions__prepared_by").select_related("client", "municipality")
    kept = set(request.POST.getlist("meldingen")) if form.is_bound else None
    return [
        Line(one, next_step(one, on), terms.running(one, on=on), kept is None or one.slug in kept)
        for one in rows.order_by("days_left", "notified_on", "pk")
    ]


def _went(request: SignedInRequest, form: HandOverForm, count: int) -> HttpResponse:
    for melding in form.cleaned_data["meldingen"].select_related("client"):
        note(request, Action.CHANGE, "overname van een melding", client=melding.client)
    what = "Deze meldingen waren al" if not count else "1 melding is" if count == 1 else f"{count} meldingen zijn"
    messages.success(request, f"{what} overgedragen. De termijnen lopen door.")
    return redirect("hand_over_many")


@allow(*CASE_WORKERS)
def hand_over_one(request: SignedInRequest, slug: str) -> HttpResponse:
    """One melding goes over."""
    on = clock.today()
    melding = find_melding(request.user, slug)
    last = acts.holder_of(melding)
    giver = last.organisation if last else None
    form = HandOverOneForm(sent(request), melding=melding, user=request.user, giver=giver, on=on)

    def go() -> object:
        return acts.hand_over([melding], form.handover(), on=on, by=request.user)

    if form.is_valid() and did(form, go):
        return done(request, melding, "De melding is overgedragen. De termijnen lopen door.")
    note(request, Action.VIEW, "melding", client=melding.client)
    back = reverse("notification", args=[slug])
    question = Question(
        title=f"Melding van {melding.client} overdragen",
        button="Draag de melding over",
        back=back,
        intro=f"Nu verantwoordelijk: {last}." if last else "Nog niet vastgelegd is wie nu verantwoordelijk is.",
        crumbs=(("Meldingen", reverse("notifications")), (f"Melding van {melding.client}", back)),
        consequences=CONSEQUENCES,
    )
    return ask(request, question, form)


@require_POST
@allow(*CASE_WORKERS)
def take_note(request: SignedInRequest, slug: str) -> HttpResponse:
    """The organisation that got the melding knows what runs."""
    melding = find_melding(request.user, slug)
    acts.take_note(melding, on=clock.today(), by=request.user)
    return done(request, melding, "Vastgelegd: u hebt kennisgenomen van deze melding.")
