"""An objection to a location for a waiting client: say it, or take it back."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from placements.models import Location
from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.models import Action
from portal.partials import show
from trajectories import objections
from trajectories.models import WaitlistEntry


class ObjectionForm(forms.Form):
    """Why this location does not suit; nobody else reads it."""

    reason = forms.CharField(
        label="Waarom past deze locatie niet bij deze cliënt?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alleen wat nodig is om te beslissen. Geen diagnose en niets over iemand anders.",
    )


@allow(*CASE_WORKERS)
def objection(request: SignedInRequest, slug: str, location: str) -> HttpResponse:
    """Record that a location does not suit a client, or that it does again."""
    today = clock.today()
    reach = WaitlistEntry.objects.visible_to(request.user, on=today).select_related("client", "care_form")
    entry = get_object_or_404(reach, slug=slug)
    there = get_object_or_404(Location.objects.visible_to(request.user), slug=location)
    known = objections.running(entry.client, there, on=today)
    wants_to_lift = request.POST.get("act") == "lift"
    form = ObjectionForm(request.POST if request.method == "POST" and not wants_to_lift else None)
    find_url = reverse("places", query={"wacht": entry.slug})
    if wants_to_lift:
        objections.lift(there, client=entry.client, on=today, by=request.user)
        note(request, Action.CHANGE, "bezwaar tegen een locatie", client=entry.client)
        messages.success(request, f"Het bezwaar tegen {there} telt niet meer.")
        return redirect(find_url)
    if form.is_valid():
        objections.object_to(there, client=entry.client, **form.cleaned_data, on=today, by=request.user)
        note(request, Action.CREATE, "bezwaar tegen een locatie", client=entry.client)
        messages.success(request, f"Het bezwaar tegen {there} is vastgelegd.")
        return redirect(find_url)
    note(request, Action.VIEW, "bezwaar tegen een locatie", client=entry.client)
    context = {"form": form, "entry": entry, "location": there, "known": known, "find_url": find_url}
    return show(request, "trajectories/objection.html", context, status=422 if form.errors else 200)
