"""Who lives where, for the pages about places: names for who may know them, and a line in the log for each."""

from collections.abc import Iterable
from datetime import date

from placements.models import HousingEpisode
from portal.access import SignedInRequest, note
from portal.models import Action, Client, Role


def residents(request: SignedInRequest, homes: Iterable[HousingEpisode | None], *, on: date) -> dict[int, Client]:
    """The people of these dwellings by the dwelling's id, as far as the user may know on `on`; written in the log.

    A housing association knows who rents from it now or soon, and nothing about care.
    """
    known = {home.pk: home.client_id for home in homes if home}
    if request.user.role == Role.HOUSING_ASSOCIATION:
        mine = HousingEpisode.objects.filter(
            place__location__housing_association=request.user.organisation, runs_until__gt=on
        )
        within_reach = Client.objects.filter(housing_episodes__in=mine.filter(pk__in=known)).distinct()
        subject = "bewoner van een woning"
    else:
        within_reach = Client.objects.visible_to(request.user, on=on).filter(pk__in=set(known.values()))
        subject = "bewoner van een plek"
    found = {client.pk: client for client in within_reach}
    for client in found.values():
        note(request, Action.VIEW, subject, client=client)
    return {home: found[client] for home, client in known.items() if client in found}
