"""The waiting list, and one place on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.keyset import slice_of
from portal.models import Action, Role
from portal.partials import show
from trajectories import waiting
from trajectories.forms import waiting as forms
from trajectories.models import MatchProposal, Notification, WaitlistEntry, WaitStatus
from trajectories.models.waiting import IN_ORDER, WaitlistEntryQuerySet
from trajectories.obstacles import Obstructed

TONES = {WaitStatus.URGENT: "negative", WaitStatus.ACTIVE: "info"}


@dataclass(frozen=True, slots=True)
class Line:
    """A registration in the list, with what follows from the day."""

    entry: Any
    days_waited: int
    age: int | None
    tone: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter: what it says, and the address without it."""

    label: str
    without: str


@allow(*CASE_WORKERS)
def waiting_list(request: SignedInRequest) -> HttpResponse:
    """Who waits within reach: persons and registrations apart, in an order that is explained."""
    on = clock.today()
    everyone = WaitlistEntry.objects.visible_to(request.user, on=on).open_on(on)
    is_coordinator = request.user.role == Role.COORDINATOR
    form = forms.FilterForm(request.GET, user=request.user, on=on, has_towns=is_coordinator)
    chosen = form.chosen()
    entries = _chosen(everyone, chosen)
    page = slice_of(
        _rows(entries, on), IN_ORDER, after=request.GET.get("na", ""), before=request.GET.get("voor", "")
    )
    note(request, Action.VIEW, "wachtlijst")
    context = {
        "filters": form,
        "chips": _chips(chosen),
        "turn": _address(chosen, more=True),
        "totals": waiting.totals(entries, on=on),
        "all_totals": waiting.totals(everyone, on=on),
        "lines": [_line(entry, on) for entry in page.rows],
        "page": page,
        "is_coordinator": is_coordinator,
    }
    return show(request, "trajectories/waiting_list.html", context, parts={"waiting-list"})


def _chips(chosen: dict[str, Any]) -> list[Chip]:
    return [
        Chip(
            str(WaitStatus(value).label) if isinstance(value, str) else str(value),
            _address({other: kept for other, kept in chosen.items() if other != name}),
        )
        for name, value in chosen.items()
    ]


def _address(chosen: dict[str, Any], *, more: bool = False) -> str:
    """The list with these filters, as an address: codes only, nothing of persons; `more` leaves room to go on."""
    words = urlencode({name: getattr(value, "code", value) for name, value in chosen.items()})
    return f"?{words}&" if more and words else f"?{words}"


def _with_town(entries: WaitlistEntryQuerySet) -> QuerySet[Any]:
    """Mark each entry with the municipality of the client's last melding."""
    last = Notification.objects.filter(client=OuterRef("client")).order_by("-notified_on", "-pk")
    return entries.annotate(
        town_code=Subquery(last.values("municipality")[:1]), town=Subquery(last.values("municipality__name")[:1])
    )


def _chosen(entries: WaitlistEntryQuerySet, chosen: dict[str, Any]) -> Any:
    found = entries
    if "status" in chosen:
        found = found.filter(status=chosen["status"])
    if "zorgvorm" in chosen:
        found = found.filter(care_form=chosen["zorgvorm"])
    if "gemeente" in chosen:
        return _with_town(found).filter(town_code=chosen["gemeente"].pk)
    return found


def _rows(entries: WaitlistEntryQuerySet, on: date) -> QuerySet[Any]:
    """The list in order, with all a line shows."""
    marked = _with_town(entries.with_rank().with_pause_on(on))
    proposals = MatchProposal.objects.open().filter(entry=OuterRef("pk"))
    rows = marked.annotate(has_proposal=Exists(proposals))
    return rows.select_related("client", "care_form").prefetch_related("pauses")


def _line(entry: WaitlistEntry, on: date) -> Line:
    tone = TONES.get(WaitStatus(entry.status), "")
    return Line(entry, entry.waited_days(on), entry.client.age_on(on), tone)


@dataclass(frozen=True, slots=True)
class Change:
    """What may change for somebody on the list: the form that asks, the act, and what is said when it is done."""

    form: Any
    act: Callable[..., None]
    done: str


@allow(Role.COORDINATOR)
def entry(request: SignedInRequest, slug: str) -> HttpResponse:
    """One place on the list: wait in another way, stand still, go on, or leave it."""
    on = clock.today()
    reach = WaitlistEntry.objects.visible_to(request.user, on=on).select_related("client", "care_form")
    place = get_object_or_404(reach.prefetch_related("pauses"), slug=slug)
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
    context = {
        "line": _line(place, on),
        "still": waiting.running_pause(place),
        "obstacles": waiting.obstacles_to_leave(place),
        "changes": changes,
        "form": asked.form if asked else None,
    }
    return show(request, "trajectories/waiting_entry.html", context, status=422 if asked else 200)


def _changes(request: SignedInRequest, place: WaitlistEntry, on: date) -> dict[str, Change]:
    """What can be changed now, by the word its button sends; the form of the pressed one is bound."""
    asked = request.POST.get("act", "")

    def form(name: str, kind: Any, **limits: Any) -> Any:
        data = request.POST if name == asked else None
        return kind(data, entry=place, on=on, auto_id=f"id_{name}_%s", **limits)

    still = waiting.running_pause(place)
    pausing = (
        {
            "go_on": Change(
                form("go_on", forms.GoOnForm, since=still.starts_on), waiting.go_on, "Het wachten loopt."
            )
        }
        if still
        else {"pause": Change(form("pause", forms.PauseForm), waiting.pause, "Het wachten staat stil.")}
    )
    return {
        "status": Change(form("status", forms.StatusForm), waiting.change_status, "De wachtstatus is gewijzigd."),
        **pausing,
        "leave": Change(form("leave", forms.LeaveForm), waiting.take_off, "De cliënt is van de wachtlijst."),
    }
