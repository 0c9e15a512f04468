"""What there is in the neighbourhood: the list per municipality, and keeping it."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import SEES_STOCK, SignedInRequest, allow, note
from portal.asking import Question, ask, sent
from portal.models import Action
from portal.partials import show
from trajectories import neighbourhood as acts
from trajectories.forms.neighbourhood import ActivityForm
from trajectories.models import Activity, ActivityKind
from trajectories.needs import towns_of
from trajectories.obstacles import did

KEEPS = acts.KEEPS


@allow(*SEES_STOCK)
def activities(request: SignedInRequest) -> HttpResponse:
    """Everything there is today, per municipality; one sort of thing when asked for."""
    kind = request.GET.get("soort", "")
    found = Activity.objects.visible_to(request.user).covering(clock.today())
    found = found.select_related("municipality", "location")
    found = found.filter(kind=kind) if kind in ActivityKind.values else found
    rows = groupby(found.order_by("municipality__name", "name", "pk"), key=lambda one: one.municipality)
    note(request, Action.VIEW, "aanbod in de buurt")
    context = {
        "towns": [(town, list(group)) for town, group in rows],
        "kinds": [("", "Alles"), *ActivityKind.choices],
        "kind": kind if kind in ActivityKind.values else "",
        "may_keep": request.user.role in KEEPS,
    }
    return show(request, "trajectories/activities.html", context)


@allow(*KEEPS)
def add_activity(request: SignedInRequest) -> HttpResponse:
    """Put something on the list."""
    today = clock.today()
    form = ActivityForm(sent(request), region=request.user.region_id, towns=towns_of(request.user, on=today))
    if form.is_valid() and did(form, lambda: acts.add_activity(form.told(), on=today, by=request.user), at="name"):
        return _done(request, "Het staat op de lijst.")
    return ask(request, _question("Iets in de buurt toevoegen", "Zet op de lijst"), form)


@allow(*KEEPS)
def change_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell something otherwise."""
    activity = _activity(request, pk)
    towns = {activity.municipality_id: "", **towns_of(request.user, on=clock.today())}
    form = ActivityForm(sent(request), region=activity.region_id, towns=towns, activity=activity)

    def change() -> None:
        acts.change_activity(activity, form.told(), by=request.user)

    if form.is_valid() and did(form, change, at="name"):
        return _done(request, f"{activity.name} is gewijzigd.")
    return ask(request, _question(f"{activity.name} wijzigen", "Wijzig dit"), form)


@require_POST
@allow(*KEEPS)
def end_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take something off the list."""
    activity = _activity(request, pk)
    acts.take_off(activity, on=clock.today(), by=request.user)
    return _done(request, f"{activity.name} staat niet meer op de lijst.")


def _question(title: str, button: str) -> Question:
    here = reverse("activities")
    return Question(title=title, button=button, back=here, crumbs=(("Buurt", here),))


def _done(request: SignedInRequest, sentence: str) -> HttpResponse:
    note(request, Action.CHANGE, "aanbod in de buurt")
    messages.success(request, sentence)
    return redirect("activities")


def _activity(request: SignedInRequest, pk: int) -> Activity:
    here = Activity.objects.visible_to(request.user).covering(clock.today())
    return get_object_or_404(here.select_related("municipality"), pk=pk)
