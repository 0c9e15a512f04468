"""A quarter counted for the region and its municipalities, and what may be shown of the two together."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.models import RegionMembership
from reporting.counting import (
    IN_BRIEF,
    IN_FULL,
    WHOLE,
    Count,
    count_quarter,
    keep_balance,
    shown,
)
from reporting.figures.cells import Cell
from reporting.suppression import suppress
from tests import make
from tests.reporting.attacker import worked_out
from tests.reporting.figure import NOW, QUARTER

TOWNS = ("0034", "0995", "0303")
FACTS = (("BW", "BT", "OT"), ("URGENT", "ACTIEF", "VOORKEUR"))


def cell(code: str, value: int, n: int | None = None, **dimensions: str) -> Cell:
    return Cell(code, tuple(sorted(dimensions.items())), value, value if n is None else n)


def count(code: str, of: dict[str, int], rest: int = 0) -> Count:
    """A figure that is a plain number in each municipality."""
    cells = {town: (cell(code, value),) for town, value in of.items()}
    return Count(QUARTER, NOW, {WHOLE: (cell(code, sum(of.values()) + rest),)} | cells)


def visible(of: Count) -> dict[str, int | None]:
    return {scope: cells[0].value for scope, cells in of.cells.items()}


def test_one_small_municipality_takes_another_with_it():
    assert visible(shown(count("C2", {"0034": 40, "0995": 12, "0303": 4}), smallest=10)) == {
        WHOLE: 56,
        "0034": 40,
        "0995": None,
        "0303": None,
    }


def test_what_is_hidden_together_is_not_tiny_itself():
    """Two municipalities with one person each would be known from their sum of two."""
    found = visible(shown(count("C2", {"0034": 40, "0995": 1, "0303": 1}), smallest=5))
    assert found == {WHOLE: 42, "0034": None, "0995": None, "0303": None}


def test_people_of_nowhere_are_a_part_too():
    """Region minus municipalities would tell of the three who belong to none."""
    found = visible(shown(count("C2", {"0034": 40, "0995": 30, "0303": 20}, rest=3), smallest=5))
    assert found[WHOLE] == 93
    assert None in found.values()


def test_a_share_of_the_others_cannot_be_worked_out():
    """With the region's share and that of all municipalities but one, the last share follows."""
    cells = {
        WHOLE: (Cell("B2", (), 0.5, 60),),
        "0034": (Cell("B2", (), 0.5, 30),),
        "0995": (Cell("B2", (), 0.5, 26),),
        "0303": (Cell("B2", (), 0.5, 4),),
    }
    assert visible(shown(Count(QUARTER, NOW, cells), smallest=10)) == {
        WHOLE: 0.5,
        "0034": 0.5,
        "0995": None,
        "0303": None,
    }


sizes = st.lists(st.integers(0, 30), min_size=3, max_size=3)
entries = st.lists(st.tuples(st.sampled_from(TOWNS), *map(st.sampled_from, FACTS)), max_size=60)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(TOWNS), *map(st.sampled_from, FACTS)), max_size=60),
    st.sampled_from([5, 7, 10, 25]),
)
def test_somebody_with_everything_that_is_published_cannot_work_out_the_rest(entries, smallest):
    counted = Count(QUARTER, NOW, {WHOLE: rows_of(entries)} | {town: rows_of(entries, town) for town in TOWNS})
    found = shown(counted, smallest=smallest)
    assert not worked_out(equations(found))


@settings(max_examples=60, deadline=None)
@given(entries, st.sampled_from([(5, 10), (5, 20), (7, 15)]))
def test_somebody_inside_who_also_has_the_report_cannot_work_out_the_rest(entries, limits):
    """The monitor shows from one number on, the report from another: together they give nothing away either."""
    counted = Count(QUARTER, NOW, {WHOLE: rows_of(entries)} | {town: rows_of(entries, town) for town in TOWNS})
    inside, published = (shown(counted, smallest=smallest) for smallest in limits)
    either = {scope: tuple(map(_either, inside.cells[scope], cells)) for scope, cells in published.cells.items()}
    assert not worked_out(equations(Count(QUARTER, NOW, either)))


def _either(one: Cell, other: Cell) -> Cell:
    return other if one.suppressed else one


def rows_of(entries: list[tuple[str, ...]], town: str = "") -> tuple[Cell, ...]:
    """Figure C1 of registrations, each with its municipality, its care form and its status."""
    mine = [entry for entry in entries if town in ("", entry[0])]
    forms, statuses = (Counter(entry[at] for entry in mine) for at in (1, 2))
    return (
        cell("C1", len(mine)),
        *(cell("C1", forms[form], zorgvorm=form) for form in FACTS[0]),
        *(cell("C1", statuses[status], status=status) for status in FACTS[1]),
    )


def equations(found: Count) -> list[tuple[dict, Fraction]]:
    """Each total is the sum of its rows, and each number of the region that of its municipalities."""
    known = {(scope, one.dimensions): one.value for scope, cells in found.cells.items() for one in cells}
    sums = []
    for scope, cells in found.cells.items():
        for name in ("zorgvorm", "status"):
            parts = [(scope, one.dimensions) for one in cells if dict(one.dimensions).keys() == {name}]
            sums.append(((scope, ()), parts))
    for one in found.cells[WHOLE]:
        parts = [(town, one.dimensions) for town in TOWNS if (town, one.dimensions) in known]
        sums.append(((WHOLE, one.dimensions), parts))
    return [equation(known, total, parts) for total, parts in sums]


def equation(known: dict, total: tuple, parts: list[tuple]) -> tuple[dict, Fraction]:
    """What is not shown at the left, what is shown at the right."""
    signs = [(total, -1), *((part, 1) for part in parts)]
    right = sum(Fraction(known[key]) * -sign for key, sign in signs if known[key] is not None)
    return {key: sign for key, sign in signs if known[key] is None}, Fraction(right)


@settings(max_examples=60, deadline=None)
@given(sizes, st.sampled_from([5, 10]))
def test_the_region_shows_what_it_shows_without_its_municipalities(sizes, smallest):
    counted = count("C2", dict(zip(TOWNS, sizes, strict=True)))
    alone = suppress(counted.cells[WHOLE], smallest=smallest)
    assert shown(counted, smallest=smallest, rows=IN_BRIEF).cells[WHOLE] == alone


def test_a_municipality_gets_the_rows_that_were_asked_for():
    forms = (cell("C2", 30), cell("C2", 30, zorgvorm="BT"))
    counted = Count(QUARTER, NOW, {WHOLE: forms, "0034": forms})
    assert len(shown(counted, smallest=5, rows=IN_BRIEF).cells["0034"]) == 1
    assert len(shown(counted, smallest=5, rows=IN_FULL).cells["0034"]) == 2


def test_who_left_does_not_follow_from_who_came_and_who_is_there():
    before = (cell("A1", 100), cell("A2", 20), cell("A4", 20))
    now = (cell("A1", 95), cell("A2", 12), Cell("A4", (), None, None, suppressed=True))
    balanced = keep_balance([before, now])
    assert [one.suppressed for one in balanced[1]] == [False, True, True]
    assert balanced[0] == before


def test_flows_that_are_both_shown_stay():
    quarters = [(cell("A1", 100), cell("A2", 20), cell("A4", 20))] * 2
    assert keep_balance(quarters) == quarters


@pytest.mark.django_db
def test_municipalities_add_up_to_the_region_where_everybody_belongs_to_one():
    region = make.region()
    RegionMembership.objects.create(region=region, municipality_id=make.LELYSTAD, starts_on=make.LONG_AGO)
    form = make.care_form(region)
    for town, people in ((make.ALMERE, 3), (make.LELYSTAD, 2)):
        for _ in range(people):
            client = make.client(region)
            make.notification(client, municipality_id=town, notified_on=QUARTER.starts_on)
            make.waits(client, form, since=QUARTER.starts_on)
    counted = count_quarter(region, QUARTER, as_of=NOW)
    found = {
        code: {scope: value_of(cells, code) for scope, cells in counted.cells.items()}
        for code in ("B1", "C1", "C2")
    }
    assert found == {code: {WHOLE: 5, make.ALMERE: 3, make.LELYSTAD: 2} for code in found}


def value_of(cells: tuple[Cell, ...], code: str) -> object:
    return next(one.value for one in cells if one.code == code and not one.dimensions)


@pytest.mark.django_db
def test_the_last_melding_says_where_somebody_belongs():
    region = make.region()
    RegionMembership.objects.create(region=region, municipality_id=make.LELYSTAD, starts_on=make.LONG_AGO)
    client = make.client(region, origin_municipality_id=make.ALMERE)
    make.waits(client, make.care_form(region), since=QUARTER.starts_on)
    make.notification(client, municipality_id=make.ALMERE, notified_on=QUARTER.starts_on)
    make.notification(client, municipality_id=make.LELYSTAD, notified_on=QUARTER.starts_on + timedelta(days=1))
    counted = count_quarter(region, QUARTER, as_of=NOW, codes=["C1"])
    assert {scope: cells[0].value for scope, cells in counted.cells.items()} == {
        WHOLE: 1,
        make.ALMERE: 0,
        make.LELYSTAD: 1,
    }
