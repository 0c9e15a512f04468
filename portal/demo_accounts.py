"""The accounts of the demo; they exist only where PORTAL_DEMO=1."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.models import RightsReview, Role, User
from portal.models.mail import FOR_WHOM
from portal.workplaces import workplace

PASSWORD = "thuis-in-de-wijk"  # noqa: S105 (printed on the log-in page of the demo)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A log-in name, whose it is, and where that person works."""

    login: str
    name: str
    role: Role
    region: str
    organisation: str
    gemeentecode: str = ""


ACCOUNTS = (
    DemoAccount("wijkteam.almere", "Samira Bouzid", Role.TEAM, "FLEVOLAND", "Almere", "0034"),
    DemoAccount("wijkteam.lelystad", "Joris Wolters", Role.TEAM, "FLEVOLAND", "Lelystad", "0995"),
    DemoAccount("wijkteam.urk", "Grietje Post", Role.TEAM, "FLEVOLAND", "Urk", "0184"),
    DemoAccount("wijkteam.zwolle", "Anouk de Graaf", Role.TEAM, "IJSSELVECHT", "Zwolle", "0193"),
    DemoAccount("wijkteam.kampen", "Mehmet Aydin", Role.TEAM, "IJSSELVECHT", "Kampen", "0166"),
    DemoAccount("coordinator.flevoland", "Ilse van Dam", Role.COORDINATOR, "FLEVOLAND", ""),
    DemoAccount("coordinator.ijsselvecht", "Bram Hofman", Role.COORDINATOR, "IJSSELVECHT", ""),
    DemoAccount("aanbieder.polderlicht", "Ruben Kok", Role.PROVIDER, "FLEVOLAND", "POLDERLICHT"),
    DemoAccount("aanbieder.dijkwacht", "Fatima El Idrissi", Role.PROVIDER, "FLEVOLAND", "DIJKWACHT"),
    DemoAccount("aanbieder.ijsselanker", "Marleen Visser", Role.PROVIDER, "IJSSELVECHT", "IJSSELANKER"),
    DemoAccount("corporatie.polderdak", "Henk Mulder", Role.HOUSING_ASSOCIATION, "FLEVOLAND", "POLDERDAK"),
    DemoAccount("corporatie.hanzepoort", "Lotte Bakker", Role.HOUSING_ASSOCIATION, "IJSSELVECHT", "HANZEPOORT"),
    DemoAccount("beleid.flevoland", "Esther Brouwer", Role.POLICY, "FLEVOLAND", ""),
    DemoAccount("beleid.ijsselvecht", "Tom Schuurman", Role.POLICY, "IJSSELVECHT", ""),
    DemoAccount("projectleider.flevoland", "Nadia Haddou", Role.PROJECT_LEADER, "FLEVOLAND", ""),
    DemoAccount("beheer", "Wim Dijkstra", Role.ADMINISTRATOR, "", ""),
    DemoAccount("auditor", "Karin Jansen", Role.AUDITOR, "", ""),
)

WANT_MAIL = ("coordinator.flevoland", "aanbieder.polderlicht")
"""Who switched every notice on; a role gets only those that have to do with it."""


def make_accounts() -> None:
    """Make every demo account that is not there yet, with its organisation where no regiobestand brings one."""
    for account in ACCOUNTS:
        if not User.objects.filter(login=account.login).exists():
            User.objects.create_user(
                account.login,
                name=account.name,
                role=account.role,
                organisation=workplace(
                    account.role, region=account.region, code=account.gemeentecode or account.organisation
                ),
                password=PASSWORD,
                mail=f"{account.login}@voorbeeld.example",
            )
    wanted = [kind.value for kind in FOR_WHOM]
    User.objects.filter(login__in=WANT_MAIL).update(mail_kinds=wanted)


def review_rights(*, on: date) -> None:
    """The administrator went round: of some it is more than a year ago, of the administrator nobody did."""
    chief = User.objects.get(role=Role.ADMINISTRATOR)
    others = User.objects.exclude(pk=chief.pk).order_by("login")
    RightsReview.objects.bulk_create(
        RightsReview(user=user, reviewed_on=on - timedelta(days=days), reviewed_by=chief)
        for number, user in enumerate(others)
        for days in (900, 40 + 25 * number)
    )
