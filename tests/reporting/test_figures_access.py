"""Chapter B: the legal clocks, and the days on which they stand still."""

from datetime import date, timedelta

import pytest

from tests import make
from tests.reporting.figure import n, value, values
from trajectories import terms
from trajectories.models import Notification, TermSuspension

pytestmark = pytest.mark.django_db
APRIL, JULY = date(2026, 4, 1), date(2026, 7, 1)
LAST_DAY = date(2026, 6, 30)


@pytest.fixture
def region():
    return make.region()


def after(days: int, since: date = APRIL) -> date:
    return since + timedelta(days=days)


def suspend(melding: Notification, starts_on: date, ends_on: date | None = None) -> None:
    TermSuspension.objects.create(notification=melding, starts_on=starts_on, ends_on=ends_on)


def melding(region, notified_on: date = APRIL, **facts) -> Notification:
    return make.notification(make.client(region), notified_on, **facts)


def test_meldingen_count_by_their_day_and_pre_notifications_never(region):
    for day in (date(2026, 3, 31), APRIL, LAST_DAY, JULY):
        melding(region, day)
    melding(region, APRIL, is_pre_notification=True)
    assert value(region, "B1") == 2


@pytest.mark.parametrize(("code", "limit"), [("B2", 42), ("B4", 56)])
def test_six_weeks_and_eight_weeks_run_from_the_melding(region, code, limit):
    for days in (limit, limit + 1):
        melding(region, reported_on=after(days), applied_on=after(days), decided_on=after(days))
    assert (value(region, code), n(region, code)) == (0.5, 2)


def test_two_weeks_run_from_the_application_whenever_the_report_was(region):
    for days in (14, 15):
        melding(region, date(2025, 1, 1), applied_on=APRIL, decided_on=after(days))
    melding(region, decided_on=after(3))  # nothing was applied for
    assert (value(region, "B3"), n(region, "B3")) == (0.5, 2)


@pytest.mark.parametrize(("days", "share"), [(46, 1.0), (47, 0.0)])
def test_only_suspended_days_inside_the_interval_count(region, days, share):
    investigated = melding(region, reported_on=after(days))
    suspend(investigated, after(-20), after(-10))
    suspend(investigated, after(-5), after(1))
    suspend(investigated, after(10), after(12))
    suspend(investigated, after(days - 1), after(days + 20))
    assert value(region, "B2") == share


def test_nothing_decided_gives_no_share(region):
    assert (value(region, "B4"), n(region, "B4")) == (None, 0)


@pytest.mark.parametrize(("days", "over"), [(42, 0), (43, 1)])
def test_an_investigation_is_over_term_after_day_42(region, days, over):
    melding(region, after(-days, LAST_DAY))
    assert value(region, "B5") == over


@pytest.mark.parametrize(("days", "over"), [(14, 0), (15, 1)])
def test_a_decision_is_over_term_after_day_14_also_with_the_report_in(region, days, over):
    start = after(-days, LAST_DAY)
    melding(region, start, reported_on=start, applied_on=start)
    assert value(region, "B5") == over


def test_two_clocks_over_term_count_once_and_what_is_closed_not(region):
    melding(region, date(2026, 1, 1), applied_on=date(2026, 1, 2))
    melding(region, date(2026, 1, 1), closed_on=LAST_DAY)
    melding(region, date(2026, 1, 1), closed_on=JULY)
    assert value(region, "B5") == 2


def test_a_suspension_that_still_runs_stops_the_clock_up_to_the_day(region):
    suspend(melding(region, after(-50, LAST_DAY)), after(-8, LAST_DAY))
    assert value(region, "B5") == 0


def test_a_report_that_is_not_known_yet_leaves_the_clock_running(region):
    melding(region, date(2026, 4, 1), reported_on=date(2026, 6, 20))
    assert value(region, "B5", now=date(2026, 6, 19)) == 1
    assert value(region, "B5", now=date(2026, 6, 20)) == 0


def test_the_figure_and_the_clocks_on_screen_agree(region):
    for days in range(10, 70, 7):
        open_one = melding(region, after(-days, LAST_DAY), applied_on=after(-days // 3, LAST_DAY))
        suspend(open_one, after(-days + 5, LAST_DAY), after(-days + 9, LAST_DAY))
    rows = Notification.objects.filter(region=region).open_on(LAST_DAY)
    over = [row for row in rows if terms.running(row, on=LAST_DAY).is_over]
    assert value(region, "B5") == len(over) > 0


def test_an_outcome_counts_on_the_decision_or_else_on_the_closing(region):
    melding(region, decided_on=after(5), outcome="TOEGEKEND")
    melding(region, decided_on=after(5), closed_on=JULY)
    melding(region, decided_on=JULY, closed_on=after(5), outcome="AFGEWEZEN")
    melding(region, closed_on=after(5), outcome="INGETROKKEN")
    assert values(region, "B6") == {(): 3, ("TOEGEKEND",): 1, ("ONBEKEND",): 1, ("INGETROKKEN",): 1}


def test_seen_before_the_decision_the_closing_counts(region):
    melding(region, date(2026, 4, 1), decided_on=JULY, closed_on=after(5), outcome="AFGEWEZEN")
    assert values(region, "B6", now=LAST_DAY) == {(): 1, ("AFGEWEZEN",): 1}
