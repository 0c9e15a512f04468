"""From the list of one day to that of another, and the sealed count beside it."""

from collections.abc import Iterable
from datetime import date, timedelta

from django import forms
from django.http import HttpResponse

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.fields import DayField
from portal.models import Action, Role
from portal.partials import show
from trajectories import census
from trajectories.flow import Flow, Kind, Move, flow
from trajectories.models import WaitlistCensus, WaitStatus

MOST_DAYS = 366
SHOWN = 200
"""How many events a page tells one by one."""


class DaysForm(forms.Form):
    """Between which two days; left out: yesterday and today."""

    van = DayField(label="Van de stand op")
    tot = DayField(label="Naar de stand op")

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today
        for field in self.fields.values():
            assert isinstance(field, DayField)
            field.not_after(today, "De lijst van morgen kennen we nog niet. Kies vandaag of eerder.")
        self.is_valid()

    def clean(self) -> dict[str, date]:
        """The first day lies before the last, and not more than a year."""
        facts = super().clean() or {}
        since, until = facts.get("van"), facts.get("tot") or self.today
        if since and since >= until:
            self.add_error("van", "Kies een eerdere dag dan de dag ernaast.")
        if since and (until - since).days > MOST_DAYS:
            self.add_error("van", "Kies een dag binnen een jaar van de dag ernaast.")
        return facts

    @property
    def until(self) -> date:
        """The later day."""
        return self.cleaned_data.get("tot") or self.today

    @property
    def since(self) -> date:
        """The earlier day."""
        return self.cleaned_data.get("van") or self.until - timedelta(days=1)


@allow(Role.COORDINATOR)
def waiting_flow(request: SignedInRequest) -> HttpResponse:
    """Yesterday's list, what happened since, and today's: a table that adds up, with the events behind it."""
    today = clock.today()
    asked = {"tot": request.GET.get("tot") or today.isoformat()}
    until = asked["tot"]
    yesterday = _day_before(until) or today - timedelta(days=1)
    form = DaysForm({"van": request.GET.get("van") or yesterday.isoformat(), **asked}, today=today)
    assert request.user.region_id is not None
    found = flow(request.user.region_id, since=form.since, until=form.until)
    note(request, Action.VIEW, "verloop van de wachtlijst")
    context = {
        "form": form,
        "flow": found,
        "statuses": [status.label for status in WaitStatus],
        "events": list(_told(found.moves))[:SHOWN],
        "shown": SHOWN,
        "sealed": _sealed(request, found),
    }
    return show(request, "trajectories/waiting_flow.html", context, status=422 if form.errors else 200)


def _day_before(text: str) -> date | None:
    try:
        return date.fromisoformat(text) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _told(moves: Iterable[Move]) -> Iterable[Move]:
    """The moves as events: of the two halves of a change of status only the one that says what it became."""
    return (move for move in moves if move.kind is not Kind.CEASED)


def _sealed(request: SignedInRequest, found: Flow) -> list[dict[str, object]]:
    """The sealed counts of both days, whether they are sound, and what was changed about those days since."""
    counts = WaitlistCensus.objects.visible_to(request.user).filter(day__in=(found.since, found.until))
    return [
        {
            "census": one,
            "is_sound": census.is_sound(one),
            "corrections": census.corrections(one),
            "short_seal": one.seal[:12],
        }
        for one in counts.select_related("region").order_by("day")
    ]
