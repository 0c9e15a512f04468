"""Periods that share a day: found exactly, whatever the order of the rows."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trajectories.regionfile.overlaps import clashes, has_days, until
from trajectories.regionfile.tables import Row

START = date(2024, 1, 1)
periods = st.lists(st.tuples(st.integers(0, 30), st.none() | st.integers(1, 12), st.booleans()), max_size=12)


def rows(drawn: list[tuple[int, int | None, bool]]) -> list[Row]:
    """Rows numbered from 2; some are stored ones (number 0), as long as those do not clash among themselves."""
    made: list[Row] = []
    for number, (first, length, is_stored) in enumerate(drawn, start=2):
        start = START + timedelta(days=first)
        end = None if length is None else start + timedelta(days=length)
        row = Row(number, {"vanaf": start, "tot": end})
        if is_stored and not any(other.number == 0 and share_a_day(row, other) for other in made):
            row = Row(0, row.values)
        made.append(row)
    return made


def share_a_day(one: Row, other: Row) -> bool:
    return one.values["vanaf"] < until(other) and other.values["vanaf"] < until(one)


@given(periods)
def test_the_later_row_of_every_clash_is_found_once_and_no_other(drawn):
    made = rows(drawn)
    wanted = {
        row.number for row in made for other in made if other.number < row.number and share_a_day(row, other)
    }
    found = clashes(made)
    assert sorted(row.number for row, _ in found) == sorted(wanted)
    assert all(earlier.number < row.number and share_a_day(row, earlier) for row, earlier in found)


def test_a_period_without_a_day_or_with_an_unreadable_end_takes_no_part():
    assert not has_days(Row(2, {"vanaf": START, "tot": START}))
    assert not has_days(Row(2, {"vanaf": START}))
    assert not has_days(Row(2, {"tot": START}))
    assert has_days(Row(2, {"vanaf": START, "tot": None}))
