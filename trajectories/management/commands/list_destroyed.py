"""Writes the list of what was destroyed: `list_destroyed [FILE]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from trajectories.retention.again import told


class Command(BaseCommand):
    """Keep the file where a restored backup does not overwrite it."""

    help = "Schrijft de lijst van vernietigde dossiers, om buiten de database te bewaren."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to; without a file on the screen."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")

    def handle(self, *_args: Any, **options: Any) -> None:
        """One line per file that was destroyed; the list is there whole or as it was."""
        text = "".join(f"{line}\n" for line in told())
        if options["file"] is None:
            self.stdout.write(text, ending="")
            return
        fresh = options["file"].with_suffix(".new")
        fresh.write_text(text)
        fresh.replace(options["file"])
        self.stdout.write(f"{text.count(chr(10))} vernietigde dossiers staan in {options['file']}.")
