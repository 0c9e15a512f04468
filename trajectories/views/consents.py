"""Consent of one client: what may be shared and what was, a new answer, and taking it back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.models import Action
from portal.partials import show
from trajectories.consent import (
    disclosures_of,
    obstacles_to_withdraw,
    record_answer,
    withdraw_consent,
)
from trajectories.forms.consent import AnswerForm, WithdrawForm
from trajectories.models import Consent, Purpose
from trajectories.obstacles import Obstructed, did
from trajectories.views.clients import find_client


@dataclass(frozen=True, slots=True)
class Subject:
    """A purpose on the page: the answers that hold today."""

    purpose: Purpose
    answers: list[Consent]


@allow(*CASE_WORKERS)
def consents(request: SignedInRequest, slug: str) -> HttpResponse:
    """What this client allows, per purpose, what was answered before, and where something went."""
    on = clock.today()
    client = find_client(request.user, slug)
    known = list(client.consents.select_related("organisation", "recorded_by").order_by("-starts_on", "-pk"))
    holding = [consent for consent in known if consent.covers(on)]
    note(request, Action.VIEW, "toestemming", client=client)
    context = {
        "client": client,
        "subjects": [Subject(purpose, [one for one in holding if one.purpose == purpose]) for purpose in Purpose],
        "can_withdraw": any(consent.is_given for consent in holding),
        "past": [consent for consent in known if consent not in holding],
        "disclosures": list(disclosures_of(client)),
    }
    return show(request, "trajectories/consents.html", context)


@allow(*CASE_WORKERS)
def answer_consent(request: SignedInRequest, slug: str, word: str) -> HttpResponse:
    """What the client answers for one purpose."""
    on = clock.today()
    client = find_client(request.user, slug)
    purpose = next((one for one in Purpose if one.word == word), None)
    if purpose is None:
        raise Http404("Dit doel kennen we niet.")
    form = AnswerForm(request.POST or None, purpose=purpose, client=client, on=on)
    if form.is_valid():
        try:
            consent = record_answer(client, form.answer(), on=on, by=request.user)
        except Obstructed as stop:
            form.add_error(None, str(stop))
        else:
            note(request, Action.CHANGE, "toestemming", client=client)
            said = "ja" if consent.is_given else "nee"
            messages.success(request, f"Vastgelegd: {said} op ‘{purpose.label}’, met {consent.with_whom}.")
            return redirect("consents", client.slug)
    note(request, Action.VIEW, "toestemming", client=client)
    context = {"client": client, "purpose": purpose, "form": form}
    return show(request, "trajectories/consent_answer.html", context, status=422 if form.is_bound else 200)


@allow(*CASE_WORKERS)
def withdraw(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The client takes back consent; the page shows where something went already."""
    on = clock.today()
    client = find_client(request.user, slug)
    consent = get_object_or_404(client.consents.select_related("organisation", "client"), pk=pk)
    form = WithdrawForm(request.POST or None, consent=consent, on=on)

    def take_back() -> None:
        withdraw_consent(consent, **form.cleaned_data, on=on, by=request.user)

    if form.is_valid() and did(form, take_back):
        note(request, Action.CHANGE, "toestemming", client=client)
        messages.success(request, "De toestemming is ingetrokken. Hieronder ziet u waar al iets gedeeld is.")
        return redirect("consents", client.slug)
    note(request, Action.VIEW, "toestemming", client=client)
    context = {
        "client": client,
        "consent": consent,
        "form": form,
        "obstacles": obstacles_to_withdraw(consent, on=on),
        "disclosures": list(disclosures_of(client).filter(consent=consent)),
    }
    return show(request, "trajectories/consent_withdraw.html", context, status=422 if form.is_bound else 200)
