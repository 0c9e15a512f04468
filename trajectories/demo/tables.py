"""Two matching tables of the demo: one that was closed two weeks ago, and the one of today; invented."""

from datetime import date, datetime, timedelta

from portal.models import Region, Role, User
from trajectories import matching_table
from trajectories.agenda import Point
from trajectories.models import MatchingTable

ATTENDANCE = (
    "Ilse van Dam (toegang), Samira Bouzid (wijkteam Almere), Ruben Kok (Polderlicht), Henk Mulder (Polderdak)"
)
DECIDED = (
    ("Algemeen", "Polderdak kijkt of er in november twee woningen in Almere vrijkomen.", "Henk Mulder", 9),
    ("Algemeen", "Voor wie langer dan twaalf weken wacht, belt het wijkteam opnieuw.", "Samira Bouzid", -3),
    ("Algemeen", "De volgende tafel begint een half uur eerder.", "", 0),
)


def sit_at_the_table(region: Region, *, on: date, at: datetime) -> None:
    """The table of two weeks ago left two things to do; today's is ready."""
    by = User.objects.filter(role=Role.COORDINATOR, organisation__region=region, is_active=True).earliest("pk")
    before = on - timedelta(days=14)
    table = MatchingTable.objects.create(region=region, held_on=before, attendance=ATTENDANCE, opened_by=by)
    for about, what, owner, days in DECIDED:
        due_on = on + timedelta(days=days) if owner else None
        matching_table.decide(table, point=Point(about, ()), what=what, owner=owner, due_on=due_on, by=by)
    matching_table.close(table, on=on, at=at - timedelta(days=14), by=by)
    matching_table.open_table(region, held_on=on, by=by)
