"""`figures REGION 2026Q2`: prints the figures of a region in a quarter."""

import json
from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clock
from portal.models import Region
from reporting.figures import Frame, QuarterNotBegun, compute
from reporting.figures.cells import Cell, as_csv, as_json
from reporting.figures.definitions import DEFINITIONS_VERSION
from reporting.figures.table import as_table
from reporting.quarter import Quarter
from reporting.suppression import suppress
from reporting.thresholds import smallest_of

CANNOT = 2
"""Exit code when there is nothing to count: an unknown region or quarter, or a quarter still to come."""


def day(text: str) -> date:
    """Reads `2026-07-15`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"Geen datum: {text}. Schrijf hem als 2026-07-15.") from None


class Command(BaseCommand):
    """Prints the figures of a region in a quarter as JSON, CSV or a table."""

    help = "De cijfers van een regio in een kwartaal"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("region", help="code van de regio")
        parser.add_argument("quarter", help="kwartaal, zoals 2026Q2")
        parser.add_argument("--as-of", type=day, help="gezien vanaf deze dag (zonder: vandaag)")
        parser.add_argument("--public", action="store_true", help="verberg kleine aantallen")
        parser.add_argument("--format", choices=("json", "csv", "table"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        frame = Frame(_region(options["region"]), _quarter(options["quarter"]), options["as_of"] or clock.today())
        cells = _cells(frame)
        write = {"json": as_document, "csv": _csv, "table": as_table}[options["format"]]
        if options["public"]:
            cells = suppress(cells, smallest=smallest_of(frame.region, on=clock.today()).published)
        self.stdout.write(write(frame, cells).rstrip("\n"))


def as_document(frame: Frame, cells: Iterable[Cell]) -> str:
    """One JSON object: what was asked, and every cell."""
    document = {
        "regio": frame.region.code,
        "kwartaal": str(frame.quarter),
        "peildatum": frame.day.isoformat(),
        "per": frame.now.isoformat(),
        "voorlopig": frame.quarter.is_provisional(frame.now),
        "definities": DEFINITIONS_VERSION,
        "cijfers": [as_json(cell) for cell in cells],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _csv(frame: Frame, cells: Iterable[Cell]) -> str:
    return as_csv(cells)


def _region(code: str) -> Region:
    try:
        return Region.objects.get(code=code)
    except Region.DoesNotExist:
        known = ", ".join(Region.objects.order_by("code").values_list("code", flat=True)) or "nog geen"
        raise CommandError(f"Onbekende regio: {code}. Bekend: {known}.", returncode=CANNOT) from None


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError as error:
        raise CommandError(str(error), returncode=CANNOT) from None


def _cells(frame: Frame) -> tuple[Cell, ...]:
    try:
        return compute(frame.region, frame.quarter, now=frame.now)
    except QuarterNotBegun as error:
        raise CommandError(str(error), returncode=CANNOT) from None
