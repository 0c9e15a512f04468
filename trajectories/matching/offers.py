"""Places as matching sees them: what they are for, from when, and whether the provider may deliver the care."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from statistics import median

from placements.capacity import BedDay, PlaceTimeline, timelines
from placements.models import Contract, Feature, Host, HousingEpisode, LivingMode, Location, Place
from portal.models import Client
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
    """The places as they are offered from `day` on; six queries for any number; locations and features fetched."""
    known = timelines(places, since=day, reserved=reserved_among(list(places)))
    contracted = _contracted(places, day)
    ages = _group_ages(places, day)
    return [_held(place, known[place.pk], day, contracted, ages) for place in places]


def _held(
    place: Place,
    timeline: PlaceTimeline,
    day: date,
    contracted: set[tuple[int, int]],
    ages: dict[int, int],
) -> Held:
    bed = timeline.on(day)
    free_on = bed.free_on
    if free_on and any(resident.starts_on > free_on for resident in timeline.residents):
        free_on = None  # promised to somebody else from a later day
    period = timeline.on(free_on or day).period
    form, location = period.care_form if period else None, place.location
    features = features_of(place, free_on or day)
    is_group = location.living_mode == LivingMode.GROUP
    youth = YOUTH if Feature.YOUTH in features else (None, None)
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
    )
    return Held(place, timeline, bed, offer)


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


def _contracted(places: Sequence[Place], day: date) -> set[tuple[int, int]]:
    """Which provider may deliver which care form in kind on the day."""
    providers = {place.location.provider_id for place in places}
    rows = Contract.objects.filter(provider__in=providers).covering(day)
    return set(rows.values_list("provider_id", "care_form_id"))


def _group_ages(places: Sequence[Place], day: date) -> dict[int, int]:
    """The middle age of who live at each location that day, where there are enough of them."""
    homes = HousingEpisode.objects.filter(place__location__in={place.location_id for place in places}).covering(
        day
    )
    rows = homes.filter(client__born_on__isnull=False).values_list("place__location", "client__born_on")
    ages: dict[int, list[int]] = defaultdict(list)
    for location, born_on in rows:
        age = Client(born_on=born_on).age_on(day)
        if location is not None and age is not None:
            ages[location].append(age)
    return {location: int(median(group)) for location, group in ages.items() if len(group) >= FEWEST_IN_A_GROUP}
