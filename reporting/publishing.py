"""Drawing up a council's report: figures frozen on a day, kept with their hash, and printed once."""

import logging
from dataclasses import astuple
from datetime import date, datetime
from typing import Any

from django.db import transaction

from portal.models import Region, User
from reporting.editions import edition_of
from reporting.figures.cells import as_json, from_json
from reporting.models import CouncilReport
from reporting.printing import render
from reporting.quarter import Quarter
from reporting.report import Earlier, Edition, PlanTotal, Report, compose, content_hash

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
        moves=tuple(map(from_json, content["stromen"])),
        towns={code: tuple(map(from_json, cells)) for code, cells in content["gemeenten"].items()},
        plan=tuple(PlanTotal(*total) for total in content["plan"]),
        tiles={code: (column, row) for code, (column, row) in content["tegels"].items()},
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
        "stromen": [as_json(cell) for cell in edition.moves],
        "gemeenten": {code: [as_json(cell) for cell in cells] for code, cells in edition.towns.items()},
        "plan": [list(astuple(total)) for total in edition.plan],
        "tegels": dict(edition.tiles),
    }
