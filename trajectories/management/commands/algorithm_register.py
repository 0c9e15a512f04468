"""Writes what a region can put in the national Algoritmeregister about matching, from the rules in force."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clock
from portal.models import Region
from trajectories.agreements import in_force
from trajectories.matching.inputs import Rules
from trajectories.matching.register import register_text


class Command(BaseCommand):
    """`algorithm_register [REGION]`: Markdown; without a region, of the standard rules."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Which region; the standard of Thuisroute when left out."""
        parser.add_argument("region", nargs="?", default="")

    def handle(self, *, region: str, **_options: Any) -> None:
        """Print the text."""
        if not region:
            self.stdout.write(register_text(Rules()), ending="")
            return
        found = Region.objects.filter(code__iexact=region).first()
        if found is None:
            raise CommandError(f"Regio {region} bestaat niet.")
        rules = in_force(found.pk, on=clock.today())
        self.stdout.write(register_text(rules, region=found.name), ending="")
