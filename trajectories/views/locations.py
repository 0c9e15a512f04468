"""Locations: the list, and the page of one with its places today and in the coming weeks."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render

from placements import supply
from placements.capacity import Stretch
from placements.models import HousingEpisode, Location
from placements.occupancy import LocationNow, PlaceNow, locations_now, total
from portal import clock
from portal.access import SEES_PERSONS, SEES_STOCK, SignedInRequest, allow, note
from portal.models import Action, Client, Municipality, Role
from trajectories.vacancy import reserved_in
from trajectories.views.supply import residents

WEEKS = 8


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with the weeks to come and, for who may know, who lives there."""

    now: PlaceNow
    strip: tuple[Stretch, ...]
    resident: Client | None


@allow(*SEES_STOCK)
def locations(request: SignedInRequest) -> HttpResponse:
    """The locations within reach, with counts of today; `gemeente` in the address leaves one municipality."""
    today = clock.today()
    mine = Location.objects.visible_to(request.user)
    towns = Municipality.objects.filter(pk__in=mine.values("municipality")).order_by("name")
    town = next((town for town in towns if town.pk == request.GET.get("gemeente")), None)
    shown = mine.filter(municipality=town) if town else mine
    rows = locations_now(shown, on=today, reserved=reserved_in(request.user.region))
    fresh = supply.freshness((row.location.provider_id for row in rows), on=today)
    context = {
        "rows": [(row, fresh[row.location.provider_id]) for row in rows],
        "total": total(rows),
        "towns": towns,
        "town": town,
    }
    return render(request, "trajectories/locations.html", context)


@allow(*SEES_STOCK)
def location_page(request: SignedInRequest, slug: str) -> HttpResponse:
    """One location: what it is, who runs it, and its places today and in the coming weeks."""
    today = clock.today()
    wanted = Location.objects.visible_to(request.user).filter(slug=slug)
    here = locations_now(wanted, on=today, reserved=reserved_in(request.user.region))
    if not here:
        raise Http404
    until = today + timedelta(weeks=WEEKS)
    context = {
        "here": here[0],
        "rows": _rows(request, here[0], today, until),
        "weeks": [today + timedelta(weeks=number) for number in range(WEEKS)],
        "last_day": until - timedelta(days=1),
        "freshness": supply.freshness([here[0].location.provider_id], on=today)[here[0].location.provider_id],
        "sees_care": request.user.role != Role.HOUSING_ASSOCIATION,
        "sees_weeks": request.user.role not in (Role.POLICY, Role.PROJECT_LEADER),
        "sees_residents": request.user.role in SEES_PERSONS | {Role.HOUSING_ASSOCIATION},
        "is_own": request.user.organisation_id == here[0].location.provider_id,
    }
    return render(request, "trajectories/location_page.html", context)


def _rows(request: SignedInRequest, here: LocationNow, today: date, until: date) -> list[PlaceRow]:
    is_landlord = request.user.role == Role.HOUSING_ASSOCIATION
    known = tenants(request, here) if is_landlord else residents(request, here.places, on=today)
    return [
        PlaceRow(row, row.timeline.stretches(today, until, seen_on=today), known.get(row.place.pk))
        for row in here.places
    ]


def tenants(request: SignedInRequest, here: LocationNow) -> dict[int, Client]:
    """Who lives in a dwelling of the housing association that asks; nothing about care."""
    assert here.location.housing_association_id == request.user.organisation_id
    homes = [row.day.resident.pk for row in here.places if row.day.resident]
    found = HousingEpisode.objects.filter(pk__in=homes).select_related("client")
    for home in found:
        note(request, Action.VIEW, "bewoner van een woning", client=home.client)
    return {home.place_id: home.client for home in found if home.place_id}
