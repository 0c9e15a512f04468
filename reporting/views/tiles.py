"""The map of tiles: where each municipality lies."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from portal.access import SignedInRequest, allow
from portal.models import Region, Role
from reporting.forms import TilesForm
from reporting.tiles import lay_tiles, tiles_of, towns_of


@allow(Role.POLICY, Role.PROJECT_LEADER)
def tiles(request: SignedInRequest) -> HttpResponse:
    """A column and a row per municipality; the monitor and the next report use them."""
    region = get_object_or_404(Region.objects.filter(organisations=request.user.organisation))
    form = TilesForm(request.POST or None, towns=towns_of(region), places=tiles_of(region))
    if request.method == "POST" and form.is_valid():
        lay_tiles(region, form.places())
        messages.success(request, "De kaart is gewijzigd.")
        return redirect("monitor")
    return render(request, "reporting/tiles.html", {"form": form}, status=422 if form.errors else 200)
