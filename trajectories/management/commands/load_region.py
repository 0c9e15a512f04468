"""Moves a region in: `load_region DIR`, or only says what is wrong with it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal import clock
from portal.models import AccessRecord, Action
from trajectories.regionfile.loading import Outcome, load
from trajectories.regionfile.problems import SHOWN_AT_MOST, Problems


class Command(BaseCommand):
    """Loads a regiobestand; every error on a line of its own, exit 1 when there is one."""

    help = "Laadt een regiobestand: een map met CSV-bestanden of een Excel-werkmap."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, and whether it is only a rehearsal."""
        parser.add_argument("path", metavar="DIR", type=Path, help="de map of de werkmap (.xlsx)")
        parser.add_argument("--dry-run", action="store_true", help="alleen controleren, niets laden")

    def handle(self, *_args: Any, path: Path, dry_run: bool, **_options: Any) -> None:
        """Load, and report."""
        outcome = load(path, today=clock.today(), rehearse=dry_run)
        self._show(outcome.warnings, "Let op: ", "waarschuwingen")
        self._show(outcome.errors, "", "fouten")
        if outcome.written:
            subject = f"regiobestand {outcome.region}"[:100]
            AccessRecord.objects.create(action=Action.CREATE, subject=subject, path="load_region")
        self.stdout.write(_summary(outcome))
        if outcome.errors:
            raise SystemExit(1)

    def _show(self, problems: Problems, prefix: str, noun: str) -> None:
        for line in problems.lines:
            self.stdout.write(prefix + line)
        if problems.total > SHOWN_AT_MOST:
            self.stdout.write(f"{prefix}Dit zijn de eerste {SHOWN_AT_MOST} van {problems.total} {noun}.")


def _summary(outcome: Outcome) -> str:
    if outcome.errors:
        return f"Er is niets geladen. Aantal fouten: {outcome.errors.total}."
    about = f"Regio {outcome.region}: {outcome.rows} rijen gelezen"
    warnings = f"Waarschuwingen: {outcome.warnings.total}."
    if outcome.written is None:
        return f"{about}, geen fouten. Dit was een proef: er is niets geladen. {warnings}"
    return f"{about}, {outcome.written.added} nieuw, {outcome.written.replaced} gewijzigd. {warnings}"
