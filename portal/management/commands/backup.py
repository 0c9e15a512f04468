"""Writes the whole database into one locked file: `backup FILE`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.backup import TROUBLE, back_up
from portal.backup.picture import counts
from portal.backup.programs import backup_address


class Command(BaseCommand):
    """Under BACKUP_KEY, as a role that sees every row."""

    help = "Maakt een versleutelde back-up van de hele database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file that appears when the backup is whole."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        """Make it, and say what it holds."""
        try:
            rows = counts(back_up(file, of=backup_address(), key=settings.BACKUP_KEY))
        except TROUBLE as refusal:
            raise CommandError(str(refusal)) from None
        held = f"{sum(rows.values())} rijen in {len(rows)} tabellen"
        self.stdout.write(f"{file}: {held}, {file.stat().st_size} bytes, versleuteld.")
