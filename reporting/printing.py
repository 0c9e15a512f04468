"""The quarterly report on paper, its figures attached as `cijfers.csv`."""

from collections.abc import Mapping

from django.template.loader import render_to_string

from portal.pdf import keyword, print_pdf
from reporting.figures.cells import as_csv
from reporting.report import Report


def render(report: Report, *, attachments: Mapping[str, bytes] | None = None) -> bytes:
    """The report as PDF/A-3a and PDF/UA-1; `attachments` are further files by name.

    The same report and files give the same bytes: every date in the file is the report's own.
    """
    context = {
        "report": report,
        "keywords": keyword(report.content_hash),
        "created": report.drawn_up_on.isoformat(),
    }
    return print_pdf(
        render_to_string("reporting/print/report.html", context),
        style="report.css",
        drawn_up_on=report.drawn_up_on,
        attachments={
            "cijfers.csv": as_csv(report.cells, smallest=report.smallest).encode(),
            **(attachments or {}),
        },
        about=f"{report.title}: de cijfers",
    )
