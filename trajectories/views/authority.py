"""How the access of a region works: to read for who works in it, to change for the functional administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.asking import Question, ask, sent
from portal.models import Action, Region, Role
from trajectories import authority as acts
from trajectories.forms.authority import AccessModelForm, EndMandateForm, MandateForm
from trajectories.models import Mandate
from trajectories.obstacles import Obstructed, did


@allow(*CASE_WORKERS)
def authority(request: SignedInRequest) -> HttpResponse:
    """How the access of one's own region works, and who has mandate."""
    return _page(request, get_object_or_404(Region.objects.visible_to(request.user), pk=request.user.region_id))


@allow(Role.ADMINISTRATOR)
def region_authority(request: SignedInRequest, region: str) -> HttpResponse:
    """The same of any region, with the ways to change it."""
    return _page(request, _region(request, region))


def _page(request: SignedInRequest, region: Region) -> HttpResponse:
    on = clock.today()
    mandates = Mandate.objects.filter(user__organisation__region=region)
    context = {
        "home": region,
        "on": on,
        "model": acts.access_model(region.pk, on=on),
        "models": region.access_models.order_by("-starts_on"),
        "mandates": mandates.select_related("user__organisation", "municipality").order_by("-starts_on", "pk"),
        "may_change": request.user.role == Role.ADMINISTRATOR,
    }
    return render(request, "trajectories/authority.html", context)


@allow(Role.ADMINISTRATOR)
def begin_access_model(request: SignedInRequest, region: str) -> HttpResponse:
    """Another way of working from a day on."""
    home, on = _region(request, region), clock.today()
    form = AccessModelForm(sent(request), on=on)
    if form.is_valid() and did(form, lambda: acts.begin_access_model(form.model(home)), at="starts_on"):
        return _done(request, home, "De werkwijze is vastgelegd.")
    consequences = (
        "De werkwijze van nu eindigt op de dag ervoor. Besluiten die al genomen zijn, blijven staan.",
        "Wie besluit, heeft ook een mandaat nodig. Leg die daarna vast.",
    )
    return ask(
        request,
        _question(home, f"Werkwijze van de toegang in {home}", "Leg de werkwijze vast", consequences),
        form,
    )


@allow(Role.ADMINISTRATOR)
def give_mandate(request: SignedInRequest, region: str) -> HttpResponse:
    """Somebody may decide."""
    home, on = _region(request, region), clock.today()
    form = MandateForm(sent(request), region=home, on=on)
    if form.is_valid():
        try:
            mandate = acts.give_mandate(form.mandate())
        except Obstructed as stop:
            form.add_error(None, str(stop))
        else:
            return _done(request, home, f"{mandate.user} heeft mandaat.")
    consequences = ("Deze medewerker kan besluiten nemen namens het college, als de werkwijze dat zo regelt.",)
    return ask(request, _question(home, f"Mandaat geven in {home}", "Geef mandaat", consequences), form)


@allow(Role.ADMINISTRATOR)
def end_mandate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody may not decide any more."""
    mandates = Mandate.objects.filter(user__organisation__region__in=Region.objects.visible_to(request.user))
    mandate = get_object_or_404(mandates.select_related("user__organisation__region"), pk=pk)
    home = mandate.user.region
    assert home is not None
    form = EndMandateForm(sent(request), mandate=mandate, on=clock.today())
    if form.is_valid() and did(form, lambda: acts.end_mandate(mandate, **form.facts())):
        return _done(request, home, f"Het mandaat van {mandate.user} eindigt.")
    consequences = ("Besluiten die onder dit mandaat zijn genomen, blijven geldig.",)
    title = f"Mandaat van {mandate.user} beëindigen"
    return ask(request, _question(home, title, "Beëindig het mandaat", consequences), form)


def _region(request: SignedInRequest, region: str) -> Region:
    return get_object_or_404(Region.objects.visible_to(request.user), code__iexact=region)


def _question(home: Region, title: str, button: str, consequences: tuple[str, ...]) -> Question:
    back = reverse("region_authority", args=[home.code.lower()])
    crumbs = (("Beheer", reverse("administration")), (f"Toegang in {home}", back))
    return Question(title=title, button=button, back=back, crumbs=crumbs, consequences=consequences)


def _done(request: SignedInRequest, home: Region, sentence: str) -> HttpResponse:
    note(request, Action.CHANGE, "toegang")
    messages.success(request, sentence)
    return redirect("region_authority", home.code.lower())
