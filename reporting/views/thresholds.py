"""From which number on a region shows what rests on it: set by the functional administrator, upward only."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import sent
from portal.models import Action, Region, Role
from portal.templatetags.dutch import dag
from reporting.forms import ThresholdForm
from reporting.thresholds import set_smallest, smallest_of


@allow(Role.ADMINISTRATOR)
def thresholds(request: SignedInRequest, region: str) -> HttpResponse:
    """What holds now, what held and will hold, and a form for another number."""
    home = get_object_or_404(Region.objects.visible_to(request.user), code__iexact=region)
    today = clock.today()
    known = smallest_of(home, on=today)
    form = ThresholdForm(sent(request), today=today, known=known)
    if request.method == "POST" and form.is_valid():
        starts_on = form.cleaned_data["starts_on"]
        _, is_new = set_smallest(home, form.smallest(), starts_on=starts_on, at=clock.now(), by=request.user)
        note(request, Action.CHANGE, "grens kleine aantallen")
        said = "geldt vanaf" if is_new else "stond er al vanaf"
        messages.success(request, f"Deze grens {said} {dag(starts_on)}.")
        return redirect("thresholds", region)
    rows = home.thresholds.select_related("set_by").order_by("-starts_on")
    context = {"form": form, "home": home, "known": known, "rows": rows, "region_code": region}
    return render(request, "reporting/thresholds.html", context, status=422 if form.errors else 200)
