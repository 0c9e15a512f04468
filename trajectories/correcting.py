"""Mending who somebody is, with a reason, and without undoing what somebody else mended meanwhile."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from portal.actor import counting
from portal.models import Client, Municipality, User
from portal.models.client import ABROAD, UNKNOWN
from portal.periods import months_after
from portal.templatetags.dutch import dag, ja_nee
from trajectories.models import ClientCorrection
from trajectories.obstacles import demand

LABELS = {
    "given_names": "Voornamen",
    "family_name": "Achternaam",
    "also_called": "Ook genoemd",
    "born_on": "Geboortedatum",
    "origin": "Herkomst",
    "via_youth_care": "Via jeugdhulp",
}
ELSEWHERE = {ABROAD: "Buitenland", UNKNOWN: "Onbekend"}
ADULT = 18 * 12
"""In months: when support by the Wmo can begin."""


def facts_of(client: Client) -> dict[str, Any]:
    """Who somebody is: the facts that can be mended."""
    return {
        "given_names": client.given_names,
        "family_name": client.family_name,
        "also_called": client.also_called,
        "born_on": client.born_on,
        "origin": client.origin,
        "via_youth_care": client.via_youth_care,
    }


def seal_of(client: Client) -> str:
    """A short word for these facts together: it differs once somebody mended one."""
    return hashlib.sha256(repr(facts_of(client)).encode()).hexdigest()[:16]


def obstacles_to_correct(client: Client, facts: Mapping[str, Any], *, seen: str) -> list[str]:
    """Why the facts cannot change so: somebody else changed them, or a promise would begin too early."""
    if seen != seal_of(client):
        return ["Iemand anders wijzigde deze gegevens intussen. Kijk wat er nu staat, en begin opnieuw."]
    born_on = facts["born_on"]
    if born_on is None:
        return []
    adult = months_after(born_on, ADULT)
    with counting():
        early = client.notifications.filter(is_pre_notification=True, wanted_from__lt=adult).exists()
    sentence = f"Dan zou een vooraanmelding beginnen vóór {dag(adult)}, de achttiende verjaardag."
    return [sentence] if early else []


@dataclass(frozen=True, slots=True)
class Mended:
    """One fact that was mended: what it is called, what stood there, what stands there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What was mended at one time, in words."""

    corrected_at: datetime
    corrected_by: User
    reason: str
    said: list[Mended]


def corrections_of(client: Client) -> list[Correction]:
    """Everything that was mended, the latest first."""
    towns = dict(Municipality.objects.values_list("code", "name")) | ELSEWHERE
    return [
        Correction(
            row.corrected_at,
            row.corrected_by,
            row.reason,
            [
                Mended(LABELS[name], *(_in_words(name, value, towns) for value in pair))
                for name, pair in row.changes.items()
            ],
        )
        for row in client.corrections.select_related("corrected_by")
    ]


def _in_words(name: str, value: Any, towns: Mapping[str, str]) -> str:
    match name:
        case "born_on":
            return dag(date.fromisoformat(value)) if value else "niet bekend"
        case "origin":
            return towns.get(value, "niet bekend")
        case "via_youth_care":
            return ja_nee(value)
        case _:
            return str(value or "niets")


@transaction.atomic
def correct(
    client: Client, facts: Mapping[str, Any], *, reason: str, seen: str, at: datetime, by: User
) -> ClientCorrection | None:
    """Mend the facts that differ; None when none does. `seen` is the seal of what somebody looked at."""
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    there = facts_of(client)
    changes = {name: [_plain(there[name]), _plain(new)] for name, new in facts.items() if new != there[name]}
    if not changes:
        return None
    demand(obstacles_to_correct(client, facts, seen=seen))
    _set(client, facts)
    client.save()
    return ClientCorrection.objects.create(
        client=client, changes=changes, reason=reason, corrected_at=at, corrected_by=by
    )


def _set(client: Client, facts: Mapping[str, Any]) -> None:
    for name in ("given_names", "family_name", "also_called", "born_on", "via_youth_care"):
        setattr(client, name, facts[name])
    is_town = facts["origin"] not in (ABROAD, UNKNOWN, "")
    client.origin_municipality_id = facts["origin"] if is_town else None
    client.origin_elsewhere = "" if is_town else facts["origin"]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
