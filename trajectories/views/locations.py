"""Locations: the list of those within reach, the weeks to come, and who leaves in them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from placements.freshness import freshness, stale_providers
from placements.last_days import closings_ahead
from placements.models import Location, Place
from placements.occupancy import locations_now, total
from portal import clock
from portal.access import CASE_WORKERS, SEES_PERSONS, SEES_STOCK, SignedInRequest, allow, note
from portal.models import Action, Client, Municipality, Organisation, Role
from portal.partials import show
from trajectories.at_once import at_once
from trajectories.forms.locations import WeeksForm
from trajectories.vacancy import reserved_in
from trajectories.views.residents import residents
from trajectories.week_grid import Departure, Grid, week_grid


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who leaves, and for who may know, who."""

    departure: Departure
    client: Client | None


@allow(*SEES_STOCK)
def locations(request: SignedInRequest) -> HttpResponse:
    """The locations within reach, with counts of today; `gemeente` in the address leaves one municipality."""
    today = clock.today()
    mine = Location.objects.visible_to(request.user)
    towns = _towns(mine)
    town = next((town for town in towns if town.pk == request.GET.get("gemeente")), None)
    shown = mine.filter(municipality=town) if town else mine
    rows = locations_now(shown, on=today, reserved=reserved_in(request.user.region))
    fresh = freshness((row.location.provider_id for row in rows), on=today)
    context = {
        "rows": [(row, fresh[row.location.provider_id]) for row in rows],
        "total": total(rows),
        "towns": towns,
        "town": town,
        "is_provider": request.user.role == Role.PROVIDER,
    }
    return render(request, "trajectories/locations.html", context)


@allow(*SEES_STOCK)
def weeks(request: SignedInRequest) -> HttpResponse:
    """How many places are free or expected to be in the weeks to come, for what one place has to be."""
    form, grid = _grid(request)
    context = {
        "form": form,
        "grid": grid,
        "stale": _stale(request),
        "sees_care": request.user.role != Role.HOUSING_ASSOCIATION,
        "sees_persons": request.user.role in CASE_WORKERS,
        "sees_departures": request.user.role in SEES_PERSONS | {Role.HOUSING_ASSOCIATION},
    }
    return show(request, "trajectories/weeks.html", context, status=422 if form.errors else 200)


@allow(*SEES_PERSONS, Role.HOUSING_ASSOCIATION)
def departures(request: SignedInRequest) -> HttpResponse:
    """Who leaves a place in the weeks to come, by day; a name only where it may be known."""
    form, grid = _grid(request)
    names = residents(request, [one.home for one in grid.departures], on=clock.today())
    context = {
        "form": form,
        "leavers": [Leaver(one, names.get(one.home.pk)) for one in grid.departures],
        "until": grid.weeks[-1],
        "stale": _stale(request),
        "sees_care": request.user.role != Role.HOUSING_ASSOCIATION,
        "sees_departures": True,
    }
    return show(request, "trajectories/departures.html", context, status=422 if form.errors else 200)


@allow(*CASE_WORKERS)
def housed_at_once(request: SignedInRequest) -> HttpResponse:
    """How many of those who wait in the region could live in the places that are free today, all at once."""
    assert request.user.region is not None
    note(request, Action.VIEW, "hoeveel mensen tegelijk kunnen wonen")
    context = {"count": at_once(request.user.region, on=clock.today())}
    return show(request, "trajectories/at_once.html", context, parts={"at-once"})


def _stale(request: SignedInRequest) -> list[Organisation]:
    """Who did not confirm for too long, of those whose places can be seen."""
    return stale_providers(Location.objects.visible_to(request.user), on=clock.today())


def _towns(locations: QuerySet[Location]) -> QuerySet[Municipality]:
    return Municipality.objects.filter(pk__in=locations.values("municipality")).order_by("name")


def _grid(request: SignedInRequest) -> tuple[WeeksForm, Grid]:
    """What the address asks for, counted over the places within reach."""
    sees_care = request.user.role != Role.HOUSING_ASSOCIATION
    towns = _towns(Location.objects.visible_to(request.user))
    form = WeeksForm(request.GET, user=request.user, sees_care=sees_care, towns=towns)
    places = Place.objects.visible_to(request.user).select_related("location__municipality", "location__provider")
    found = list(places.with_features().order_by("code", "pk"))
    closings = closings_ahead(found, after=clock.today(), tells_prepared=request.user.role in SEES_PERSONS)
    facts: dict[str, Any] = {
        "on": clock.today(),
        "reserved": reserved_in(request.user.region),
        "closings": {pk: closing for pk, closing in closings.items() if closing.place_id is None},
    }
    return form, week_grid(found, form.asked, weeks=form.weeks, tells_care=sees_care, **facts)
