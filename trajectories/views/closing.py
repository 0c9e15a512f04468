"""Closing a location or a place, step by step; the provider does it, the coordinator reads along."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from placements.models import CareForm, Closing, HousingEpisode, Location, Place
from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.actor import telling
from portal.asking import sent
from portal.models import Action, Client, Role
from portal.partials import show
from trajectories.closing import carrying_out, preparing
from trajectories.closing.survey import Survey, free_from, in_words, survey
from trajectories.forms.closing import CallOffForm, ClosingForm, ResidentForm
from trajectories.obstacles import Obstructed


@allow(Role.PROVIDER, Role.COORDINATOR)
def closings(request: SignedInRequest) -> HttpResponse:
    """Everything that closes, closed or was called off; what is on its way comes first."""
    today = clock.today()
    found = Closing.objects.visible_to(request.user).with_everything().order_by("-closes_on", "pk")
    rows = [(closing, closing.state_on(today)) for closing in found]
    ahead = [row for row in rows if row[0].can_be_called_off_on(today)]
    context = {"ahead": ahead[::-1], "over": [row for row in rows if row not in ahead]}
    return show(request, "trajectories/closings.html", context)


@allow(Role.PROVIDER)
def close_location(request: SignedInRequest, slug: str) -> HttpResponse:
    """Begin to close a whole location."""
    location = get_object_or_404(Location.objects.visible_to(request.user), slug=slug)
    return _begin(request, location, None)


@allow(Role.PROVIDER)
def close_place(request: SignedInRequest, slug: str, place: str) -> HttpResponse:
    """Begin to close one place."""
    places = Place.objects.visible_to(request.user).select_related("location")
    found = get_object_or_404(places, slug=place, location__slug=slug)
    return _begin(request, found.location, found)


@allow(Role.PROVIDER, Role.COORDINATOR)
def closing(request: SignedInRequest, slug: str) -> HttpResponse:
    """Where it stands, what is in the way, what happens to whom, and what was done so far."""
    return _page(request, _closing(request, slug))


@allow(Role.PROVIDER)
def change_closing(request: SignedInRequest, slug: str) -> HttpResponse:
    """Another last day or reason, while nothing is scheduled."""
    found, today = _closing(request, slug), clock.today()
    initial = {"last_day": found.last_day, "reason": found.reason, "words": found.words}
    form = ClosingForm(sent(request), on=today, initial=initial)
    if form.is_valid():
        try:
            changed = preparing.change_day(found, **form.facts, at=clock.now(), by=request.user)
        except Obstructed as stopped:
            form.add_error(None, list(stopped.sentences))
        else:
            note(request, Action.CHANGE, "sluiten van plekken")
            messages.success(request, "Bewaard." if changed else "Er is niets gewijzigd.")
            return redirect("closing", found.slug)
    context = {"form": form, "closing": found}
    return show(request, "trajectories/closing_form.html", context, status=422 if form.errors else 200)


@allow(Role.PROVIDER)
def closing_resident(request: SignedInRequest, slug: str, home: int) -> HttpResponse:
    """What happens to one resident when it closes."""
    found, today = _closing(request, slug), clock.today()
    way = survey(found, on=today)
    resident = next((one for one in way.residents if one.home.pk == home), None)
    if resident is None:
        messages.info(request, "Deze bewoner woont hier niet meer op de dag dat het sluit.")
        return redirect("closing", found.slug)
    form = ResidentForm(
        sent(request),
        care_forms=_other_care(found, way, resident.home),
        places=_free_places(request, found),
        initial=_answered(resident.plan),
    )
    if form.is_valid():
        facts = form.cleaned_data | {"on": today, "at": clock.now(), "by": request.user}
        try:
            changed = preparing.answer(found, resident.home, **facts)
        except Obstructed as stopped:
            form.add_error(None, list(stopped.sentences))
        else:
            note(request, Action.CHANGE, "wat er met een bewoner gebeurt", client=resident.home.client)
            messages.success(request, "Het antwoord is bewaard." if changed else "Dit antwoord stond er al.")
            return redirect("closing", found.slug)
    note(request, Action.VIEW, "bewoner van een plek", client=resident.home.client)
    context = {"form": form, "closing": found, "resident": resident}
    return show(request, "trajectories/closing_resident.html", context, status=422 if form.errors else 200)


@require_POST
@allow(Role.PROVIDER)
def schedule_closing(request: SignedInRequest, slug: str) -> HttpResponse:
    """It closes on the day: the places end, and what was answered is planned."""
    found = _closing(request, slug)
    try:
        is_new = carrying_out.schedule(found, on=clock.today(), at=clock.now(), by=request.user)
    except Obstructed as stopped:
        return _page(request, found, refused=list(stopped.sentences))
    if is_new:
        _note_residents(request, found, "sluiten van een plek")
        messages.success(request, "Vastgelegd. U kunt het afblazen tot de dag er is.")
    else:
        messages.info(request, "Dit was al vastgelegd.")
    return redirect("closing", found.slug)


@allow(Role.PROVIDER)
def call_off_closing(request: SignedInRequest, slug: str) -> HttpResponse:
    """It does not close after all: everything goes on as it was."""
    found = _closing(request, slug)
    form = CallOffForm(sent(request))
    if form.is_valid():
        facts = form.cleaned_data | {"on": clock.today(), "at": clock.now(), "by": request.user}
        try:
            is_new = carrying_out.call_off(found, **facts)
        except Obstructed as stopped:
            form.add_error(None, list(stopped.sentences))
        else:
            _note_residents(request, found, "sluiten afgeblazen")
            said = "Afgeblazen. De plekken gaan door zoals ze waren." if is_new else "Dit was al afgeblazen."
            messages.success(request, said)
            return redirect("closing", found.slug)
    can = found.can_be_called_off_on(clock.today())
    context = {"form": form, "closing": found, "can": can}
    return show(request, "trajectories/closing_call_off.html", context, status=422 if form.errors else 200)


def _note_residents(request: SignedInRequest, found: Closing, subject: str) -> None:
    """A line in the log for each resident whose dwelling was changed."""
    with telling():
        plans = list(found.resident_plans.select_related("home__client"))
    for plan in plans:
        note(request, Action.CHANGE, subject, client=plan.home.client)


def _closing(request: SignedInRequest, slug: str) -> Closing:
    return get_object_or_404(Closing.objects.visible_to(request.user).with_everything(), slug=slug)


def _begin(request: SignedInRequest, location: Location, place: Place | None) -> HttpResponse:
    today = clock.today()
    if known := preparing.on_its_way(location, place, on=today):
        return redirect("closing", known.slug)
    form = ClosingForm(sent(request), on=today)
    if form.is_valid():
        facts = form.facts | {"on": today, "at": clock.now(), "by": request.user}
        made, _ = preparing.prepare(location, place=place, **facts)
        note(request, Action.CREATE, "sluiten van plekken")
        return redirect("closing", made.slug)
    context = {"form": form, "location": location, "place": place}
    return show(request, "trajectories/closing_form.html", context, status=422 if form.errors else 200)


def _page(request: SignedInRequest, found: Closing, *, refused: list[str] | None = None) -> HttpResponse:
    today = clock.today()
    way = survey(found, on=today)
    with telling():  # that somebody left; who it was only for whom `visible_to` still shows
        plans = list(found.resident_plans.select_related("home__client", "home__place", "care_form", "to_place"))
    ids = {one.home.client_id for one in way.residents} | {plan.home.client_id for plan in plans}
    seen = set(Client.objects.visible_to(request.user, on=today).filter(pk__in=ids))
    for client in seen:
        note(request, Action.VIEW, "bewoner van een plek", client=client)
    context = {
        "closing": found,
        "state": found.state_on(today),
        "way": way,
        "plans": [(plan, in_words(plan), plan.home.client in seen) for plan in plans],
        "refused": refused,
        "events": found.events.select_related("by"),
        "is_own": request.user.organisation_id == found.location.provider_id,
        "can_call_off": found.can_be_called_off_on(today),
    }
    return show(request, "trajectories/closing.html", context, status=409 if refused else 200)


def _answered(plan: Any) -> dict[str, Any]:
    """What the form begins with."""
    if plan is None:
        return {}
    wanted = {True: "ja", False: "nee"}.get(plan.client_wanted, "")
    facts = {"fate": plan.fate, "care_form": plan.care_form_id, "to_place": plan.to_place_id}
    return facts | {"to_words": plan.to_words, "client_wanted": wanted}


def _other_care(found: Closing, way: Survey, home: HousingEpisode) -> list[CareForm]:
    """The region's care forms on the day, but for the one the place has now."""
    on_offer = CareForm.objects.filter(region=found.location.region_id).covering(found.closes_on)
    now = {period.care_form_id for period in way.periods if period.place_id == home.place_id}
    return [form for form in on_offer if form.pk not in now]


def _free_places(request: SignedInRequest, found: Closing) -> list[Place]:
    """Places of the provider that stay and are free on the day it closes."""
    mine = Place.objects.visible_to(request.user)
    closing = Q(pk=found.place_id) if found.place_id else Q(location=found.location_id)
    return free_from(mine.exclude(closing), found.closes_on)
