"""The figures against those of a program made by others, for regions made by others."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from portal.models import Region
from reporting.figures import compute
from reporting.figures.cells import as_json
from reporting.quarter import Quarter
from tests.trajectories.regionfile.make import empty
from trajectories.regionfile.dumping import dump
from trajectories.regionfile.loading import load

EXAMPLES = settings.ROOT.parent / "shared" / "examples"
TODAY = date(2026, 7, 15)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not EXAMPLES.exists(), reason="the shared examples are not here"),
]

type Row = tuple[str, frozenset]


def rows(cells: list[dict]) -> dict[Row, tuple]:
    """What is said of each row; rows of zero may be left out."""
    return {
        (cell["code"], frozenset(cell["dimensies"].items())): (cell["waarde"], cell["n"])
        for cell in cells
        if cell["n"]
    }


def nearly(found: dict[Row, tuple]) -> dict[Row, tuple]:
    return {row: pytest.approx(numbers, rel=1e-9, abs=1e-9) for row, numbers in found.items()}


def figures(region: Region, expected: dict) -> list[dict]:
    found = compute(region, Quarter.parse(expected["kwartaal"]), now=date.fromisoformat(expected["per"]))
    return [as_json(cell) for cell in found]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_row_of_every_figure_is_the_same_before_and_after_a_move(number: int, tmp_path: Path):
    outcome = load(EXAMPLES / f"regio-{number}", today=TODAY)
    region = Region.objects.get(code=outcome.region)
    wanted = [json.loads(path.read_text()) for path in sorted(EXAMPLES.glob(f"expected-{number}-*.json"))]
    assert len(wanted) == 4
    found = [figures(region, expected) for expected in wanted]
    for mine, expected in zip(found, wanted, strict=True):
        assert rows(mine) == nearly(rows(expected["cijfers"]))

    dump(region, tmp_path / "out", today=TODAY)
    empty(region)
    load(tmp_path / "out", today=TODAY)
    again = Region.objects.get(code=outcome.region)
    assert [figures(again, expected) for expected in wanted] == found
