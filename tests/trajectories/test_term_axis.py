"""The six and two weeks on one line."""

from datetime import date, timedelta

from tests.make import TODAY
from trajectories.term_axis import DECIDING_X, WEEK, axis_of
from trajectories.terms import Term, term


def clock(started_on: date, *, limit: int = 42, name: str = "Onderzoek", **facts) -> Term:
    return term(name, started_on, limit=limit, on=TODAY, suspensions=(), **facts)


def passed(axis) -> list[float]:
    return [float(week.passed) for week in axis.weeks]


def test_half_of_the_weeks_have_passed_after_21_days():
    axis = axis_of(clock(TODAY - timedelta(days=21)), None, on=TODAY)
    assert passed(axis) == [WEEK, WEEK, WEEK, 0, 0, 0]
    assert float(axis.weeks[2].x) < float(axis.today_x) <= float(axis.weeks[3].x)


def test_without_an_application_the_decision_is_only_expected():
    axis = axis_of(clock(TODAY - timedelta(days=3)), None, on=TODAY)
    assert len(axis.weeks) == 6
    assert axis.expected[0] == f"{DECIDING_X:.1f}"
    assert axis.last == "besluit"
    assert axis.decide_by == TODAY + timedelta(days=39 + 14)


def test_too_late_stays_on_the_line_in_red_and_in_words():
    axis = axis_of(clock(TODAY - timedelta(days=60)), None, on=TODAY)
    assert float(axis.today_x) < DECIDING_X
    assert {week.colour for week in axis.weeks} == {"#c31c1c"}
    assert "18 dagen te laat" in axis.words
    assert axis.decide_by == TODAY + timedelta(days=14)


def test_today_moves_on_to_the_decision():
    investigation = clock(TODAY - timedelta(days=30), finished_on=TODAY - timedelta(days=7))
    axis = axis_of(investigation, clock(TODAY - timedelta(days=7), limit=14, name="Besluit"), on=TODAY)
    assert len(axis.weeks) == 8
    assert axis.expected == ()
    assert float(axis.today_x) > DECIDING_X
    assert axis.weeks[0].colour == "#2d7a22"


def test_today_is_left_out_when_all_is_done():
    done = clock(TODAY - timedelta(days=30), finished_on=TODAY - timedelta(days=9))
    decided = clock(TODAY - timedelta(days=9), limit=14, name="Besluit", finished_on=TODAY)
    assert axis_of(done, decided, on=TODAY).today_x == ""
