"""What a single cell may say."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectories.regionfile import cells
from trajectories.regionfile.cells import CellError

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(days)
def test_a_day_reads_the_same_in_iso_and_as_excel_writes_it(day: date):
    assert cells.read_day(cells.DAY.write(day)) == day
    assert cells.read_day(f"{day.day}-{day.month}-{day.year}") == day
    assert cells.read_day(f"{day:%d-%m-%Y}") == day


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "29-2-2025",
        "2026-04-01 00:00",
        "2026-04-01T00:00",
        "2026-4-1",
        "1/4/2026",
        "1-4-26",
        "20260401",
        "2026-W14-3",
        " 2026-04-01",
        "2026-04-01\n",
        "1899-12-31",
        "2101-01-01",
        "45000",
        "0000-01-01",
        "٢٠٢٦-٠٤-٠١",
    ],
)
def test_what_is_no_day_is_refused(text: str):
    with pytest.raises(CellError):
        cells.read_day(text)


@given(st.from_regex(r"[0-9٣]{1,4}[-/ ][0-9]{1,2}-[0-9]{1,4}.?", fullmatch=True))
def test_a_day_is_read_or_refused_and_never_anything_else(text: str):
    try:
        day = cells.read_day(text)
    except CellError:
        return
    assert sorted(map(int, text.split("-"))) == sorted((day.year, day.month, day.day))


@given(st.decimals(0, 9_999_999_999, places=2))
def test_an_amount_keeps_its_cents_with_a_point_or_a_comma(amount: Decimal):
    text = cells.EUROS.write(amount)
    assert cells.read_euros(text) == cells.read_euros(text.replace(".", ",")) == amount


@pytest.mark.parametrize(
    "text", ["1.234,50", "1,234.50", "92,505", "12,", ",5", "€ 12", "1e3", "12 ", "12345678901"]
)
def test_what_is_no_amount_is_refused(text: str):
    with pytest.raises(CellError):
        cells.read_euros(text)


@pytest.mark.parametrize(
    ("text", "written"), [("7", "7"), ("7,50", "7.5"), ("10", "10"), ("10.00", "10"), ("1", "1"), ("6.25", "6.25")]
)
def test_a_mark_is_written_without_trailing_zeros(text: str, written: str):
    assert cells.write_mark(cells.read_mark(text)) == written


@given(st.decimals(1, 10, places=3))
def test_a_mark_comes_back_as_it_went(mark: Decimal):
    assert cells.read_mark(cells.write_mark(mark)) == mark


@pytest.mark.parametrize("text", ["0", "11", "10,1", "0,9", "zeven", "7,", "7.5.1", "5/10"])
def test_what_is_no_mark_is_refused(text: str):
    with pytest.raises(CellError):
        cells.read_mark(text)


@given(st.integers(0, 2_147_483_647))
def test_a_whole_number_comes_back_as_it_went(number: int):
    assert cells.read_whole(cells.WHOLE.write(number)) == number


@pytest.mark.parametrize("text", ["1,0", "1.0", "tien", "2147483648", "9" * 500, "²", "1 000"])
def test_what_is_no_whole_number_is_refused(text: str):
    with pytest.raises(CellError):
        cells.read_whole(text)


def test_a_boolean_is_exactly_ja_or_nee():
    assert cells.read_boolean("ja") is True
    assert cells.read_boolean("nee") is False
    for text in ("Ja", "JA", "j", "1", "true", "WAAR", "nee "):
        with pytest.raises(CellError):
            cells.read_boolean(text)


def test_lost_leading_zeros_are_refused_with_what_to_write():
    assert cells.read_municipality("0034") == "0034"
    with pytest.raises(CellError, match="Schrijf 0034"):
        cells.read_municipality("34")
    for text in ("00034", "Almere", "003A"):
        with pytest.raises(CellError):
            cells.read_municipality(text)


def test_an_origin_is_a_code_or_one_of_two_words():
    assert [cells.read_origin(text) for text in ("0034", "BUITENLAND", "ONBEKEND")]
    for text in ("34", "Buitenland", "DUITSLAND"):
        with pytest.raises(CellError):
            cells.read_origin(text)


def test_features_stand_in_one_cell_with_one_space_between_them():
    assert cells.read_features("ROLSTOEL RUSTIG") == ("ROLSTOEL", "RUSTIG")
    for text in ("ROLSTOEL,RUSTIG", "ROLSTOEL  RUSTIG", "rolstoel", " ROLSTOEL"):
        with pytest.raises(CellError):
            cells.read_features(text)


@pytest.mark.parametrize("sign", list("=+-@\t\r"))
def test_what_a_spreadsheet_takes_for_a_formula_is_refused_and_never_written(sign: str):
    assert cells.obstacle(f"{sign}SOM(A1)")
    assert cells.obstacle(sign)
    assert not cells.obstacle(cells.write_text(f"{sign}SOM(A1)"))
    assert not cells.obstacle(f"een {sign} in het midden")


def test_a_cell_has_at_most_two_thousand_signs():
    assert not cells.obstacle("é" * 2000)
    assert cells.obstacle("é" * 2001)
