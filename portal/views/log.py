"""The log of who looked, for auditors: to read, to search, and to see whether it is whole."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, Value, When
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.actor import SYSTEM, acting_as
from portal.audit import chain
from portal.audit.signals import WEEK, last_day, signals
from portal.forms import LogFilter, WeekForm
from portal.models import AccessRecord, Action, Ground, Role
from portal.sheets import Asked, Column, Sheet, download

PAGE = 100
MOST_ROWS = 50_000
"""Lines in one file."""
MOST_CHECKED = 20_000
"""Lines that a page counts again; `manage.py verify_log` counts them all."""
COLUMNS = (
    Column("nummer", "Volgnummer van de regel, zonder gaten"),
    Column("moment", "Wanneer, in de tijd van Nederland"),
    Column("gebruiker", "De inlognaam; leeg voor wie niet was ingelogd en voor het portaal zelf"),
    Column("rol", "De rol op dat moment"),
    Column("organisatie", "De organisatie op dat moment"),
    Column("handeling", "Wat iemand deed"),
    Column("onderwerp", "Waarmee"),
    Column("dossier", "De code van het dossier"),
    Column("grond", "Wat die persoon met de cliënt te maken had"),
    Column("pagina", "Het adres van de pagina"),
    Column("herkomst", "Het IP-adres"),
)
CELLS = (
    "number", "at", "user__login", "role", "organisation_name", "action", "subject", "client__slug",
    Case(*(When(ground=ground.value, then=Value(ground.label)) for ground in Ground), output_field=CharField()),
    "path", "origin",
)  # fmt: skip
"""Of a line, what stands in each column."""


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
def log_file(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """What was searched for, as a file."""
    form = LogFilter(request.GET)
    records = form.chosen(AccessRecord.objects.latest_first())
    note(request, Action.EXPORT, "logboek")
    with acting_as(SYSTEM):
        return download(Sheet("logboek", COLUMNS, Asked(records[:MOST_ROWS], CELLS)), kind=kind, name="logboek")


@allow(Role.AUDITOR)
def log_signals(request: SignedInRequest) -> HttpResponse:
    """What stands out in a week, to ask about."""
    form = WeekForm(request.GET)
    until = (form.is_valid() and form.cleaned_data["tot"]) or last_day(otherwise=clock.today())
    note(request, Action.VIEW, "signalen uit het logboek")
    days = {"van": (until - WEEK + timedelta(days=1)).isoformat(), "tot": until.isoformat()}
    context = {"form": form, "until": until, "signals": signals(until=until), "days": urlencode(days)}
    return render(request, "portal/log_signals.html", context, status=422 if form.errors else 200)


@allow(Role.AUDITOR)
def log_chain(request: SignedInRequest) -> HttpResponse:
    """Whether the log is whole, as far as a page can tell."""
    head = chain.head()
    number = head.number - chain.start().number
    found = chain.check() if number <= MOST_CHECKED else []
    note(request, Action.VIEW, "controle van het logboek")
    context = {"head": head, "number": number, "faults": found[:PAGE], "is_checked": number <= MOST_CHECKED}
    return render(request, "portal/log_chain.html", context)


def _address(request: SignedInRequest, **changes: Any) -> str:
    asked = request.GET.copy()
    for name, value in changes.items():
        asked[name] = value
        if not value:
            del asked[name]
    return f"?{asked.urlencode()}" if asked else ""
