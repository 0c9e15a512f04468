"""Dwellings in the demo of which the resident took over the tenancy, and one of which the resident soon will."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db.models import F

from placements.models import Closing, ClosingReason, Fate, HousingEpisode, LivingMode, Place, ResidentPlan, Tenure
from portal.models import Region, User
from trajectories.closing.flipping import WORDS, flip, look_ahead

SOON = timedelta(days=27)
FLIPS = "POLDERLICHT"
"""The provider of which a resident will soon rent on their own."""


def remember_flips(region: Region, planners: Mapping[str, User], *, at: datetime) -> None:
    """What the regiobestand tells of an omklap, written down as the closing of one place that it was."""
    flipped = HousingEpisode.objects.filter(
        region=region,
        tenure=Tenure.OWN_TENANCY,
        client__housing_episodes__ends_on=F("starts_on"),
        client__housing_episodes__place__periods__ends_on=F("starts_on"),
    )
    for own in flipped.order_by("starts_on", "pk").distinct():
        before = own.client.housing_episodes.select_related("place__location__provider").get(ends_on=own.starts_on)
        assert before.place is not None
        _remember(before, own, planners[before.place.location.provider.code], at)


def _remember(before: HousingEpisode, own: HousingEpisode, by: User, at: datetime) -> None:
    assert before.place is not None
    moment = at - (at.date() - own.starts_on) - timedelta(days=20)
    closing = Closing.objects.create(
        location=before.place.location,
        place=before.place,
        closes_on=own.starts_on,
        reason=ClosingReason.OTHER,
        words=WORDS,
        prepared_at=moment,
        prepared_by=by,
        scheduled_at=moment,
        scheduled_by=by,
    )
    ResidentPlan.objects.create(
        closing=closing, home=before, fate=Fate.TENANCY, client_wanted=own.client_wanted, planned_home=own
    )


def flip_soon(planner: User, *, on: date, at: datetime) -> None:
    """Who lives longest in a dwelling of a housing association will rent it on their own."""
    homes = HousingEpisode.objects.filter(
        place__location__provider=planner.organisation,
        place__location__living_mode=LivingMode.INDEPENDENT,
        place__location__housing_association__users__isnull=False,
    ).covering(on)
    for home in homes.order_by("starts_on", "pk")[:20]:
        place = Place.objects.select_related("location").get(housing_episodes=home)
        if not look_ahead(place, flips_on=on + SOON).obstacles and not place.closings.exists():
            flip(place, flips_on=on + SOON, client_wanted=True, on=on, at=at, by=planner)
            return
