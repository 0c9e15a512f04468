"""How the stock moved: what was built up, converted and scaled down, to the day and to the place."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.models import PlacePeriod, PlanLine
from placements.movements import Change, Stock, balances, counted, in_service, plan_start, tally
from portal.models import Region
from tests import make

pytestmark = pytest.mark.django_db
D = date
SINCE, BEFORE, TODAY = D(2024, 1, 1), D(2023, 12, 31), D(2026, 10, 5)


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def place(region):
    return make.place(make.location(make.provider(region)))


@pytest.fixture
def forms(region):
    return make.care_form(region, "BW"), make.care_form(region, "BT")


def period(place, form, starts_on: date, ends_on: date | None = None) -> None:
    PlacePeriod.objects.create(place=place, care_form=form, starts_on=starts_on, ends_on=ends_on)


def kinds(region: Region, on: date, since: date = SINCE) -> list[str]:
    return [movement.change.kind for movement in counted(region, since=since, on=on)]


def test_a_new_place_counts_from_its_first_day(region, place, forms):
    period(place, forms[0], D(2024, 3, 1))
    assert kinds(region, D(2024, 2, 29)) == []
    assert kinds(region, D(2024, 3, 1)) == ["OPBOUW"]


def test_a_place_of_before_the_plan_is_nothing_new_and_one_of_its_first_day_is(region, place, forms):
    period(place, forms[0], BEFORE)
    period(make.place(place.location), forms[0], SINCE)
    assert [movement.place_id for movement in counted(region, since=SINCE, on=TODAY)] != [place.pk]
    assert kinds(region, TODAY) == ["OPBOUW"]


def test_a_conversion_counts_on_the_first_day_of_the_other_form_across_a_gap_too(region, place, forms):
    period(place, forms[0], D(2020, 1, 1), D(2024, 6, 1))
    period(place, forms[1], D(2024, 9, 1))
    assert kinds(region, D(2024, 5, 31)) == []
    assert kinds(region, D(2024, 8, 31)) == ["AFBOUW"]
    (movement,) = counted(region, since=SINCE, on=D(2024, 9, 1))
    assert movement.change == Change("OMBOUW", forms[0].pk, forms[1].pk, make.ALMERE)
    assert movement.happened_on == D(2024, 9, 1)


def test_a_place_that_opens_again_was_never_scaled_down(region, place, forms):
    period(place, forms[0], D(2020, 1, 1), D(2024, 6, 1))
    period(place, forms[0], D(2024, 6, 8))
    assert [kinds(region, day) for day in (D(2024, 6, 1), D(2024, 6, 7), D(2024, 6, 8))] == [
        ["AFBOUW"],
        ["AFBOUW"],
        [],
    ]


def test_two_periods_of_one_form_without_a_gap_are_no_movement(region, place, forms):
    period(place, forms[0], D(2020, 1, 1), D(2024, 6, 1))
    period(place, forms[0], D(2024, 6, 1))
    assert kinds(region, D(2024, 6, 1)) == []


def test_the_last_day_of_the_year_before_is_no_part_of_the_plan(region, place, forms):
    period(place, forms[0], D(2020, 1, 1), SINCE)
    later = make.place(place.location)
    period(later, forms[0], D(2020, 1, 1), D(2024, 1, 2))
    assert [movement.place_id for movement in counted(region, since=SINCE, on=TODAY)] == [later.pk]


def test_a_day_in_february_that_is_not_every_year_counts_as_any_other(region, place, forms):
    period(place, forms[0], D(2024, 2, 29), D(2024, 3, 1))
    days = (D(2024, 2, 28), D(2024, 2, 29), D(2024, 3, 1))
    found = tally(region, since=SINCE, days=days)
    assert [sum(found[day].values()) for day in days] == [0, 1, 2]
    assert [sum(counts.values()) for counts in in_service(region, days=days).values()] == [0, 1, 0]


def test_the_plan_begins_at_new_year_of_its_earliest_line_in_force(region, forms):
    assert plan_start(region) is None
    facts = {"kind": "OPBOUW", "care_form": forms[0], "municipality_id": make.ALMERE, "places": 2}
    PlanLine.objects.create(region=region, planned_on=D(2025, 7, 1), **facts)
    PlanLine.objects.create(
        region=region, planned_on=D(2023, 7, 1), withdrawn_on=TODAY, withdrawn_reason="Gaat niet door", **facts
    )
    assert plan_start(region) == D(2025, 1, 1)


def test_the_stock_before_and_the_movements_make_the_stock_after(region, place, forms):
    heavy, light = forms
    period(place, heavy, D(2020, 1, 1), D(2024, 6, 1))
    period(place, light, D(2024, 6, 1))
    period(make.place(place.location), light, D(2025, 1, 1))
    closed, reopened, gone_on_the_day = (make.place(place.location) for _ in range(3))
    period(closed, heavy, D(2020, 1, 1), D(2025, 4, 1))
    period(reopened, light, D(2020, 1, 1), D(2023, 2, 1))
    period(reopened, light, D(2024, 2, 1))
    period(gone_on_the_day, light, D(2020, 1, 1), SINCE)
    rows = {row.stock: row for row in balances(region, since=SINCE, before=BEFORE, on=TODAY)}
    assert all(row.adds_up for row in rows.values())
    heavily = rows[Stock(heavy.pk, make.ALMERE)]
    assert (heavily.opening, heavily.converted_out, heavily.scaled_down, heavily.closing) == (2, 1, 1, 0)
    lightly = rows[Stock(light.pk, make.ALMERE)]
    assert (lightly.opening, lightly.converted_in, lightly.built_up, lightly.aside, lightly.closing) == (
        1,
        1,
        1,
        0,
        3,
    )


def test_another_region_has_nothing_to_do_with_it(place, forms):
    period(place, forms[0], D(2024, 3, 1))
    other = make.region()
    assert counted(other, since=SINCE, on=TODAY) == []
    assert balances(other, since=SINCE, before=BEFORE, on=TODAY) == []


# A place's life: gaps of none, a day or more, periods of a day or more, three forms; it may go on for ever. Around
# New Year of the plan, a leap day and the edge of a quarter, with days in between.
EDGES = [
    D(2023, 12, 30),
    D(2023, 12, 31),
    SINCE,
    D(2024, 1, 2),
    D(2024, 2, 29),
    D(2024, 3, 1),
    D(2024, 3, 31),
    D(2024, 4, 1),
]
turns = st.lists(
    st.sampled_from([*EDGES, *(SINCE + timedelta(days=step) for step in range(-60, 130, 13))]),
    max_size=7,
    unique=True,
)
life = st.tuples(
    turns.map(sorted),
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
)


def live(region: Region, lives: list) -> None:
    """Places with these lives, in two municipalities by turns."""
    forms = [make.care_form(region, code) for code in ("BW", "BESCHUT", "BT")]
    provider = make.provider(region)
    locations = [make.location(provider, municipality_id=code) for code in (make.ALMERE, make.LELYSTAD)]
    for number, (days, kinds, joins) in enumerate(lives):
        place = make.place(locations[number % 2])
        PlacePeriod.objects.bulk_create(
            PlacePeriod(place=place, care_form=forms[kind], starts_on=start, ends_on=end)
            for (start, end), kind in zip(stretches(days, joins), kinds, strict=False)
        )


def stretches(days: list[date], joins: list[bool]) -> list[tuple[date, date | None]]:
    """Half-open stretches between the days: one after another, or with a gap of the stretch left out."""
    found: list[tuple[date, date | None]] = []
    at = 0
    while at < len(days):
        found.append((days[at], days[at + 1] if at + 1 < len(days) else None))
        at += 1 if joins[len(found) % len(joins)] else 2
    return found[:4]


@settings(max_examples=60, deadline=None)
@given(st.lists(life, max_size=4), st.sampled_from(EDGES), st.integers(0, 140))
def test_every_history_adds_up_to_the_day(lives, first, length):
    region = make.region()
    live(region, lives)
    on = first + timedelta(days=length)
    rows = balances(region, since=first, before=first - timedelta(days=1), on=on)
    assert [row for row in rows if not row.adds_up] == []
    ends = in_service(region, days=(on,))[on]
    assert {row.stock: row.closing for row in rows if row.closing} == dict(ends)


@settings(max_examples=40, deadline=None)
@given(st.lists(life, min_size=1, max_size=4), st.sampled_from(EDGES), st.integers(0, 140))
def test_what_counts_is_what_figures_md_says_place_by_place(lives, since, length):
    """The rule of D4 once more, word for word and without a database."""
    region = make.region()
    live(region, lives)
    day = since + timedelta(days=length)
    expected: list[tuple] = []
    for place in region.places.all():
        periods = list(place.periods.filter(starts_on__lte=day).order_by("starts_on"))
        if periods and periods[0].starts_on >= since:
            expected.append(("OPBOUW", place.pk, periods[0].care_form_id, None))
        for one, two in pairwise(periods):
            if one.care_form_id != two.care_form_id and two.starts_on >= since:
                expected.append(("OMBOUW", place.pk, one.care_form_id, two.care_form_id))
        if periods and periods[-1].ends_on and since < periods[-1].ends_on <= day:
            expected.append(("AFBOUW", place.pk, periods[-1].care_form_id, None))
    found = [(one.change.kind, one.place_id, *one.change[1:3]) for one in counted(region, since=since, on=day)]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert sum(tally(region, since=since, days=(day,))[day].values()) == len(expected)
