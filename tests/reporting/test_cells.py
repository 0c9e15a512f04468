"""The written form of a cell: JSON as the command promises it, CSV that a spreadsheet reads."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reporting.figures.cells import Cell, as_csv, as_json, from_json
from reporting.figures.definitions import DEFINITIONS
from reporting.quarter import Quarter

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "examples"


def test_a_cell_is_written_with_its_value_not_rounded():
    cell = Cell("B2", (), 0.8571428571428571, 7)
    assert as_json(cell) == {"code": "B2", "dimensies": {}, "waarde": 0.8571428571428571, "n": 7}


def test_euros_are_rounded_half_up_to_cents():
    assert as_json(Cell("V4", (), Decimal("31250.125"), 12))["waarde"] == 31250.13


def test_a_suppressed_cell_gives_away_neither_value_nor_n():
    cell = Cell("A1", (("zorgvorm", "BT"),), 7, 7, suppressed=True)
    assert as_json(cell) == {
        "code": "A1",
        "dimensies": {"zorgvorm": "BT"},
        "waarde": None,
        "onderdrukt": True,
    }
    assert "7" not in as_csv([cell])


def test_what_is_written_can_be_read_again():
    cells = [
        Cell("A1", (), 412, 412),
        Cell("C4", (("maat", "P90"),), None, 0),
        Cell("A2", (), None, None, suppressed=True),
    ]
    assert [from_json(as_json(cell)) for cell in cells] == cells


def test_the_csv_has_a_column_for_every_dimension_and_the_total_first():
    rows = as_csv([Cell("C4", (("maat", "P90"), ("zorgvorm", "BT")), 90.5, 12), Cell("A1", (), 412, 412)])
    assert rows.splitlines() == [
        "code,maat,zorgvorm,waarde,n,onderdrukt",
        "A1,,,412,412,nee",
        "C4,P90,BT,90.5,12,nee",
    ]


def test_every_code_of_the_contract_has_a_definition():
    contract = EXAMPLES.parent / "figures.md"
    if not contract.exists():
        pytest.skip("the contract is not here")
    assert set(re.findall(r"^\| ([A-Z]\d) \|", contract.read_text(), re.MULTILINE)) == set(DEFINITIONS)


@pytest.mark.parametrize(
    ("text", "first", "end"), [("2026Q3", "2026-07-01", "2026-10-01"), ("2025Q4", "2025-10-01", "2026-01-01")]
)
def test_a_quarter_is_half_open(text, first, end):
    quarter = Quarter.parse(text)
    assert (str(quarter.starts_on), str(quarter.ends_on)) == (first, end)
    assert str(quarter) == text
    assert quarter.next.previous == quarter


def test_a_quarter_is_provisional_until_thirty_days_after_it():
    quarter = Quarter.parse("2026Q3")
    assert quarter.final_on == date(2026, 10, 31)
    assert quarter.is_provisional(date(2026, 10, 30))
    assert not quarter.is_provisional(date(2026, 10, 31))


@pytest.mark.parametrize("text", ["2026q3", "2026Q5", "26Q1", "2026Q3 ", "9999Q1", ""])
def test_what_is_not_a_quarter_is_refused(text):
    with pytest.raises(ValueError, match="Geen kwartaal"):
        Quarter.parse(text)
