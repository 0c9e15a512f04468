"""Adds somebody who may log in."""

from getpass import getpass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.models import Organisation, Role, User
from portal.passwords import refusals
from portal.workplaces import workplace


class Command(BaseCommand):
    """Asks for the password twice, so that it stands in no history of commands."""

    help = "Voegt een gebruiker toe. Vraagt om het wachtwoord: minstens 15 tekens."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who it is, and where that person works."""
        parser.add_argument("login", metavar="INLOGNAAM")
        parser.add_argument("--name", required=True, metavar="NAAM", help="voor- en achternaam")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--region", default="", metavar="CODE", help="de regio; niet bij BEHEER en AUDITOR")
        parser.add_argument("--mail", default="", metavar="ADRES", help="voor wie berichten per mail wil")
        parser.add_argument(
            "--organisation",
            default="",
            metavar="CODE",
            help="de gemeentecode van een wijkteam, of de code van een aanbieder of corporatie",
        )

    def handle(self, *_args: Any, **words: Any) -> None:
        """Refuse what cannot be, then ask for the password."""
        if User.objects.filter(login=words["login"]).exists():
            raise CommandError(f"De inlognaam {words['login']} is al in gebruik.")
        role = Role(words["role"])
        organisation = _organisation(role, words["region"], words["organisation"])
        User.objects.create_user(
            words["login"],
            name=words["name"],
            role=role,
            organisation=organisation,
            password=_password(),
            mail=words["mail"],
        )
        self.stdout.write(f"{words['name']} kan inloggen als {words['login']}: {role.label}, {organisation}.")


def _organisation(role: Role, region: str, code: str) -> Organisation:
    try:
        return workplace(role, region=region, code=code)
    except ObjectDoesNotExist as unknown:
        raise CommandError(
            f"Regio “{region}” of organisatie “{code}” is er niet. Kijk de codes na, of laad het regiobestand."
        ) from unknown


def _password() -> str:
    password = getpass("Wachtwoord: ")
    if weak := refusals(password):
        raise CommandError(" ".join(weak))
    if getpass("Nog een keer: ") != password:
        raise CommandError("De twee wachtwoorden zijn niet gelijk. Er is niets toegevoegd.")
    return password
