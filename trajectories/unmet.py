"""Recording that no place was found, so that the region learns what it lacks."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Count

from portal.models import Role, User
from trajectories.models import Criterion, UnmetDemand, WaitlistEntry

SINCE_DAYS = 92
"""Over how many days the page counts: about a quarter."""


def record(entry: WaitlistEntry, *, criterion: Criterion | str, words: str = "", on: date, by: User) -> bool:
    """Keep on what the search for a place failed; the client stays on the list with the same date.

    True if it was kept now, False if the same was kept that day before (the words of then stay).
    """
    if by.role != Role.COORDINATOR or by.region_id != entry.region_id:
        raise PermissionDenied
    _, is_new = UnmetDemand.objects.get_or_create(
        entry=entry, criterion=criterion, recorded_on=on, defaults={"words": words, "recorded_by": by}
    )
    return is_new


def counts(user: User, *, since: date) -> Mapping[str, int]:
    """How many clients of the region found no place since a day, per criterion in words; the most first."""
    found = UnmetDemand.objects.of_region(user.region_id).filter(recorded_on__gte=since)
    rows = found.order_by().values_list("criterion").annotate(clients=Count("entry__client", distinct=True))
    ordered = sorted(rows, key=lambda row: (-row[1], row[0]))
    return {Criterion(criterion).label: number for criterion, number in ordered}
