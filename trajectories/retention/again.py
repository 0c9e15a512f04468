"""The list of what was destroyed, kept outside the database: to destroy it again when an old backup comes back."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from portal.models import AccessRecord, Action, Client, Region, User
from trajectories.models import Destruction, RetentionGround
from trajectories.obstacles import refusals_in_dutch
from trajectories.retention.destroying import erase


def told() -> Iterator[str]:
    """A line of JSON for every file that was destroyed, the oldest first: a code, days, a ground, no name."""
    done = Destruction.objects.done().select_related("region", "proposed_by", "destroyed_by")
    for one in done.reverse():
        yield json.dumps(_as_told(one), ensure_ascii=False)


def destroy_again(line: str) -> bool:
    """Destroy what a line tells, and tell of it as it was; False when it was gone already.

    Raises ValueError for a line that is none, `Obstructed` when the backup says the file is held.
    """
    one = _read(line)
    slug = one["client_slug"]
    with transaction.atomic(), refusals_in_dutch():
        client = Client.objects.filter(slug=slug).first()
        if client:
            erase(client)
            AccessRecord.objects.create(action=Action.CHANGE, subject="dossier opnieuw vernietigd", client=client)
        Destruction.objects.filter(client_slug=slug, destroyed_at=None).delete()
        Destruction.objects.get_or_create(client_slug=slug, defaults=one)
    return client is not None


def _as_told(one: Destruction) -> dict[str, Any]:
    assert one.destroyed_at
    return {
        "regio": one.region.code,
        "dossier": one.client_code,
        "nummer": one.client_slug,
        "grond": one.ground,
        "termijn_begon": one.ended_on.isoformat(),
        "termijn_voorbij": one.due_on.isoformat(),
        "voorgesteld_op": one.proposed_on.isoformat(),
        "voorgesteld_door": one.proposed_by.login if one.proposed_by else None,
        "vernietigd_op": one.destroyed_at.isoformat(),
        "vernietigd_door": one.destroyed_by.login if one.destroyed_by else None,
        "verklaring": one.slug,
        "aantallen": one.counts,
    }


def _read(line: str) -> dict[str, Any]:
    """The facts of a destruction; who did it where the database still knows them."""
    try:
        said: Mapping[str, Any] = json.loads(line)
        return {
            "region": Region.objects.get(code=said["regio"]),
            "client_code": said["dossier"],
            "client_slug": said["nummer"],
            "ground": RetentionGround(said["grond"]),
            "ended_on": date.fromisoformat(said["termijn_begon"]),
            "due_on": date.fromisoformat(said["termijn_voorbij"]),
            "proposed_on": date.fromisoformat(said["voorgesteld_op"]),
            "proposed_by": User.objects.filter(login=said["voorgesteld_door"]).first(),
            "destroyed_at": datetime.fromisoformat(said["vernietigd_op"]),
            "destroyed_by": User.objects.filter(login=said["vernietigd_door"]).first(),
            "slug": said["verklaring"],
            "counts": said["aantallen"],
        }
    except (KeyError, TypeError, ValueError, Region.DoesNotExist) as fault:
        raise ValueError("Dit is geen regel van de lijst met vernietigde dossiers.") from fault
