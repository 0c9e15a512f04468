"""Draws up the quarterly report if it is not there yet, and writes it as PDF."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.models import Region
from reporting.models import CouncilReport
from reporting.publishing import draw_up, latest, print_pdf
from reporting.quarter import Quarter


class Command(BaseCommand):
    """`council_report REGION 2026Q2 --output FILE.pdf [--as-of 2026-07-15]`."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which report, where to, and as known on which day."""
        parser.add_argument("region")
        parser.add_argument("quarter")
        parser.add_argument("--output", type=Path, required=True)
        parser.add_argument("--as-of", type=date.fromisoformat, default=None)

    def handle(self, *, region: str, quarter: str, output: Path, as_of: date | None, **_options: Any) -> None:
        """Find or freeze, print if needed, write."""
        stored = _report(_region(region), _quarter(quarter), as_of)
        if stored.pdf is None:
            print_pdf(stored, at=clock.now())
        try:
            output.write_bytes(bytes(stored.pdf or b""))
        except OSError as problem:
            raise CommandError(f"Schrijven naar {output} lukt niet: {problem.strerror}") from problem
        self.stdout.write(f"{output}: {stored.quarter}, gegevens t/m {stored.as_of}, {stored.content_hash}")


def _report(region: Region, quarter: Quarter, as_of: date | None) -> CouncilReport:
    if as_of is None and (known := latest(region, quarter)):
        return known
    day = as_of or clock.today()
    if quarter.starts_on > day:
        raise CommandError(f"{quarter} is op {day} nog niet begonnen.", returncode=2)
    return draw_up(region, quarter, as_of=day, at=clock.now())


def _region(code: str) -> Region:
    try:
        return Region.objects.get(code__iexact=code)
    except Region.DoesNotExist as problem:
        known = ", ".join(Region.objects.values_list("code", flat=True)) or "geen"
        raise CommandError(f"Regio {code} is niet bekend. Bekend: {known}.", returncode=2) from problem


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError as problem:
        raise CommandError(str(problem), returncode=2) from problem
