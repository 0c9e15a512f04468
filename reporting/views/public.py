"""What everybody may read without logging in: published reports, small numbers hidden; word of new ones."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import public
from portal.files import file, text_file
from portal.mail.writing import can_mail
from portal.sheets import download
from reporting import subscribing
from reporting.figures.cells import as_csv
from reporting.forms import SubscribeForm
from reporting.models import CouncilReport, Subscription
from reporting.publishing import report_from
from reporting.quarter import Quarter
from reporting.sheets import figures_sheet


@public
def published(request: HttpRequest) -> HttpResponse:
    """The published reports of every region, the newest first."""
    rows = CouncilReport.objects.published().select_related("region").defer("pdf", "content").newest_first()
    return render(request, "reporting/published.html", {"rows": _last_of_each(list(rows)), "can_mail": can_mail()})


@public
def subscribe(request: HttpRequest) -> HttpResponse:
    """Leave an address to hear of new reports; the answer is the same for every address."""
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        subscribing.ask(form.cleaned_data["address"], region=form.cleaned_data["region"], on=clock.today())
        messages.success(request, "Kijk in uw mail: daar staat een link om te bevestigen. Hij werkt zeven dagen.")
        return redirect("published")
    context = {"form": form, "can_mail": can_mail()}
    return render(request, "reporting/subscribe.html", context, status=422 if form.errors else 200)


@public
def subscription(request: HttpRequest, slug: str) -> HttpResponse:
    """Behind the link in a mail: confirm, or stop. A link that is followed by itself does neither."""
    found = Subscription.objects.select_related("region").filter(slug=slug).first()
    if found is None:
        return render(request, "reporting/subscription.html", {"found": None}, status=404)
    if request.method == "POST":
        subscribing.confirm(found, on=clock.today())
        found.refresh_from_db()
    return render(request, "reporting/subscription.html", {"found": found})


@require_POST
@public
def unsubscribe(request: HttpRequest, slug: str) -> HttpResponse:
    """Forget the address; pressed twice is done once."""
    if found := Subscription.objects.filter(slug=slug).first():
        subscribing.stop(found)
    return render(request, "reporting/subscription.html", {"found": None, "is_stopped": True})


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
    report = report_from(stored)
    return text_file(
        as_csv(report.cells, smallest=report.smallest), f"{region.lower()}-{stored.quarter}-cijfers.csv"
    )


@public
def published_xlsx(_request: HttpRequest, region: str, quarter: str) -> HttpResponseBase:
    """The same as a workbook, with what every number means."""
    stored = _published(region, quarter)
    report = report_from(stored)
    sheet = figures_sheet(report.cells, smallest=report.smallest, about=report.title)
    return download(sheet, kind="xlsx", name=f"{region.lower()}-{stored.quarter}-cijfers")


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
