"""One demo region that uses the BSN, so that it can be tried; in the other nothing of it shows."""

from datetime import date, datetime, timedelta

from portal.models import Client, Region, Role, User
from trajectories import bsn

GIVEN_TO_NOBODY = ("999990007", "999990019", "999990020", "999990032", "999990044", "999990056", "999990068")
"""From the range for tests."""


def use_numbers(region: Region, *, on: date, at: datetime) -> None:
    """The region decided to use the BSN, and the first who turned to it have one."""
    administrator = User.objects.filter(role=Role.ADMINISTRATOR).first()
    coordinator = User.objects.filter(role=Role.COORDINATOR, organisation__region=region).first()
    if administrator is None or coordinator is None:
        return
    source = "Besluit stuurgroep 3 maart 2026, na advies van de FG (fictief)"
    bsn.begin_use(region, source=source, at=at - timedelta(days=200), by=administrator)
    known = Client.objects.filter(region=region, merged_into=None, notifications__closed_on=None)
    known = known.filter(notifications__isnull=False).order_by("-notifications__notified_on", "pk")
    for client, number in zip(known[: len(GIVEN_TO_NOBODY)], GIVEN_TO_NOBODY, strict=False):
        bsn.keep(client, number, on=on, by=coordinator)
