"""The log of who looked, for auditors: to read, to search, and to see whether it is whole."""

import csv
import io
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from portal.access import SignedInRequest, allow, note
from portal.actor import SYSTEM, acting_as
from portal.audit import chain
from portal.files import harmless, text_file
from portal.forms import LogFilter
from portal.models import AccessRecord, Action, Role

PAGE = 100
MOST_ROWS = 50_000
"""Lines in one file."""
MOST_CHECKED = 20_000
"""Lines that a page counts again; `manage.py verify_log` counts them all."""
COLUMNS = (
    "nummer",
    "moment",
    "gebruiker",
    "rol",
    "organisatie",
    "handeling",
    "onderwerp",
    "dossier",
    "pagina",
    "herkomst",
)


@allow(Role.AUDITOR)
def log(request: SignedInRequest) -> HttpResponse:
    """Who did what, when; a client is shown as a number that means nothing, never by name."""
    form = LogFilter(request.GET)
    records = form.chosen(AccessRecord.objects.latest_first().select_related("user", "client"))
    before = request.GET.get("voor", "")
    if before.isdecimal() and len(before) < 18:
        records = records.filter(number__lt=int(before))
    with acting_as(SYSTEM):  # the number of a client, from a table that an auditor reads nothing else of
        page = list(records[: PAGE + 1])
    note(request, Action.VIEW, "logboek")
    context = {
        "form": form,
        "records": page[:PAGE],
        "next_url": _address(request, voor=page[PAGE - 1].number) if len(page) > PAGE else "",
        "file_url": _address(request, voor=""),
        "is_chosen": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "portal/log.html", context, status=422 if form.errors else 200)


@allow(Role.AUDITOR)
def log_csv(request: SignedInRequest) -> HttpResponse:
    """What was searched for, as a file."""
    form = LogFilter(request.GET)
    records = form.chosen(AccessRecord.objects.latest_first().select_related("user", "client"))
    note(request, Action.EXPORT, "logboek")
    with acting_as(SYSTEM):
        return text_file(_rows(records[:MOST_ROWS]), "logboek.csv")


@allow(Role.AUDITOR)
def log_chain(request: SignedInRequest) -> HttpResponse:
    """Whether the log is whole, as far as a page can tell."""
    head = chain.head()
    found = chain.check() if head.number <= MOST_CHECKED else []
    note(request, Action.VIEW, "controle van het logboek")
    context = {"head": head, "faults": found[:PAGE], "is_checked": head.number <= MOST_CHECKED}
    return render(request, "portal/log_chain.html", context)


def _rows(records: QuerySet[AccessRecord]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in records.iterator(chunk_size=2_000):
        dossier = record.client.slug if record.client_id and record.client else ""
        writer.writerow(
            [
                record.number,
                record.at.isoformat(timespec="seconds"),
                harmless(record.user.login if record.user else ""),
                record.role,
                harmless(record.organisation_name),
                record.action,
                record.subject,
                dossier,
                record.path,
                record.origin or "",
            ]
        )
    return out.getvalue()


def _address(request: SignedInRequest, **changes: Any) -> str:
    asked = request.GET.copy()
    for name, value in changes.items():
        asked[name] = value
        if not value:
            del asked[name]
    return f"?{asked.urlencode()}" if asked else ""
