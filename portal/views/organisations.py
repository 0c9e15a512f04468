"""Providers and housing associations, for the functional administrator."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from portal.access import SignedInRequest, allow, note
from portal.asking import Question, ask
from portal.forms import NewOrganisationForm, OrganisationForm
from portal.models import Action, Organisation, Region, Role

RENAMED = "De naam verandert op elke pagina. Rapporten die zijn opgesteld, houden de oude naam."


@allow(Role.ADMINISTRATOR)
def organisations(request: SignedInRequest) -> HttpResponse:
    """Which organisations take part; `regio` in the address leaves one region."""
    regions = Region.objects.visible_to(request.user)
    region = regions.filter(code__iexact=request.GET.get("regio", "")).first()
    found: QuerySet[Organisation] = Organisation.objects.select_related("region", "municipality")
    found = found.annotate(people=Count("users")).order_by("region__name", "kind", "name")
    if region:
        found = found.filter(region=region)
    context = {"organisations": found, "regions": regions, "home": region}
    return render(request, "portal/organisations.html", context)


@allow(Role.ADMINISTRATOR)
def add_organisation(request: SignedInRequest, region: str) -> HttpResponse:
    """A provider or a housing association joins the region."""
    home = get_object_or_404(Region.objects.visible_to(request.user), code__iexact=region)
    form = NewOrganisationForm(request.POST or None, instance=Organisation(region=home))
    if request.method == "POST" and form.is_valid() and _saved(form):
        note(request, Action.CREATE, "organisatie")
        messages.success(request, f"{form.instance} doet mee in {home}.")
        return redirect(_list(home))
    question = Question(
        title=f"Organisatie toevoegen aan {home}",
        button="Voeg organisatie toe",
        back=_list(home),
        crumbs=_crumbs(home),
        intro="Een wijkteam hoeft u niet toe te voegen: dat ontstaat met de eerste gebruiker van een gemeente.",
        consequences=("Daarna kunt u gebruikers en contracten aan deze organisatie geven.",),
    )
    return ask(request, question, form)


@allow(Role.ADMINISTRATOR)
def change_organisation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what an organisation is called or how it is reached."""
    kinds = Organisation.objects.filter(region__isnull=False).select_related("region")
    found = get_object_or_404(kinds, pk=pk)
    name = found.name
    form = OrganisationForm(request.POST or None, instance=found)
    assert found.region is not None
    if request.method == "POST" and form.is_valid() and _saved(form):
        note(request, Action.CHANGE, "organisatie")
        messages.success(request, f"De gegevens van {found} zijn bewaard.")
        return redirect(_list(found.region))
    question = Question(
        title=f"Organisatie wijzigen: {name}",
        button="Bewaar gegevens",
        back=_list(found.region),
        crumbs=_crumbs(found.region),
        consequences=(RENAMED,) if "name" in form.fields else (),
    )
    return ask(request, question, form)


def _saved(form: OrganisationForm) -> bool:
    try:
        form.instance.full_clean()
    except ValidationError as refusal:
        form.add_error(None, ValidationError(refusal.messages))
        return False
    form.instance.save()
    return True


def _list(home: Region) -> str:
    return f"{reverse('organisations')}?regio={home.code.lower()}"


def _crumbs(home: Region) -> tuple[tuple[str, str], ...]:
    return (("Beheer", reverse("administration")), ("Organisaties", _list(home)))
