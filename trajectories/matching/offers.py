"""Places as matching sees them: what they are for, from when, and whether the provider may deliver the care."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from statistics import median

from django.db.models import Prefetch

from placements.capacity import BedDay, PlaceTimeline, timelines
from placements.last_days import closings_ahead
from placements.models import Closing, Contract, Feature, Host, HousingEpisode, LivingMode, Location, Place
from placements.models.stock import PlaceQuerySet
from portal.actor import counting
from portal.models.client import age_on
from trajectories.matching.inputs import Offer
from trajectories.vacancy import reserved_among

YOUTH = (18, 24)
"""Ages in whole years for which a place for youth is meant."""
FEWEST_IN_A_GROUP = 3
"""With fewer residents of known age, a middle age would tell the age of one."""


@dataclass(frozen=True, slots=True)
class Held:
    """A place with what is known of it from a day on, and what matching may know."""

    place: Place
    timeline: PlaceTimeline
    bed: BedDay
    offer: Offer

    @property
    def starts_on(self) -> date | None:
        """First day from which somebody new can live there; None: not known."""
        return self.offer.free_on


def hold(places: Sequence[Place], *, day: date) -> list[Held]:
    """The places as they are offered from `day` on; seven queries for any number; locations, features fetched."""
    known = timelines(places, since=day, reserved=reserved_among(list(places)))
    contracted = _contracted(places, day)
    ages = _group_ages(places, day)
    closings = closings_ahead(places, after=day)
    return [_held(place, known[place.pk], day, contracted, ages, closings.get(place.pk)) for place in places]


def hold_region(region_id: int, *, day: date) -> list[Held]:
    """Every place of a region as it is offered from `day` on; a fixed number of queries."""
    return hold(list(with_location(Place.objects.filter(region=region_id)).order_by("pk")), day=day)


def with_location(places: PlaceQuerySet) -> PlaceQuerySet:
    """Fetch where places are and what they have; each location once, for a thousand places."""
    locations = Location.objects.select_related("provider", "municipality")
    return places.with_features().prefetch_related(Prefetch("location", locations))


def _held(
    place: Place,
    timeline: PlaceTimeline,
    day: date,
    contracted: set[tuple[int, int]],
    ages: dict[int, int],
    closing: Closing | None,
) -> Held:
    bed = timeline.on(day)
    free_on = bed.free_on
    if free_on and any(resident.starts_on > free_on for resident in timeline.residents):
        free_on = None  # promised to somebody else from a later day
    period = timeline.period_on(free_on or day)
    form, location = period.care_form if period else None, place.location
    features = features_of(place, free_on or day)
    is_group = location.living_mode == LivingMode.GROUP
    youth = YOUTH if Feature.YOUTH in features else (None, None)
    closes_on, is_prepared = _closes_on(closing, free_on)
    offer = Offer(
        location=location.code,
        care_form=form.code if form else "",
        is_contracted=form is None or (location.provider_id, form.pk) in contracted,
        is_day_and_night=bool(form and form.has_24_7) or Feature.NIGHT_WATCH in features,
        is_nearby=True if is_group or location.is_clustered or Feature.CARETAKER in features else None,
        youngest=youth[0],
        oldest=youth[1],
        is_for_women=Feature.WOMEN in features,
        town=location.municipality_id,
        living_mode=location.living_mode,
        features=features,
        rent=_rent(location),
        group_age=ages.get(location.pk),
        free_on=free_on,
        closes_on=None if is_prepared else closes_on,
        may_close_on=closes_on if is_prepared else None,
    )
    return Held(place, timeline, bed, offer)


def _closes_on(closing: Closing | None, free_on: date | None) -> tuple[date | None, bool]:
    """When somebody new would have to leave again, and whether that is only being prepared."""
    if closing is None or (free_on and closing.closes_on <= free_on):
        return None, False
    return closing.closes_on, closing.is_prepared


def features_of(place: Place, day: date) -> frozenset[str]:
    """What a place has or allows on a day, what holds for its whole location included."""
    location = place.location
    of_location = {str(Feature.YOUTH)} if location.is_for_youth else set()
    if location.host in (Host.NEARBY, Host.LIVE_IN):
        of_location.add(str(Feature.CARETAKER))
    return frozenset(place.features_on(day)) | of_location


def _rent(location: Location) -> int | None:
    """Whole euros a month, rounded up; None where it is not known, or paid within the care."""
    return ceil(location.rent) if location.rent is not None else None


@counting()
def _contracted(places: Sequence[Place], day: date) -> set[tuple[int, int]]:
    """Which provider may deliver which care form in kind on the day."""
    providers = {place.location.provider_id for place in places}
    rows = Contract.objects.filter(provider__in=providers).covering(day)
    return set(rows.values_list("provider_id", "care_form_id"))


@counting()
def _group_ages(places: Sequence[Place], day: date) -> dict[int, int]:
    """The middle age of who live at each location that day, where there are enough of them."""
    homes = HousingEpisode.objects.filter(place__location__in={place.location_id for place in places}).covering(
        day
    )
    rows = homes.filter(client__born_on__isnull=False).values_list("place__location", "client__born_on")
    ages: dict[int, list[int]] = defaultdict(list)
    for location, born_on in rows:
        if location is not None and born_on is not None:
            ages[location].append(age_on(day, born_on=born_on))
    return {location: int(median(group)) for location, group in ages.items() if len(group) >= FEWEST_IN_A_GROUP}
