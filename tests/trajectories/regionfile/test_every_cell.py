"""Every cell of every file at once: what no cell may say, and what the cells of a kind may not say."""

import csv
import re
from pathlib import Path

import pytest

from tests.reporting.oracle.reading import COLUMNS
from tests.trajectories.regionfile import make

pytestmark = pytest.mark.django_db

KINDS = {
    "day": "vanaf tot gepland_op gehouden_op geboortedatum gemeld_op verslag_op aangevraagd_op besloten_op"
    " afgesloten_op geldig_vanaf geldig_tot wacht_sinds uit_op",
    "truth": "nieuwe_instroom keten zwaar nabijheid_24_7 jongeren geclusterd via_jeugdhulp spoed vooraanmelding"
    " overbrugging client_wilde",
    "code": "woonvorm kenmerken soort uitkomst status uit_reden eindreden financiering huurvorm verhuisreden"
    " financien huurder dagbesteding netwerk vertrouwenspersoon",
    "municipality": "gemeentecode centrumgemeente betalende_gemeente",
    "reference": "aanbieder zorgvorm corporatie locatie plek naar_zorgvorm client melding wachtlijst wil_naar",
    "whole": "plekken aantal",
    "amount": "dagtarief",
    "mark": "rapportcijfer",
    "origin": "herkomst",
}
KIND = {column: kind for kind, columns in KINDS.items() for column in columns.split()}
WRONG = {
    "day": "2026-02-30 2026-13-01 2026-04-01T00:00 1899-12-31 2101-01-01 31-4-2026 1/4/2026 20260401 2026-4-1"
    " 46113 vandaag 0000-01-01 2025-02-29 1-4-26",
    "truth": "Ja JA true 1 x WAAR",
    "code": "XYZ groep OP_ORDE. ZIN,PGB",
    "municipality": "34 9999 00034 003a Almere NL0034 ٠٠٣٤",
    "reference": "BESTAATNIET bw BW. EIGEN-WONING",
    "whole": "1.5 1,0 een 1e3 ٣ 99999999999 1.000 0x1",
    "amount": "1.234,50 abc 12.345 €5 1,2,3 12. NaN Infinity 1e2 99999999999999",
    "mark": "0 11 0,9 10,1 acht 7.5.5 NaN 10,01",
    "origin": "34 9999 onbekend Buitenland 00034 ²²²²",
}
EVERYWHERE = ["=1+1", "+31", "-x", "@naam", "\tx", "\rx", "x" * 2001]
MAY_BE_EMPTY = (
    "tot agb corporatie straat huisnummer postcode woonplaats wijk kenmerken toelichting geboortedatum herkomst"
    " via_jeugdhulp overbrugging client_wilde uitkomst eindreden betalende_gemeente verhuisreden wil_naar"
    " rapportcijfer financien huurder dagbesteding netwerk vertrouwenspersoon verslag_op aangevraagd_op"
    " besloten_op afgesloten_op geldig_vanaf geldig_tot uit_op uit_reden gehouden_op naar_zorgvorm"
)

type Cell = tuple[str, str]


def kind(file: str, column: str) -> str:
    """Out of use has a reason from a list, a suspension one in words."""
    if column == "reden":
        return "code" if file == "buitengebruik" else "text"
    return KIND.get(column, "text")


def folder(path: Path, texts: dict[Cell, str]) -> Path:
    """The good region, with these texts in the cells of the first row of each file."""
    path.mkdir(exist_ok=True)
    for file, columns in COLUMNS.items():
        names, rows = columns.split(), list(csv.reader(make.SMALL[file]))
        rows[0] = [texts.get((file, name), text) for name, text in zip(names, rows[0], strict=True)]
        with (path / f"{file}.csv").open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows([names, *rows])
    return path


def reported(path: Path) -> set[Cell]:
    """The cells of the first rows that an error points at; there are errors in no other row."""
    found = [re.fullmatch(r"(\w+)\.csv rij 2 kolom (\w+)", place) for place in make.errors(path)]
    assert None not in found
    return {(match[1], match[2]) for match in found if match}


ALL = [(file, name) for file, columns in COLUMNS.items() for name in columns.split()]


@pytest.mark.parametrize("text", EVERYWHERE, ids=lambda text: repr(text[:6]))
def test_what_no_cell_may_say_is_an_error_in_every_cell(text: str, tmp_path: Path):
    assert reported(folder(tmp_path, dict.fromkeys(ALL, text))) == set(ALL)


def test_a_nul_is_an_error_in_every_row(tmp_path: Path):
    places = make.errors(
        folder(tmp_path, {(file, columns.split()[0]): "a\0b" for file, columns in COLUMNS.items()})
    )
    assert places == [f"{file}.csv rij 2" for file in sorted(COLUMNS)]


@pytest.mark.parametrize("number", range(max(len(texts.split()) for texts in WRONG.values())))
def test_what_the_cells_of_a_kind_may_not_say_is_an_error_in_each_of_them(number: int, tmp_path: Path):
    texts = {kind: wrong.split()[number] for kind, wrong in WRONG.items() if number < len(wrong.split())}
    cells = {cell: texts[kind(*cell)] for cell in ALL if kind(*cell) in texts}
    assert reported(folder(tmp_path, cells)) == set(cells)


def test_a_space_around_a_value_is_part_of_it(tmp_path: Path):
    cells = [cell for cell in ALL if kind(*cell) != "text"]
    assert reported(folder(tmp_path / "before", dict.fromkeys(cells, " 1"))) == set(cells)
    assert reported(folder(tmp_path / "after", dict.fromkeys(cells, "1 "))) == set(cells)


@pytest.mark.parametrize("offset", [0, 1])
def test_what_must_be_filled_may_not_be_empty(offset: int, tmp_path: Path):
    """Every other cell at a time: a row of nothing but empty cells is no row."""
    cells = {(file, name) for file, columns in COLUMNS.items() for name in columns.split()[offset::2]}
    cells -= {(file, name) for file, name in ALL if name in MAY_BE_EMPTY.split()}
    cells -= {("meldingen", "zorgvorm"), ("opschortingen", "reden"), ("evaluaties", "gepland_op")}
    cells -= {("zorgperioden", "aanbieder"), ("verblijven", "plek"), ("verblijven", "gemeentecode")}
    found = reported(folder(tmp_path, dict.fromkeys(cells, "")))
    assert found == cells


def test_what_may_be_empty_may_all_be_empty_at_once(tmp_path: Path):
    cells = [(file, name) for file, name in ALL if name in MAY_BE_EMPTY.split() and name != "tot"]
    kept = {("planregels", "naar_zorgvorm"), ("evaluaties", "gehouden_op")}
    cells += [("meldingen", "zorgvorm"), ("opschortingen", "reden"), ("evaluaties", "gepland_op")]
    make.loaded(folder(tmp_path, dict.fromkeys(set(cells) - kept, "")))
