"""The quarterly reports: which there are, one to read, its PDF and its figures as files."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import SEES_FIGURES, SignedInRequest, allow, note
from portal.files import file, text_file
from portal.models import Action, Region
from portal.sheets import download
from reporting.approving import WRITES
from reporting.editions import edition_of
from reporting.figures.cells import as_csv
from reporting.models import CouncilReport
from reporting.publishing import MOST_ATTEMPTS, draw_up, latest, report_from
from reporting.quarter import Quarter
from reporting.report import Report, compose
from reporting.sheets import figures_sheet
from reporting.thresholds import smallest_of

DRAWS_UP = WRITES
LISTED = 12
"""Quarters on the list: three years."""


@allow(*SEES_FIGURES)
def reports(request: SignedInRequest) -> HttpResponse:
    """The quarters, newest first, with the last report of each."""
    region = request.user.region
    quarters = [Quarter.containing(clock.today())]
    while len(quarters) <= LISTED:
        quarters.append(quarters[-1].previous)
    drawn_up = CouncilReport.objects.visible_to(request.user).defer("pdf", "content").order_by("as_of")
    by_quarter = {report.quarter: report for report in drawn_up}
    rows = [(quarter, by_quarter.get(str(quarter))) for quarter in quarters]
    return render(
        request, "reporting/reports.html", {"rows": rows, "region_code": region.code.lower() if region else ""}
    )


@allow(*SEES_FIGURES)
def report(request: SignedInRequest, region: str, quarter: str) -> HttpResponse:
    """The report of a quarter, as it was frozen; before that, a preview with the figures of today."""
    home, period = wanted(request, region, quarter)
    stored = latest(home, period)
    context = {
        "report": report_from(stored) if stored else _preview(home, period),
        "stored": stored,
        "is_printing": stored is not None and stored.printed_at is None and stored.print_attempts < MOST_ATTEMPTS,
        "may_draw_up": request.user.role in DRAWS_UP and (stored is None or stored.as_of < clock.today()),
        "may_write": request.user.role in WRITES and stored is not None and not stored.published_at,
        "region_code": region,
        "quarter": period,
    }
    template = "reporting/report.html"
    name = f"{template}#downloads" if request.headers.get("HX-Target") == "downloads" else template
    return render(request, name, context)


@require_POST
@allow(*DRAWS_UP)
def draw_up_report(request: SignedInRequest, region: str, quarter: str) -> HttpResponse:
    """Freeze the figures of today; a second press on the same day finds the first."""
    home, period = wanted(request, region, quarter)
    draw_up(home, period, as_of=clock.today(), at=clock.now(), by=request.user)
    note(request, Action.CREATE, "kwartaalrapport")
    messages.success(request, f"Het rapport over het {period.name} is opgesteld. De pdf wordt nu gemaakt.")
    return redirect("quarterly_report", region, str(period))


@allow(*SEES_FIGURES)
def report_pdf(request: SignedInRequest, region: str, quarter: str) -> HttpResponse:
    """The printed report; 404 with the way on while there is none."""
    home, period = wanted(request, region, quarter)
    stored = latest(home, period)
    if stored is None or stored.printed_at is None:
        context = {"stored": stored, "region_code": region, "quarter": period}
        return render(request, "reporting/no_pdf.html", context, status=404)
    note(request, Action.EXPORT, "kwartaalrapport")
    pdf = bytes(CouncilReport.objects.values_list("pdf", flat=True).get(pk=stored.pk) or b"")
    return file(pdf, "application/pdf", f"{home.code.lower()}-{period}.pdf", inline=True)


@allow(*SEES_FIGURES)
def figures_csv(request: SignedInRequest, region: str, quarter: str) -> HttpResponse:
    """The figures of the report as CSV."""
    home, period = wanted(request, region, quarter)
    note(request, Action.EXPORT, "cijfers")
    found = _report(home, period)
    return text_file(as_csv(found.cells, smallest=found.smallest), f"{home.code.lower()}-{period}-cijfers.csv")


@allow(*SEES_FIGURES)
def figures_xlsx(request: SignedInRequest, region: str, quarter: str) -> HttpResponseBase:
    """The figures of the report as a workbook: one row per number."""
    home, period = wanted(request, region, quarter)
    note(request, Action.EXPORT, "cijfers")
    found = _report(home, period)
    sheet = figures_sheet(found.cells, smallest=found.smallest, about=found.title)
    return download(sheet, kind="xlsx", name=f"{home.code.lower()}-{period}-cijfers")


def wanted(request: SignedInRequest, region: str, quarter: str) -> tuple[Region, Quarter]:
    """The region and quarter of an address: one's own region, a quarter that has begun."""
    home = get_object_or_404(Region.objects.filter(organisations=request.user.organisation), code__iexact=region)
    try:
        period = Quarter.parse(quarter)
    except ValueError as problem:
        raise Http404(str(problem)) from problem
    if period.starts_on > clock.today():
        raise Http404("Dit kwartaal is nog niet begonnen.")
    return home, period


def _report(region: Region, quarter: Quarter) -> Report:
    stored = latest(region, quarter)
    return report_from(stored) if stored else _preview(region, quarter)


def _preview(region: Region, quarter: Quarter) -> Report:
    day: date = clock.today()
    smallest = smallest_of(region, on=day).published
    return compose(edition_of(region, quarter, as_of=day, drawn_up_on=day, smallest=smallest))
