"""What the demo tells of places over time: what was out of use and corrected, confirmed, and what is to close."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from placements.models import Closing, Fate, Location, OutOfUse, OutOfUseReason, Place
from placements.supply import Closed, cancel_out_of_use, change_out_of_use, confirm_supply, take_out_of_use
from portal.models import User
from trajectories.closing import carrying_out, preparing
from trajectories.closing.survey import survey
from trajectories.models import MatchProposal

WORDS = {
    OutOfUseReason.RENOVATION: "Nieuwe badkamer en keuken.",
    OutOfUseReason.STAFF_SHORTAGE: "Avonddienst niet rond.",
    OutOfUseReason.DAMAGE: "Lekkage op de bovenverdieping.",
    OutOfUseReason.RESERVED: "Aangehouden voor een terugkeer uit de kliniek.",
    OutOfUseReason.OTHER: "Dubbele kamer, tijdelijk door een gezin gebruikt.",
}
WEEKS_CONFIRMED = 9
"""How long a provider has been confirming its places, a week apart, before the last time."""
CORRECTED = 2
"""Periods per provider of which the last day was moved, once out and once back."""


def correct_places(planners: Mapping[str, User], *, on: date, at: datetime) -> None:
    """Give every period out of use its person, moment and words; correct a few of those that run on `on`."""
    for planner in planners.values():
        rows = OutOfUse.objects.live().filter(place__location__provider=planner.organisation)
        for number, row in enumerate(rows.order_by("starts_on", "pk")):
            row.recorded_at, row.recorded_by = at - (on - row.starts_on), planner
            row.reference, row.words = f"W-{row.starts_on:%y}{number + 101}", WORDS[OutOfUseReason(row.reason)]
            row.save(update_fields=["recorded_at", "recorded_by", "reference", "words"])
        running = rows.filter(starts_on__lt=on, ends_on__gt=on).order_by("starts_on", "pk")
        for row in running[:CORRECTED]:
            _correct(row, planner, on=on, at=at)


def _correct(row: OutOfUse, planner: User, *, on: date, at: datetime) -> None:
    """The last day moved a week on and back again, and a period that was never true."""
    facts = Closed.of(row)
    assert facts.ends_on is not None
    later = replace(facts, ends_on=facts.ends_on + timedelta(days=7), words="De aannemer komt een week later.")
    moved, _ = change_out_of_use(row, later, at=at - timedelta(hours=22), by=planner)
    change_out_of_use(moved, facts, at=at - timedelta(hours=20), by=planner)
    wrong = Closed(starts_on=on + timedelta(days=90), ends_on=on + timedelta(days=97), reason="ANDERS")
    mistaken, _ = take_out_of_use(row.place, wrong, at=at - timedelta(days=1, hours=3), by=planner)
    cancel_out_of_use(mistaken, at=at - timedelta(days=1, hours=2), by=planner)


def confirm_earlier(planner: User, *, last: date, at: datetime) -> None:
    """What the provider confirmed in the weeks before `last`, with the places as they were on each day."""
    for week in range(WEEKS_CONFIRMED, 0, -1):
        before = timedelta(weeks=week, hours=week % 3)
        confirm_supply(planner.organisation, on=last - timedelta(weeks=week), at=at - before, by=planner)


def close_places(planners: Mapping[str, User], *, on: date, at: datetime) -> None:
    """A location whose closing is being prepared, a place that will close, and a closing that was called off."""
    new_year = date(on.year + 1, 1, 1)
    for location in _lived_in(planners["POLDERLICHT"])[:1]:
        closing = _prepare(location, None, planners["POLDERLICHT"], closes_on=new_year, on=on, at=at)
        _answer(closing, planners["POLDERLICHT"], Fate.TENANCY, on=on, at=at, most=1)
    for location in _lived_in(planners["RANDMEER"])[:1]:
        closing = _prepare(location, _home(location), planners["RANDMEER"], closes_on=new_year, on=on, at=at)
        _answer(closing, planners["RANDMEER"], Fate.TENANCY, on=on, at=at)
        carrying_out.schedule(closing, on=on, at=at - timedelta(days=3), by=planners["RANDMEER"])
    for location in _lived_in(planners["DIJKWACHT"])[:1]:
        closing = _prepare(location, _home(location), planners["DIJKWACHT"], closes_on=new_year, on=on, at=at)
        words = "De verhuurder verlengt het contract toch."
        carrying_out.call_off(closing, words=words, on=on, at=at - timedelta(days=2), by=planners["DIJKWACHT"])


def _lived_in(planner: User) -> list[Location]:
    """Locations for one person a door, where somebody lives for whom no proposal is open; by name."""
    mine = Location.objects.filter(provider=planner.organisation, living_mode="ZELFSTANDIG").order_by("name", "pk")
    busy = Location.objects.filter(places__proposals__in=MatchProposal.objects.open())
    return [location for location in mine.exclude(pk__in=busy) if _home(location)]


def _home(location: Location) -> Place | None:
    found = location.places.filter(housing_episodes__ends_on=None, housing_episodes__isnull=False)
    return found.filter(periods__ends_on=None).order_by("code").first()


def _prepare(
    location: Location, place: Place | None, planner: User, *, closes_on: date, on: date, at: datetime
) -> Closing:
    made, _ = preparing.prepare(
        location,
        place=place,
        closes_on=closes_on,
        reason="AFBOUW",
        words="De woning gaat terug naar de verhuurder.",
        on=on,
        at=at - timedelta(days=6),
        by=planner,
    )
    return made


def _answer(
    closing: Closing, planner: User, fate: Fate, *, on: date, at: datetime, most: int | None = None
) -> None:
    answered_at = at - timedelta(days=5)
    for resident in survey(closing, on=on).residents[:most]:
        preparing.answer(closing, resident.home, fate=fate, client_wanted=True, on=on, at=answered_at, by=planner)
