"""Drawing up a council's report: figures frozen on a day, kept with their hash, and printed once."""

import logging
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from portal.database.alone import is_alone
from portal.models import Region, User
from portal.pdf import signed
from reporting import dutch
from reporting.editions import edition_of
from reporting.frozen import edition_from, frozen
from reporting.models import CouncilReport, CouncilReportQuerySet
from reporting.printing import render
from reporting.quarter import Quarter
from reporting.report import Edition, Report, compose, content_hash
from reporting.report.restated import compare
from reporting.thresholds import smallest_of

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
"""Printing that failed this often waits for a person."""


@transaction.atomic
def draw_up(
    region: Region, quarter: Quarter, *, as_of: date, at: datetime, by: User | None = None
) -> CouncilReport:
    """Freeze the report of a quarter as known on `as_of`; the one that was drawn up before, if there is one.

    Two people at once get the same report: the region is locked while it is drawn up.
    """
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    same = CouncilReport.objects.filter(region=region, quarter=str(quarter), as_of=as_of).first()
    if same:
        return same
    smallest = smallest_of(region, on=at.date()).published
    edition = edition_of(region, quarter, as_of=as_of, drawn_up_on=at.date(), smallest=smallest)
    edition = _compared(edition, CouncilReport.objects.filter(region=region).published().defer("pdf"))
    return CouncilReport.objects.create(
        region=region,
        quarter=str(quarter),
        as_of=as_of,
        definitions=edition.definitions_version,
        content=frozen(edition),
        content_hash=content_hash(edition),
        drawn_up_at=at,
        drawn_up_by=by,
    )


def _compared(edition: Edition, published: CouncilReportQuerySet) -> Edition:
    """The edition beside what was published: of the same quarter, which it replaces, or else the last report."""
    same = published.filter(quarter=str(edition.quarter)).newest_first().first()
    before = same or published.order_by("-published_at").first()
    restated = compare(edition, edition_from(before)) if before else ()
    replaces = _sentence(same, has_changes=bool(restated)) if same else ""
    return replace(edition, restated=restated, replaces=replaces)


def _sentence(published: CouncilReport, *, has_changes: bool) -> str:
    """That a report takes the place of one that was published."""
    assert published.published_at is not None
    on, as_of = dutch.day(localdate(published.published_at)), dutch.day(published.as_of)
    changes = "In de bijlage staat wat er anders is." if has_changes else "De getallen zijn gelijk gebleven."
    return (
        f"Dit is een nieuwe versie. Zij vervangt het rapport dat op {on} is gepubliceerd, met gegevens t/m "
        f"{as_of}. {changes}"
    )


def report_from(stored: CouncilReport) -> Report:
    """The report to read or print, composed from what was frozen."""
    return compose(edition_from(stored))


def recomputed_hash(stored: CouncilReport) -> str:
    """The hash over what is stored now: differs from the printed one as soon as a single number was changed."""
    return content_hash(edition_from(stored))


def latest(region: Region, quarter: Quarter) -> CouncilReport | None:
    """The last report of a quarter that was drawn up; without its PDF, which may be large."""
    found = CouncilReport.objects.filter(region=region, quarter=str(quarter)).defer("pdf")
    return found.order_by("-as_of", "-drawn_up_at").first()


def print_pdf(stored: CouncilReport, *, at: datetime) -> None:
    """Make the PDF and keep it: the same content always gives the same bytes.

    Where the installation has a key, a report that was approved gets a signature behind them. A report that
    changed meanwhile keeps waiting.
    """
    pdf = render(report_from(stored))
    stored.pdf = signed(pdf, reason="Goedgekeurd rapport", at=at) if stored.approved_at else pdf
    stored.printed_at = at
    same = CouncilReport.objects.filter(pk=stored.pk, content_hash=stored.content_hash)
    same.update(pdf=stored.pdf, printed_at=at)


def print_next(*, at: datetime) -> bool:
    """Print one report that waits for it; False when none does. Several workers never take the same one.

    The report itself is not locked: whoever writes in it or approves it meanwhile does not wait.
    """
    with transaction.atomic():
        waiting = CouncilReport.objects.filter(printed_at=None, print_attempts__lt=MOST_ATTEMPTS)
        stored = next(filter(_is_mine, waiting.order_by("drawn_up_at")), None)
        if stored is None:
            return False
        try:
            with transaction.atomic():
                print_pdf(stored, at=at)
        except Exception:
            logger.exception("Printing report %s of region %s failed", stored.quarter, stored.region_id)
            CouncilReport.objects.filter(pk=stored.pk).update(print_attempts=F("print_attempts") + 1)
    return True


def _is_mine(stored: CouncilReport) -> bool:
    """Whether no other worker prints it or just did; holds until the transaction ends, or the worker dies."""
    return is_alone(f"report {stored.pk}") and CouncilReport.objects.filter(pk=stored.pk, printed_at=None).exists()
