"""Two records of one person: find the other, lay them side by side, and make them one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.models import Action, Role
from portal.partials import show
from trajectories import bsn, registering
from trajectories.forms.merging import MergeForm
from trajectories.forms.searching import PersonSearchForm
from trajectories.merging import MOVES, leads_to, merge, obstacles_to_merge, side_of
from trajectories.obstacles import Obstructed
from trajectories.searching import clients_sought
from trajectories.views.clients import find_client

MOST = 20


@allow(Role.COORDINATOR)
def doubles(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who may be the same person as this client, or somebody searched for."""
    on = clock.today()
    client = find_client(request.user, slug)
    form = PersonSearchForm(request.POST or None, on=on, finds_bsn=bsn.is_used(request.user.region_id))
    if form.is_valid():
        note(request, Action.SEARCH, "dubbel dossier")
        found = list(clients_sought(form.cleaned_data["sought"], by=request.user, on=on)[: MOST + 1])
    else:
        found = registering.possible_doubles(client, user=request.user, on=on)
    note(request, Action.VIEW, "dubbel dossier", client=client)
    context = {
        "client": client,
        "form": form,
        "found": [other for other in found if other != client][:MOST],
        "is_search": form.is_valid(),
    }
    status = 422 if form.errors else 200
    return show(request, "trajectories/doubles.html", context, parts={"doubles"}, status=status)


@allow(Role.COORDINATOR)
def merge_clients(request: SignedInRequest, slug: str, other: str) -> HttpResponse:
    """Both records side by side, what will move and what is in the way; then one of them."""
    on = clock.today()
    if (now := leads_to(other, by=request.user, on=on)) and now.slug == slug:
        messages.info(request, "Deze twee dossiers zijn al samengevoegd.")
        return redirect("client_page", slug)
    kept, gone = find_client(request.user, slug), find_client(request.user, other)
    if kept == gone:
        raise Http404
    form = MergeForm(request.POST or None)
    obstacles = obstacles_to_merge(kept, gone, on=on)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            merge(kept, gone, reason=reason, on=on, at=clock.now(), by=request.user)
        except Obstructed as stop:
            obstacles = list(stop.sentences)
        else:
            for client in (kept, gone):
                note(request, Action.CHANGE, "dossiers samengevoegd", client=client)
            messages.success(request, f"De dossiers zijn samengevoegd. Nummer {gone.code} leidt nu hierheen.")
            return redirect("client_page", kept.slug)
    for client in (kept, gone):
        note(request, Action.VIEW, "dubbel dossier", client=client)
    sides = side_of(kept), side_of(gone)
    towns = sorted({*sides[0].towns, *sides[1].towns})
    context = {
        "client": kept,
        "gone": gone,
        "sides": sides,
        "kinds": [(name, [side.counts.get(name, 0) for side in sides]) for name in MOVES.values()],
        "towns": towns,
        "obstacles": obstacles,
        "form": form,
    }
    status = 409 if obstacles and form.is_bound else 422 if form.errors else 200
    return show(request, "trajectories/merge.html", context, status=status)
