"""What a provider does to keep its places true: take one out of use, expect a departure, confirm the whole.

Every act looks at the place or the dwelling with a lock on it: of two people who save in the same second, the
second one gets a sentence instead of a refusal by the database. Who may do it is asked here once more.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from placements import capacity
from placements.capacity import NOTHING_RESERVED, BedDay, Reserved
from placements.models import HousingEpisode, Location, OutOfUse, Place, SupplyConfirmation
from portal.models import Organisation, User
from portal.templatetags.dutch import periode


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """What is said of a place that cannot be used in `[starts_on, ends_on)`."""

    starts_on: date
    ends_on: date | None
    reason: str
    reference: str = ""
    """What the provider itself calls it, a work order for example."""
    words: str = ""

    @classmethod
    def of(cls, row: OutOfUse) -> "Closed":
        """What a row says."""
        return cls(**{field.name: getattr(row, field.name) for field in fields(cls)})


@transaction.atomic
def take_out_of_use(place: Place, closed: Closed, *, at: datetime, by: User) -> tuple[OutOfUse, bool]:
    """Say that a place cannot be used; also whether that is new.

    Raises ValidationError when it is out of use already on one of those days.
    """
    _lock(place, by)
    if known := place.out_of_use.live().filter(**asdict(closed)).first():
        return known, False
    return _save(OutOfUse(place=place, **asdict(closed), recorded_at=at, recorded_by=by)), True


@transaction.atomic
def change_out_of_use(row: OutOfUse, closed: Closed, *, at: datetime, by: User) -> tuple[OutOfUse, bool]:
    """Correct a period by a new row in its place; also whether that is new. The old row stays, and counts no more.

    Raises ValidationError as `take_out_of_use` does, and when somebody else changed the period in between.
    """
    _lock(row.place, by)
    row.refresh_from_db()
    now = latest(row)
    if Closed.of(now) == closed and now.is_live:
        return now, False
    if not row.is_live:
        raise ValidationError(_overtaken(now))
    return _revise(row, closed, at=at, by=by), True


@transaction.atomic
def put_back_in_use(row: OutOfUse, *, on: date, at: datetime, by: User) -> bool:
    """Make the place usable from `on`; a period that had not begun counts no more. Whether anything changed."""
    _lock(row.place, by)
    row.refresh_from_db()
    row = latest(row)
    if not row.is_live or (row.ends_on and row.ends_on <= on):
        return False
    if on <= row.starts_on:
        _cancel(row, at=at, by=by)
    else:
        _revise(row, replace(Closed.of(row), ends_on=on), at=at, by=by)
    return True


@transaction.atomic
def cancel_out_of_use(row: OutOfUse, *, at: datetime, by: User) -> bool:
    """Take back a period that was never true; the row stays, and counts no more. Whether anything changed.

    Raises ValidationError when somebody else changed the period in between.
    """
    _lock(row.place, by)
    row.refresh_from_db()
    now = latest(row)
    if not now.is_live:
        return False
    if now != row:
        raise ValidationError(_overtaken(now))
    _cancel(row, at=at, by=by)
    return True


def latest(row: OutOfUse) -> OutOfUse:
    """The row that stands in the place of this one now; itself when nobody revised it."""
    while row.superseded_by:
        row = row.superseded_by
    return row


@transaction.atomic
def expect_departure(home: HousingEpisode, *, expected_on: date | None, by: User) -> bool:
    """Set, or with None forget, the day the place is expected to be free. Whether anything changed.

    Raises ValidationError when the departure is settled, or not after the day the person came.
    """
    home = HousingEpisode.objects.select_for_update(of=("self",)).select_related("place__location").get(pk=home.pk)
    _demand_own(home.place, by)
    if home.expected_end_on == expected_on:
        return False
    if home.ends_on:
        raise ValidationError("Het vertrek van deze bewoner staat al vast.")
    if expected_on and expected_on <= home.starts_on:
        raise ValidationError("Kies een dag na de dag waarop de bewoner er kwam wonen.")
    home.expected_end_on = expected_on
    home.save(update_fields=["expected_end_on"])
    return True


@transaction.atomic
def confirm_supply(
    provider: Organisation, *, on: date, at: datetime, by: User, reserved: Reserved = NOTHING_RESERVED
) -> tuple[SupplyConfirmation, bool]:
    """Put on record that the places are true up to and including `on`, with the counts of that day.

    Once a day: a second time renews the counts, the moment and the person. Also says whether it is the first.
    """
    if by.organisation_id != provider.pk:
        raise PermissionDenied
    Organisation.objects.select_for_update().get(pk=provider.pk)
    facts = {"confirmed_at": at, "confirmed_by": by, "counts": _counts(provider, on, reserved)}
    return SupplyConfirmation.objects.update_or_create(provider=provider, confirmed_on=on, defaults=facts)


def _counts(provider: Organisation, on: date, reserved: Reserved) -> dict[str, Any]:
    """The counts as they are kept: in total, and per location and care form by the region's own codes."""
    places = Place.objects.filter(location__provider=provider).select_related("location")
    days = capacity.bed_days(places, on=on, reserved=reserved)
    groups: dict[tuple[str, str], list[BedDay]] = defaultdict(list)
    for place in places:
        if period := days[place.pk].period:
            groups[place.location.code, period.care_form.code].append(days[place.pk])
    rows = [
        {"location": location, "care_form": form} | asdict(capacity.count(group))
        for (location, form), group in sorted(groups.items())
    ]
    return {"total": asdict(capacity.count(days.values())), "rows": rows}


def _lock(place: Place, by: User) -> None:
    """Wait for whoever is changing this place, and refuse who may not."""
    _demand_own(Place.objects.select_for_update(of=("self",)).select_related("location").get(pk=place.pk), by)


def _demand_own(place: Place | None, by: User) -> None:
    if place is None or not Location.objects.visible_to(by).filter(pk=place.location_id).exists():
        raise PermissionDenied
    if place.location.provider_id != by.organisation_id:
        raise PermissionDenied


def _overtaken(now: OutOfUse) -> str:
    """What somebody else made of a period meanwhile."""
    if not now.is_live:
        return "Iemand anders schrapte deze periode intussen."
    said = f"{periode(now)}, {now.get_reason_display().lower()}"
    return f"Iemand anders wijzigde deze periode intussen: {said}. Kijk na wat klopt en bewaar opnieuw."


def _revise(row: OutOfUse, closed: Closed, *, at: datetime, by: User) -> OutOfUse:
    _cancel(row, at=at, by=by)
    row.superseded_by = _save(OutOfUse(place=row.place, **asdict(closed), recorded_at=at, recorded_by=by))
    row.save(update_fields=["superseded_by"])
    return row.superseded_by


def _cancel(row: OutOfUse, *, at: datetime, by: User) -> None:
    row.cancelled_at, row.cancelled_by = at, by
    row.save(update_fields=["cancelled_at", "cancelled_by"])


def _save(row: OutOfUse) -> OutOfUse:
    row.full_clean()
    row.save()
    return row
