"""Putting right a dwelling or care that was written down wrong: what was known stays known, with the reason."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from placements.models import HousingEpisode
from portal.actor import SYSTEM, acting_as
from portal.models import Client, Role, User
from trajectories.known import Episode, erase
from trajectories.models import CareEpisode, SupersededEpisode, TenancySignal, Track
from trajectories.moving import hold_client
from trajectories.obstacles import demand, refusals_in_dutch

FIELDS = {
    Track.CARE: (
        "starts_on",
        "ends_on",
        "care_form",
        "provider",
        "purpose",
        "funding",
        "paying_municipality",
        "end_reason",
    ),
    Track.HOUSING: (
        "starts_on",
        "ends_on",
        "place",
        "municipality",
        "tenure",
        "move_reason",
        "asked_by",
        "client_wanted",
    ),
}
"""What can be put right on each of the two timelines."""


def homes_to_amend(user: User, *, on: date) -> QuerySet[HousingEpisode]:
    """Dwellings `user` may put right: those of the region, or on places of its own."""
    found = HousingEpisode.objects.visible_to(user, on=on)
    match user.role:
        case Role.COORDINATOR:
            return found
        case Role.PROVIDER:
            return found.filter(place__location__provider=user.organisation)
        case _:
            return found.none()


def cares_to_amend(user: User, *, on: date) -> QuerySet[CareEpisode]:
    """Care `user` may put right: that of the region, or that it gives or gave itself."""
    found = CareEpisode.objects.visible_to(user, on=on)
    match user.role:
        case Role.COORDINATOR:
            return found
        case Role.PROVIDER:
            return found.filter(provider=user.organisation)
        case _:
            return found.none()


def track_of(episode: Episode) -> Track:
    """On which of the two timelines it stands."""
    return Track.HOUSING if isinstance(episode, HousingEpisode) else Track.CARE


def facts_of(episode: Episode) -> dict[str, Any]:
    """What stands there now, of all that can be put right."""
    return {name: getattr(episode, name) for name in FIELDS[track_of(episode)]}


def seal_of(episode: Episode) -> str:
    """A short word for these facts: it differs once somebody changed one."""
    stands = [getattr(value, "pk", value) for value in facts_of(episode).values()]
    return hashlib.sha256(repr(stands).encode()).hexdigest()[:16]


def amend(episode: Episode, facts: Mapping[str, Any], *, reason: str, seen: str, on: date, by: User) -> bool:
    """Write down what should have stood there; `seen` is the seal of what somebody looked at.

    False when that stood there already. Raises `Obstructed` when somebody was first or a rule of the database
    forbids it, and `PermissionDenied` for what is not `by`'s to put right.
    """
    with refusals_in_dutch():
        held = _hold(episode, on=on, by=by)
        if all(value == facts[name] for name, value in facts_of(held).items()):
            return False
        demand(_overtaken(held, seen))
        for name in FIELDS[track_of(held)]:
            setattr(held, name, facts[name])
        held.save()
        _say_why(held.client, reason=reason, by=by)
        return True


def strike(episode: Episode, *, reason: str, seen: str, on: date, by: User) -> None:
    """Take away what should never have been written down; that it stood there stays known. Raises like `amend`."""
    with refusals_in_dutch():
        held = _hold(episode, on=on, by=by)
        demand(_overtaken(held, seen) + _is_used(held))
        erase(held)
        _say_why(held.client, reason=reason, by=by)


def corrections_of(client: Client) -> QuerySet[SupersededEpisode]:
    """What was put right with a reason, the latest first."""
    return client.superseded.exclude(reason="").select_related("corrected_by").order_by("-superseded_at", "-pk")


def _hold(episode: Episode, *, on: date, by: User) -> Episode:
    hold_client(episode.client, on=on, by=by)
    mine: QuerySet[Any] = (
        homes_to_amend(by, on=on) if isinstance(episode, HousingEpisode) else cares_to_amend(by, on=on)
    )
    held = mine.filter(pk=episode.pk).select_related("client").first()
    if held is None:
        raise PermissionDenied
    return held


def _overtaken(episode: Episode, seen: str) -> list[str]:
    if seen == seal_of(episode):
        return []
    return ["Iemand anders wijzigde dit intussen. Kijk wat er nu staat, en begin opnieuw."]


def _is_used(episode: Episode) -> list[str]:
    """That the row cannot go because something ended in it, or was said of it."""
    used = ""
    if hasattr(episode, "matchproposal"):
        used = "een voorstel dat is uitgevoerd"
    elif hasattr(episode, "nomination"):
        used = "een voordracht bij een corporatie"
    elif isinstance(episode, HousingEpisode) and TenancySignal.objects.filter(home=episode).exists():
        used = "een signaal van een corporatie"
    return [f"Deze regel hoort bij {used}. Corrigeer de dagen in plaats van te schrappen."] if used else []


@acting_as(SYSTEM)  # a correction may end what somebody had to do with the client: then they see nothing of it
def _say_why(client: Client, *, reason: str, by: User) -> None:
    """The reason, at what was kept just now; nobody else changes this client meanwhile."""
    kept = client.superseded.order_by("-pk").first()
    assert kept is not None
    kept.reason, kept.corrected_by = reason, by
    kept.save(update_fields=["reason", "corrected_by"])
