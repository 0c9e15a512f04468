"""Somebody who turned to a second municipality and was written down there as somebody new."""

from datetime import datetime, timedelta

from portal.models import Client, Role, User
from trajectories.models import Channel, Notification, Reporter
from trajectories.registering import register

KNOWN = "C-B4W9P"
"""Story 7: known in Lelystad, and since last week in Almere too, under another spelling."""
ALMERE = "0034"


def write_down_a_double(*, at: datetime) -> None:
    """A second record of one person, for the coordinator to find and merge."""
    known = Client.objects.filter(code=KNOWN).first()
    worker = User.objects.filter(role=Role.TEAM, organisation__municipality=ALMERE).order_by("pk").first()
    if known is None or worker is None:
        return
    known.also_called = "Bea"
    known.save(update_fields=["also_called"])
    second = Client(
        region=known.region,
        code="C-7XK3D",
        given_names=known.given_names,
        family_name=f"{known.family_name}s",
        born_on=known.born_on,
        origin_elsewhere="ONBEKEND",
    )
    melding = Notification(
        municipality_id=ALMERE,
        notified_on=at.date() - timedelta(days=6),
        channel=Channel.PHONE,
        reporter=Reporter.FAMILY,
    )
    register(melding, client=second, at=at - timedelta(days=6), by=worker)
