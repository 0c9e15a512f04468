"""Tables to take along: typed, explained, never a formula, and as large as need be."""

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from zipfile import ZipFile

import pytest
from django.db.models import Value
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from portal.models import Client
from portal.sheets import Asked, Column, Sheet, download
from portal.sheets.download import KINDS
from portal.sheets.text import write_csv
from tests import make

DAY = date(2026, 10, 5)
COLUMNS = (Column("naam", "Wie het is"), Column("aantal", "Hoeveel"), Column("op", "Wanneer"))
DANGEROUS = ["=1+1", "+31612345678", "-5", "@SUM(A1)", "\tx", "＝1+1", '=HYPERLINK("http://x","y")']


def written(kind, *rows, about=()):
    answer = download(Sheet("lijst", COLUMNS, rows, about), kind=kind, name="lijst")
    return b"".join(answer.streaming_content)


@pytest.mark.django_db
def test_the_database_writes_the_same_csv_as_we_do():
    """Texts with everything in them, days, yes and no, and nothing at all; each in both ways."""
    region = make.region()
    texts = [*DANGEROUS, " =1", "a,b", 'zeg "ja"', "één\r\nregel", "", "gewoon", "%s", "\\."]
    for number, text in enumerate(texts):
        make.client(region, given_names=text, origin_municipality_id=None, via_youth_care=number % 2 == 0)
    tiny = Value(0.00000025)
    summer, winter = (Value(datetime(2026, month, 30, 23, 30, tzinfo=UTC)) for month in (6, 12))
    cells = ("given_names", "born_on", "via_youth_care", "origin_municipality__name", tiny, summer, winter)
    asked = Asked(Client.objects.order_by("pk"), cells)
    ours, theirs = io.BytesIO(), io.BytesIO()
    write_csv(Sheet("lijst", COLUMNS, tuple(asked)), ours)
    write_csv(Sheet("lijst", COLUMNS, asked), theirs)
    assert theirs.getvalue() == ours.getvalue()
    assert b",0.00000025,2026-07-01T01:30:00+02:00,2026-12-31T00:30:00+01:00\r\n" in theirs.getvalue()


def opened(*rows, about=()):
    return load_workbook(io.BytesIO(written("xlsx", *rows, about=about)))


def cells(book, sheet="lijst"):
    return [tuple(cell.value for cell in row) for row in book[sheet].iter_rows()]


def test_a_workbook_holds_numbers_as_numbers_and_days_as_days():
    rows = [("Noor", 12, DAY), ("Wim", Decimal("92.50"), None), (None, 0.25, DAY)]
    page = opened(*rows)["lijst"]
    kinds = [[cell.data_type for cell in row] for row in page.iter_rows(min_row=2)]
    assert kinds == [["s", "n", "d"], ["s", "n", "n"], ["n", "n", "d"]]
    assert page["C2"].value.date() == DAY
    assert page["B3"].value == 92.5
    assert page.freeze_panes == "A2"


def test_its_second_sheet_says_what_the_columns_mean():
    book = opened(("Noor", 1, DAY), about=(("stand", "op 5 oktober 2026"),))
    assert book.sheetnames == ["lijst", "uitleg"]
    assert cells(book, "uitleg")[1:] == [
        ("naam", "Wie het is"),
        ("aantal", "Hoeveel"),
        ("op", "Wanneer"),
        ("stand", "op 5 oktober 2026"),
    ]


def test_csv_is_plain_and_says_the_same():
    lines = written("csv", ("Noor, of Wim", True, DAY), (None, 0.1, None)).decode()
    assert lines == 'naam,aantal,op\r\n"Noor, of Wim",ja,2026-10-05\r\n,0.1,\r\n'


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula_is_text(text):
    cell = opened((text, 1, None))["lijst"]["A2"]
    assert (cell.value.strip(), cell.data_type) == (text.strip(), "s")
    (_, (first, *_)) = csv.reader(io.StringIO(written("csv", (text, 1, None)).decode(), newline=""))
    assert first == f" {text}"


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_text_makes_a_workbook_that_opens_without_a_formula(texts):
    book = opened(*((text, 1, None) for text in texts))
    assert all(cell.data_type != "f" for row in book["lijst"].iter_rows() for cell in row)
    assert b"<f>" not in ZipFile(io.BytesIO(written("xlsx", *((text, 1, None) for text in texts)))).read(
        "xl/worksheets/sheet1.xml"
    )


def test_the_same_rows_give_the_same_bytes():
    assert written("xlsx", ("Noor", 1, DAY)) == written("xlsx", ("Noor", 1, DAY))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_ten_times_as_many_rows_take_no_more_memory(kind):
    def peak(number):
        rows = (("Een naam van gewone lengte", at, DAY) for at in range(number))
        tracemalloc.start()
        with TemporaryFile() as target:
            KINDS[kind][0](Sheet("lijst", COLUMNS, rows), target)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(3000) < 1.5 * peak(300) + 100_000
