"""One location with its calendar and a day of it, and one of its places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from placements import capacity
from placements.capacity import PlaceTimeline, timelines
from placements.freshness import freshness
from placements.last_days import closings_ahead
from placements.models import Closing, Location, Place
from placements.occupancy import PlaceNow, location_on
from placements.occupancy_calendar import Scale, Window, calendar, window
from portal import clock
from portal.access import SEES_PERSONS, SEES_STOCK, SignedInRequest, allow
from portal.models import Client, Role
from trajectories.location_facts import facts_of
from trajectories.models import MatchProposal
from trajectories.place_story import story_of_place
from trajectories.vacancy import reserved_in
from trajectories.views.residents import residents

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
"""Days a calendar can be asked for."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place on a day and, for who may know, who lives there and which proposal is open."""

    now: PlaceNow
    is_departure_expected: bool
    """Taken on paper on that day, but the resident is expected to have left by then."""
    resident: Client | None
    proposal: MatchProposal | None = None
    closing: Closing | None = None


@allow(*SEES_STOCK)
def location_page(request: SignedInRequest, slug: str) -> HttpResponse:
    """One location: what it is, who runs it, its places through the days, and each of them on one day.

    `weergave` and `vanaf` in the address choose the days, `dag` the day; what makes no sense shows today.
    """
    today = clock.today()
    wanted = Location.objects.visible_to(request.user).select_related(
        "municipality", "provider", "housing_association"
    )
    location = get_object_or_404(wanted, slug=slug)
    shown, day = _asked(request, today)
    new_year = today.replace(month=1, day=1)
    since = min(shown.first, new_year, day)
    places = list(location.places.with_features().order_by("code"))
    known = timelines(places, since=since, reserved=reserved_in(request.user.region, since=since))
    here = location_on(location, places, known, on=today)
    closings = closings_ahead(places, after=today, tells_prepared=_tells_prepared(request))
    year = [
        stretch for place in known.values() for stretch in place.stretches(new_year, _after(today), seen_on=today)
    ]
    context = {
        "here": here,
        "facts": facts_of(location, reader=request.user, on=today),
        "full": capacity.occupancy(year),
        "new_year": new_year,
        "calendar": calendar(places, known, shown, seen_on=today, closings=closings),
        "scales": [window(scale, day) for scale in Scale],
        "now": window(shown.scale, today),
        "closings": sorted(set(closings.values()), key=lambda closing: closing.closes_on),
        "fresh": freshness([location.provider_id], on=today)[location.provider_id],
        **_day(request, places, known, day, today=today, closings=closings),
        **_sees(request, location),
    }
    return render(request, "trajectories/location_page.html", context)


@allow(*SEES_STOCK - {Role.POLICY, Role.PROJECT_LEADER})
def place_page(request: SignedInRequest, slug: str, place: str) -> HttpResponse:
    """One place: what it is today, when it could not be used, and every correction of that."""
    today = clock.today()
    wanted = Place.objects.visible_to(request.user).select_related("location__provider", "location__municipality")
    found = get_object_or_404(wanted, slug=place, location__slug=slug)
    known = timelines([found], since=today, reserved=reserved_in(request.user.region))
    closings = closings_ahead([found], after=today, tells_prepared=_tells_prepared(request))
    (row,) = _rows(request, [found], known, today, today=today, closings=closings)
    context = {
        "location": found.location,
        "row": row,
        "periods": found.periods.select_related("care_form").order_by("-starts_on"),
        "closures": found.out_of_use.live().order_by("-starts_on"),
        "closings": list(closings.values()),
        "story": story_of_place(found, reader=request.user),
        **_sees(request, found.location),
    }
    return render(request, "trajectories/place_page.html", context)


def _tells_prepared(request: SignedInRequest) -> bool:
    """A closing that is being prepared is for who works with persons."""
    return request.user.role in SEES_PERSONS


def _asked(request: SignedInRequest, today: date) -> tuple[Window, date]:
    """The days to show and the day among them, as far as the address makes sense."""
    wanted = request.GET.get("weergave", "")
    scale = Scale(wanted) if wanted in Scale.values else Scale.MONTH
    day = _day_in(request.GET.get("dag", ""))
    shown = window(scale, _day_in(request.GET.get("vanaf", "")) or day or today)
    if day and shown.covers(day):
        return shown, day
    return shown, today if shown.covers(today) else shown.first


def _day_in(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day < LATEST else None


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _day(
    request: SignedInRequest,
    places: list[Place],
    known: dict[int, PlaceTimeline],
    day: date,
    *,
    today: date,
    closings: Mapping[int, Closing],
) -> dict[str, Any]:
    """Every place that is there on `day`, with who may be seen by whom, and the days beside it."""
    there = [place for place in places if _is_there(known[place.pk], day)]
    rows = _rows(request, there, known, day, today=today, closings=closings)
    return {
        "day": day,
        "day_before": day - timedelta(days=1),
        "day_after": _after(day),
        "rows": rows,
        "counts": capacity.count(row.now.day for row in rows),
    }


def _is_there(place: PlaceTimeline, day: date) -> bool:
    bed = place.on(day)
    return bed.is_in_service or bed.is_over_capacity


def _rows(
    request: SignedInRequest,
    places: Iterable[Place],
    known: dict[int, PlaceTimeline],
    day: date,
    *,
    today: date,
    closings: Mapping[int, Closing],
) -> list[PlaceRow]:
    found = [PlaceNow(place, known[place.pk], known[place.pk].on(day)) for place in places]
    names = residents(request, [now.day.resident for now in found], on=today)
    proposals = _proposals(request, found)
    return [
        PlaceRow(
            now,
            now.timeline.is_departure_expected(day, seen_on=today),
            names.get(now.day.resident.pk) if now.day.resident else None,
            proposals.get(now.place.pk),
            closings.get(now.place.pk),
        )
        for now in found
    ]


def _proposals(request: SignedInRequest, rows: list[PlaceNow]) -> dict[int, MatchProposal]:
    """The open proposals the user may open, by place."""
    reserved = [row.place.pk for row in rows if row.timeline.is_reserved]
    found = MatchProposal.objects.visible_to(request.user).open().filter(place__in=reserved)
    return {proposal.place_id: proposal for proposal in found}


def _sees(request: SignedInRequest, location: Location) -> dict[str, bool]:
    """What of a location the user may read, and whether it is the user's own."""
    role = request.user.role
    return {
        "may_open_closings": role in (Role.PROVIDER, Role.COORDINATOR),
        "sees_care": role != Role.HOUSING_ASSOCIATION,
        "sees_places": role not in (Role.POLICY, Role.PROJECT_LEADER),
        "sees_residents": role in SEES_PERSONS | {Role.HOUSING_ASSOCIATION},
        "is_own": request.user.organisation_id == location.provider_id,
    }
