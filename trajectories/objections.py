"""An objection to a location for a client: said and taken back by who decides; matching learns only that."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from placements.models import Location
from portal.models import Client, Role, User
from trajectories.models import ContraIndication

MAY_OBJECT = (Role.TEAM, Role.COORDINATOR)


def running(client: Client, location: Location, *, on: date) -> ContraIndication | None:
    """The objection that counts on a day."""
    mine = ContraIndication.objects.filter(client=client, location=location).covering(on)
    return mine.select_related("recorded_by").first()


@transaction.atomic
def object_to(location: Location, *, client: Client, reason: str, on: date, by: User) -> bool:
    """Keep a client out of a location from `on`; False if there was an objection already (its reason stays)."""
    _demand_reach(client, on=on, by=by)
    if running(client, location, on=on):
        return False
    facts = {"starts_on": on, "reason": reason, "recorded_by": by}
    ContraIndication.objects.create(client=client, location=location, **facts)
    return True


@transaction.atomic
def lift(location: Location, *, client: Client, on: date, by: User) -> bool:
    """The objection no longer counts from `on`; False if there was none. One of the same day disappears."""
    _demand_reach(client, on=on, by=by)
    found = running(client, location, on=on)
    if found is None:
        return False
    if found.starts_on == on:
        found.delete()
    else:
        found.ends_on = on
        found.save(update_fields=["ends_on"])
    return True


def _demand_reach(client: Client, *, on: date, by: User) -> None:
    """Refuse who may not see the client, then wait for whoever changes this client."""
    within_reach = Client.objects.visible_to(by, on=on).filter(pk=client.pk)
    if by.role not in MAY_OBJECT or within_reach.select_for_update(no_key=True).first() is None:
        raise PermissionDenied
