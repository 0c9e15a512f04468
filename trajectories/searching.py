"""Finding a person or a melding by what somebody typed; only ever among what that somebody may see."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from portal.models import Client, ClientQuerySet, User
from portal.sought import Sought
from trajectories import bsn
from trajectories.models import Notification


def clients_sought(sought: Sought, *, by: User, on: date) -> ClientQuerySet:
    """Clients `by` may see on day `on` who are sought, by name, number or BSN; who is most like it first."""
    within_reach = Client.objects.visible_to(by, on=on)
    numbered = Notification.objects.visible_to(by).filter(_numbered(sought))
    if owner := numbered.values_list("client_id", flat=True).first():
        return within_reach.filter(pk=owner)
    if bsn.is_bsn(sought.number) and bsn.is_used(by.region_id):
        holders = bsn.holders_of(sought.number, within_reach)
        if holders.exists():
            return holders
    return within_reach.sought(sought)


def meldingen_sought(sought: Sought, within_reach: QuerySet[Any], *, most: int) -> list[Notification]:
    """Those of the meldingen `within_reach` that are of at most `most` people who are sought, or have the number.

    Of who is most like it first, then the newest.
    """
    people = Client.objects.filter(pk__in=within_reach.order_by().values("client")).sought(sought)
    places = {pk: place for place, pk in enumerate(people.values_list("pk", flat=True)[:most])}
    found = within_reach.filter(Q(client__in=places) | _numbered(sought)).order_by("-notified_on", "-pk")
    return sorted(found, key=lambda melding: places.get(melding.client_id, -1))


def _numbered(sought: Sought) -> Q:
    return Q(slug=sought.number) | Q(code=sought.number) if sought.number else Q(pk__in=[])
