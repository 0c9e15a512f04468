"""Drawing up a council's report: figures frozen on a day, kept with their hash, and printed once."""

import logging
from datetime import date, datetime
from typing import Any

from django.db import transaction

from placements.models import CareForm
from portal.models import Municipality, Region, User
from reporting.figures import compute
from reporting.figures.cells import as_json, from_json
from reporting.models import CouncilReport
from reporting.printing import render
from reporting.quarter import Quarter
from reporting.report import Earlier, Edition, Report, compose, content_hash
from reporting.suppression import suppress

logger = logging.getLogger(__name__)

CODES = ("A1", "A2", "A4", "B1", "B2", "B3", "B4", "C1", "C2", "C4", "D1", "D2")
"""The figures the council reads; the others are for `figures` and the pages to come."""
QUARTERS_BACK = 8
MOST_ATTEMPTS = 3
"""Printing that failed this often waits for a person."""


def edition_of(region: Region, quarter: Quarter, *, as_of: date, drawn_up_on: date) -> Edition:
    """The figures of a quarter as known on `as_of`, small numbers withheld, with those of two years before it."""
    earlier = [quarter]
    while len(earlier) <= QUARTERS_BACK:
        earlier.append(earlier[-1].previous)
    return Edition(
        region_code=region.code,
        region_name=region.name,
        quarter=quarter,
        as_of=as_of,
        drawn_up_on=drawn_up_on,
        cells=suppress(compute(region, quarter, now=as_of, codes=CODES)),
        earlier=tuple(
            Earlier(one, suppress(compute(region, one, now=as_of, codes=CODES))) for one in reversed(earlier[1:])
        ),
        names=_names(region),
    )


def _names(region: Region) -> dict[str, str]:
    forms = CareForm.objects.filter(region=region).values_list("code", "name")
    towns = Municipality.objects.filter(memberships__region=region).values_list("code", "name")
    return dict(forms) | dict(towns)


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
    edition = edition_of(region, quarter, as_of=as_of, drawn_up_on=at.date())
    return CouncilReport.objects.create(
        region=region,
        quarter=str(quarter),
        as_of=as_of,
        definitions=edition.definitions_version,
        content=_stored(edition),
        content_hash=content_hash(edition),
        drawn_up_at=at,
        drawn_up_by=by,
    )


def edition_from(stored: CouncilReport) -> Edition:
    """The edition as it was frozen."""
    content = stored.content
    return Edition(
        region_code=content["regio"],
        region_name=content["regionaam"],
        quarter=Quarter.parse(content["kwartaal"]),
        as_of=date.fromisoformat(content["per"]),
        drawn_up_on=date.fromisoformat(content["opgesteld"]),
        cells=tuple(map(from_json, content["cijfers"])),
        earlier=tuple(
            Earlier(Quarter.parse(one["kwartaal"]), tuple(map(from_json, one["cijfers"])))
            for one in content["eerder"]
        ),
        names=content["namen"],
        definitions_version=content["definities"],
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
    """Make the PDF and keep it; the same content always gives the same bytes."""
    stored.pdf = render(report_from(stored))
    stored.printed_at = at
    stored.save(update_fields=["pdf", "printed_at"])


def print_next(*, at: datetime) -> bool:
    """Print one report that waits for it; False when none does. Several workers never take the same one."""
    with transaction.atomic():
        waiting = CouncilReport.objects.filter(printed_at=None, print_attempts__lt=MOST_ATTEMPTS)
        stored = waiting.select_for_update(skip_locked=True).order_by("drawn_up_at").first()
        if stored is None:
            return False
        try:
            with transaction.atomic():
                print_pdf(stored, at=at)
        except Exception:
            logger.exception("Printing report %s of region %s failed", stored.quarter, stored.region_id)
            stored.print_attempts += 1
            stored.save(update_fields=["print_attempts"])
    return True


def _stored(edition: Edition) -> dict[str, Any]:
    return {
        "regio": edition.region_code,
        "regionaam": edition.region_name,
        "kwartaal": str(edition.quarter),
        "per": edition.as_of.isoformat(),
        "opgesteld": edition.drawn_up_on.isoformat(),
        "definities": edition.definitions_version,
        "cijfers": [as_json(cell) for cell in edition.cells],
        "eerder": [
            {"kwartaal": str(one.quarter), "cijfers": [as_json(cell) for cell in one.cells]}
            for one in edition.earlier
        ],
        "namen": dict(edition.names),
    }
