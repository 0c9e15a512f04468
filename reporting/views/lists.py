"""A list of a policy page as a file."""

from django.http import Http404
from django.http.response import HttpResponseBase

from portal import clock
from portal.access import SEES_FIGURES, SignedInRequest, allow, note
from portal.models import Action
from portal.sheets import download
from reporting.lists import list_of


@allow(*SEES_FIGURES)
def take_along(request: SignedInRequest, name: str, kind: str) -> HttpResponseBase:
    """As the page shows it today, small numbers hidden where the page hides them."""
    on = clock.today()
    sheet = list_of(name, request.user, on=on)
    if sheet is None:
        raise Http404("Deze lijst is er niet.")
    note(request, Action.EXPORT, f"lijst {sheet.name}")
    return download(sheet, kind=kind, name=f"{name}-{on}")
