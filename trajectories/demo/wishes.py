"""What the people who wait in the demo want of a place, as the investigation would have kept it; invented."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from placements.models import Feature, LivingMode
from portal.models import Region, RegionMembership, Role, User
from trajectories.models import InvestigationPart, Notification, PartKind, PartState, WaitlistEntry

NEEDED = (Feature.PETS, Feature.QUIET, Feature.SMOKING, Feature.WHEELCHAIR, Feature.CARETAKER)


def write_wishes(region: Region, *, on: date, at: datetime) -> None:
    """Answers about wonen and zorg for most who wait; what is there already stays as it is."""
    worker = User.objects.filter(role=Role.COORDINATOR, organisation__region=region).first()
    assert worker is not None
    entries = WaitlistEntry.objects.filter(region=region).open_on(on).select_related("care_form").order_by("code")
    parts = _parts(list(entries), _towns(region, on), saved_by=worker, saved_at=at)
    InvestigationPart.objects.bulk_create(parts, ignore_conflicts=True)


def _towns(region: Region, on: date) -> list[str]:
    members = RegionMembership.objects.filter(region=region).covering(on)
    return sorted(members.values_list("municipality", flat=True))


def _parts(
    entries: list[WaitlistEntry], towns: list[str], *, saved_by: User, saved_at: datetime
) -> Iterable[InvestigationPart]:
    meldingen = Notification.objects.filter(client__in=[entry.client_id for entry in entries])
    last = {melding.client_id: melding for melding in meldingen.order_by("notified_on", "pk")}
    for entry in entries:
        luck = Random(f"{entry.code} wishes")  # noqa: S311 (invented people)
        melding = last.get(entry.client_id)
        if melding is None or luck.random() < 0.15:
            continue
        facts: dict[str, Any] = {
            "notification": melding,
            "state": PartState.DONE,
            "saved_by": saved_by,
            "saved_at": saved_at - timedelta(days=luck.randint(5, 90)),
        }
        yield InvestigationPart(kind=PartKind.HOUSING, answers=_housing(luck, melding, towns), **facts)
        yield InvestigationPart(kind=PartKind.CARE, answers=_care(luck, entry), **facts)


def _housing(luck: Random, melding: Notification, towns: list[str]) -> dict[str, Any]:
    """Mostly the own town, sometimes another as well; now and then a town that cannot be, and a pet."""
    wanted = [melding.municipality_id] if luck.random() < 0.75 else []
    if luck.random() < 0.3:
        wanted.append(luck.choice(towns))
    others = [town for town in towns if town not in wanted]
    excluded = [luck.choice(others)] if others and luck.random() < 0.2 else []
    modes = ("", LivingMode.INDEPENDENT.value, LivingMode.INDEPENDENT.value, LivingMode.GROUP.value)
    return {
        "municipalities": sorted(set(wanted)),
        "excluded_municipalities": excluded,
        "living_mode": luck.choice(modes),
        "features": [luck.choice(NEEDED).value] if luck.random() < 0.25 else [],
    }


def _care(luck: Random, entry: WaitlistEntry) -> dict[str, Any]:
    usual = "DAG_EN_NACHT" if entry.care_form.has_24_7 else luck.choice(("AMBULANT", "NABIJ"))
    return {"care_need": usual if luck.random() < 0.8 else ""}
