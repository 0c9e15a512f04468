"""What holds between figures whatever the data, tried on made-up periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.models import HousingEpisode, OutOfUse, PlacePeriod
from portal.models import Region
from reporting.figures import Frame, QuarterNotBegun, compute
from reporting.figures.definitions import DEFINITIONS
from reporting.figures.registry import QUESTIONS
from reporting.quarter import Quarter
from tests import make
from tests.reporting.figure import NOW, QUARTER, cells, value
from trajectories.models import CareEpisode

START, DAYS = date(2026, 1, 1), 300
FORMS = [
    ("BT", {}),
    ("BW", {"is_heavy": True}),
    ("OT", {"is_in_chain": False}),
]

# A client's care: gaps around the 30 days that matter, lengths, forms; the last period may still run.
care = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 80), st.integers(0, 2)), min_size=1, max_size=6
).flatmap(lambda periods: st.tuples(st.just(periods), st.booleans()))
seen_from = st.dates(QUARTER.starts_on, date(2026, 10, 5))


def give_care(region: Region, histories: list) -> None:
    forms = [make.care_form(region, code, **facts) for code, facts in FORMS]
    for periods, runs_on in histories:
        client, day, rows = make.client(region), START, []
        for gap, length, form in periods:
            first = day + timedelta(days=gap)
            day = first + timedelta(days=length)
            rows.append(
                CareEpisode(
                    region=region,
                    client=client,
                    care_form=forms[form],
                    funding="PGB",
                    starts_on=first,
                    ends_on=day,
                )
            )
        rows[-1].ends_on = None if runs_on else rows[-1].ends_on
        CareEpisode.objects.bulk_create(rows)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(st.lists(care, max_size=5), seen_from)
def test_stock_is_the_stock_before_plus_inflow_minus_outflow(histories, now):
    region = make.region()
    give_care(region, histories)
    before = value(region, "A1", quarter=QUARTER.previous, now=now)
    inflow, outflow = (value(region, code, now=now) for code in ("A2", "A4"))
    assert value(region, "A1", now=now) == before + inflow - outflow


@pytest.mark.django_db
@settings(max_examples=30, deadline=None)
@given(st.lists(care, max_size=4), st.integers(0, 60))
def test_a_final_quarter_does_not_change_by_the_passing_of_time(histories, later):
    region = make.region()
    give_care(region, histories)
    first, second = (compute(region, QUARTER, now=QUARTER.final_on + timedelta(days=days)) for days in (0, later))
    assert first == second


def spans(turns: list[int]) -> list[tuple[date, date | None]]:
    days = [START + timedelta(days=turn) for turn in turns]
    return [(day, days[i + 1] if i + 1 < len(days) else None) for i, day in enumerate(days) if i % 2 == 0]


turns = st.lists(st.integers(0, DAYS), max_size=6, unique=True).map(sorted)
stock = st.lists(st.tuples(turns, turns, turns), min_size=1, max_size=4)


def build(region: Region, histories: list) -> None:
    form, location = make.care_form(region), make.location(make.provider(region))
    for periods, closed, stays in histories:
        place = make.place(location)
        PlacePeriod.objects.bulk_create(
            PlacePeriod(place=place, care_form=form, starts_on=start, ends_on=end) for start, end in spans(periods)
        )
        OutOfUse.objects.bulk_create(
            OutOfUse(place=place, reason="SCHADE", starts_on=start, ends_on=end) for start, end in spans(closed)
        )
        HousingEpisode.objects.bulk_create(
            HousingEpisode(
                region=region,
                client=make.client(region),
                place=place,
                tenure="INSTELLING",
                starts_on=start,
                ends_on=end,
            )
            for start, end in spans(stays)
        )


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(stock, seen_from)
def test_taken_is_within_usable_is_within_realised_and_occupancy_is_a_share(histories, now):
    region = make.region()
    build(region, histories)
    found = cells(region, "D1", now=now)
    for row, cell in found.items():
        if "BEZET" in row:
            usable = tuple("BRUIKBAAR" if text == "BEZET" else text for text in row)
            realised = tuple("GEREALISEERD" if text == "BEZET" else text for text in row)
            assert cell.value <= found[usable].value <= found[realised].value
    for cell in cells(region, "D2", now=now).values():
        assert cell.value is None or 0 <= cell.value <= 1


@pytest.mark.django_db
@settings(max_examples=30, deadline=None)
@given(stock)
def test_occupancy_is_the_sum_of_the_days(histories):
    region = make.region()
    build(region, histories)
    taken = usable = 0
    day = QUARTER.starts_on
    while day < QUARTER.ends_on:
        for periods, closed, stays in histories:
            is_usable = covers(periods, day) and not covers(closed, day)
            usable += is_usable
            taken += is_usable and covers(stays, day)
        day += timedelta(days=1)
    total = cells(region, "D2")[()]
    assert (total.value, total.n) == (taken / usable if usable else None, usable)


def covers(turns: list[int], day: date) -> bool:
    return any(start <= day and (end is None or day < end) for start, end in spans(turns))


def test_every_figure_has_a_question_and_every_question_a_definition():
    assert set(QUESTIONS) == set(DEFINITIONS)


@pytest.mark.django_db
def test_figures_come_in_order_and_from_one_moment(django_assert_num_queries):
    region = make.region()
    with django_assert_num_queries(1):
        found = compute(region, QUARTER, now=NOW)
    assert [cell.code for cell in found] == sorted(cell.code for cell in found)
    assert found == compute(region, QUARTER, now=NOW)


@pytest.mark.django_db
def test_a_quarter_that_has_not_begun_has_no_figures():
    region = make.region()
    with pytest.raises(QuarterNotBegun, match="30 juni 2026 nog niet begonnen"):
        compute(region, Quarter(2026, 3), now=date(2026, 6, 30))
    assert compute(region, Quarter(2026, 3), now=date(2026, 7, 1), codes=["A1"])


@pytest.mark.django_db
def test_an_unknown_code_is_a_mistake():
    with pytest.raises(KeyError):
        compute(make.region(), QUARTER, now=NOW, codes=["A8"])


def test_the_days_that_count_end_with_the_day_seen_from():
    region = Region(pk=1)
    running, past = (Frame(region, QUARTER, now) for now in (date(2026, 4, 10), NOW))
    assert (running.day, running.parameters["until"]) == (date(2026, 4, 10), date(2026, 4, 11))
    assert (past.day, past.parameters["until"]) == (date(2026, 6, 30), date(2026, 7, 1))
