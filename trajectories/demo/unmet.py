"""When no place was found in the demo, and on what it failed; invented."""

from datetime import date, timedelta
from random import Random

from portal.models import Region, Role, User
from trajectories.models import Criterion, UnmetDemand, WaitlistEntry

USUAL = (
    Criterion.DAY, Criterion.DAY, Criterion.DAY, Criterion.MUNICIPALITY, Criterion.MUNICIPALITY, Criterion.FEATURE,
    Criterion.LIVING_MODE, Criterion.NEARNESS, Criterion.RENT,
)  # fmt: skip
A_YEAR = timedelta(days=365)


def remember_what_was_missing(region: Region, *, on: date) -> None:
    """For half of those who waited in the last year somebody wrote down that no place was found."""
    coordinator = User.objects.get(role=Role.COORDINATOR, organisation__region=region)
    entries = WaitlistEntry.objects.filter(region=region, waiting_since__gt=on - A_YEAR, waiting_since__lt=on)
    rows = []
    for entry in entries.order_by("code"):
        luck = Random(f"{entry.code} unmet")  # noqa: S311 (invented people)
        if luck.random() < 0.5:
            last = min(on, entry.left_on or on)
            day = entry.waiting_since + (last - entry.waiting_since) * luck.random()
            rows.append(
                UnmetDemand(entry=entry, criterion=luck.choice(USUAL), recorded_on=day, recorded_by=coordinator)
            )
    UnmetDemand.objects.bulk_create(rows)
