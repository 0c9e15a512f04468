"""From a folder to rows of text."""

from pathlib import Path

import pytest

from tests.trajectories.regionfile import make
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.reading import read


def first_lines(path: Path) -> tuple[list, list[str]]:
    problems = Problems()
    sheets = read(path, problems)
    return sheets, problems.lines


def test_rows_are_numbered_as_in_a_spreadsheet_blank_lines_and_lines_within_a_cell_too(tmp_path: Path):
    make.folder(tmp_path, {"regio": ['R,"een\ntwee",0034', "", "S,x,0034"]})
    sheets, _ = first_lines(tmp_path)
    assert sheets[0].records[1:] == [(2, ["R", "een\ntwee", "0034"]), (3, []), (4, ["S", "x", "0034"])]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_usual_way_to_save_a_csv_is_read(tmp_path: Path, ending: str, separator: str, mark: str):
    text = mark + ending.join(["code,naam,centrumgemeente", "R,Regio,0034", ""]).replace(",", separator)
    (tmp_path / "regio.csv").write_bytes(text.encode())
    sheets, lines = first_lines(tmp_path)
    assert lines == []
    assert [cells for _, cells in sheets[0].records] == [
        ["code", "naam", "centrumgemeente"],
        ["R", "Regio", "0034"],
    ]


def test_a_quote_that_does_not_close_is_told_once(tmp_path: Path):
    make.folder(tmp_path, {"regio": ["R,Regio,0034"], "corporaties": ["W1,Een", 'W2,"Twee', "W3,Drie"]})
    sheets, lines = first_lines(tmp_path)
    assert [line.split(" ", 3)[:3] for line in lines] == [["corporaties.csv:", "Vanaf", "rij"]]
    assert sheets[0].is_whole is False


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path):
    make.folder(tmp_path, {"regio": ["R,Regio,0034"]})
    (tmp_path / "corporaties.csv").write_bytes("code,naam\nW1,Café".encode("latin-1"))
    _, lines = first_lines(tmp_path)
    assert [line.split(":")[0] for line in lines] == ["corporaties.csv"]


def test_what_does_not_belong_is_an_error_but_what_an_operating_system_leaves_behind_is_not(tmp_path: Path):
    make.folder(tmp_path, {"regio": ["R,Regio,0034"]})
    for name in ("leesmij.txt", "Clienten.csv", "clienten.CSV", ".DS_Store"):
        (tmp_path / name).write_text("x")
    (tmp_path / "plekken.csv").mkdir()
    _, lines = first_lines(tmp_path)
    assert {line.split(":")[0] for line in lines} == {
        "leesmij.txt",
        "Clienten.csv",
        "clienten.CSV",
        "plekken.csv",
    }


def test_the_file_of_the_region_is_always_there_also_when_others_are_wrong(tmp_path: Path):
    (tmp_path / "leesmij.txt").write_text("x")
    _, lines = first_lines(tmp_path)
    assert [line.split(":")[0] for line in lines] == ["leesmij.txt", "regio.csv"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    _, lines = first_lines(tmp_path / "nergens")
    assert "bestaat niet" in lines[0]
