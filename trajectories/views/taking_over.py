"""A provider stops: the care of many goes to another provider in one act."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from placements.models import CareForm
from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import sent
from portal.models import Action, Organisation, Role
from portal.partials import show
from trajectories.forms.taking_over import FromForm, TakeOverForm
from trajectories.obstacles import did
from trajectories.taking_over import care_of, take_over


@allow(Role.COORDINATOR)
def other_provider(request: SignedInRequest) -> HttpResponse:
    """Choose who stops, then who goes on with whose care; the dwellings stay."""
    asked = FromForm(request.GET or None, region=request.user.region)
    stops: Organisation | None = asked.cleaned_data["van"] if asked.is_valid() else None
    form = _form(request, stops, asked.cleaned_data["zorgvorm"]) if stops else None
    if form and form.is_valid() and _done(form, request):
        return redirect(request.get_full_path())
    note(request, Action.VIEW, "zorg naar een andere aanbieder")
    context = {"asked": asked, "stops": stops, "form": form}
    status = 422 if (form and form.errors) or asked.errors else 200
    return show(request, "trajectories/other_provider.html", context, status=status)


def _form(request: SignedInRequest, stops: Organisation, form: CareForm | None) -> TakeOverForm:
    today = clock.today()
    cares = care_of(stops, on=today, by=request.user)
    cares = cares.filter(care_form=form) if form else cares
    return TakeOverForm(sent(request), stops=stops, cares=cares, today=today)


def _done(form: TakeOverForm, request: SignedInRequest) -> bool:
    facts = form.cleaned_data
    cares, provider, by = list(facts["cares"]), facts["provider"], request.user
    if not did(form, lambda: take_over(cares, provider=provider, on=facts["on"], by=by), at="cares"):
        return False
    for care in cares:
        note(request, Action.CHANGE, "zorg naar een andere aanbieder", client=care.client)
    people = "1 cliënt gaat" if len(cares) == 1 else f"{len(cares)} cliënten gaan"
    messages.success(request, f"{people} over naar {provider}. Iedereen blijft wonen waar hij woont.")
    return True
