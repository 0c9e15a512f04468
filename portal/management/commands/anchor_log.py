"""Keeps the end of the log outside the database: `anchor_log [FILE]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal import clock
from portal.audit import anchors


class Command(BaseCommand):
    """Writes the number and the digest of the last line, for `verify_log` to hold the log against later."""

    help = "Bewaart het einde van het logboek buiten de database."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file to add to."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="waar het bij komt te staan")

    def handle(self, *_args: Any, file: Path | None, **_options: Any) -> None:
        """Add a line, and say it."""
        anchor = anchors.keep(file, at=clock.now())
        self.stdout.write(f"{anchor.number} {anchor.digest}".strip())
