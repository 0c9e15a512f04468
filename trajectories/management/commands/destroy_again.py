"""After an old backup was restored: destroys again what had been destroyed, `destroy_again FILE`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trajectories.obstacles import Obstructed
from trajectories.retention.again import destroy_again


class Command(BaseCommand):
    """Every line of the list that `list_destroyed` wrote; what is gone already stays gone."""

    help = "Vernietigt opnieuw wat volgens de lijst al vernietigd was."

    def add_arguments(self, parser: CommandParser) -> None:
        """The list."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Each line apart; the command fails in the end when one could not be done."""
        try:
            lines = options["file"].read_text().splitlines()
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"De lijst is niet te lezen: {fault}") from None
        done, failed = 0, 0
        for number, line in enumerate(lines, 1):
            try:
                done += destroy_again(line)
            except (ValueError, Obstructed) as fault:
                failed += 1
                self.stderr.write(f"Regel {number}: {fault}")
        self.stdout.write(f"{done} dossiers opnieuw vernietigd, {len(lines) - done - failed} waren al weg.")
        if failed:
            raise CommandError(f"{failed} regels zijn niet gelukt.")
