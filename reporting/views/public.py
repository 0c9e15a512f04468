"""What everybody may read without logging in: published reports, small numbers hidden."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.access import public
from portal.files import file, text_file
from reporting.figures.cells import as_csv
from reporting.models import CouncilReport
from reporting.publishing import report_from
from reporting.quarter import Quarter


@public
def published(request: HttpRequest) -> HttpResponse:
    """The published reports of every region, the newest first."""
    rows = CouncilReport.objects.published().select_related("region").defer("pdf", "content").newest_first()
    return render(request, "reporting/published.html", {"rows": _last_of_each(list(rows))})


@public
def published_report(request: HttpRequest, region: str, quarter: str) -> HttpResponse:
    """One report, the same content as its PDF."""
    stored = _published(region, quarter)
    context = {"report": report_from(stored), "stored": stored, "region_code": region, "quarter": stored.quarter}
    return render(request, "reporting/published_report.html", context)


@public
def published_pdf(_request: HttpRequest, region: str, quarter: str) -> HttpResponse:
    """The report on paper."""
    stored = _published(region, quarter)
    pdf = bytes(CouncilReport.objects.values_list("pdf", flat=True).get(pk=stored.pk) or b"")
    return file(pdf, "application/pdf", f"{region.lower()}-{stored.quarter}.pdf", inline=True)


@public
def published_csv(_request: HttpRequest, region: str, quarter: str) -> HttpResponse:
    """Its numbers."""
    stored = _published(region, quarter)
    return text_file(as_csv(report_from(stored).cells), f"{region.lower()}-{stored.quarter}-cijfers.csv")


def _published(region: str, quarter: str) -> CouncilReport:
    try:
        period = Quarter.parse(quarter)
    except ValueError as problem:
        raise Http404(str(problem)) from problem
    found = CouncilReport.objects.published().filter(region__code__iexact=region, quarter=str(period))
    stored = found.select_related("region").defer("pdf").newest_first().first()
    if stored is None:
        raise Http404("Dit rapport is niet gepubliceerd.")
    return stored


def _last_of_each(rows: list[CouncilReport]) -> list[tuple[CouncilReport, Quarter]]:
    """The last edition per region and quarter."""
    last = {(row.region_id, row.quarter): row for row in reversed(rows)}
    return [(row, Quarter.parse(row.quarter)) for row in rows if last[row.region_id, row.quarter] is row]
