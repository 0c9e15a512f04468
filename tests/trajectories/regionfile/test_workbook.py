"""A regiobestand as an Excel workbook."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from portal.models import Client, Region
from tests.trajectories.regionfile import make
from trajectories.regionfile.dumping import dump
from trajectories.regionfile.files import BY_NAME
from trajectories.regionfile.loading import load
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.workbook import read_workbook, text_of


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in ([*BY_NAME[name].by_name], *rows) if name in BY_NAME else rows:
            page.append(row)
    book.save(path)
    return path


def typed(cell: str) -> Any:
    """A cell as somebody typing it into Excel would get it, codes formatted as text."""
    if len(cell) == 10 and cell[4] == cell[7] == "-":
        return datetime.fromisoformat(cell)
    if cell in ("ja", "nee"):
        return cell == "ja"
    return float(cell) if "." in cell else cell or None


REGION = [["R", "Regio", "0034"]]


@pytest.mark.django_db
def test_a_workbook_loads_like_the_folder(tmp_path: Path):
    make.loaded(make.small(tmp_path / "in"))
    region = Region.objects.get()
    dump(region, tmp_path / "een", today=make.TODAY)
    make.empty(region)
    sheets = {
        name: [[typed(cell) for cell in row] for row in make.rows(tmp_path / "een", name)] for name in BY_NAME
    }
    make.loaded(workbook(tmp_path / "regio.xlsx", sheets))
    dump(Region.objects.get(), tmp_path / "twee", today=make.TODAY)
    for path in (tmp_path / "een").iterdir():
        assert path.read_text() == (tmp_path / "twee" / path.name).read_text()


@pytest.mark.django_db
def test_a_workbook_alone_in_a_folder_counts_as_the_folder(tmp_path: Path):
    workbook(tmp_path / "regio.xlsx", {"regio": REGION})
    assert make.loaded(tmp_path).rows == 1


@pytest.mark.django_db
def test_mistakes_in_a_workbook_have_the_same_places_as_in_a_csv(tmp_path: Path):
    people = [
        ["C1", "Noor", "Zonneveer", datetime(1990, 1, 1, 8, 30), "0034", None],
        [None] * 6,
        ["C2", "=A1", "Maanzaad", None, 34, "misschien"],
        ["C3", "Bas", "Maanzaad", None, None, None, "te veel"],
    ]
    path = workbook(tmp_path / "r.xlsx", {"regio": REGION, "clienten": people, "Blad1": [["los"]]})
    assert make.errors(path) == [
        "Blad1",
        "clienten.csv rij 2 kolom geboortedatum",
        "clienten.csv rij 4 kolom voornamen",
        "clienten.csv rij 4 kolom herkomst",
        "clienten.csv rij 4 kolom via_jeugdhulp",
        "clienten.csv rij 5",
    ]
    assert not Client.objects.exists()


@pytest.mark.django_db
def test_a_file_that_only_looks_like_a_workbook_is_told(tmp_path: Path):
    path = tmp_path / "regio.xlsx"
    path.write_bytes(b"PK\x03\x04 geen werkmap")
    assert "geen leesbare werkmap" in load(path, today=make.TODAY).errors.lines[0]


@pytest.mark.django_db
def test_a_sheet_without_end_is_read_no_further_than_it_may_be_long(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("trajectories.regionfile.workbook.MOST_ROWS", 3)
    path = workbook(tmp_path / "regio.xlsx", {"plekken": [["P", "L"]] * 9})
    problems = Problems()
    read_workbook(path, problems)
    assert "Dit blad heeft meer dan" in problems.found[0].sentence
    assert load(workbook(path, {"regio": REGION}), today=make.TODAY, rehearse=True).errors.lines == []


def test_a_cell_becomes_the_text_a_csv_would_have():
    cells = [
        None,
        True,
        False,
        12,
        12.0,
        92.5,
        date(2026, 4, 1),
        datetime(2026, 4, 1),
        datetime(2026, 4, 1, 9),
        "x",
    ]
    assert [text_of(cell) for cell in cells] == [
        "",
        "ja",
        "nee",
        "12",
        "12",
        "92.5",
        "2026-04-01",
        "2026-04-01",
        "2026-04-01 09:00:00",
        "x",
    ]
