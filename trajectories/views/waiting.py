"""The waiting list: of today, or as it was on an earlier day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import HttpResponse

from placements.models import CareForm, HousingEpisode
from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.keyset import slice_in
from portal.models import Action, Municipality, Role
from portal.partials import show
from trajectories import order, waiting
from trajectories.agreements import in_force
from trajectories.forms.waiting import FilterForm
from trajectories.matching.inputs import Rules
from trajectories.models import AccessModel, BridgingCare, MatchProposal, WaitlistEntry, WaitStatus
from trajectories.order import Spot, Turn

SHORT = {
    WaitStatus.URGENT: "Urgent",
    WaitStatus.ACTIVE: "Actief",
    WaitStatus.PREFERENCE: "Voorkeur",
    WaitStatus.PRECAUTION: "Voorzorg",
}
TONES = {WaitStatus.URGENT: "negative", WaitStatus.ACTIVE: "info"}


@dataclass(frozen=True, slots=True)
class Line:
    """A registration in the list, with what follows from the day."""

    number: int
    entry: Any
    turn: Turn
    why: str
    """Why it stands here, as a sentence."""
    also: str
    """Other care forms the same person waits for."""
    care_form: str
    age: int | None
    town: str
    status: str
    tone: str
    home: str
    """Where somebody lives; empty: not known."""
    is_stale: bool
    """Whether nobody said for too long that the wait still holds."""
    unheard_days: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter: what it says, and the address without it."""

    label: str
    without: str


@allow(*CASE_WORKERS)
def waiting_list(request: SignedInRequest) -> HttpResponse:
    """Who waits within reach: persons and registrations apart, in an order that is explained."""
    today = clock.today()
    is_coordinator = request.user.role == Role.COORDINATOR
    rules = in_force(request.user.region_id, on=today)
    form = FilterForm(request.GET, user=request.user, today=today, has_towns=is_coordinator, rules=rules)
    chosen, on = form.chosen(), form.day
    assert request.user.region_id is not None
    region_wide = order.turns(request.user.region_id, on=on, rules=rules if on == today else None)
    everyone = _within_reach(request, region_wide, today)
    listed = [turn for turn in everyone if form.lets_through(turn)]
    rows, previous, following, first = slice_in(
        listed, after=request.GET.get("na", ""), before=request.GET.get("voor", "")
    )
    note(request, Action.VIEW, "wachtlijst")
    context = {
        "filters": form,
        "on": on,
        "directed_by": _directed_by(request.user.region_id, on),
        "is_today": on == today,
        "chips": _chips(form, chosen),
        "more": _address(form.in_address(chosen), more=True),
        "totals": waiting.totals(listed),
        "all_totals": waiting.totals(everyone),
        "stale": sum(order.is_stale(turn, on=on, rules=rules) for turn in everyone),
        "ask_after": rules.ask_after_days,
        "lines": _lines(rows, region_wide, on=on, first=first, rules=rules),
        "previous": previous,
        "next": following,
        "is_coordinator": is_coordinator,
    }
    return show(request, "trajectories/waiting_list.html", context, parts={"waiting-list"})


def _directed_by(region_id: int, on: date) -> str:
    """Who directs the list of the region on a day, in words; empty: not written down."""
    model = AccessModel.objects.filter(region=region_id).covering(on).first()
    return model.get_list_director_display() if model else ""


def _within_reach(request: SignedInRequest, region_wide: list[Turn], today: date) -> list[Turn]:
    """The registrations of clients whose name this user may see today."""
    if request.user.role == Role.COORDINATOR:
        return region_wide
    mine = WaitlistEntry.objects.visible_to(request.user, on=today)
    seen = set(mine.filter(pk__in=[turn.pk for turn in region_wide]).values_list("pk", flat=True))
    return [turn for turn in region_wide if turn.pk in seen]


def _chips(form: FilterForm, chosen: dict[str, Any]) -> list[Chip]:
    return [
        Chip(
            form.spoken(name),
            _address(form.in_address({other: kept for other, kept in chosen.items() if other != name})),
        )
        for name in chosen
    ]


def _address(words: Mapping[str, str], *, more: bool = False) -> str:
    """The list with these filters, as an address: codes only, nothing of persons; `more` leaves room to go on."""
    text = urlencode(words)
    return f"?{text}&" if more and text else f"?{text}"


def _lines(rows: list[Turn], region_wide: list[Turn], *, on: date, first: int, rules: Rules) -> list[Line]:
    """What a page of the list shows: six queries for any number of rows."""
    ids = [turn.pk for turn in rows]
    clients = [turn.client_id for turn in rows]
    entries = {entry.pk: entry for entry in _entries(ids, on)}
    dwellings = HousingEpisode.objects.filter(client__in=clients).covering(on)
    homes = dwellings.values_list("client", "place__location__name", "municipality__name")
    lives = {client: location or f"Eigen woning, {town}" for client, location, town in homes}
    waited_for = {turn.care_form_id for turn in region_wide}
    forms = dict(CareForm.objects.filter(pk__in=waited_for).values_list("pk", "name"))
    towns = dict(Municipality.objects.filter(pk__in={turn.town for turn in rows}).values_list("pk", "name"))
    also: dict[int, set[int]] = defaultdict(set)
    for turn in region_wide:
        also[turn.client_id].add(turn.care_form_id)
    spots = order.spots(region_wide)
    return [
        _line(
            number,
            entries[turn.pk],
            turn,
            spots.get(turn.pk),
            on=on,
            rules=rules,
            also=", ".join(sorted(forms[pk] for pk in also[turn.client_id] - {turn.care_form_id})),
            care_form=forms[turn.care_form_id],
            town=towns.get(turn.town, ""),
            home=lives.get(turn.client_id, ""),
        )
        for number, turn in enumerate(rows, start=first)
    ]


def _entries(ids: list[int], on: date) -> Any:
    proposals = MatchProposal.objects.open_on(on).select_related("place__location__provider")
    bridging = BridgingCare.objects.covering(on).select_related("provider")
    return (
        WaitlistEntry.objects.filter(pk__in=ids)
        .select_related("client")
        .prefetch_related(
            Prefetch("proposals", proposals, to_attr="under_way"),
            Prefetch("bridging", bridging, to_attr="bridges"),
        )
    )


def _line(
    number: int, entry: WaitlistEntry, turn: Turn, spot: Spot | None, *, on: date, rules: Rules, **facts: Any
) -> Line:
    return Line(
        number=number,
        entry=entry,
        turn=turn,
        why=order.why_here(turn, spot, rules=rules),
        age=entry.client.age_on(on),
        status=SHORT.get(turn.status, turn.status.label),
        tone=TONES.get(turn.status, ""),
        is_stale=order.is_stale(turn, on=on, rules=rules),
        unheard_days=(on - turn.known_on).days,
        **facts,
    )
