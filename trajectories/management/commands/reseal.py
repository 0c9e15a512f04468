"""Seals everything with the keys of today: `reseal`."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import models

from portal.models import SignInKey
from portal.proof import keys
from portal.proof.sealing import BrokenSealError
from trajectories import bsn
from trajectories.models import Bsn
from trajectories.obstacles import Obstructed


class Command(BaseCommand):
    """After it nothing needs the keys behind the comma; people go on working meanwhile. Can be run again."""

    help = "Verzegelt tweede stappen en BSN's opnieuw met de eerste SEAL_KEY en BSN_INDEX_KEY."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Row by row; the command fails in the end when one could not be done."""
        broken = self._renew("tweede stappen", SignInKey.objects.select_related("user"), keys.renew)
        broken += self._renew("BSN's", Bsn.objects.select_related("client"), bsn.renew)
        if broken:
            raise CommandError(
                f"{broken} rijen zijn niet opnieuw verzegeld. Houd de oude sleutels tot dat is opgelost."
            )

    def _renew[M: models.Model](self, name: str, rows: Iterable[M], renew: Callable[[M], bool]) -> int:
        """How many could not be."""
        done, broken = 0, 0
        for row in rows:
            try:
                done += renew(row)
            except (BrokenSealError, Obstructed) as fault:
                broken += 1
                self.stderr.write(f"{name}, rij {row.pk}: {fault}")
        self.stdout.write(f"{done} {name} opnieuw verzegeld.")
        return broken
