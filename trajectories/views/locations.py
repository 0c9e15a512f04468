"""Locations: the list of those within reach."""

from django.http import HttpResponse
from django.shortcuts import render

from placements.freshness import freshness
from placements.models import Location
from placements.occupancy import locations_now, total
from portal import clock
from portal.access import SEES_STOCK, SignedInRequest, allow
from portal.models import Municipality, Role
from trajectories.vacancy import reserved_in


@allow(*SEES_STOCK)
def locations(request: SignedInRequest) -> HttpResponse:
    """The locations within reach, with counts of today; `gemeente` in the address leaves one municipality."""
    today = clock.today()
    mine = Location.objects.visible_to(request.user)
    towns = Municipality.objects.filter(pk__in=mine.values("municipality")).order_by("name")
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
