"""What is too small to publish, and what would give it away."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.figures.cells import Cell
from reporting.suppression import suppress


def count(code: str, value: int, **dimensions: str) -> Cell:
    return Cell(code, tuple(sorted(dimensions.items())), value, value)


def hidden(*cells: Cell) -> list[dict[str, str]]:
    return [dict(cell.dimensions) for cell in suppress(cells) if cell.suppressed]


@pytest.mark.parametrize(("value", "is_hidden"), [(1, True), (9, True), (10, False)])
def test_a_a_count_below_ten_is_hidden(value, is_hidden):
    assert suppress([count("B1", value)])[0].suppressed is is_hidden


def test_what_is_hidden_is_gone():
    assert suppress([count("B1", 9)]) == (Cell("B1", (), None, None, suppressed=True),)


@pytest.mark.parametrize(
    ("code", "dimensions"),
    [("B2", ()), ("V2", (("maat", "MEDIAAN"),)), ("C4", (("maat", "P90"),)), ("Q1", (("maat", "GEMIDDELDE"),))],
)
def test_b_a_share_median_or_mean_needs_ten(code, dimensions):
    cells = [Cell(code, dimensions, 0.5, 9), Cell(code, dimensions, 0.5, 10)]
    assert [suppress([cell])[0].suppressed for cell in cells] == [True, False]


def test_b_a_share_of_nothing_is_hidden_too():
    assert suppress([Cell("B2", (), None, 0)])[0].suppressed


@pytest.mark.parametrize(("n", "providers", "is_hidden"), [(10, 3, False), (9, 3, True), (10, 2, True)])
@pytest.mark.parametrize("code", ["V3", "V4"])
def test_c_an_amount_needs_ten_clients_and_three_providers(code, n, providers, is_hidden):
    assert suppress([Cell(code, (), Decimal(900), n, providers=providers)])[0].suppressed is is_hidden


def test_days_in_too_heavy_care_are_as_small_as_the_clients_behind_them():
    assert suppress([Cell("C8", (), 819, 9)])[0].suppressed
    assert not suppress([Cell("C8", (), 819, 10)])[0].suppressed


def test_d_one_hidden_row_takes_the_smallest_other_with_it():
    rows = [count("B6", size, uitkomst=name) for name, size in (("A", 30), ("B", 12), ("C", 4), ("D", 20))]
    assert hidden(count("B6", 66), *rows) == [{"uitkomst": "B"}, {"uitkomst": "C"}]


def test_d_two_hidden_rows_are_enough():
    rows = [count("B6", size, uitkomst=name) for name, size in (("A", 30), ("B", 4), ("C", 4))]
    assert hidden(count("B6", 38), *rows) == [{"uitkomst": "B"}, {"uitkomst": "C"}]


def test_d_ties_go_by_code():
    rows = [count("B6", size, uitkomst=name) for name, size in (("Z", 12), ("B", 12), ("C", 4))]
    assert hidden(count("B6", 28), *rows) == [{"uitkomst": "B"}, {"uitkomst": "C"}]


def test_d_without_a_shown_total_nothing_follows():
    rows = [count("A1", size, zorgvorm="BT", gemeente=name) for name, size in (("0034", 4), ("0995", 2))]
    assert hidden(count("A1", 6, zorgvorm="BT"), *rows) == [
        {"zorgvorm": "BT"},
        {"zorgvorm": "BT", "gemeente": "0034"},
        {"zorgvorm": "BT", "gemeente": "0995"},
    ]


def test_d_the_total_of_destinations_is_the_outflow():
    rows = [count("A5", 15, bestemming="FAMILIE"), count("A5", 3, bestemming="WLZ")]
    assert len(hidden(count("A4", 18), *rows)) == 2


def test_d_what_does_not_add_up_needs_no_companion():
    rows = [count("C2", 15, zorgvorm="BT"), count("C2", 3, zorgvorm="BW")]
    assert hidden(count("C2", 17), *rows) == [{"zorgvorm": "BW"}]


def test_d_goes_on_until_nothing_can_be_found_by_subtraction():
    cells = places({("BT", "0034"): 4, ("BT", "0995"): 20, ("BW", "0034"): 15, ("BW", "0995"): 30})
    assert hidden(*cells) == [
        {"soort": "BEZET", "zorgvorm": form, "gemeente": town}
        for form in ("BT", "BW")
        for town in ("0034", "0995")
    ]


def test_d_a_row_that_is_all_of_its_total_takes_the_total_with_it():
    cells = places({("BT", "0034"): 4, ("BW", "0034"): 15, ("BW", "0995"): 30, ("OT", "0171"): 50})
    assert {"soort": "BEZET", "zorgvorm": "BT"} in hidden(*cells)
    assert_nothing_follows(cells)


def test_e_a_zero_is_shown_among_ten_others_only():
    crowd = [count("C1", 30), count("C1", 30, status="ACTIEF"), count("C1", 0, status="URGENT")]
    assert hidden(*crowd) == []
    few = [count("C1", 9), count("C1", 9, status="ACTIEF"), count("C1", 0, status="URGENT")]
    assert len(hidden(*few)) == 3


def test_e_a_zero_that_stands_alone_is_hidden():
    assert hidden(count("B5", 0)) == [{}]


def test_the_order_stays():
    cells = [count("A2", 30), count("A4", 3), count("B1", 12)]
    assert [cell.code for cell in suppress(cells)] == ["A2", "A4", "B1"]


def places(taken: dict[tuple[str, str], int]) -> list[Cell]:
    """The rows and totals of D1 that the places per care form and municipality make."""
    forms, towns = ({pair[i] for pair in taken} for i in (0, 1))
    by_form = {form: sum(size for pair, size in taken.items() if pair[0] == form) for form in sorted(forms)}
    by_town = {town: sum(size for pair, size in taken.items() if pair[1] == town) for town in sorted(towns)}
    return [
        count("D1", sum(taken.values()), soort="BEZET"),
        *(count("D1", size, soort="BEZET", zorgvorm=form) for form, size in by_form.items()),
        *(count("D1", size, soort="BEZET", gemeente=town) for town, size in by_town.items()),
        *(count("D1", size, soort="BEZET", zorgvorm=form, gemeente=town) for (form, town), size in taken.items()),
    ]


def assert_nothing_follows(cells: list[Cell]) -> None:
    """No row, column or total of D1 has exactly one hidden number."""
    shown = {frozenset(dict(cell.dimensions).values()): cell.suppressed for cell in suppress(cells)}
    forms = {form for cell in cells if (form := dict(cell.dimensions).get("zorgvorm"))}
    towns = {town for cell in cells if (town := dict(cell.dimensions).get("gemeente"))}
    lines = [[{"BEZET"}, *({"BEZET", name} for name in names)] for names in (forms, towns)]
    lines += [[{"BEZET", form}, *({"BEZET", form, town} for town in towns)] for form in forms]
    lines += [[{"BEZET", town}, *({"BEZET", form, town} for form in forms)] for town in towns]
    for line in lines:
        assert sum(shown.get(frozenset(row), False) for row in line) != 1


sizes = st.dictionaries(
    st.tuples(st.sampled_from(["BT", "BW", "OT"]), st.sampled_from(["0034", "0171", "0995"])),
    st.integers(1, 40),
    min_size=1,
)


@given(sizes)
def test_no_table_of_places_gives_a_hidden_number_away(taken):
    cells = places(taken)
    assert_nothing_follows(cells)
    assert all(cell.suppressed for cell, made in zip(suppress(cells), cells, strict=True) if made.value < 10)
