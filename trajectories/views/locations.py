"""Locations: the list, and the page of one with its places today and in the coming weeks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from placements import supply
from placements.capacity import Stretch, timelines
from placements.models import Location, Place
from placements.occupancy import PlaceNow, locations_now, total
from portal import clock
from portal.access import SEES_PERSONS, SEES_STOCK, SignedInRequest, allow
from portal.models import Client, Municipality, Role
from trajectories.place_story import story_of_place
from trajectories.vacancy import reserved_in
from trajectories.views.residents import residents

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
        "rows": _rows(request, here[0].places, today, until),
        "weeks": [today + timedelta(weeks=number) for number in range(WEEKS)],
        "last_day": until - timedelta(days=1),
        "freshness": supply.freshness([here[0].location.provider_id], on=today)[here[0].location.provider_id],
        **_sees(request, here[0].location),
    }
    return render(request, "trajectories/location_page.html", context)


@allow(*SEES_STOCK - {Role.POLICY, Role.PROJECT_LEADER})
def place_page(request: SignedInRequest, slug: str, place: str) -> HttpResponse:
    """One place: what it is today, when it could not be used, and every correction of that."""
    today = clock.today()
    wanted = Place.objects.visible_to(request.user).select_related("location__provider", "location__municipality")
    found = get_object_or_404(wanted, slug=place, location__slug=slug)
    timeline = timelines([found], since=today, reserved=reserved_in(request.user.region))[found.pk]
    (row,) = _rows(request, [PlaceNow(found, timeline, timeline.on(today))], today, today + timedelta(days=1))
    context = {
        "location": found.location,
        "row": row,
        "periods": found.periods.select_related("care_form").order_by("-starts_on"),
        "closures": found.out_of_use.live().order_by("-starts_on"),
        "story": story_of_place(found, reader=request.user),
        **_sees(request, found.location),
    }
    return render(request, "trajectories/place_page.html", context)


def _rows(request: SignedInRequest, places: Collection[PlaceNow], today: date, until: date) -> list[PlaceRow]:
    names = residents(request, [row.day.resident for row in places], on=today)
    return [
        PlaceRow(
            row,
            row.timeline.stretches(today, until, seen_on=today),
            names.get(row.day.resident.pk) if row.day.resident else None,
        )
        for row in places
    ]


def _sees(request: SignedInRequest, location: Location) -> dict[str, bool]:
    """What of a location the user may read, and whether it is the user's own."""
    role = request.user.role
    return {
        "sees_care": role != Role.HOUSING_ASSOCIATION,
        "sees_weeks": role not in (Role.POLICY, Role.PROJECT_LEADER),
        "sees_residents": role in SEES_PERSONS | {Role.HOUSING_ASSOCIATION},
        "is_own": request.user.organisation_id == location.provider_id,
    }
