"""Inlezen en uitlezen: templates, what is there now, and the spreadsheets somebody handed in."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.files import file
from portal.models import Action, Region, Role
from portal.partials import show
from trajectories.forms.uploads import UploadForm
from trajectories.models import Upload
from trajectories.regionfile.cells import write_text
from trajectories.uploads import receiving, writing_out
from trajectories.uploads.checking import Scope
from trajectories.uploads.kinds import KINDS, LOADERS, Kind, kinds_for

LISTED = 50
"""Earlier spreadsheets on the page."""
SHOWN_ERRORS = 100
"""Errors on the page; the file with errors has a thousand."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@allow(*LOADERS)
def uploads(request: SignedInRequest) -> HttpResponse:
    """What can go in and out, and what went in before; `regio` in the address chooses for an administrator."""
    return _page(request, _region(request), {})


@require_POST
@allow(*LOADERS)
def upload(request: SignedInRequest, kind: str) -> HttpResponse:
    """Hand in a spreadsheet; it is looked over by the worker."""
    region, wanted = _region(request), _kind(request, kind)
    form = UploadForm(request.POST, request.FILES, kind=wanted)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            received = receiving.receive(
                wanted, region=region, name=sent.name, data=form.data_of(sent), at=clock.now(), by=request.user
            )
        except ValidationError as refusal:
            form.add_error("file", refusal.messages)
        else:
            note(request, Action.CREATE, "spreadsheet aangeleverd")
            return redirect("upload_page", received.slug)
    return _page(request, region, {wanted.kind: form}, status=422)


@allow(*LOADERS)
def upload_page(request: SignedInRequest, slug: str) -> HttpResponse:
    """One spreadsheet: how far it is, what was found, and what to do next."""
    found = _find(request, slug)
    report = found.report.get("goed") if found.only_good else found.report
    context = {
        "upload": found,
        "kind": KINDS[found.kind],
        "report": report or {},
        "good": found.report.get("goed"),
        "errors": found.errors[:SHOWN_ERRORS],
        "more_errors": max(found.error_total - SHOWN_ERRORS, 0),
        "rows": _rows(report or {}),
    }
    return show(request, "trajectories/upload.html", context, parts={"upload"})


@require_POST
@allow(*LOADERS)
def load_upload(request: SignedInRequest, slug: str) -> HttpResponse:
    """Load it, or what is right of it; the worker does."""
    found = _find(request, slug)
    only_good = request.POST.get("alleen") == "goed"
    try:
        receiving.ask_to_load(found, only_good=only_good, at=clock.now(), by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        note(request, Action.CHANGE, "spreadsheet laden")
    return redirect("upload_page", slug)


@require_POST
@allow(*LOADERS)
def cancel_upload(request: SignedInRequest, slug: str) -> HttpResponse:
    """Call it off; what was in it is thrown away."""
    found = _find(request, slug)
    try:
        receiving.cancel(found, at=clock.now(), by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"{found} is afgebroken. Er is niets geladen.")
    return redirect("upload_page", slug)


@allow(*LOADERS)
def upload_errors(request: SignedInRequest, slug: str) -> HttpResponse:
    """The errors as a CSV, to mend them beside one's own file."""
    found = _find(request, slug)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(["bestand", "rij", "kolom", "waarde", "wat te doen"])
    for error in found.errors:
        cells = (error["file"], error["row"] or "", error["column"], error["value"], error["sentence"])
        writer.writerow([write_text(str(cell)) for cell in cells])
    return file(lines.getvalue().encode("utf-8-sig"), CSV, f"fouten-{found.slug}.csv")


@allow(*LOADERS)
def template(request: SignedInRequest, kind: str, name: str) -> HttpResponse:
    """An empty workbook or CSV with an example row."""
    wanted = _kind(request, kind)
    if name == "sjabloon.xlsx":
        return file(writing_out.template(_scope(request, wanted)), XLSX, f"sjabloon-{kind}.xlsx")
    return file(writing_out.csv_template(_csv_of(wanted, name)), CSV, f"sjabloon-{name}")


@allow(*LOADERS)
def export(request: SignedInRequest, kind: str, name: str) -> HttpResponse:
    """What is there now, in the same columns."""
    wanted = _kind(request, kind)
    scope = _scope(request, wanted)
    note(request, Action.EXPORT, f"uitlezen {wanted.kind.label.lower()}")
    day = f"{scope.region.code.lower()}-{scope.today.isoformat()}"
    if name == f"{kind}.xlsx":
        return file(writing_out.workbook_of_now(scope), XLSX, f"{kind}-{day}.xlsx")
    sheet = _csv_of(wanted, name)
    return file(writing_out.csv_of_now(sheet, scope), CSV, f"{sheet}-{day}.csv")


def _page(
    request: SignedInRequest, region: Region, refused: dict[str, UploadForm], *, status: int = 200
) -> HttpResponse:
    kinds = [(kind, refused.get(kind.kind) or UploadForm(kind=kind)) for kind in kinds_for(request.user)]
    earlier = Upload.objects.visible_to(request.user).in_short().filter(region=region)
    context = {
        "home": region,
        "regions": Region.objects.visible_to(request.user),
        "kinds": kinds,
        "form": next(iter(refused.values()), None),
        "earlier": earlier.select_related("uploaded_by", "provider").order_by("-uploaded_at", "-pk")[:LISTED],
        "is_administrator": request.user.role == Role.ADMINISTRATOR,
    }
    return render(request, "trajectories/uploads.html", context, status=status)


def _region(request: SignedInRequest) -> Region:
    """One's own region; for an administrator the one in the address, else the first."""
    regions = Region.objects.visible_to(request.user)
    asked = request.GET.get("regio", "") or request.POST.get("regio", "")
    region = next((one for one in regions if asked.upper() in ("", one.code.upper())), None)
    if region is None:
        raise Http404
    return region


def _kind(request: SignedInRequest, kind: str) -> Kind:
    found = KINDS.get(kind.upper())
    if found is None or found not in kinds_for(request.user):
        raise Http404
    return found


def _scope(request: SignedInRequest, kind: Kind) -> Scope:
    provider = request.user.organisation if request.user.role == Role.PROVIDER else None
    return Scope(kind, _region(request), provider, clock.today())


def _csv_of(kind: Kind, name: str) -> str:
    sheet = name.removesuffix(".csv")
    if sheet == name or sheet not in kind.names:
        raise Http404
    return sheet


def _find(request: SignedInRequest, slug: str) -> Upload:
    found = Upload.objects.visible_to(request.user).defer("content")
    return get_object_or_404(found.select_related("region", "uploaded_by", "asked_by"), slug=slug)


def _rows(report: dict[str, Any]) -> list[tuple[str, dict[str, int]]]:
    return list(report.get("aantallen", {}).items())
