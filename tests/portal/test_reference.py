"""The municipality codes that ship with the code are complete, well formed and those of CBS."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from portal.reference import MunicipalityRow, municipalities

CBS_2026 = Path(__file__).parents[3] / "shared" / "data" / "cbs_gemeenten_2026.csv"

# The number of municipalities CBS counts on 1 January of each year.
COUNTED_BY_CBS = {
    1996: 625, 1997: 572, 1998: 548, 1999: 538, 2000: 537, 2001: 504, 2002: 496, 2003: 489,
    2004: 483, 2005: 467, 2006: 458, 2007: 443, 2008: 443, 2009: 441, 2010: 431, 2011: 418,
    2012: 415, 2013: 408, 2014: 403, 2015: 393, 2016: 390, 2017: 388, 2018: 380, 2019: 355,
    2020: 355, 2021: 352, 2022: 345, 2023: 342, 2024: 342, 2025: 342, 2026: 342,
}  # fmt: skip

# A public body with a code of its own, not counted as a municipality in its last years (1984-1995).
PUBLIC_BODY = "0996"


def by_code() -> dict[str, MunicipalityRow]:
    return {row.code: row for row in municipalities()}


def existing_on(day: date) -> list[MunicipalityRow]:
    return [
        row
        for row in municipalities()
        if (row.since is None or row.since <= day) and (row.until is None or day < row.until)
    ]


def test_342_municipalities_exist_now():
    assert sum(row.until is None for row in municipalities()) == 342


def test_a_code_is_four_digits_and_stands_in_the_list_once_in_order():
    codes = [row.code for row in municipalities()]
    assert all(re.fullmatch(r"[0-9]{4}", code) for code in codes)
    assert codes == sorted(set(codes))


def test_every_row_has_a_trimmed_name_and_a_period_that_lasts():
    for row in municipalities():
        assert row.name
        assert row.name == row.name.strip(), row
        assert row.since is None or row.until is None or row.since < row.until, row


@pytest.mark.parametrize(
    ("code", "name", "since", "until"),
    [
        ("0034", "Almere", date(1984, 1, 1), None),
        ("1992", "Voorne aan Zee", date(2023, 1, 1), None),
        ("0003", "Appingedam", None, date(2021, 1, 1)),
        ("0007", "Bellingwedde", date(1968, 1, 1), date(2018, 1, 1)),
        ("0457", "Weesp", None, date(2022, 3, 24)),
        ("0501", "Brielle", None, date(2023, 1, 1)),
        ("0033", "Oosterbroek", date(1965, 7, 1), date(1991, 2, 1)),
        ("0001", "Adorp", None, date(1990, 1, 1)),
    ],
)
def test_a_municipality_is_known_with_its_period(code, name, since, until):
    assert by_code()[code] == MunicipalityRow(code=code, name=name, since=since, until=until)


@pytest.mark.parametrize("code", ["9999", "0000", "0997", "0998", "0999", "1266", "1999", "34"])
def test_a_code_no_municipality_ever_had_is_not_known(code):
    assert code not in by_code()


@pytest.mark.parametrize(("year", "count"), COUNTED_BY_CBS.items())
def test_as_many_municipalities_exist_on_1_january_as_cbs_counts(year, count):
    assert len(existing_on(date(year, 1, 1))) == count


@pytest.mark.parametrize(
    ("year", "count"), [(1990, 672), (1991, 647), (1992, 647), (1993, 646), (1994, 636), (1995, 633)]
)
def test_the_count_before_1996_is_that_of_cbs_without_the_public_body(year, count):
    counted = [row for row in existing_on(date(year, 1, 1)) if row.code != PUBLIC_BODY]
    assert len(counted) == count


@pytest.mark.skipif(not CBS_2026.exists(), reason="the CBS list of 2026 is not here")
def test_the_municipalities_of_now_are_those_of_the_cbs_list_of_2026():
    with CBS_2026.open(encoding="utf-8-sig", newline="") as lines:
        listed = {row["gemeentecode"]: row["gemeentenaam"] for row in csv.DictReader(lines)}
    assert {row.code: row.name for row in municipalities() if row.until is None} == listed
