"""The sealed count of a day: taken once, never changed, and honest about what was said later."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from portal.models import Region, Role
from tests import make
from trajectories import census, waiting
from trajectories.models import LeaveReason, WaitlistCensus, WaitlistEntry, WaitStatus

pytestmark = pytest.mark.django_db
D = date
AT = datetime(2026, 10, 5, 0, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def region() -> Region:
    region = make.region()
    for number in range(3):
        make.waits(make.client(region), make.care_form(region), D(2026, 9, 1 + number))
    return region


def test_yesterday_is_sealed_once(region):
    assert census.take_missing(today=D(2026, 10, 5), at=AT) == 1
    assert census.take_missing(today=D(2026, 10, 5), at=AT) == 0
    taken = WaitlistCensus.objects.get()
    assert (taken.day, taken.counts["registraties"], taken.counts["per_status"]["ACTIEF"]) == (
        D(2026, 10, 4),
        3,
        3,
    )
    assert census.is_sound(taken)


def test_days_that_were_missed_are_counted_afterwards_and_chained(region):
    census.take(region, day=D(2026, 10, 1), at=AT)
    assert census.take_missing(today=D(2026, 10, 5), at=AT) == 3
    taken = list(WaitlistCensus.objects.order_by("day"))
    assert [one.previous_seal for one in taken] == ["", *(one.seal for one in taken[:-1])]
    assert all(census.is_sound(one) for one in taken)
    assert census.take(region, day=D(2026, 9, 1), at=AT) is None


@pytest.mark.parametrize("act", ["save", "delete"])
def test_the_database_refuses_to_change_a_count(region, act):
    taken = census.take(region, day=D(2026, 10, 4), at=AT)
    with pytest.raises(IntegrityError, match="verandert niet meer"), transaction.atomic():
        getattr(taken, act)()


def test_a_count_that_was_tampered_with_is_not_sound(region):
    taken = census.take(region, day=D(2026, 10, 4), at=AT)
    taken.counts["registraties"] = 2
    assert not census.is_sound(taken)


def test_what_was_changed_later_about_that_day_is_told(region):
    entries = list(WaitlistEntry.objects.order_by("pk"))
    taken = census.take(region, day=D(2026, 10, 4), at=AT)
    assert census.corrections(taken) == []
    by = make.user(Role.COORDINATOR, region)
    waiting.take_off(entries[0], left_on=D(2026, 10, 1), reason=LeaveReason.WITHDRAWN, on=D(2026, 10, 5), by=by)
    waiting.change_status(entries[1], status="URGENT", reason="x", on=D(2026, 10, 5), by=by)
    late = make.waits(make.client(region), make.care_form(region), D(2026, 10, 2))
    found = census.corrections(taken)
    assert [(one.entry, one.then, one.now) for one in found] == [
        (entries[0], WaitStatus.ACTIVE, None), (late, None, WaitStatus.ACTIVE),
    ]  # fmt: skip
