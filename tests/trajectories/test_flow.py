"""From one day's list to another's: whatever happened, it adds up."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.models import Role
from tests import make
from trajectories import waiting
from trajectories.flow import Kind, flow
from trajectories.models import LeaveReason, StatusChange, WaitlistEntry, WaitPause, WaitStatus
from trajectories.order import turns

D = date
FIRST = D(2026, 9, 1)
DAYS = st.dates(FIRST, FIRST + timedelta(days=12))


@st.composite
def waits(draw):
    """A wait with an end or none, and statuses that follow one another on days of their own."""
    since, left = draw(DAYS), draw(st.none() | DAYS)
    if left and left < since:
        since, left = left, since
    statuses = draw(st.lists(st.sampled_from(list(WaitStatus)), min_size=1, max_size=4))
    statuses = [one for number, one in enumerate(statuses) if number == 0 or one is not statuses[number - 1]]
    days = sorted(draw(st.lists(DAYS, min_size=len(statuses) - 1, max_size=len(statuses) - 1)))
    return since, left, statuses, days, draw(st.none() | DAYS), draw(st.integers(0, 2))


def write(region, rows):
    form = make.care_form(region)
    people = [make.client(region) for _ in range(3)]
    for since, left, statuses, days, still_from, who in rows:
        facts = {"left_on": left, "left_reason": LeaveReason.PLACED if left else ""}
        entry = make.waits(people[who], form, since, status=statuses[-1], **facts)
        StatusChange.objects.bulk_create(
            StatusChange(entry=entry, changed_on=day, was=was, became=became)
            for day, was, became in zip(days, statuses, statuses[1:], strict=False)
        )
        if still_from:
            WaitPause.objects.create(entry=entry, starts_on=still_from)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(st.lists(waits(), max_size=6), DAYS, st.integers(1, 8))
def test_the_table_always_adds_up(rows, since, days):
    region = make.region()
    write(region, rows)
    until = since + timedelta(days=days)
    found = flow(region.pk, since=since, until=until)
    sums = [
        sum(column) for column in zip(found.before.per_status, *(r.per_status for r in found.changes), strict=True)
    ]
    assert tuple(sums) == found.after.per_status
    for day, stand, people in ((since, found.before, 0), (until, found.after, 1)):
        listed = turns(region.pk, on=day)
        assert stand.per_status == tuple(sum(turn.status is s for turn in listed) for s in WaitStatus)
        totals = waiting.totals(listed)
        assert (found.persons.before, found.persons.after)[people] == totals.persons
        assert (found.persons_in_need.before, found.persons_in_need.after)[people] == totals.persons_in_need
    for one in (found.persons, found.persons_in_need):
        assert one.before + one.came + one.went == one.after


@pytest.mark.django_db
def test_each_event_is_told_with_what_it_did():
    region = make.region()
    by = make.user(Role.COORDINATOR, region)
    form = make.care_form(region)
    stays = make.waits(make.client(region), form, D(2026, 9, 1))
    make.waits(make.client(region), form, D(2026, 10, 5))
    gone = make.waits(make.client(region), form, D(2026, 9, 1))
    waiting.change_status(stays, status="URGENT", reason="Dakloos.", on=D(2026, 10, 5), by=by)
    WaitlistEntry.objects.filter(pk=gone.pk).update(left_on=D(2026, 10, 5), left_reason=LeaveReason.OTHER_SOLUTION)
    found = flow(region.pk, since=D(2026, 10, 4), until=D(2026, 10, 5))
    assert (found.before.total, found.after.total) == (2, 2)
    assert [row.label for row in found.changes] == [
        "Nieuw op de lijst", "Status werd dit", "Status werd anders", "Andere oplossing",
    ]  # fmt: skip
    assert sum(row.total for row in found.changes) == 0
    became = next(move for move in found.moves if move.kind is Kind.BECAME)
    assert (became.entry, became.status, became.other_status, became.because) == (
        stays, WaitStatus.URGENT, WaitStatus.ACTIVE, "Dakloos.",
    )  # fmt: skip


@pytest.mark.django_db
def test_ten_registrations_cost_as_many_queries_as_one(django_assert_num_queries):
    region = make.region()
    for number in range(10):
        make.waits(make.client(region), make.care_form(region), D(2026, 9, 1 + number))
    with django_assert_num_queries(3):
        flow(region.pk, since=D(2026, 9, 5), until=D(2026, 9, 6))
