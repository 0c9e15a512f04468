"""People who turned to the region long ago: files whose term is over, at every step, and one that has to stay."""

from datetime import date, datetime, timedelta

from portal.models import Client, Region, Role, User
from trajectories.models import Notification, Outcome
from trajectories.retention.destroying import destroy, propose
from trajectories.retention.holding import hold

LONG_AGO = (
    ("C-OUD1A", "Geert", "Vos", Outcome.WITHDRAWN, date(2019, 3, 11)),
    ("C-OUD2B", "Mirjam", "Los", Outcome.REJECTED, date(2020, 6, 2)),
    ("C-OUD3C", "Koos", "Prins", Outcome.GRANTED, date(2009, 9, 21)),
    ("C-OUD4D", "Wilma", "Dam", Outcome.FORWARDED, date(2018, 1, 15)),
    ("C-OUD5E", "Ahmed", "Sen", Outcome.WITHDRAWN, date(2017, 5, 8)),
    ("C-OUD6F", "Truus", "Vaal", Outcome.REJECTED, date(2016, 10, 3)),
)


def remember_long_ago(region: Region, *, on: date, at: datetime) -> None:
    """Three files are due, one waits for a second person, one is gone, and one is held longer."""
    coordinator = User.objects.filter(role=Role.COORDINATOR, organisation__region=region).earliest("pk")
    former = User.objects.create(
        login=f"eerdere.coordinator.{region.code.lower()}",
        name="Hanna Roos",
        role=Role.COORDINATOR,
        organisation=coordinator.organisation,
        is_active=False,
        password="!",  # noqa: S106 (nobody can log in with this)
    )
    files = [_turned_to_us(region, *told) for told in LONG_AGO]
    propose(files[3], on=on - timedelta(days=3), by=former)
    gone = propose(files[4], on=on - timedelta(days=30), by=former)
    destroy(gone, on=on - timedelta(days=25), at=at - timedelta(days=25), by=coordinator)
    hold(files[5], reason="De cliënt vroeg om het te laten staan.", last_day=None, on=on, by=coordinator)


def _turned_to_us(region: Region, code: str, given: str, family: str, outcome: Outcome, day: date) -> Client:
    """Somebody whose only melding ended on a day; help that was granted lasted a year."""
    client = Client.objects.create(region=region, code=code, given_names=given, family_name=f"{family}")
    is_granted = outcome is Outcome.GRANTED
    Notification.objects.create(
        region=region,
        client=client,
        municipality_id=region.centre_municipality_id,
        notified_on=day - timedelta(days=30),
        decided_on=day if is_granted or outcome is Outcome.REJECTED else None,
        closed_on=None if is_granted or outcome is Outcome.REJECTED else day,
        outcome=outcome,
        valid_from=day if is_granted else None,
        valid_until=day + timedelta(days=365) if is_granted else None,
    )
    return client
