"""The figures against the slow program beside them, on regions invented to be awkward."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from portal.models import Region
from reporting.dutch import amount
from reporting.figures import Frame, compute
from reporting.figures.cells import Cell, as_csv, as_json, in_order
from reporting.figures.definitions import unit_of
from reporting.figures.table import as_table
from reporting.quarter import Quarter
from reporting.suppression import suppress
from tests.reporting.oracle import answer, invented
from tests.reporting.oracle.reading import Rows, read
from tests.trajectories.regionfile.make import empty
from trajectories.regionfile.dumping import dump
from trajectories.regionfile.loading import load

EXAMPLES = settings.ROOT.parent / "shared" / "examples"
AWKWARD = [(seed, {}) for seed in range(14)] + [
    (seed, {"clients": 250, "places": 120}) for seed in range(100, 103)
]

FREE = {
    "contracten": "plekken dagtarief",
    "locaties": "gemeentecode",
    "planregels": "aantal gepland_op gemeentecode",
    "clienten": "geboortedatum herkomst via_jeugdhulp",
    "meldingen": "vooraanmelding uitkomst",
    "wachtlijst": "status overbrugging zorgvorm",
    "zorgperioden": "eindreden betalende_gemeente",
    "verblijven": "verhuisreden client_wilde",
    "evaluaties": "rapportcijfer financien huurder dagbesteding netwerk vertrouwenspersoon",
}
"""Columns whose texts may change places between rows without a rule being broken."""

type Numbers = dict[tuple[str, frozenset], tuple]


def rows(cells: list[dict]) -> Numbers:
    """What is said of each row."""
    found = {
        (cell["code"], frozenset(cell["dimensies"].items())): (cell["waarde"], cell.get("n"), "onderdrukt" in cell)
        for cell in cells
    }
    assert len(found) == len(cells), "no row twice"
    return found


def rounded(found: Numbers) -> Numbers:
    """To ten digits: two programs may add up fractions in another order."""
    return {
        row: tuple(float(f"{said:.10g}") if isinstance(said, float) else said for said in numbers)
        for row, numbers in found.items()
    }


def without_empty(found: Numbers, plain: Numbers) -> Numbers:
    """A row with dimensions and nothing behind it may be left out."""
    return {row: said for row, said in found.items() if not row[1] or plain.get(row, (0, 0))[1]}


def loaded(folder: Path) -> Region:
    outcome = load(folder, today=invented.KNOWN_AT_MOST)
    assert outcome.errors.lines == []
    return Region.objects.get(code=outcome.region)


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the shared examples are not here")
@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_slow_program_says_what_the_shared_examples_say(number: int):
    for path in sorted(EXAMPLES.glob(f"expected-{number}-*.json")):
        expected = json.loads(path.read_text())
        found = answer.answer(
            EXAMPLES / f"regio-{number}", expected["kwartaal"], date.fromisoformat(expected["per"])
        )
        assert rounded(rows(found.pop("cijfers"))) == rounded(rows(expected.pop("cijfers")))
        assert found == {name: text for name, text in expected.items() if name != "definities"}


def agrees(cells: tuple[Cell, ...], data: Rows, quarter: str, now: date) -> bool:
    """Whether every row says the same, also to the public."""
    mine, public = [as_json(cell) for cell in cells], [as_json(cell) for cell in suppress(cells)]
    wanted = answer.figures(data, quarter, now)
    for found, others in (
        (mine, answer.as_json(wanted, public=False)),
        (public, answer.as_json(wanted, public=True)),
    ):
        plain = rows(mine)
        assert rounded(without_empty(rows(found), plain)) == rounded(without_empty(rows(others), plain))
    return True


@pytest.mark.django_db
@pytest.mark.parametrize(("seed", "size"), AWKWARD)
def test_two_programs_say_the_same_of_every_row_of_an_awkward_region(seed: int, size: dict, tmp_path: Path):
    inventor = invented.Inventor(seed, **size)
    folder = invented.write(inventor.region(), tmp_path / "in")
    region, data = loaded(folder), read(folder)
    for quarter, now in inventor.questions():
        cells = compute(region, Quarter.parse(quarter), now=now)
        assert agrees(cells, data, quarter, now)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(40, 43))
def test_an_awkward_region_that_moves_out_and_in_again_keeps_its_figures(seed: int, tmp_path: Path):
    inventor = invented.Inventor(seed)
    region = loaded(invented.write(inventor.region(), tmp_path / "in"))
    asked = [(Quarter.parse(quarter), now) for quarter, now in inventor.questions()]
    before = [compute(region, quarter, now=now) for quarter, now in asked]
    dump(region, tmp_path / "out", today=invented.KNOWN_AT_MOST)
    empty(region)
    assert not Region.objects.exists()
    again = loaded(tmp_path / "out")
    assert [compute(again, quarter, now=now) for quarter, now in asked] == before


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(50, 54))
def test_figures_follow_when_some_rows_are_delivered_again_and_say_something_else(seed: int, tmp_path: Path):
    inventor = invented.Inventor(seed)
    dice = inventor.dice
    rows = inventor.region()
    loaded(invented.write(rows, tmp_path / "first"))
    again = {"regio": rows["regio"]}
    for name, columns in FREE.items():
        again[name] = [row for row in rows[name] if dice.random() < 0.5]
        for column in columns.split():
            texts = [row[column] for row in again[name]]
            for row, text in zip(again[name], dice.sample(texts, len(texts)), strict=True):
                row[column] = text
    region = loaded(invented.write(again, tmp_path / "second"))
    data = read(invented.write(rows, tmp_path / "together"))
    for quarter, now in inventor.questions():
        assert agrees(compute(region, Quarter.parse(quarter), now=now), data, quarter, now)


@pytest.fixture
def busy(tmp_path: Path) -> tuple[Frame, tuple[Cell, ...]]:
    """The figures of a quarter in which a good deal happened."""
    region = loaded(invented.write(invented.Inventor(100, clients=250, places=120).region(), tmp_path / "in"))
    frame = Frame(region, Quarter(2023, 4), date(2024, 2, 20))
    return frame, compute(region, frame.quarter, now=frame.now)


def from_csv(text: str) -> Iterator[dict]:
    """The rows of a CSV as the JSON has them."""
    for line in csv.DictReader(io.StringIO(text)):
        code, value, n, hidden = (line.pop(name) for name in ("code", "waarde", "n", "onderdrukt"))
        row = {"code": code, "dimensies": {name: text for name, text in line.items() if text}}
        numbers = {"waarde": float(value) if value else None}
        yield row | numbers | ({"onderdrukt": True} if hidden == "ja" else {"n": float(n)})


@pytest.mark.django_db
@pytest.mark.parametrize("public", [False, True])
def test_csv_and_json_say_the_same(busy: tuple[Frame, tuple[Cell, ...]], public: bool):
    cells = suppress(busy[1]) if public else busy[1]
    assert list(from_csv(as_csv(cells))) == [as_json(cell) for cell in in_order(cells)]
    assert any(cell.suppressed for cell in cells) is public


@pytest.mark.django_db
def test_the_table_has_a_line_for_every_row_with_the_number_of_the_json(busy: tuple[Frame, tuple[Cell, ...]]):
    frame, cells = busy
    cells = suppress(cells)
    lines = [line for line in as_table(frame, cells).splitlines() if line.startswith("    ")]
    assert len(lines) == len(cells)
    for cell, line in zip(in_order(cells), lines, strict=True):
        number = None if cell.value is None else float(Decimal(str(cell.value)))
        shown = "te klein" if cell.suppressed else amount(number, unit_of(cell.code, dict(cell.dimensions)))
        assert f" {shown}" in line
        assert all(text in line for _, text in cell.dimensions)
