"""Recomputes the content hash printed in a report against what was frozen; exit 0 only if it matches."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.pdf import read_hash
from portal.pdf.pades import Signature, signature_of
from reporting.models import CouncilReport
from reporting.printing import render
from reporting.publishing import recomputed_hash, report_from


class Command(BaseCommand):
    """`verify_report FILE.pdf`."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file to look at."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options: Any) -> None:
        """Three questions: is it ours, is the content unchanged, is the file the one we would print."""
        try:
            pdf = file.read_bytes()
            printed = read_hash(pdf)
        except OSError as problem:
            raise CommandError(f"{file} is niet te lezen: {problem.strerror}") from problem
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        stored = CouncilReport.objects.filter(content_hash=printed).select_related("region").first()
        if stored is None:
            raise CommandError(f"Er is geen rapport met controlegetal {printed}.")
        if recomputed_hash(stored) != printed:
            raise CommandError("De vastgelegde cijfers zijn veranderd: het controlegetal klopt niet meer.")
        signature = signature_of(pdf)
        ours = bytes(stored.pdf) if stored.pdf else render(report_from(stored))
        if not (pdf == ours or _is_signed(pdf, ours, signature)):
            raise CommandError("Het bestand zelf is veranderd: het is niet meer wat Thuisroute drukte.")
        self.stdout.write(f"Klopt: {stored.region}, {stored.quarter}, gegevens t/m {stored.as_of}, {printed}")
        if signature:
            self.stdout.write(f"Ondertekend op {signature.at}, en sindsdien niet veranderd: {signature.by}")


def _is_signed(pdf: bytes, ours: bytes, signature: Signature | None) -> bool:
    """Whether it is what we printed with nothing but a sound signature behind it."""
    return bool(signature and signature.is_sound and pdf.startswith(ours))
