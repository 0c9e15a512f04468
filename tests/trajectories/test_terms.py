"""The legal clocks agree with the law, with the calendar, with the published figures and with SQL."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.models import Role
from tests import make
from trajectories import terms
from trajectories.days_left import with_days_left
from trajectories.due import due_for
from trajectories.models import Notification, TermExtension, TermSuspension

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
    with django_assert_max_num_queries(12):
        found = due_for(user, on=make.TODAY)
    assert [(row.title, row.term.days_left) for row in found if row.term.name != terms.PERSONAL_PLAN] == [
        (str(late.client), -21),
        (str(both.client), 4),
        (str(still.client), 32),
        (str(calm.client), 38),
    ]


@pytest.mark.parametrize(
    ("on", "due", "left", "why"),
    [
        (D(2026, 2, 1), D(2026, 2, 16), 15, "Geteld is het 14 februari 2026, een vrije dag."),
        (D(2026, 2, 15), D(2026, 2, 16), 1, "Geteld is het"),
        (D(2026, 2, 16), D(2026, 2, 16), 0, "Geteld is het"),
        (D(2026, 2, 17), D(2026, 2, 16), -1, "Geteld is het"),
    ],
)
def test_a_term_by_law_ends_on_a_working_day_an_agreed_one_does_not(on, due, left, why):
    since = D(2026, 1, 3)  # a Saturday, so six weeks end on one
    clock = terms.term("x", since, limit=42, on=on, is_by_law=True)
    assert (clock.due_on, clock.days_left) == (due, left)
    assert why in clock.why
    agreed = terms.term("x", since, limit=42, on=on)
    assert (agreed.due_on, agreed.days_left, agreed.why) == (D(2026, 2, 14), left - 2, "")


def test_a_promised_day_is_the_last_day_only_when_it_is_later():
    facts = {"limit": 14, "on": D(2026, 1, 10), "is_by_law": True}
    later = terms.term("x", START, promised_on=D(2026, 1, 30), **facts)
    assert (later.due_on, later.days_left) == (D(2026, 1, 30), 20)
    assert "toegezegd. Zonder dat was het 15 januari 2026." in later.why
    assert terms.term("x", START, promised_on=D(2026, 1, 12), **facts).due_on == D(2026, 1, 15)


@pytest.mark.django_db
def test_a_promise_counts_from_the_day_the_client_was_told():
    region = make.region()
    row = make.notification(make.client(region), D(2026, 8, 3), applied_on=D(2026, 9, 14))
    make_promise(row, told_on=D(2026, 9, 25), promised_on=D(2026, 10, 16))
    before, after = (terms.decision(row, on=day) for day in (D(2026, 9, 24), D(2026, 9, 25)))
    assert (before.due_on, after.due_on) == (D(2026, 9, 28), D(2026, 10, 16))
    assert terms.decision_by_law(row, on=make.TODAY).days_late == 7


def make_promise(melding, *, told_on, promised_on):
    by = make.user(Role.TEAM, melding.region)
    return TermExtension.objects.create(
        notification=melding, told_on=told_on, promised_on=promised_on, reason="Advies", recorded_by=by
    )


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
    make_promise(row, told_on=D(2026, 9, 30), promised_on=D(2026, 10, 9))
    for on in (day, D(2026, 9, 25), D(2026, 12, 1), *(D(2026, 10, number) for number in range(9, 20))):
        marked = with_days_left(Notification.objects.all(), on=on).get()
        clock = terms.running(row, on=on)
        assert clock is not None
        assert marked.days_left == clock.days_left


@pytest.mark.django_db
def test_sql_and_python_agree_around_every_holiday():
    region = make.region()
    days = [D(2026, 3, 1) + timedelta(days=number) for number in range(0, 100, 3)]
    rows = [make.notification(make.client(region), day, applied_on=day + timedelta(days=20)) for day in days]
    for on in (D(2026, 4, 3), D(2026, 5, 17), D(2026, 6, 30)):
        marked = with_days_left(Notification.objects.all(), on=on)
        sql = {row.pk: row.days_left for row in marked if row.notified_on <= on}
        python = {row.pk: terms.running(row, on=on).days_left for row in rows if row.notified_on <= on}
        assert sql == python
