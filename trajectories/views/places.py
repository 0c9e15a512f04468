"""Finding a place: for a waiting client, or what is free in the region."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from placements.models import HousingEpisode, Location
from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import sent
from portal.models import Action, Role
from portal.partials import show
from trajectories import moving, unmet
from trajectories.advising import line_for
from trajectories.forms.moving import StayForm
from trajectories.forms.places import ProposeForm, SearchForm, UnmetForm
from trajectories.matching.locations import LocationFit, Standing, fit_at, locations_for, search
from trajectories.models import MatchProposal, PartKind, WaitlistEntry
from trajectories.models.waiting import IN_TURN
from trajectories.needs import Needs, needs_of, towns_of
from trajectories.obstacles import Obstructed
from trajectories.order import entries_before
from trajectories.proposals import propose, why_reason_is_due
from trajectories.weeks import draw

FIRST = 20
"""How many waiting people and locations a page shows before one asks for all."""


@allow(Role.COORDINATOR, Role.TEAM)
def places(request: SignedInRequest) -> HttpResponse:
    """Where is a place: for the waiting client that `wacht` names, else for anybody."""
    if slug := request.GET.get("wacht"):
        return _places_for(request, slug, UnmetForm(), status=200)
    today = clock.today()
    towns = towns_of(request.user, on=today)
    form = SearchForm(request.GET, user=request.user, today=today, towns=towns)
    needs = Needs(day=form.day, care_form=form.care_form)
    fits = locations_for(request.user, needs, today=today, town=form.town)
    note(request, Action.VIEW, "vrije plekken en wie wachten")
    context = {
        "form": form,
        "day": needs.day,
        "care_form": needs.care_form,
        "waiting": _first_in_line(request, needs, today),
        "free": sum(fit.free_fitting for fit in fits),
        "cards": _cards(fits, request),
        "today": today,
    }
    return show(request, "trajectories/places.html", context, status=422 if form.errors else 200)


@allow(Role.COORDINATOR)
def record_unmet(request: SignedInRequest, slug: str) -> HttpResponse:
    """Record on what the search for a place failed."""
    form = UnmetForm(sent(request))
    if not form.is_valid():
        return _places_for(request, slug, form, status=422 if form.errors else 200)
    today = clock.today()
    entry = _entry(request, slug, today)
    is_new = unmet.record(entry, **form.cleaned_data, on=today, by=request.user)
    note(request, Action.CREATE, "geen plek gevonden", client=entry.client)
    if is_new:
        messages.success(request, "Vastgelegd. De cliënt blijft op de lijst en houdt dezelfde datum.")
    else:
        messages.info(request, "Dit was vandaag al vastgelegd.")
    return redirect(_find_url(entry))


@allow(Role.COORDINATOR)
def propose_place(request: SignedInRequest, slug: str, location: str) -> HttpResponse:
    """Propose a waiting client for a place at one location."""
    today = clock.today()
    entry = _entry(request, slug, today)
    there = get_object_or_404(Location.objects.visible_to(request.user), slug=location)
    towns = towns_of(request.user, on=today)
    form = SearchForm(request.GET, user=request.user, today=today, towns=towns)
    needs = needs_of(entry, towns=towns, on=form.day)
    fit = fit_at(request.user, there, needs, today=today)
    proposing = ProposeForm(
        sent(request),
        candidates=fit.proposable if fit else (),
        client=entry.client,
        due=_reasons_due(entry, fit, needs.day, today),
        today=today,
        initial={"intended_start_on": _first_day(fit) or needs.day, "place": request.GET.get("plek")},
    )
    if done := _open_for(entry, request.POST.get("place")):
        return _proposed(request, done, is_new=False)
    if proposing.is_valid():
        try:
            made, is_new = propose(entry, **proposing.facts(), on=today, by=request.user)
        except Obstructed as stopped:
            proposing.add_error(None, list(stopped.sentences))
        else:
            return _proposed(request, made, is_new=is_new)
    note(request, Action.VIEW, "voorstel maken", client=entry.client)
    context = {
        "form": proposing,
        "entry": entry,
        "waited": entry.waited_days(min(entry.left_on or today, today)),
        "location": there,
        "fit": fit,
        "needs": needs,
        "open_proposal": entry.proposals.open().first(),
        "find_url": _find_url(entry),
    }
    return show(request, "trajectories/propose.html", context, status=422 if proposing.errors else 200)


@allow(Role.COORDINATOR)
def stay_put(request: SignedInRequest, slug: str) -> HttpResponse:
    """The client keeps the dwelling and gets the care waited for."""
    today = clock.today()
    entry = _entry(request, slug, today)
    towns = towns_of(request.user, on=today)
    form = StayForm(sent(request), entry=entry, towns=towns, today=today)
    if form.is_valid():
        facts = form.cleaned_data
        on = facts.pop("care_from")
        try:
            is_new = moving.stay(entry, on=on, **facts, by=request.user)
        except Obstructed as stopped:
            form.add_error(None, list(stopped.sentences))
        else:
            return _stayed(request, entry, is_new=is_new)
    note(request, Action.VIEW, "blijven wonen met andere zorg", client=entry.client)
    context = {"form": form, "entry": entry, "home": _home(entry, today), "find_url": _find_url(entry)}
    return show(request, "trajectories/stay.html", context, status=422 if form.errors else 200)


def _places_for(request: SignedInRequest, slug: str, unmet_form: UnmetForm, *, status: int) -> HttpResponse:
    """The page that holds every location against the needs of one client."""
    today = clock.today()
    entry = _entry(request, slug, today)
    towns = towns_of(request.user, on=today)
    form = SearchForm(request.GET, user=request.user, today=today, towns=towns)
    needs = needs_of(entry, towns=towns, on=form.day)
    town, any_form = form.town, request.GET.get("alle") == "ja"
    found = search(request.user, needs, today=today, town=town, any_form=any_form)
    fits = found.fits
    open_proposal = entry.proposals.open().with_everything().first()
    may_act = request.user.role == Role.COORDINATOR and not entry.left_on
    note(request, Action.VIEW, "een plek zoeken", client=entry.client)
    context = {
        "entry": entry,
        "waited": entry.waited_days(min(entry.left_on or today, today)),
        "before": entries_before(entry, on=today),
        "counts_in_order": entry.status in IN_TURN,
        "open_proposal": open_proposal,
        "needs": needs,
        "home": _home(entry, needs.day),
        "home_part_url": _part_url(entry),
        "form": form,
        "day": needs.day,
        "town": towns.get(town, ""),
        "town_code": town,
        "any_form": any_form,
        "fits": fits,
        "letting_go": found.letting_go,
        "numbers": {standing.name: sum(fit.standing is standing for fit in fits) for standing in Standing},
        "cards": _cards(fits, request),
        "unmet_form": unmet_form,
        "unmet": unmet.counts(request.user, since=today - timedelta(days=unmet.SINCE_DAYS)),
        "unmet_since": today - timedelta(days=unmet.SINCE_DAYS),
        "may_act": may_act,
        "may_propose": may_act and open_proposal is None,
        "today": today,
    }
    return show(request, "trajectories/find_place.html", context, status=422 if form.errors else status)


def _open_for(entry: WaitlistEntry, place: str | None) -> MatchProposal | None:
    """The same proposal, made by the first of two presses."""
    made = entry.proposals.open().select_related("place").first()
    return made if made and made.place.slug == place else None


def _entry(request: SignedInRequest, slug: str, today: date) -> WaitlistEntry:
    within_reach = WaitlistEntry.objects.visible_to(request.user, on=today)
    return get_object_or_404(
        within_reach.select_related("client__origin_municipality", "care_form").prefetch_related("pauses"),
        slug=slug,
    )


def _first_in_line(request: SignedInRequest, needs: Needs, today: date) -> list[dict[str, Any]]:
    """The top of the list for whom nothing is proposed yet, each with the days waited."""
    waiting = (
        WaitlistEntry.objects.visible_to(request.user, on=today)
        .open_on(today)
        .filter(status__in=IN_TURN)
        .exclude(Exists(MatchProposal.objects.open().filter(entry=OuterRef("pk"))))
    )
    if needs.care_form:
        waiting = waiting.filter(care_form=needs.care_form)
    top = waiting.in_order().select_related("client", "care_form").prefetch_related("pauses")[:FIRST]
    return [{"entry": entry, "waited": entry.waited_days(today)} for entry in top]


def _cards(fits: list[LocationFit], request: HttpRequest) -> dict[str, Any]:
    """The locations as cards: the first that fit in some way, and apart from those the ones that do not."""
    hopeful = [fit for fit in fits if fit.standing is not Standing.NOT]
    shown = hopeful if request.GET.get("toon") == "alles" else hopeful[:FIRST]
    everything = request.GET.copy()
    everything["toon"] = "alles"
    return {
        "list": [(fit, draw(fit)) for fit in shown],
        "more": len(hopeful) - len(shown),
        "all_url": f"?{everything.urlencode()}",
        "rest": [(fit, draw(fit)) for fit in fits if fit.standing is Standing.NOT],
    }


def _home(entry: WaitlistEntry, day: date) -> HousingEpisode | None:
    homes = entry.client.housing_episodes.covering(day)
    return homes.select_related("place__location__municipality", "municipality").first()


def _reasons_due(entry: WaitlistEntry, fit: LocationFit | None, day: date, today: date) -> dict[str, list[str]]:
    """Per place that can be proposed: why choosing it for this client asks for a reason."""
    if not fit or not fit.proposable:
        return {}
    line = line_for(entry.region_id, entry.care_form_id, start=day, on=today, also=entry)
    advised = {one.place.slug: line.advise(one.offer, entry.slug) for one in fit.proposable}
    return {slug: why_reason_is_due(one) if one else [] for slug, one in advised.items()}


def _part_url(entry: WaitlistEntry) -> str:
    """Where what the client needs of a home is written down: in the last melding."""
    melding = entry.client.notifications.order_by("-notified_on", "-pk").values_list("slug", flat=True).first()
    return reverse("part", args=[melding, PartKind.HOUSING.value]) if melding else ""


def _first_day(fit: LocationFit | None) -> date | None:
    places = fit.proposable if fit else ()
    return min((one.starts_on for one in places if one.starts_on), default=None)


def _find_url(entry: WaitlistEntry) -> str:
    return reverse("places", query={"wacht": entry.slug})


def _proposed(request: SignedInRequest, made: MatchProposal, *, is_new: bool) -> HttpResponse:
    note(request, Action.CREATE, "voorstel", client=made.entry.client)
    if is_new:
        messages.success(request, "Het voorstel ligt bij de aanbieder. De plek is nu gereserveerd.")
    else:
        messages.info(request, "Dit voorstel was al gedaan.")
    return redirect("proposal", made.slug)


def _stayed(request: SignedInRequest, entry: WaitlistEntry, *, is_new: bool) -> HttpResponse:
    note(request, Action.CHANGE, "zorg gestart zonder verhuizing", client=entry.client)
    if is_new:
        messages.success(request, "De zorg is vastgelegd. De cliënt blijft wonen en is van de wachtlijst af.")
    else:
        messages.info(request, "Deze inschrijving was al van de wachtlijst af.")
    return redirect(_find_url(entry))
