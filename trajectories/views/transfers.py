"""The transfer of a melding to or from another region: ask, and each step after that."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.models import Action
from portal.partials import show
from trajectories import transferring
from trajectories.forms.transferring import TransferForm, TransferStepForm
from trajectories.models import Notification, RegionTransfer
from trajectories.obstacles import Obstructed
from trajectories.views.melding import find_melding, surroundings


@allow(*CASE_WORKERS)
def transfers(request: SignedInRequest, slug: str) -> HttpResponse:
    """How the transfer stands with everything that was done; or the first question."""
    on = clock.today()
    melding = find_melding(request.user, slug)
    form = TransferForm(request.POST or None, on=on, since=melding.notified_on)
    if form.is_valid():
        try:
            transferring.begin(melding, form.cleaned_data, on=on, by=request.user)
        except Obstructed as stop:
            form.add_error(None, str(stop))
        else:
            note(request, Action.CHANGE, "overdracht", client=melding.client)
            messages.success(request, "De overdracht is vastgelegd. Schrijf hieronder elke volgende stap op.")
            return redirect("transfers", slug)
    return _page(request, melding, form, None)


@require_POST
@allow(*CASE_WORKERS)
def transfer_step(request: SignedInRequest, slug: str, transfer: str) -> HttpResponse:
    """One more step."""
    on = clock.today()
    melding = find_melding(request.user, slug)
    found = get_object_or_404(melding.transfers, slug=transfer)
    form = TransferStepForm(request.POST, transfer=found, on=on)
    if form.is_valid():
        try:
            step = transferring.take(found, form.cleaned_data, on=on, by=request.user)
        except Obstructed as stop:
            form.add_error(None, str(stop))
        else:
            note(request, Action.CHANGE, "overdracht", client=melding.client)
            messages.success(request, f"Opgeschreven: {step.get_kind_display()}.")
            return redirect("transfers", slug)
    return _page(request, melding, None, form)


def _page(
    request: SignedInRequest, melding: Notification, form: TransferForm | None, step_form: TransferStepForm | None
) -> HttpResponse:
    on = clock.today()
    note(request, Action.VIEW, "overdracht", client=melding.client)
    rows: list[RegionTransfer] = list(
        melding.transfers.select_related("asked_by").prefetch_related("steps__taken_by").order_by("-pk")
    )
    running = next((row for row in rows if row.ended_on is None), None)
    asked = step_form or form
    is_bound = bool(asked and asked.is_bound)
    context = surroundings(melding, on) | {
        "running": running,
        "earlier": [row for row in rows if row.ended_on],
        "form": asked if is_bound else None,
        "begin": form or TransferForm(on=on, since=melding.notified_on),
        "step_form": step_form or (TransferStepForm(transfer=running, on=on) if running else None),
        "obstacles": [] if running else transferring.obstacles_to_begin(melding, on=on),
        "due_on": transferring.due_on(running) if running else None,
    }
    return show(request, "trajectories/transfers.html", context, status=422 if is_bound else 200)
