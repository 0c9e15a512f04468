"""Takes out every BSN of a region that does not use it any more: `forget_bsn REGION`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.models import Region
from trajectories import bsn
from trajectories.obstacles import Obstructed


class Command(BaseCommand):
    """For after the switch is off; while a region uses the BSN it refuses."""

    help = "Haalt alle BSN's weg van een regio die het BSN niet meer gebruikt."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which region."""
        parser.add_argument("region", metavar="REGION")

    def handle(self, *_args: Any, **options: Any) -> None:
        """All of them or none."""
        region = Region.objects.filter(code__iexact=options["region"]).first()
        if region is None:
            raise CommandError("Deze regio is er niet.")
        try:
            self.stdout.write(f"{bsn.forget(region)} BSN's weggehaald.")
        except Obstructed as stop:
            raise CommandError(str(stop)) from None
