"""Changing the catalogue's care forms: for the functional administrator, region by region, without a release."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from placements import catalogue as acts
from placements.models import CareForm, CareFormPhase, ProductDescription
from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import Question, ask, did, is_confirmed, wants_change
from portal.models import Action, Region, Role
from portal.templatetags.dutch import dag
from trajectories.forms.catalogue import CareFormForm, DescriptionForm, EndForm, NewCareFormForm, PhaseForm
from trajectories.running import still_running

CHANGES_THE_PAST = (
    "Naam, keten, zwaar en 24/7 gelden ook voor dagen die al voorbij zijn: cijfers over eerdere kwartalen tellen"
    " dan anders. Een rapport dat is opgesteld, verandert niet.",
    "Verandert de zorg zelf? Beëindig dan deze zorgvorm en voeg een nieuwe toe.",
)


@allow(Role.ADMINISTRATOR)
def add_care_form(request: SignedInRequest, region: str) -> HttpResponse:
    """A new care form; from its first day it can be chosen, found and counted everywhere."""
    home = get_object_or_404(Region.objects.visible_to(request.user), code__iexact=region)
    form = NewCareFormForm(request.POST or None, instance=CareForm(region=home), on=clock.today())
    if request.method == "POST" and form.is_valid():
        facts = {"phase": form.cleaned_data["phase"], "decision": form.cleaned_data["decision"]}
        if did(form, lambda: acts.add_care_form(form.instance, **facts, by=request.user)):
            note(request, Action.CREATE, "zorgvorm")
            messages.success(request, f"{form.instance} staat in de catalogus van {home}.")
            return redirect("managed_care_form", form.instance.pk)
    back = reverse("region_catalogue", args=[home.code.lower()])
    question = Question(
        title=f"Zorgvorm toevoegen in {home}",
        button="Voeg zorgvorm toe",
        back=back,
        crumbs=(("Beheer", reverse("administration")), (f"Zorgvormen van {home}", back)),
        consequences=(
            "Vanaf de eerste dag kunt u er contracten, plekken en zorg voor vastleggen.",
            "De zorgvorm doet mee in keuzelijsten, filters en cijfers. Het portaal zelf verandert niet.",
        ),
    )
    return ask(request, question, form)


@allow(Role.ADMINISTRATOR)
def change_care_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what a care form is."""
    found = _find(request, pk)
    form = CareFormForm(request.POST or None, instance=found)
    is_whole = request.method == "POST" and form.is_valid()
    if is_whole and did(form, lambda: acts.change_care_form(form.instance, by=request.user)):
        return _done(request, found, "De gegevens zijn bewaard.")
    question = _question(found, "Gegevens wijzigen", "Bewaar gegevens", warnings=CHANGES_THE_PAST)
    return ask(request, question, form)


@allow(Role.ADMINISTRATOR)
def begin_phase(request: SignedInRequest, pk: int) -> HttpResponse:
    """From pilot to regular, by a decision."""
    found = _find(request, pk)
    form = PhaseForm(request.POST or None, on=clock.today())
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        on = facts.pop("starts_on")
        if did(form, lambda: acts.begin_phase(found, on=on, **facts, by=request.user)):
            return _done(request, found, f"De nieuwe fase begint op {dag(on)}.")
    question = _question(
        found,
        "Nieuwe fase",
        "Bewaar fase",
        consequences=("De vorige fase blijft te lezen, met de dagen waarop die gold.",),
    )
    return ask(request, question, form)


@allow(Role.ADMINISTRATOR)
def describe(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new version of the product description."""
    found = _find(request, pk)
    today = clock.today()
    present = found.description_on(today)
    initial = {"text": present.text if present else "", "starts_on": today}
    form = DescriptionForm(request.POST or None, on=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        words = {"text": facts["text"], "decision": facts["decision"]}
        if did(form, lambda: acts.describe(found, on=facts["starts_on"], **words, by=request.user)):
            return _done(request, found, f"De nieuwe tekst geldt vanaf {dag(facts['starts_on'])}.")
    question = _question(
        found,
        "Nieuwe productbeschrijving",
        "Bewaar tekst",
        consequences=("Eerdere teksten blijven te lezen, met de dagen waarop ze golden.",),
    )
    return ask(request, question, form)


@allow(Role.ADMINISTRATOR)
def end_care_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """Offer it no more; first says what still runs then."""
    found = _find(request, pk)
    form = EndForm(request.POST or None, on=clock.today())
    is_whole = request.method == "POST" and form.is_valid()
    if is_whole and is_confirmed(request):
        papers = {"decision": form.cleaned_data["decision"], "document": form.cleaned_data["document"]}
        if did(form, lambda: acts.end_care_form(found, on=form.ends_on, **papers, by=request.user)):
            return _done(request, found, f"De laatste dag is {dag(form.cleaned_data['last_day'])}.")
    read_back = is_whole and not form.errors and not wants_change(request)
    question = _question(
        found,
        "Zorgvorm beëindigen",
        "Beëindig deze zorgvorm" if read_back else "Kijk wat er nog loopt",
        consequences=(
            "Na de laatste dag staat de zorgvorm niet meer in keuzelijsten.",
            "Zorg, plekken en contracten die dan nog lopen, gaan gewoon door tot iemand ze beëindigt.",
            "Alles blijft te lezen zoals het was, ook in cijfers over eerdere dagen.",
        ),
        facts=_end_facts(form) if read_back else (),
        warnings=still_running(found, on=form.ends_on) if read_back else (),
    )
    return ask(request, question, form)


def _end_facts(form: EndForm) -> tuple[tuple[str, object], ...]:
    facts = form.cleaned_data
    return (
        ("Laatste dag", dag(facts["last_day"])),
        ("Besluit", facts["decision"]),
        ("Document", facts["document"] or "niet vastgelegd"),
    )


@require_POST
@allow(Role.ADMINISTRATOR)
def keep_care_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call off an end that was planned."""
    found = _find(request, pk)
    return _at_once(
        request,
        found,
        lambda: acts.keep_care_form(found, today=clock.today(), by=request.user),
        "De zorgvorm gaat door. De einddatum is weg.",
    )


@require_POST
@allow(Role.ADMINISTRATOR)
def take_back_phase(request: SignedInRequest, pk: int, row: int) -> HttpResponse:
    """Remove a phase that has not begun."""
    found = _find(request, pk)
    phase = CareFormPhase.objects.filter(care_form=found, pk=row).first()
    return _take_back(request, found, phase, "De fase is weggehaald.")


@require_POST
@allow(Role.ADMINISTRATOR)
def take_back_description(request: SignedInRequest, pk: int, row: int) -> HttpResponse:
    """Remove a text that is not valid yet."""
    found = _find(request, pk)
    description = ProductDescription.objects.filter(care_form=found, pk=row).first()
    return _take_back(request, found, description, "De tekst is weggehaald.")


def _take_back(
    request: SignedInRequest, found: CareForm, row: CareFormPhase | ProductDescription | None, said: str
) -> HttpResponse:
    def act() -> None:
        if row is not None:
            acts.take_back(row, today=clock.today(), by=request.user)

    return _at_once(request, found, act, said)


def _find(request: SignedInRequest, pk: int) -> CareForm:
    found = CareForm.objects.visible_to(request.user).select_related("region")
    return get_object_or_404(found, pk=pk)


def _question(found: CareForm, title: str, button: str, **more: object) -> Question:
    back = reverse("managed_care_form", args=[found.pk])
    region = reverse("region_catalogue", args=[found.region.code.lower()])
    here = (f"Zorgvormen van {found.region}", region)
    crumbs = (("Beheer", reverse("administration")), here, (str(found), back))
    return Question(title=f"{title}: {found}", button=button, back=back, crumbs=crumbs, **more)  # type: ignore[arg-type]


def _at_once(request: SignedInRequest, found: CareForm, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("managed_care_form", found.pk)
    return _done(request, found, said)


def _done(request: SignedInRequest, found: CareForm, said: str) -> HttpResponse:
    note(request, Action.CHANGE, "catalogus")
    messages.success(request, f"{found}: {said[0].lower()}{said[1:]}")
    return redirect("managed_care_form", found.pk)
