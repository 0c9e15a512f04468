"""From which number on a region shows what rests on it: what the house asks, or more where the region says so."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from portal.models import Region, User
from reporting.models import Threshold
from reporting.suppression import SMALLEST, SMALLEST_INSIDE


@dataclass(frozen=True, slots=True)
class Smallest:
    """k on a day: of what everybody may read, and of what policy officers and project leaders see."""

    published: int = SMALLEST
    inside: int = SMALLEST_INSIDE


def smallest_of(region: Region, *, on: date) -> Smallest:
    """What holds in a region on a day."""
    row = Threshold.objects.filter(region=region, starts_on__lte=on).order_by("-starts_on").first()
    return Smallest(row.published, row.inside) if row else Smallest()


@transaction.atomic
def set_smallest(
    region: Region, smallest: Smallest, *, starts_on: date, at: datetime, by: User
) -> tuple[Threshold, bool]:
    """From a day on, and whether that is new; what was said before of that same day goes.

    The database refuses what is lower than the house asks.
    """
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    known = Threshold.objects.filter(region=region, starts_on=starts_on).first()
    facts = {"published": smallest.published, "inside": smallest.inside}
    if known and facts == {"published": known.published, "inside": known.inside}:
        return known, False
    defaults = facts | {"set_at": at, "set_by": by}
    return Threshold.objects.update_or_create(region=region, starts_on=starts_on, defaults=defaults)[0], True
