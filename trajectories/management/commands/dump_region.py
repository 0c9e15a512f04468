"""Moves a region out: `dump_region REGION DIR` writes what `load_region` reads back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clock
from portal.models import AccessRecord, Action, Region
from trajectories.regionfile.dumping import FolderInTheWay, dump


class Command(BaseCommand):
    """Writes a region to a folder of CSV files."""

    help = "Schrijft een regio naar een map met CSV-bestanden."

    def add_arguments(self, parser: CommandParser) -> None:
        """The code of the region, and where to."""
        parser.add_argument("region", metavar="REGION", help="de code van de regio")
        parser.add_argument("folder", metavar="DIR", type=Path, help="een nieuwe of lege map")

    def handle(self, *_args: Any, region: str, folder: Path, **_options: Any) -> None:
        """Write, and say how much."""
        found = Region.objects.filter(code=region).first()
        if found is None:
            codes = ", ".join(Region.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(f"Er is geen regio {region}. Kies uit: {codes or 'geen, laad er eerst een'}.")
        try:
            rows = dump(found, folder, today=clock.today())
        except FolderInTheWay as obstacle:
            raise CommandError(str(obstacle)) from None
        subject = f"regiobestand {found.code}"[:100]
        AccessRecord.objects.create(action=Action.EXPORT, subject=subject, path="dump_region")
        self.stdout.write(f"Regio {found.code}: {rows} rijen in {folder}.")
