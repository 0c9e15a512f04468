"""Signals about tenancies: the list per role, one of them with what was done, and telling of one."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from portal import clock
from portal.access import SEES_PERSONS, SignedInRequest, allow, note
from portal.asking import Question, ask
from portal.models import Action, Role
from portal.partials import show
from trajectories import tenancies
from trajectories.forms.tenancies import FollowUpForm, SettleForm, SignalForm
from trajectories.models import TenancySignal
from trajectories.obstacles import Obstructed
from trajectories.views.acting import Act, press

PAGE = 50


@allow(*SEES_PERSONS, Role.HOUSING_ASSOCIATION)
def signals(request: SignedInRequest) -> HttpResponse:
    """Every signal the user may see, the open ones on top."""
    today = clock.today()
    mine = TenancySignal.objects.visible_to(request.user, on=today)
    page = Paginator(mine.with_everything().open_first(), PAGE).get_page(request.GET.get("bladzijde"))
    note(request, Action.VIEW, "huursignalen")
    context = {
        "page": page,
        "open": mine.open().count(),
        "is_association": request.user.role == Role.HOUSING_ASSOCIATION,
    }
    return show(request, "trajectories/signals.html", context)


@allow(Role.HOUSING_ASSOCIATION)
def new_signal(request: SignedInRequest) -> HttpResponse:
    """The housing association tells who guides what it noticed."""
    today = clock.today()
    homes = list(tenancies.tenancies_of(request.user.organisation, on=today))
    form = SignalForm(request.POST or None, homes=homes, today=today)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        home = facts.pop("home")
        try:
            made, is_new = tenancies.signal(home, **facts, on=today, by=request.user)
        except Obstructed as stop:
            form.add_error("noticed_on", list(stop.sentences))
        else:
            note(request, Action.CREATE, "huursignaal", client=home.client)
            said = "Doorgegeven. Wie begeleidt, ziet dit nu." if is_new else "Dit was al doorgegeven."
            messages.success(request, said)
            return redirect("signal", made.slug)
    back = reverse("signals")
    question = Question(
        "Een signaal doorgeven",
        "Geef door",
        back,
        intro="Overlast of een huurachterstand? Wie begeleidt, ziet het meteen en schrijft op wat er gebeurt.",
        crumbs=(("Huursignalen", back),),
    )
    return ask(request, question, form)


@allow(*SEES_PERSONS, Role.HOUSING_ASSOCIATION)
def signal(request: SignedInRequest, slug: str) -> HttpResponse:
    """One signal: what happened, what was done, and what the user can do."""
    today = clock.today()
    reach = TenancySignal.objects.visible_to(request.user, on=today).with_everything()
    found = get_object_or_404(reach, slug=slug)
    asked = request.POST.get("act", "")
    acts = _acts(request, found, today)
    pressed = acts.get(asked)
    if request.method == "POST" and pressed is None:
        messages.info(request, "Dit was al gedaan, of het kan nu niet meer.")
        return redirect("signal", slug)
    if pressed and press(pressed, found, request, subject="huursignaal", client=found.home.client):
        return redirect("signal", slug)
    note(request, Action.VIEW, "huursignaal", client=found.home.client)
    context = {
        "one": found,
        "acts": acts,
        "form": pressed.form if pressed else None,
        "is_association": request.user.role == Role.HOUSING_ASSOCIATION,
    }
    return show(request, "trajectories/signal.html", context, status=422 if pressed else 200)


def _acts(request: SignedInRequest, found: TenancySignal, today: date) -> dict[str, Act]:
    """What this user can do with an open signal, by the word its button sends."""
    if not found.is_open:
        return {}
    asked = request.POST.get("act", "")

    def data(name: str) -> dict[str, Any]:
        return {"data": request.POST if name == asked else None, "auto_id": f"id_{name}_%s"}

    acts = {}
    if request.user.role in SEES_PERSONS:
        form = FollowUpForm(today=today, **data("follow_up"))
        done = "Vastgelegd. De corporatie ziet wat er gedaan is."
        acts["follow_up"] = Act("Wat is er gedaan?", "Leg dit vast", form, tenancies.follow_up, done, is_main=True)
    form_settle = SettleForm(**data("settle"))
    acts["settle"] = Act(
        "Dit is voorbij", "Sluit dit signaal af", form_settle, tenancies.settle, "Het signaal is afgesloten.",
        is_main=request.user.role == Role.HOUSING_ASSOCIATION,
    )  # fmt: skip
    return acts
