"""The legal clocks agree with the law, with the calendar, with the published figures and with SQL."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.models import Role
from tests import make
from trajectories import terms
from trajectories.models import Notification, TermSuspension

D = date
START = D(2026, 1, 1)


@dataclass(frozen=True)
class Pause:
    starts_on: date
    ends_on: date | None = None


@st.composite
def pauses(draw) -> list[Pause]:
    """Standstills that do not overlap, the last one perhaps still running; they may begin before the clock."""
    edges = sorted(draw(st.sets(st.integers(-20, 120), max_size=8)))
    days = [START + timedelta(days=edge) for edge in edges]
    made = [Pause(first, end) for first, end in zip(days[::2], days[1::2], strict=False)]
    return [*made, Pause(days[-1])] if len(days) % 2 else made


def used_by_counting(found: list[Pause], until: date) -> int:
    """Day by day, the slow way: every day counts on which the clock did not stand still."""
    days = (START + timedelta(days=number) for number in range((until - START).days))
    return sum(
        not any(p.starts_on <= day and (p.ends_on is None or day < p.ends_on) for p in found) for day in days
    )


@given(pauses(), st.integers(0, 150))
def test_used_days_are_the_days_that_count(found, after):
    on = START + timedelta(days=after)
    clock = terms.term("x", START, limit=42, on=on, suspensions=found)
    assert clock.days_used == used_by_counting(found, on)
    assert clock.days_used + clock.suspended_days == after
    assert clock.is_over == (clock.days_used > 42)


@given(pauses(), st.integers(0, 150))
def test_the_due_day_is_the_last_day_in_time(found, after):
    on = START + timedelta(days=after)
    clock = terms.term("x", START, limit=42, on=on, suspensions=found)
    known = [Pause(p.starts_on, p.ends_on or max(on, p.starts_on)) for p in found]
    assert used_by_counting(known, clock.due_on) <= 42 < used_by_counting(known, clock.due_on + timedelta(days=1))


@given(pauses(), st.integers(0, 150), st.integers(0, 150))
def test_a_finished_clock_no_longer_moves(found, took, later):
    done = START + timedelta(days=took)
    ends = [
        terms.term("x", START, limit=14, on=done + timedelta(days=extra), suspensions=found, finished_on=done)
        for extra in (0, later)
    ]
    assert ends[0] == ends[1]


@pytest.mark.parametrize(("on", "left", "is_over"), [(D(2026, 2, 12), 0, False), (D(2026, 2, 13), -1, True)])
def test_the_forty_second_day_is_in_time(on, left, is_over):
    clock = terms.term("x", START, limit=42, on=on, suspensions=[])
    assert (clock.due_on, clock.days_left, clock.is_over) == (D(2026, 2, 12), left, is_over)


def test_a_running_standstill_pushes_the_due_day_a_day_a_day():
    found = [Pause(D(2026, 1, 11))]
    first, second = (terms.term("x", START, limit=42, on=D(2026, 1, day), suspensions=found) for day in (20, 21))
    assert first.is_suspended
    assert first.days_left == second.days_left == 32
    assert second.due_on - first.due_on == timedelta(days=1)


@pytest.mark.django_db
def test_a_vooraanmelding_has_no_clock():
    row = make.notification(make.client(make.region()), is_pre_notification=True)
    assert terms.running(row, on=make.TODAY) is None
    assert terms.investigation(row, on=make.TODAY) is None


@pytest.mark.django_db
def test_the_tightest_clock_runs_first_and_late_ones_lead(django_assert_max_num_queries):
    region = make.region()
    user = make.user(Role.COORDINATOR, region)
    calm = make.notification(make.client(region), D(2026, 10, 1))
    late = make.notification(make.client(region), D(2026, 8, 1))
    still = make.notification(make.client(region), D(2026, 8, 1))
    TermSuspension.objects.create(notification=still, starts_on=D(2026, 8, 11))
    both = make.notification(make.client(region), D(2026, 9, 1), applied_on=D(2026, 9, 25))
    make.notification(make.client(region), D(2026, 9, 1), reported_on=D(2026, 9, 25))
    make.notification(make.client(region), D(2026, 9, 1), decided_on=D(2026, 9, 25))
    with django_assert_max_num_queries(2):
        found = terms.open_terms(user, on=make.TODAY)
    assert [(row.notification.pk, row.term.days_left) for row in found] == [
        (late.pk, -23),
        (both.pk, 4),
        (still.pk, 32),
        (calm.pk, 38),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("edges", [(), (-3, 5), (0, 3, 10, None), (20, 200), (33, None)])
def test_sql_and_python_count_the_same(edges):
    region = make.region()
    day = D(2026, 10, 5)
    row = make.notification(make.client(region), D(2026, 9, 1), applied_on=D(2026, 9, 20))
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        ends_on = None if end is None else row.notified_on + timedelta(days=end)
        starts_on = row.notified_on + timedelta(days=first)
        TermSuspension.objects.create(notification=row, starts_on=starts_on, ends_on=ends_on)
    for on in (day, D(2026, 9, 25), D(2026, 12, 1)):
        marked = terms.with_days_left(Notification.objects.all(), on=on).get()
        clock = terms.running(row, on=on)
        assert clock is not None
        assert marked.days_left == clock.days_left
