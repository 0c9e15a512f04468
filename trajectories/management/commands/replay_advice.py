"""Works out every kept advice again, and says whether the outcome is the same."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trajectories.advising import replays
from trajectories.models import MatchAdvice


class Command(BaseCommand):
    """`replay_advice [REGION]`: exit 0 only if every advice of this version of the program comes out the same."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Which region; all of them when left out."""
        parser.add_argument("region", nargs="?", default="")

    def handle(self, *, region: str, **_options: Any) -> None:
        """Replay, count, and name what differs by the code of its proposal."""
        kept = MatchAdvice.objects.select_related("proposal").order_by("pk")
        if region:
            kept = kept.filter(proposal__region__code__iexact=region)
        same, older, different = 0, 0, []
        for advice in kept.iterator(chunk_size=200):
            match replays(advice):
                case True:
                    same += 1
                case None:
                    older += 1
                case _:
                    different.append(advice.proposal.slug)
        self.stdout.write(f"{same} adviezen gelijk, {older} van een eerdere versie, {len(different)} anders.")
        if different:
            raise CommandError(f"Anders: {', '.join(different)}")
