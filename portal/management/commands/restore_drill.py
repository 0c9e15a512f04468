"""Rehearses a restore, without touching the database: `restore_drill [FILE]`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.backup import TROUBLE
from portal.backup.picture import counts
from portal.backup.programs import backup_address
from portal.backup.rehearsal import Rehearsal, rehearse, rehearse_now

MOST_SAID = 20


class Command(BaseCommand):
    """Restores into a PostgreSQL of its own and compares everything: rows, sums, policies, rights, sequences."""

    help = "Oefent het terugzetten op een eigen, tijdelijke PostgreSQL en vergelijkt alles."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The backup to rehearse with; without it one of now."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="zonder: een back-up van nu")

    def handle(self, *_args: Any, file: Path | None, **_options: Any) -> None:
        """Rehearse, and fail when anything is not the same."""
        key = settings.BACKUP_KEY
        try:
            found = rehearse(file, key=key) if file else rehearse_now(of=backup_address(), key=key)
        except TROUBLE as refusal:
            raise CommandError(str(refusal)) from None
        self._tell(found)
        if found.differences or not found.log_is_whole:
            raise CommandError(f"De proef is mislukt: {len(found.differences)} verschillen.")

    def _tell(self, found: Rehearsal) -> None:
        rows = counts(found.picture)
        for name in found.differences[:MOST_SAID]:
            self.stderr.write(f"Niet gelijk: {name}")
        steps = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in found.seconds.items())
        held = f"{sum(rows.values())} rijen in {len(rows)} tabellen"
        self.stdout.write(f"{held}; {len(found.picture)} dingen vergeleken.")
        self.stdout.write(found.log_said)
        self.stdout.write(f"Duur: {steps}; samen {sum(found.seconds.values()):.1f} s.")
