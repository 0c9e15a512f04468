"""Mijn aanbod: one screen on which a provider keeps all of its places true."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from placements import supply as acts
from placements.attention import doubts
from placements.forms import DepartureForm, OutOfUseForm
from placements.freshness import freshness
from placements.last_days import closings_ahead
from placements.models import HousingEpisode, Location, OutOfUse, Place
from placements.occupancy import CareFormGroup, PlaceNow, locations_now, total
from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.models import Action, Role
from portal.partials import show
from portal.templatetags.dutch import dag
from trajectories.naming import named
from trajectories.needs import age_band
from trajectories.proposals import waiting_proposals
from trajectories.vacancy import reserved_in
from trajectories.views.residents import residents


@dataclass(frozen=True, slots=True)
class Opened:
    """What of the page stands open: a row with its places, perhaps one place with its forms."""

    row: str = ""
    place: str = ""
    day: str = ""
    """The day somebody came from, in the calendar."""
    refused: dict[str, Form] = field(default_factory=dict)
    """A form that was sent and did not pass, by its prefix."""


@allow(Role.PROVIDER)
def supply(request: SignedInRequest) -> HttpResponse:
    """All places of the provider, per location and care form.

    `rij` or `plek` in the address opens a row; with `dag` a new period out of use begins on that day.
    """
    asked = {name: request.GET.get(name, "") for name in ("rij", "plek", "dag")}
    return _page(request, Opened(row=asked["rij"], place=asked["plek"], day=asked["dag"]))


@require_POST
@allow(Role.PROVIDER)
def confirm(request: SignedInRequest) -> HttpResponse:
    """Everything is true, up to and including today."""
    today = clock.today()
    reserved = reserved_in(request.user.region)
    _, is_first = acts.confirm_supply(
        request.user.organisation, on=today, at=clock.now(), by=request.user, reserved=reserved
    )
    note(request, Action.CHANGE, "aanbod bevestigd")
    said = (
        "Bevestigd: alles klopt t/m {}." if is_first else "U bevestigde al t/m {}. De aantallen zijn bijgewerkt."
    )
    messages.success(request, said.format(dag(today)))
    return _see()


@allow(Role.PROVIDER)
def confirmations(request: SignedInRequest) -> HttpResponse:
    """Every time the provider said that its places are true, with the counts as they were; a year at a time."""
    mine = request.user.organisation.confirmations.filter(confirmed_on__lte=clock.today())
    years = [day.year for day in mine.dates("confirmed_on", "year", order="DESC")]
    year = next((year for year in years if str(year) == request.GET.get("jaar")), years[0] if years else None)
    shown = mine.filter(confirmed_on__year=year).select_related("confirmed_by").order_by("-confirmed_on")
    context = {"confirmations": shown, "years": years, "year": year, "provider": request.user.organisation}
    return show(request, "trajectories/confirmations.html", context)


@require_POST
@allow(Role.PROVIDER)
def take_out_of_use(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say from when until when a place cannot be used."""
    place = get_object_or_404(Place.objects.visible_to(request.user), slug=slug)
    form = OutOfUseForm(request.POST, on=clock.today(), prefix="nieuw")

    def act() -> str:
        _, is_new = acts.take_out_of_use(place, form.closed, at=clock.now(), by=request.user)
        return "is buiten gebruik gezet" if is_new else "stond al zo buiten gebruik"

    return _act(request, place, form, act)


@require_POST
@allow(Role.PROVIDER)
def change_out_of_use(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Correct what was said of a period out of use."""
    row = _out_of_use(request, slug, pk)
    form = _form_of(acts.latest(row), request.POST)

    def act() -> str:
        _, is_new = acts.change_out_of_use(row, form.closed, at=clock.now(), by=request.user)
        return "is bijgewerkt" if is_new else "stond al zo buiten gebruik"

    return _act(request, row.place, form, act, key=_key(acts.latest(row)))


@require_POST
@allow(Role.PROVIDER)
def put_back_in_use(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The place can be used again from today."""
    row = _out_of_use(request, slug, pk)
    changed = acts.put_back_in_use(row, on=clock.today(), at=clock.now(), by=request.user)
    return _done(request, row.place, "is weer in gebruik" if changed else "was al weer in gebruik")


@require_POST
@allow(Role.PROVIDER)
def cancel_out_of_use(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The period was never true."""
    row = _out_of_use(request, slug, pk)
    try:
        changed = acts.cancel_out_of_use(row, at=clock.now(), by=request.user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return _back_to(row.place)
    if changed:
        return _done(request, row.place, "is niet meer buiten gebruik: de periode is geschrapt")
    messages.info(request, "Deze periode was al geschrapt.")
    return _back_to(row.place)


@require_POST
@allow(Role.PROVIDER)
def expect_departure(request: SignedInRequest, slug: str) -> HttpResponse:
    """Set or forget the day on which the place is expected to be free."""
    today = clock.today()
    homes = HousingEpisode.objects.visible_to(request.user, on=today).covering(today)
    places = Place.objects.visible_to(request.user)
    home = get_object_or_404(homes.select_related("client", "place"), place__slug=slug, place__in=places)
    assert home.place is not None
    form = DepartureForm(request.POST, on=today, prefix="vertrek")

    def act() -> str:
        day = form.cleaned_data["expected_on"]
        changed = acts.expect_departure(home, expected_on=day, by=request.user)
        note(request, Action.CHANGE, "verwacht vertrek", client=home.client)
        until = f"komt naar verwachting vrij op {dag(day)}" if day else "heeft geen verwachte vertrekdag"
        return until if changed else f"stond al zo: {until}"

    return _act(request, home.place, form, act)


def _out_of_use(request: SignedInRequest, slug: str, pk: int) -> OutOfUse:
    """A period of a place within reach, also one that was revised or taken back since the page was made."""
    rows = OutOfUse.objects.filter(place__in=Place.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("place"), place__slug=slug, pk=pk)


def _back_to(place: Place) -> HttpResponse:
    return _see(f"?{urlencode({'plek': place.slug})}")


def _see(query: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("supply") + query, status=303)


def _act(
    request: SignedInRequest, place: Place, form: Form, act: Callable[[], str], *, key: str = ""
) -> HttpResponse:
    """Do it if the form passes; what the act refuses becomes a sentence in the form that `key` names."""
    if form.is_valid():
        try:
            return _done(request, place, act())
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    return _page(request, Opened(place=place.slug, refused={key or str(form.prefix): form}), status=422)


def _done(request: SignedInRequest, place: Place, said: str) -> HttpResponse:
    note(request, Action.CHANGE, "plek bijgewerkt")
    messages.success(request, f"Plek {place.code} {said}.")
    return _back_to(place)


def _page(request: SignedInRequest, opened: Opened, *, status: int = 200) -> HttpResponse:
    today = clock.today()
    provider = request.user.organisation
    mine = Location.objects.visible_to(request.user)
    locations = locations_now(mine, on=today, reserved=reserved_in(request.user.region))
    context = {
        "provider": provider,
        "locations": locations,
        "total": total(locations),
        "doubts": doubts(row for location in locations for row in location.places),
        "proposals": _proposals(request, on=today),
        "freshness": freshness([provider.pk], on=today)[provider.pk],
        "form": next(iter(opened.refused.values()), None),
        **_opened(request, opened, [group for location in locations for group in location.groups]),
    }
    return show(request, "trajectories/supply.html", context, parts={"supply-table"}, status=status)


def _proposals(request: SignedInRequest, *, on: date) -> list[dict[str, Any]]:
    """What waits for the provider's answer or for a key, the oldest first; a name only where it may be known."""
    found = []
    waiting = list(waiting_proposals(request.user))
    known = named(waiting, on=on)
    for proposal in waiting:
        client, is_known = proposal.entry.client, proposal.pk in known
        if is_known:
            note(request, Action.VIEW, "voorstel", client=client)
        row = {"proposal": proposal, "who": client if is_known else None, "age": age_band(client.age_on(on))}
        found.append(row | {"days": (on - proposal.proposed_on).days})
    return found


def _opened(request: SignedInRequest, opened: Opened, groups: list[CareFormGroup]) -> dict[str, Any]:
    """The open row with the names of who lives there, and the open place with its forms."""
    group = next((group for group in groups if _is_open(group, opened)), None)
    if group is None:
        return {"opened": None}
    today = clock.today()
    names = residents(request, [row.day.resident for row in group.places], on=today)
    closings = closings_ahead((row.place for row in group.places), after=today)
    place = next((row for row in group.places if row.place.slug == opened.place), None)
    return {
        "opened": group,
        "opened_place": place,
        "rows": [
            (row, names.get(row.day.resident.pk) if row.day.resident else None, closings.get(row.place.pk))
            for row in group.places
        ],
        "forms": _forms(place, opened, on=today) if place else None,
    }


def _is_open(group: CareFormGroup, opened: Opened) -> bool:
    return group.key == opened.row or any(row.place.slug == opened.place for row in group.places)


def _forms(row: PlaceNow, opened: Opened, *, on: date) -> dict[str, Any]:
    """Blank or filled forms for one place; the one that did not pass as it was sent."""
    refused = opened.refused
    home = row.day.resident
    can_leave = home is not None and home.ends_on is None
    expected = {"expected_on": home.expected_end_on if home else None}
    departure = refused.get("vertrek") or DepartureForm(on=on, prefix="vertrek", initial=expected)
    closures = [period for period in row.timeline.out_of_use if period.ends_on is None or period.ends_on > on]
    return {
        "departure": departure if can_leave else None,
        "new": refused.get("nieuw")
        or OutOfUseForm(on=on, prefix="nieuw", initial={"starts_on": _first_day(opened, on)}),
        "closures": [(period, refused.get(_key(period)) or _form_of(period)) for period in closures],
    }


def _first_day(opened: Opened, on: date) -> date:
    """The day somebody came from when that still has to come, else today."""
    try:
        return max(date.fromisoformat(opened.day), on)
    except ValueError:
        return on


def _key(period: OutOfUse) -> str:
    return f"periode{period.pk}"


def _form_of(period: OutOfUse, data: QueryDict | None = None) -> OutOfUseForm:
    """The form of one period; the names of its fields stay the same when the period is revised."""
    facts = asdict(acts.Closed.of(period)) | {"last_day": period.last_day}
    ids = f"id_{_key(period)}_%s"
    return OutOfUseForm(data, on=clock.today(), prefix="periode", auto_id=ids, initial=facts)
