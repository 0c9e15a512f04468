"""A provider stops and another goes on: the same care for everybody at once, and nobody has to move."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied

from portal.models import Organisation, Role, User
from portal.periods import PeriodQuerySet
from trajectories.models import CareEpisode
from trajectories.moving import start_care
from trajectories.obstacles import Obstructed, demand, refusals_in_dutch


def care_of(provider: Organisation, *, on: date, by: User) -> PeriodQuerySet[CareEpisode]:
    """The care that a provider gives on a day, as far as `by` may hand it to another."""
    if by.role != Role.COORDINATOR:
        return CareEpisode.objects.none()
    found = CareEpisode.objects.visible_to(by, on=on).filter(provider=provider).covering(on)
    found = found.select_related("client", "care_form", "provider", "paying_municipality")
    return found.order_by("client__family_name", "client__given_names", "pk")


def take_over(cares: Collection[CareEpisode], *, provider: Organisation, on: date, by: User) -> int:
    """Have another provider give the same care from `on`; all of it, or none. How many changed now.

    The dwellings stay, and so does who pays. Raises `Obstructed` with the name of whoever it cannot be for, and
    `PermissionDenied` for whoever is no coordinator of the region.
    """
    if by.role != Role.COORDINATOR:
        raise PermissionDenied
    stopped: list[str] = []
    with refusals_in_dutch():
        changed = 0
        # Always in one order: two who do this at once wait for each other.
        for care in sorted(cares, key=lambda care: care.client_id):
            try:
                changed += _take_over(care, provider, on=on, by=by)
            except Obstructed as stop:
                stopped += [f"{care.client}: {sentence}" for sentence in stop.sentences]
        demand(stopped)
        return changed


def _take_over(care: CareEpisode, provider: Organisation, *, on: date, by: User) -> bool:
    before = care.client.care_episodes.filter(starts_on=on, provider=provider).exists()
    start_care(
        care.client,
        form=care.care_form,
        provider=provider,
        on=on,
        funding=care.funding,
        paying_municipality=care.paying_municipality,
        purpose=care.purpose,
        by=by,
    )
    return not before
