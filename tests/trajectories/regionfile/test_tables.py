"""Headers, cells and keys: what is refused before rows are compared."""

from pathlib import Path

import pytest

from portal.models import Client, Region
from tests.trajectories.regionfile import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "rows", "places"),
    [
        ("clienten", ["C1,Noor"], ["clienten.csv rij 2"]),
        ("clienten", ["C1,Noor,Zonneveer,,,,"], ["clienten.csv rij 2"]),
        ("clienten", ["C1,,Zonneveer,,,", "C2,Bas,M,,,"], ["clienten.csv rij 2 kolom voornamen"]),
        ("clienten", ["C1,No\0or,Zonneveer,,,", "C2,Bas,M,,,"], ["clienten.csv rij 2"]),
        ("clienten", [f"C1,{'x' * 2001},Z,,,", "C2,Bas,M,,,"], ["clienten.csv rij 2 kolom voornamen"]),
        ("clienten", ["C1,@Noor,Z,,,", "C2,Bas,M,,,"], ["clienten.csv rij 2 kolom voornamen"]),
        ("clienten", ["C1,N,Z,,,", "C2,B,M,,,", "", "C1,A,B,,,"], ["clienten.csv rij 5 kolom code"]),
        ("evaluaties", ["C1,,2024-01-01,,,,,,", "C1,,2024-01-01,8,,,,,"], ["evaluaties.csv rij 3 kolom client"]),
        ("gemeenten", ["0034,2020-01-01,,ja", "0034,2020-01-01,,nee"], ["gemeenten.csv rij 3 kolom vanaf"]),
        ("regio", ["KLEIN,Klein,0034", "KLEIN2,Klein,0034"], ["regio.csv rij 3 kolom code"]),
        ("regio", [], ["regio.csv"]),
    ],
)
def test_a_mistake_is_told_at_its_place_and_nowhere_else(tmp_path: Path, name: str, rows: list[str], places):
    assert make.errors(make.small(tmp_path, **{name: rows})) == places
    assert not Region.objects.exists()


def header(path: Path, name: str, text: str) -> Path:
    file = path / f"{name}.csv"
    _, rest = file.read_text().split("\n", 1)
    file.write_text(f"{text}\n{rest}")
    return path


def test_every_column_has_to_be_there_once_and_no_other(tmp_path: Path):
    folder = header(make.small(tmp_path), "aanbieders", "code,Naam,code")
    assert make.errors(folder) == [
        "aanbieders.csv rij 1 kolom naam",
        "aanbieders.csv rij 1 kolom agb",
        "aanbieders.csv rij 1 kolom Naam",
        "aanbieders.csv rij 1 kolom code",
    ]


def test_columns_stand_in_any_order(tmp_path: Path):
    folder = make.small(tmp_path, corporaties=["Corporatie een (fictief),W1"])
    make.loaded(header(folder, "corporaties", "naam,code"))


@pytest.mark.parametrize("text", ["", "\n", "C1,Noor,Zonneveer,,,\n", "code\tvoornamen\n"])
def test_a_file_without_a_header_is_told_once(tmp_path: Path, text: str):
    folder = make.small(tmp_path)
    (folder / "clienten.csv").write_text(text)
    assert make.errors(folder) == ["clienten.csv rij 1"]


def test_a_header_without_rows_and_empty_lines_are_fine(tmp_path: Path):
    folder = make.small(tmp_path, planregels=[], clienten=["C1,N,Z,,,", "", ",,,,,", "C2,B,M,,,", ""])
    make.loaded(folder)
    assert Client.objects.count() == 2


def test_cells_are_taken_as_they_stand(tmp_path: Path):
    make.loaded(make.small(tmp_path, clienten=['C1,"  Noor ""’s\r\nGravin"" ; ",é…漢,,,', "C2,B,M,,,"]))
    client = Client.objects.get(code="C1")
    assert client.given_names == '  Noor "’s\r\nGravin" ; '
    assert client.family_name == "é…漢"


def test_the_longest_texts_fit_in_every_column(tmp_path: Path):
    make.loaded(make.small(tmp_path, clienten=[f"C1,{'x' * 2000},{'y' * 2000},,,", "C2,B,M,,,"]))


def test_what_refers_to_an_unreadable_file_is_not_blamed_for_it(tmp_path: Path):
    folder = make.small(tmp_path)
    (folder / "clienten.csv").write_bytes(b"code;voornamen\n\xff")
    (folder / "plekken.csv").write_text('code,locatie,kenmerken\nP1,L1,"\n')
    assert make.errors(folder) == ["clienten.csv", "plekken.csv"]


def test_a_mistake_in_a_row_does_not_spread_to_what_refers_to_it(tmp_path: Path):
    folder = make.small(tmp_path, contracten=["A1,BW,2020-01-01,,tien,92.50", "A1,BT,morgen,,10,61.00"])
    assert make.errors(folder) == ["contracten.csv rij 2 kolom plekken", "contracten.csv rij 3 kolom vanaf"]


def test_all_mistakes_are_told_at_once(tmp_path: Path):
    folder = make.small(
        tmp_path,
        gemeenten=["34,2020-01-01,2019-01-01,Ja"],
        clienten=["C1,,Zonneveer,1990-02-30,0034,nee", "C2,Bas,Maanzaad,,,"],
        wachtpauzes=["W9,2026-09-10,2026-09-10", "W2,2026-09-10,", "W2,2026-09-20,"],
    )
    (folder / "notities.csv").write_text("x")
    assert make.errors(folder) == [
        "clienten.csv rij 2 kolom voornamen",
        "clienten.csv rij 2 kolom geboortedatum",
        "gemeenten.csv rij 2 kolom gemeentecode",
        "gemeenten.csv rij 2 kolom nieuwe_instroom",
        "gemeenten.csv rij 2 kolom tot",
        "notities.csv",
        "wachtpauzes.csv rij 2 kolom wachtlijst",
        "wachtpauzes.csv rij 2 kolom tot",
        "wachtpauzes.csv rij 4 kolom vanaf",
    ]
