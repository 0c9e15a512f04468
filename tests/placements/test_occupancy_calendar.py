"""The calendar: which days it shows, that its bars are all of them, and what they say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.capacity import BedState, PlaceTimeline, Reservation
from placements.models import CareForm, Closing, HousingEpisode, OutOfUse, Place, PlacePeriod
from placements.occupancy_calendar import Calendar, Scale, calendar, window
from tests.placements.test_capacity import ALWAYS, any_timeline, timeline

D = date
TODAY = D(2026, 10, 5)


def draw(known: PlaceTimeline, scale: Scale = Scale.MONTH, day: date = TODAY) -> Calendar:
    place = Place(pk=known.place_id, code="BAKEN-1")
    return calendar([place], {place.pk: known}, window(scale, day), seen_on=TODAY)


def bars(known: PlaceTimeline, **facts) -> list[tuple[int, str, str]]:
    return [(bar.days, bar.look, bar.words) for line in draw(known, **facts).lines for bar in line.bars]


@pytest.mark.parametrize(
    ("scale", "day", "first", "until"),
    [
        (Scale.WEEK, D(2026, 10, 5), D(2026, 10, 5), D(2026, 10, 12)),
        (Scale.WEEK, D(2027, 1, 1), D(2026, 12, 28), D(2027, 1, 4)),
        (Scale.WEEK, D(2026, 10, 25), D(2026, 10, 19), D(2026, 10, 26)),
        (Scale.MONTH, D(2028, 2, 29), D(2028, 2, 1), D(2028, 3, 1)),
        (Scale.MONTH, D(2026, 12, 31), D(2026, 12, 1), D(2027, 1, 1)),
        (Scale.QUARTER, D(2026, 9, 30), D(2026, 7, 1), D(2026, 10, 1)),
        (Scale.QUARTER, D(2026, 10, 1), D(2026, 10, 1), D(2027, 1, 1)),
    ],
)
def test_a_window_is_a_whole_week_month_or_quarter(scale, day, first, until):
    shown = window(scale, day)
    assert (shown.first, shown.until) == (first, until)


@given(st.sampled_from(Scale), st.dates(D(2000, 2, 1), D(2099, 1, 1)))
def test_windows_follow_each_other_without_a_gap_and_columns_fill_them(scale, day):
    shown = window(scale, day)
    assert shown.covers(day)
    assert shown.earlier.until == shown.first
    assert shown.later.first == shown.until
    assert shown.earlier.later == shown
    columns = shown.columns
    assert (columns[0].starts_on, columns[-1].ends_on) == (shown.first, shown.until)
    assert sum(column.days for column in columns) == (shown.until - shown.first).days
    assert all(column.starts_on.weekday() == 0 for column in columns[1:] if scale is Scale.QUARTER)


@given(any_timeline(), st.sampled_from(Scale), st.dates(D(2026, 8, 1), D(2027, 1, 31)))
def test_the_bars_of_a_place_are_all_of_the_days_and_the_sums_are_those_of_each_day(known, scale, day):
    drawn = draw(known, scale, day)
    shown = drawn.window
    tallies = {tally.name: tally.numbers for tally in drawn.tallies}
    for column, number in tallies["Vrij"]:
        assert number == (known.state_on(column.starts_on) is BedState.FREE)
    for column, number in tallies["Bezet"]:
        assert number == (known.state_on(column.starts_on) is BedState.TAKEN)
    for line in drawn.lines:
        assert sum(bar.days for bar in line.bars) == (shown.until - shown.first).days
        reached = shown.first
        for bar in line.bars:
            assert bar.day == reached
            reached += timedelta(days=bar.days)


def test_a_bar_says_what_and_until_when_but_never_who():
    home = HousingEpisode(starts_on=D(2026, 1, 1), ends_on=D(2026, 10, 12))
    broken = OutOfUse(starts_on=D(2026, 10, 20), ends_on=None, reason="SCHADE")
    known = PlaceTimeline(1, (PlacePeriod(starts_on=D(2020, 1, 1)),), (broken,), (home,))
    assert bars(known) == [
        (11, "k-bezet", "bezet t/m 11 oktober"),
        (8, "k-vrij", "vrij t/m 19 oktober"),
        (12, "k-uit", "buiten gebruik: schade"),
    ]


def test_one_who_is_expected_to_leave_makes_a_bar_of_its_own():
    known = timeline(ALWAYS, homes=ALWAYS, expected=D(2026, 10, 20))
    assert bars(known) == [(19, "k-bezet", "bezet t/m 19 oktober"), (12, "k-verwacht", "verwacht vrij")]
    tallies = {tally.name: [number for _, number in tally.numbers] for tally in draw(known).tallies}
    assert tallies["Verwacht vrij"] == [0] * 19 + [1] * 12
    assert tallies["Bezet"] == [1] * 31


def test_an_expectation_that_passed_does_not_cut_the_bar():
    assert bars(timeline(ALWAYS, homes=ALWAYS, expected=D(2026, 10, 3))) == [(31, "k-bezet", "bezet")]


def test_a_turnover_is_flagged_on_its_day():
    known = timeline(ALWAYS, homes=((D(2026, 1, 1), D(2026, 10, 14)), (D(2026, 10, 14), None)))
    (line,) = draw(known).lines
    assert [(bar.days, bar.is_turnover) for bar in line.bars] == [(13, False), (18, True)]
    assert line.bars[1].words == "wissel, bezet"
    assert draw(known).has_turnover


def test_a_place_that_ended_while_somebody_lives_there_stays_in_sight_as_over_capacity():
    known = timeline(((D(2020, 1, 1), D(2026, 9, 1)),), homes=ALWAYS)
    assert bars(known) == [(31, "stil", "niet in gebruik, wel bewoond")]
    drawn = draw(known)
    assert drawn.is_over_capacity
    assert drawn.tallies[-1].name == "Te veel"
    assert draw(timeline(((D(2020, 1, 1), D(2026, 9, 1)),))).lines == ()


def test_a_proposal_colours_the_days_on_which_it_was_open():
    known = timeline(ALWAYS, reserved=((D(2026, 10, 5), D(2026, 10, 9)),))
    assert bars(known) == [
        (4, "k-vrij", "vrij t/m 4 oktober"),
        (4, "k-voorstel", "voorstel loopt t/m 8 oktober"),
        (23, "k-vrij", "vrij"),
    ]


def test_a_change_of_care_form_is_a_cut():
    periods = (
        PlacePeriod(pk=1, starts_on=D(2020, 1, 1), ends_on=D(2026, 10, 20), care_form=CareForm(name="Beschut")),
        PlacePeriod(pk=2, starts_on=D(2026, 10, 20), care_form=CareForm(name="Thuis")),
    )
    known = PlaceTimeline(1, periods, (), (), (Reservation(D(2026, 1, 1), D(2026, 1, 2)),))
    assert [days for days, _, _ in bars(known)] == [19, 12]


def test_in_a_quarter_a_few_days_are_too_narrow_to_press_or_read():
    known = timeline(ALWAYS, out=((D(2026, 10, 10), D(2026, 10, 12)),))
    (line,) = draw(known, Scale.QUARTER).lines
    assert [(bar.days, bar.is_wide, bar.is_pressable) for bar in line.bars] == [
        (9, False, True),
        (2, False, False),
        (81, True, True),
    ]
    assert line.bars[1].full == "buiten gebruik: , 10 oktober 2026 t/m 11 oktober 2026"


@given(any_timeline(), st.sampled_from(Scale), st.dates(D(2026, 10, 2), D(2026, 12, 1)))
def test_the_last_day_of_a_place_is_a_bar_of_its_own_and_changes_no_other(known, scale, closes_on):
    place, shown = Place(pk=known.place_id, code="BAKEN-1"), window(scale, TODAY)
    facts = {"seen_on": TODAY, "closings": {place.pk: Closing(closes_on=closes_on)}}
    drawn = calendar([place], {place.pk: known}, shown, **facts)
    assert drawn.tallies == draw(known, scale).tallies
    for line in drawn.lines:
        assert sum(bar.days for bar in line.bars) == (shown.until - shown.first).days
        found = [(bar.day, bar.days, bar.look) for bar in line.bars if bar.is_last_day]
        last_day = closes_on - timedelta(days=1)
        assert found == ([(last_day, 1, "k-dicht")] if shown.covers(last_day) else [])


def test_a_last_day_that_is_only_prepared_says_so():
    known = PlaceTimeline(1, (PlacePeriod(starts_on=D(2020, 1, 1)),), (), ())
    for facts, words in (
        ({}, "vrij, laatste dag als het sluiten doorgaat"),
        ({"scheduled_at": datetime(2026, 10, 1, tzinfo=UTC)}, "vrij, laatste dag: gaat dicht"),
    ):
        closing = Closing(closes_on=D(2026, 10, 20), **facts)
        drawn = calendar(
            [Place(pk=1)], {1: known}, window(Scale.MONTH, TODAY), seen_on=TODAY, closings={1: closing}
        )
        assert [bar.words for bar in drawn.lines[0].bars if bar.is_last_day] == [words]
