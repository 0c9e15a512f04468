"""Puts a backup back: `restore FILE [--replace]`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from portal.backup import TROUBLE, restore
from portal.backup.picture import counts
from portal.backup.programs import portal_address


class Command(BaseCommand):
    """All of it or nothing; a database that holds something only when told to."""

    help = "Zet een back-up terug in de database van het portaal."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether what is there now may go."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="vervang wat er nu in de database staat")

    def handle(self, *_args: Any, file: Path, replace: bool, **_options: Any) -> None:
        """Put it back, and say what came back."""
        connection.close()
        try:
            picture = restore(file, into=portal_address(), key=settings.BACKUP_KEY, replace=replace)
        except TROUBLE as refusal:
            raise CommandError(str(refusal)) from None
        rows = counts(picture)
        self.stdout.write(f"Teruggezet en geteld: {sum(rows.values())} rijen in {len(rows)} tabellen.")
