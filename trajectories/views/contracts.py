"""Contracts and rates: added, corrected, ended and indexed by the functional administrator, region by region."""

import json
from datetime import date
from hashlib import sha256

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from placements import contracts as acts
from placements.contracts import NewRate
from placements.models import Contract
from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import Question, ask, is_confirmed, wants_change
from portal.models import Action, Region, Role
from portal.templatetags.dutch import dag
from trajectories.forms.contracts import ContractForm, EndContractForm, IndexForm, NewContractForm
from trajectories.running import left_uncovered


@allow(Role.ADMINISTRATOR)
def add_contract(request: SignedInRequest, region: str) -> HttpResponse:
    """A provider may deliver a care form in kind from a day on."""
    home = _region(request, region)
    form = NewContractForm(request.POST or None, region=home, on=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.add_contract(form.filled(), parts=form.parts, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _done(request, made, f"Het contract met {made.provider} voor {made.care_form} is vastgelegd.")
    question = Question(
        title=f"Contract toevoegen in {home}",
        button="Leg contract vast",
        back=_list(home),
        crumbs=_crumbs(home),
        consequences=(
            "Vanaf de eerste dag kan voor deze aanbieder zorg in natura worden vastgelegd.",
            "De aanbieder ziet dit contract en dit tarief. Andere aanbieders zien het niet.",
        ),
    )
    return ask(request, question, form)


@allow(Role.ADMINISTRATOR)
def change_contract(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a mistake in a contract; a new rate from a day on is a new period instead."""
    today = clock.today()
    contract = _find(request, pk)
    form = ContractForm(request.POST or None, contract=contract, on=today)
    is_whole = request.method == "POST" and form.is_valid()
    warnings = _warn(form, _find(request, pk), today) if is_whole else []
    if is_whole and not form.errors and is_confirmed(request):
        try:
            acts.change_contract(form.filled(), parts=form.parts, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _done(request, contract, f"Het contract met {contract.provider} is verbeterd.")
    read_back = is_whole and not form.errors and not wants_change(request)
    question = Question(
        title=f"Contract verbeteren: {contract.provider}, {contract.care_form}",
        button="Bewaar contract" if read_back else "Controleer",
        back=_list(contract.care_form.region),
        crumbs=_crumbs(contract.care_form.region),
        intro="Gaat het tarief vanaf een dag omhoog? Kies dan Indexeer tarieven, of een nieuw contract.",
        consequences=("Het tarief geldt voor alle dagen van deze periode, ook voor dagen die al voorbij zijn.",),
        facts=form.in_words() if read_back else (),
        warnings=warnings,
    )
    return ask(request, question, form)


def _warn(form: ContractForm, contract: Contract, today: date) -> list[str]:
    """What care the new days leave uncovered; days gone by are a mistake in the form."""
    wanted = form.filled()
    uncovered = left_uncovered(contract, starts_on=wanted.starts_on, ends_on=wanted.ends_on, today=today)
    if uncovered.past:
        form.add_error(None, list(uncovered.sentences()))
        return []
    return list(uncovered.sentences())


@allow(Role.ADMINISTRATOR)
def end_contract(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the last day; first says which care would be left without a contract."""
    today = clock.today()
    contract = _find(request, pk)
    form = EndContractForm(request.POST or None, contract=contract, on=today)
    warnings: list[str] = []
    is_whole = request.method == "POST" and form.is_valid()
    if is_whole:
        uncovered = left_uncovered(contract, starts_on=contract.starts_on, ends_on=form.ends_on, today=today)
        warnings = list(uncovered.sentences())
        if uncovered.past:
            form.add_error("last_day", warnings)
        elif is_confirmed(request):
            acts.end_contract(contract, on=form.ends_on, by=request.user)
            return _done(request, contract, f"De laatste dag is {dag(form.cleaned_data['last_day'])}.")
    read_back = is_whole and not form.errors and not wants_change(request)
    question = Question(
        title=f"Contract beëindigen: {contract.provider}, {contract.care_form}",
        button="Beëindig dit contract" if read_back else "Kijk wat er nog loopt",
        back=_list(contract.care_form.region),
        crumbs=_crumbs(contract.care_form.region),
        consequences=(
            "Na de laatste dag kan voor deze aanbieder geen zorg in natura meer beginnen met deze zorgvorm.",
            "Het contract en het tarief blijven te lezen zoals ze waren.",
        ),
        facts=(("Laatste dag", dag(form.cleaned_data["last_day"])),) if read_back else (),
        warnings=warnings if read_back else (),
    )
    return ask(request, question, form)


@allow(Role.ADMINISTRATOR)
def index_rates(request: SignedInRequest, region: str) -> HttpResponse:
    """Work out what rates would become, look at it, and only then let every contract go on at its new rate."""
    home = _region(request, region)
    asked = request.POST if request.method == "POST" else request.GET
    form = IndexForm(asked, region=home, on=clock.today())
    rates: tuple[NewRate, ...] = ()
    if form.is_bound and form.is_valid():
        rates = _worked_out(request, home, form)
        if request.method == "POST" and asked.get("seen") == _fingerprint(rates) and _index(request, form, rates):
            return redirect("region_catalogue", home.code.lower())
        if request.method == "POST" and not form.errors:
            form.add_error(None, "Intussen is er een contract veranderd. Bekijk de bedragen opnieuw.")
    context = {
        "home": home,
        "form": form,
        "rates": rates,
        "seen": _fingerprint(rates),
        "is_worked_out": form.is_bound and not form.has_error("percent") and not form.has_error("starts_on"),
    }
    return render(request, "trajectories/index_rates.html", context, status=422 if form.errors else 200)


def _worked_out(request: SignedInRequest, home: Region, form: IndexForm) -> tuple[NewRate, ...]:
    facts = form.cleaned_data
    contracts = Contract.objects.visible_to(request.user).filter(care_form__region=home)
    if facts["care_form"]:
        contracts = contracts.filter(care_form=facts["care_form"])
    return acts.indexed(contracts, percent=facts["percent"], on=facts["starts_on"])


def _index(request: SignedInRequest, form: IndexForm, rates: tuple[NewRate, ...]) -> bool:
    facts = form.cleaned_data
    try:
        number = acts.index(rates, percent=facts["percent"], on=facts["starts_on"], by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    note(request, Action.CHANGE, "tarieven")
    contracts = "1 contract heeft" if number == 1 else f"{number} contracten hebben"
    messages.success(request, f"{contracts} een nieuw tarief vanaf {dag(facts['starts_on'])}.")
    return True


def _fingerprint(rates: tuple[NewRate, ...]) -> str:
    """What somebody saw: differs as soon as one contract, its days or its rate does."""
    facts = ((new, new.contract) for new in rates)
    seen = [[old.pk, str(old.day_rate), str(old.ends_on), str(new.rate)] for new, old in facts]
    return sha256(json.dumps(seen).encode()).hexdigest()[:16]


def _find(request: SignedInRequest, pk: int) -> Contract:
    found = Contract.objects.visible_to(request.user).select_related("provider", "care_form__region")
    return get_object_or_404(found.prefetch_related("parts"), pk=pk)


def _region(request: SignedInRequest, code: str) -> Region:
    return get_object_or_404(Region.objects.visible_to(request.user), code__iexact=code)


def _list(home: Region) -> str:
    return reverse("region_catalogue", args=[home.code.lower()]) + "#contracten"


def _crumbs(home: Region) -> tuple[tuple[str, str], ...]:
    return (("Beheer", reverse("administration")), (f"Zorgvormen en contracten van {home}", _list(home)))


def _done(request: SignedInRequest, contract: Contract, said: str) -> HttpResponse:
    note(request, Action.CHANGE, "contract")
    messages.success(request, f"{contract.care_form}: {said[0].lower()}{said[1:]}")
    return redirect("managed_care_form", contract.care_form_id)
