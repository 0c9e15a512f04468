"""No file stops the server: what is too large, of the wrong sort or a bomb is refused with a sentence."""

import io
import zipfile

import pytest

from tests.trajectories.uploads.sheets import csv, workbook
from trajectories.regionfile import workbook as regionfile
from trajectories.regionfile.problems import Problems
from trajectories.uploads import opening
from trajectories.uploads.kinds import KINDS
from trajectories.uploads.opening import MOST_BYTES, obstacle_to_open, open_file

STOCK = KINDS["AANBOD"]


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/"), data, compresslevel=1)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A workbook of one place of which one part holds something else."""
    with zipfile.ZipFile(io.BytesIO(workbook(plekken=[["P1", "L1", None]]))) as book:
        parts = {part: book.read(part) for part in book.namelist()}
    return zipped(**(parts | {name: content}))


def opened(name: str, data: bytes, kind=STOCK):
    problems = Problems()
    sheets = open_file(name, data, kind, problems, tick=lambda: None)
    return sheets, [problem.sentence for problem in problems.found]


BOMB = zipped(**{"xl__workbook.xml": b"<x/>", "xl__worksheets__sheet1.xml": b"0" * (opening.MOST_UNPACKED + 1)})


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"", "leeg"),
        ("a.csv", b"x" * (MOST_BYTES + 1), "te groot: hoogstens 8 MB"),
        ("a.xls", b"\xd0\xcf\x11\xe0rest", "oude of beveiligde Excel-werkmap"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0rest", "zonder wachtwoord"),
        ("a.pdf", b"%PDF-1.7", "geen werkmap (.xlsx) en geen CSV"),
        ("a.csv", b"%PDF-1.7", "geen werkmap (.xlsx) en geen CSV"),
        ("a.csv", b"MZ\0\0", "geen werkmap (.xlsx) en geen CSV"),
        ("a.csv", workbook(plekken=[]), "geen werkmap (.xlsx) en geen CSV"),
        ("a.xlsx", b"code;locatie", "geen werkmap (.xlsx) en geen CSV"),
        ("a.ods", zipped(mimetype=b"x"), "geen werkmap (.xlsx) en geen CSV"),
        ("a.xlsx", zipped(mimetype=b"x"), "geen leesbare werkmap"),
        ("a.xlsx", b"PK\x03\x04 stuk", "geen leesbare werkmap"),
        ("a.xlsx", BOMB, "uitgepakt veel te groot"),
        ("plekken", b"code", "geen werkmap (.xlsx) en geen CSV"),
    ],
)
def test_what_cannot_be_opened_is_told_so(name, data, says):
    assert says in obstacle_to_open(name, data)


def test_a_workbook_and_a_csv_are_welcome_whatever_their_capitals():
    assert not obstacle_to_open("Aanbod.XLSX", workbook(plekken=[]))
    assert not obstacle_to_open("plekken.CSV", csv("plekken"))


@pytest.mark.parametrize("name", ["plekken.csv", "mijn lijst.csv", "plekken (3).csv"])
def test_a_csv_is_known_by_its_header_not_by_its_name(name):
    (sheet,), said = opened(name, csv("plekken", "P1;L1;"))
    assert (sheet.name, said) == ("plekken", [])


def test_a_csv_in_another_alphabet_is_told_where():
    sheets, said = opened("plekken.csv", csv("plekken") + "Café".encode("cp1252"))
    assert sheets == []
    assert "geen UTF-8 (byte" in said[0]


def test_guides_of_our_own_templates_are_skipped_and_other_sheets_refused():
    sheets, said = opened("a.xlsx", workbook(uitleg=[["lees mij"]], plekken=[["P1", "L1", None]], blad1=[]))
    assert [sheet.name for sheet in sheets] == ["plekken"]
    assert said == ["Dit blad hoort hier niet. De bladen heten locaties, plekken, plekperioden."]


def test_a_workbook_with_nothing_to_load_says_so():
    assert "niets om te laden" in opened("a.xlsx", workbook(uitleg=[]))[1][0]


def test_too_many_rows_are_refused_in_either_form(monkeypatch):
    monkeypatch.setattr(opening, "MOST_ROWS", 3)
    assert "Er staan meer dan" in opened("p.csv", csv("plekken", *["P;L;"] * 4))[1][0]
    assert "Er staan meer dan" in opened("p.xlsx", workbook(plekken=[["P", "L", None]] * 4))[1][0]
    assert opened("p.csv", csv("plekken", *["P;L;"] * 3))[1] == []


def test_a_row_far_down_or_far_right_costs_no_more_than_we_read(monkeypatch):
    monkeypatch.setattr(opening, "MOST_ROWS", 50)
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(workbook(plekken=[["P1", "L1", None]])))
    book["plekken"].cell(1_048_576, 1).value = "ver"
    book["plekken"].cell(2, 16_384).value = "rechts"
    out = io.BytesIO()
    book.save(out)
    seen = 0

    def tick():
        nonlocal seen
        seen += 1

    problems = Problems()
    open_file("p.xlsx", out.getvalue(), STOCK, problems, tick=tick)
    assert seen <= 52
    assert "Er staan meer dan" in problems.found[0].sentence


def test_a_sheet_of_a_million_rows_is_read_no_further_than_the_row_where_it_is_refused(tmp_path, monkeypatch):
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    many = start + b"<row><c><v>1</v></c></row>" * 10**6
    data = with_part("xl/worksheets/sheet1.xml", many + b"</sheetData></worksheet>")
    read, taken = zipfile.ZipExtFile.read, []
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda part, *n: taken.append(read(part, *n)) or taken[-1])
    monkeypatch.setattr(opening, "MOST_ROWS", 100)
    monkeypatch.setattr(regionfile, "MOST_ROWS", 100)
    (tmp_path / "regio.xlsx").write_bytes(data)
    assert "Er staan meer dan" in opened("p.xlsx", data)[1][0]
    regionfile.read_workbook(tmp_path / "regio.xlsx", problems := Problems())
    assert "Dit blad heeft meer dan" in problems.found[0].sentence
    assert sum(map(len, taken)) < len(many) // 50


def test_entities_that_explode_are_refused(tmp_path):
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lollol">{lol}]><x>&l9;</x>'
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml"):
        data = with_part(part, xml.encode())
        assert opened("p.xlsx", data)[1], part
        (tmp_path / "regio.xlsx").write_bytes(data)
        regionfile.read_workbook(tmp_path / "regio.xlsx", problems := Problems())
        assert [problem.sentence for problem in problems.found] == [regionfile.UNREADABLE]
