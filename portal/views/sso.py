"""Logging in through one's own organisation: there and back."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal import clock, entering
from portal.access import note, public
from portal.accounts import invited
from portal.entering import Proof
from portal.models import Action, OfficeLogin, User
from portal.offices import Office
from portal.proof import keys, sso

logger = logging.getLogger(__name__)
WHY_NOT = {
    "onbekend": "We kennen dit account niet. Vraag uw beheerder om een inloglink en kies daar uw organisatie.",
    "bezet": "Dit account hoort hier al bij een andere gebruiker. Vraag uw functioneel beheerder.",
    "stap": "Uw organisatie meldt niet dat u daar in twee stappen inlogde. Doe dat daar, en probeer het opnieuw.",
    "antwoord": "Het antwoord van uw organisatie klopt niet of is te oud. Probeer het opnieuw.",
    "weg": "Uw organisatie is niet te bereiken. Probeer het over een paar minuten opnieuw.",
    "afgebroken": "U bent daar niet ingelogd. Er is niets veranderd.",
    "verlopen": "Dit inloggen is al klaar of duurde te lang. Begin opnieuw.",
}


@public
def leave(request: HttpRequest, office: str) -> HttpResponse:
    """Send somebody to log in at their own organisation; by a link, for a form may not lead to another site."""
    there = _office(office)
    try:
        address, journey = sso.leave_for(there, back=_back(request))
    except sso.RefusedError as refusal:
        return _refused(request, refusal)
    request.session["journey"] = {
        "kept": journey.kept(),
        "since": clock.moment().isoformat(),
        "next": entering.way_on(request),
        "invited": [request.GET.get("wie", ""), request.GET.get("sleutel", "")],
    }
    return redirect(address)


@public
def arrive(request: HttpRequest) -> HttpResponse:
    """Let somebody in whom their own organisation vouches for, when we know them."""
    travelled = request.session.pop("journey", None)  # once, whatever becomes of it
    try:
        office, person = _who(request, travelled)
        user = _known(office, person, travelled["invited"])
    except sso.RefusedError as refusal:
        return _refused(request, refusal)
    entering.enter(request, user, by=Proof.OFFICE, at=clock.moment())
    return redirect(travelled["next"])


def _who(request: HttpRequest, travelled: dict[str, Any] | None) -> tuple[Office, str]:
    now = clock.moment()
    if travelled is None or now - datetime.fromisoformat(travelled["since"]) > entering.WAITS_FOR_CODE:
        raise sso.RefusedError("verlopen")
    if request.GET.get("error"):
        raise sso.RefusedError("afgebroken")
    journey = sso.Journey(**travelled["kept"])
    office = _office(journey.office)
    said = {name: request.GET.get(name, "") for name in ("state", "code")}
    return office, sso.arrived(office, journey, back=_back(request), **said)


def _known(office: Office, person: str, invitation: list[str]) -> User:
    """Whose this is; a link of an administrator ties it to somebody for good."""
    logins = OfficeLogin.objects.select_related("user__organisation__region")
    known = logins.filter(issuer=office.issuer, person=person).first()
    if guest := invited(*invitation):
        if known and known.user != guest:
            raise sso.RefusedError("bezet")
        OfficeLogin.objects.update_or_create(user=guest, issuer=office.issuer, defaults={"person": person})
        keys.tell(guest, at=clock.moment())
        return guest
    if known is None or not known.user.is_active:
        raise sso.RefusedError("onbekend")
    return known.user


def _refused(request: HttpRequest, refusal: sso.RefusedError) -> HttpResponse:
    logger.warning("Somebody did not get in through their organisation: %s", refusal)
    note(request, Action.REFUSED, f"inloggen via organisatie: {refusal.why}")
    status = 404 if refusal.why == "verlopen" else 403
    return render(request, "portal/sso_refused.html", {"why": WHY_NOT[refusal.why]}, status=status)


def _office(slug: str) -> Office:
    if slug not in settings.OFFICES:
        raise Http404
    found: Office = settings.OFFICES[slug]
    return found


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("sso_arrive"))
