"""Who has the open meldingen of the demo; in IJssel-Vecht some came from the GGD, and teams take note."""

from datetime import date, timedelta

from portal.models import Organisation, OrganisationKind, Region, Role, User
from trajectories.handing_over import Handover, hand_over, take_note
from trajectories.models import CaseHolder, Notification

CAME_OVER = {"IJSSELVECHT": 3}
"""Meldingen per team that came from the GGD; of the first of them the team took note."""
WORDS = (
    "Bellen gaat beter dan mailen. Het eerste gesprek was op ons kantoor, het volgende liever thuis."
    " De huisarts weet van deze melding."
)


def hand_over_cases(region: Region, *, on: date) -> None:
    """Write down for each team with an account that it has its open meldingen, and of whom some came."""
    coordinator = User.objects.get(role=Role.COORDINATOR, organisation__region=region)
    for team in Organisation.objects.filter(region=region, kind=OrganisationKind.TEAM).order_by("pk"):
        mine = Notification.objects.filter(region=region, municipality=team.municipality_id).open_on(on)
        rows = list(mine.order_by("-notified_on", "pk"))
        handover = Handover(
            to=team,
            starts_on=on - timedelta(days=4),
            reason="De toegang is van de GGD naar de gemeenten gegaan.",
            predecessor="GGD IJsselland (fictief)",
            words=WORDS,
        )
        before = [row for row in rows if row.notified_on < handover.starts_on]
        came = before[: CAME_OVER.get(region.code, 0)]
        own = (
            CaseHolder(notification=row, organisation=team, starts_on=row.notified_on)
            for row in rows
            if row not in came
        )
        CaseHolder.objects.bulk_create(own)
        hand_over(came, handover, on=on, by=coordinator)
        worker = team.users.filter(is_active=True).first()
        if worker and came:
            take_note(came[0], on=on, by=worker)
