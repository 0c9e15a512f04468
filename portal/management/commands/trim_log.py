"""Removes lines of the log whose term is over: `trim_log [--years N]`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.audit import anchors
from portal.audit.trimming import FEWEST_YEARS, trim


class Command(BaseCommand):
    """Keeps an anchor first, and never touches a line of less than five years."""

    help = "Verwijdert regels van het logboek die ouder zijn dan de bewaartermijn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long a line stays."""
        words = f"hoeveel jaar een regel blijft; minstens en standaard {FEWEST_YEARS}"
        parser.add_argument("--years", type=int, default=FEWEST_YEARS, metavar="JAREN", help=words)

    def handle(self, *, years: int, **_options: Any) -> None:
        """Say how many went."""
        if years < FEWEST_YEARS:
            raise CommandError(f"Een regel blijft minstens {FEWEST_YEARS} jaar staan (NEN 7513).")
        at = clock.now()
        removed = trim(years=years, at=at)
        anchors.keep(settings.LOG_ANCHORS, at=at)
        self.stdout.write(f"{removed} regels ouder dan {years} jaar zijn verwijderd.")
