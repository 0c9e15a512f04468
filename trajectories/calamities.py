"""Writing down that a calamity was reported to the supervisor: the day, and nothing of what happened."""

from datetime import date

from portal.models import Client, User
from trajectories.models import CalamityReport
from trajectories.moving import hold_client
from trajectories.obstacles import refusals_in_dutch


def report_calamity(client: Client, *, reported_on: date, on: date, by: User) -> CalamityReport:
    """A calamity was reported on a day; the same day again is the same report. `PermissionDenied` out of sight."""
    with refusals_in_dutch():
        hold_client(client, on=on, by=by)
        return client.calamities.get_or_create(reported_on=reported_on, defaults={"noted_by": by})[0]
