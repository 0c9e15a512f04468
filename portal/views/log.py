"""The log of who looked, for auditors."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from portal.access import SignedInRequest, allow
from portal.models import AccessRecord, Action, Role

PAGE = 100


@allow(Role.AUDITOR)
def log(request: SignedInRequest) -> HttpResponse:
    """Who did what, when; a client is shown as a number that means nothing, never by name."""
    records = AccessRecord.objects.latest_first().select_related("user", "client")
    action = request.GET.get("handeling", "")
    if action in Action.values:
        records = records.filter(action=action)
    before = request.GET.get("voor", "")
    if before.isdecimal() and len(before) < 18:
        records = records.filter(pk__lt=int(before))
    page = list(records[: PAGE + 1])
    context = {
        "records": page[:PAGE],
        "next_url": _older(page[PAGE - 1], action) if len(page) > PAGE else "",
        "actions": Action.choices,
        "action": action,
    }
    return render(request, "portal/log.html", context)


def _older(record: AccessRecord, action: str) -> str:
    return "?" + urlencode({"voor": record.pk} | ({"handeling": action} if action else {}))
