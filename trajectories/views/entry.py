"""One registration on the waiting list: why it stands where it stands, what happened, and what may change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.models import Action, Role
from portal.partials import show
from trajectories import order, waiting
from trajectories.agreements import in_force
from trajectories.forms import entry as forms
from trajectories.models import WaitlistEntry, WaitStatus
from trajectories.obstacles import Obstructed
from trajectories.views.waiting import TONES


@dataclass(frozen=True, slots=True)
class Change:
    """What may change for somebody on the list: the form that asks, the act, and what is said when it is done."""

    form: Any
    act: Callable[..., Any]
    done: str


@allow(*CASE_WORKERS)
def entry(request: SignedInRequest, slug: str) -> HttpResponse:
    """One place on the list: ask whether it holds; wait in another way, stand still, be bridged, or leave it."""
    on = clock.today()
    reach = WaitlistEntry.objects.visible_to(request.user, on=on).select_related("client", "care_form")
    place = get_object_or_404(reach.prefetch_related("pauses", "bridging__provider"), slug=slug)
    changes = _changes(request, place, on)
    asked = changes.get(request.POST.get("act", ""))
    if request.method == "POST" and asked is None:
        return redirect("waiting_entry", place.slug)
    if asked and asked.form.is_valid():
        try:
            asked.act(place, **asked.form.facts(), on=on, by=request.user)
        except Obstructed as stop:
            asked.form.add_error(None, str(stop))
        else:
            note(request, Action.CHANGE, "wachtlijst", client=place.client)
            messages.success(request, asked.done)
            return redirect("waiting_entry", place.slug)
    note(request, Action.VIEW, "wachtlijst", client=place.client)
    context = _shown(place, on) | {
        "changes": changes,
        "form": asked.form if asked else None,
        "is_coordinator": request.user.role == Role.COORDINATOR,
    }
    return show(request, "trajectories/waiting_entry.html", context, status=422 if asked else 200)


def _shown(place: WaitlistEntry, on: date) -> dict[str, Any]:
    """What the page tells: the turn with its reason, pauses, bridging care, changes of status, and checks."""
    rules = in_force(place.region_id, on=on)
    listed = order.turns(place.region_id, on=on, rules=rules)
    turn = next((turn for turn in listed if turn.pk == place.pk), None)
    return {
        "entry": place,
        "on": on,
        "days_waited": place.waited_days(min(place.left_on or on, on)),
        "tone": TONES.get(WaitStatus(place.status), ""),
        "why": order.why_here(turn, order.spots(listed).get(place.pk), rules=rules) if turn else "",
        "is_stale": bool(turn and order.is_stale(turn, on=on, rules=rules)),
        "known_on": turn.known_on if turn else None,
        "still": waiting.running_pause(place),
        "bridged": waiting.running_bridging(place),
        "pauses": sorted(place.pauses.all(), key=lambda pause: pause.starts_on, reverse=True),
        "bridges": sorted(place.bridging.all(), key=lambda row: row.starts_on, reverse=True),
        "status_changes": place.status_changes.select_related("changed_by").order_by("-changed_on", "-pk"),
        "checks": place.checks.select_related("asked_by"),
        "obstacles": waiting.obstacles_to_leave(place),
    }


def _changes(request: SignedInRequest, place: WaitlistEntry, on: date) -> dict[str, Change]:
    """What can be changed now, by the word its button sends; the form of the pressed one is bound."""
    asked = request.POST.get("act", "")

    def form(name: str, kind: Any, **limits: Any) -> Any:
        data = request.POST if name == asked else None
        return kind(data, entry=place, on=on, auto_id=f"id_{name}_%s", **limits)

    changes = {"check": Change(form("check", forms.CheckForm), waiting.check, "Het antwoord is vastgelegd.")}
    if request.user.role != Role.COORDINATOR:
        return changes
    still, bridged = waiting.running_pause(place), waiting.running_bridging(place)
    changes["status"] = Change(
        form("status", forms.StatusForm), waiting.change_status, "De wachtstatus is gewijzigd."
    )
    if still:
        going_on = form("go_on", forms.GoOnForm, since=still.starts_on)
        changes["go_on"] = Change(going_on, waiting.go_on, "Het wachten loopt.")
    else:
        changes["pause"] = Change(form("pause", forms.PauseForm), waiting.pause, "Het wachten staat stil.")
    if bridged or place.has_bridging:
        ending = form("unbridge", forms.EndBridgingForm, since=bridged.starts_on if bridged else None)
        changes["unbridge"] = Change(ending, waiting.end_bridging, "De overbruggingszorg is beëindigd.")
    if not bridged:
        changes["bridge"] = Change(
            form("bridge", forms.BridgeForm), waiting.bridge, "De overbruggingszorg is vastgelegd."
        )
    changes["leave"] = Change(form("leave", forms.LeaveForm), waiting.take_off, "De cliënt is van de wachtlijst.")
    return changes
