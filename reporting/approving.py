"""From draft to published: the words beside the numbers, approval by name, and publication for good."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.models import Role, User
from reporting import dutch
from reporting.frozen import edition_from, frozen
from reporting.models import CouncilReport, ReportText
from reporting.report import content_hash
from reporting.subscribing import tell_subscribers
from trajectories.obstacles import demand

WRITES = (Role.POLICY, Role.PROJECT_LEADER)


@dataclass(frozen=True, slots=True)
class TextConflict:
    """Somebody else saved this chapter in between: what stands there now."""

    theirs: ReportText


@transaction.atomic
def save_text(
    report: CouncilReport, *, chapter: str, text: str, version: int, at: datetime, by: User
) -> ReportText | TextConflict:
    """Keep the words of one chapter, unless somebody saved others since `version` (0: there were none).

    Raises `Obstructed` once the report is approved.
    """
    report = _hold(report, by)
    demand(obstacles_to_write(report))
    known = report.texts.filter(chapter=chapter).first()
    if known and known.text == text:
        return known
    if (known.version if known else 0) != version:
        return TextConflict(known) if known else _write(report, chapter, text, at, by)
    return _write(report, chapter, text, at, by, known)


def _write(
    report: CouncilReport, chapter: str, text: str, at: datetime, by: User, known: ReportText | None = None
) -> ReportText:
    row = known or ReportText(report=report, chapter=chapter, version=0)
    row.text, row.version, row.saved_at, row.saved_by = text, row.version + 1, at, by
    row.save()
    return row


@transaction.atomic
def approve(report: CouncilReport, *, at: datetime, by: User) -> CouncilReport:
    """Fix the words beside the numbers, put a name under it and have it printed anew; twice is once.

    Raises `Obstructed` when there is a later edition of the same quarter.
    """
    report = _hold(report, by)
    if report.approved_at:
        return report
    demand(obstacles_to_approve(report))
    words = {row.chapter: row.text for row in report.texts.order_by("chapter") if row.text.strip()}
    approved = f"Goedgekeurd door {by} op {dutch.day(at.date())}."
    edition = replace(edition_from(report), words=words, approved=approved)
    report.content, report.content_hash = frozen(edition), content_hash(edition)
    report.pdf, report.printed_at, report.print_attempts = None, None, 0
    report.approved_at, report.approved_by = at, by
    report.save()
    return report


@transaction.atomic
def publish(report: CouncilReport, *, at: datetime, by: User) -> CouncilReport:
    """Open the report to everybody, for good, and tell who asked for that; twice is once.

    Raises `Obstructed` before it is approved and printed.
    """
    report = _hold(report, by)
    if report.published_at:
        return report
    demand(obstacles_to_publish(report))
    report.published_at, report.published_by = at, by
    report.save(update_fields=["published_at", "published_by"])
    tell_subscribers(report, on=at.date())
    return report


def obstacles_to_write(report: CouncilReport) -> list[str]:
    """Why the words cannot change any more."""
    return ["Dit rapport is goedgekeurd. De toelichting staat vast."] if report.approved_at else []


def obstacles_to_approve(report: CouncilReport) -> list[str]:
    """Why nobody can put a name under it."""
    later = CouncilReport.objects.filter(region=report.region, quarter=report.quarter, as_of__gt=report.as_of)
    return ["Er is een nieuwer rapport over dit kwartaal. Keur dat goed."] if later.exists() else []


def obstacles_to_publish(report: CouncilReport) -> list[str]:
    """Why it cannot be opened to everybody yet."""
    if not report.approved_at:
        return ["Dit rapport is nog niet goedgekeurd."]
    return [] if report.printed_at else ["De pdf wordt nog gemaakt. Publiceer het rapport als hij klaar is."]


def _hold(report: CouncilReport, by: User) -> CouncilReport:
    """Wait for whoever is changing this report, and refuse who may not."""
    if by.role not in WRITES or not CouncilReport.objects.visible_to(by).filter(pk=report.pk).exists():
        raise PermissionDenied
    return CouncilReport.objects.select_for_update(of=("self",)).select_related("region").get(pk=report.pk)
