"""The daily census: the list at the end of a day, sealed, and what was changed about that day afterwards."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from portal.models import Region
from trajectories.models import WaitlistCensus, WaitlistEntry, WaitStatus
from trajectories.order import Turn, turns

MOST_DAYS_BACK = 31
"""How many missed days are still counted afterwards; each says when it was really taken."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A registration of which something about a sealed day was changed later."""

    entry: WaitlistEntry
    then: WaitStatus | None
    """The status it had in the census; None: it was not in it."""
    now: WaitStatus | None
    """What we say today that it was that day; None: not on the list."""


def take_missing(*, today: date, at: datetime) -> int:
    """Seal every whole day that has no census yet, for every region; how many were taken."""
    return sum(_take_missing(region, today=today, at=at) for region in Region.objects.order_by("pk"))


def _take_missing(region: Region, *, today: date, at: datetime) -> int:
    yesterday = today - timedelta(days=1)
    last = WaitlistCensus.objects.filter(region=region).order_by("-day").values_list("day", flat=True).first()
    first = max(last + timedelta(days=1), today - timedelta(days=MOST_DAYS_BACK)) if last else yesterday
    days = [first + timedelta(days=number) for number in range((today - first).days)]
    return sum(take(region, day=day, at=at) is not None for day in days)


@transaction.atomic
def take(region: Region, *, day: date, at: datetime) -> WaitlistCensus | None:
    """Seal the list of a region at the end of `day`; None when that day, or a later one, was sealed before."""
    with connection.cursor() as cursor:  # two workers in the same second: the second sees what the first wrote
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"census {region.pk}"])
    mine = WaitlistCensus.objects.filter(region=region)
    before = mine.order_by("-day").first()
    if before and before.day >= day:
        return None
    ordered = turns(region.pk, on=day)
    census = WaitlistCensus(
        region=region,
        day=day,
        taken_at=at,
        counts=_counts(ordered),
        entries=[[turn.slug, turn.status.value, "stil" if turn.is_paused else ""] for turn in ordered],
        previous_seal=before.seal if before else "",
    )
    census.seal = seal_of(census)
    census.save()
    return census


def seal_of(census: WaitlistCensus) -> str:
    """The checksum of what a census says and of the seal before it."""
    said: list[Any] = [
        census.region.code, census.day.isoformat(), census.counts, census.entries, census.previous_seal,
    ]  # fmt: skip
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def is_sound(census: WaitlistCensus) -> bool:
    """Whether a census still says what was sealed, and follows on the one before it."""
    before = WaitlistCensus.objects.filter(region=census.region, day__lt=census.day).order_by("-day").first()
    return census.seal == seal_of(census) and census.previous_seal == (before.seal if before else "")


def corrections(census: WaitlistCensus) -> list[Correction]:
    """What is said about that day now and was not then, or the other way round; three queries."""
    then = {slug: WaitStatus(status) for slug, status, _ in census.entries}
    now = {turn.slug: turn.status for turn in turns(census.region_id, on=census.day)}
    changed = [slug for slug in then | now if then.get(slug) is not now.get(slug)]
    entries = WaitlistEntry.objects.filter(region_id=census.region_id, slug__in=changed)
    found = entries.select_related("client", "care_form").order_by("pk")
    return [Correction(entry, then.get(entry.slug), now.get(entry.slug)) for entry in found]


def _counts(ordered: list[Turn]) -> dict[str, Any]:
    status = Counter(turn.status for turn in ordered)
    return {
        "registraties": len(ordered),
        "personen": len({turn.client_id for turn in ordered}),
        "per_status": {one.value: status[one] for one in WaitStatus},
        "stil": sum(turn.is_paused for turn in ordered),
    }
