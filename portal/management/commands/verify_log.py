"""Proves that nobody changed the log: `verify_log [--anchors FILE]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clock
from portal.audit import anchors, chain
from portal.audit.trimming import FEWEST_YEARS, oldest

MOST_SAID = 20


class Command(BaseCommand):
    """Counts the chain of the log again, line by line."""

    help = "Controleert of iemand het logboek heeft veranderd."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where anchors are kept, if they are."""
        parser.add_argument("--anchors", type=Path, metavar="FILE", help="de ankers die buiten de database staan")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say that all is well, or what is wrong and where; then the command fails."""
        kept = _read(options["anchors"]) if options["anchors"] else []
        since = oldest(years=FEWEST_YEARS, at=clock.now()).date()
        found = chain.check(anchors=kept, since=since)
        for fault in found[:MOST_SAID]:
            self.stderr.write(fault.sentence)
        if found:
            raise CommandError(f"Het logboek klopt niet: {len(found)} keer is er iets mis.")
        beside = f" en met {len(kept)} ankers" if kept else ""
        number = chain.head().number - chain.start().number
        self.stdout.write(f"Het logboek klopt: {number} regels, de keten sluit{beside}.")


def _read(file: Path) -> list[chain.Anchor]:
    try:
        return list(anchors.read(file))
    except (OSError, ValueError) as fault:
        raise CommandError(str(fault)) from None
