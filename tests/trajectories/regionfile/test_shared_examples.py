"""The loader against folders made by others: three good regions, and broken ones with what is wrong in each."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from portal.models import Region
from tests.trajectories.regionfile import make
from trajectories.regionfile.dumping import dump
from trajectories.regionfile.loading import load

EXAMPLES = settings.ROOT.parent / "shared" / "examples"
LISTED = EXAMPLES / "faults" / "faults.json"
FAULTS = json.loads(LISTED.read_text()) if LISTED.exists() else []
TODAY = date(2026, 7, 15)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FAULTS, reason="the shared examples are not here"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["variant"])
def test_a_broken_folder_is_refused_for_what_is_wrong_and_nothing_else(fault):
    outcome = load(LISTED.parent / fault["variant"], today=TODAY)
    if fault["valid"]:
        assert outcome.errors.lines == []
        assert outcome.written
        return
    (line,) = outcome.errors.lines
    row, column = (f" rij {fault['row']}" if fault["row"] else ""), fault["column"]
    place = f"{fault['file']}{row}" + (f" kolom {column}: " if column else ": ")
    assert line.startswith(place)
    assert not Region.objects.exists()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_region_comes_out_as_it_went_in_and_loading_it_twice_changes_nothing(number: int, tmp_path: Path):
    folder = EXAMPLES / f"regio-{number}"
    first = load(folder, today=TODAY)
    assert first.errors.lines == []
    assert first.written
    assert first.written.added == first.rows > 1000
    again = load(folder, today=TODAY)
    assert again.written
    assert (again.written.added, again.written.replaced) == (0, 0)

    region = Region.objects.get(code=first.region)
    dump(region, tmp_path / "one", today=TODAY)
    make.empty(region)
    back = load(tmp_path / "one", today=TODAY)
    assert back.errors.lines == []
    dump(Region.objects.get(code=first.region), tmp_path / "two", today=TODAY)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
        assert _sorted_rows(path) == _sorted_rows(folder / path.name)


def _sorted_rows(path: Path) -> list[str]:
    """The rows in order, with one way to write a separator, a day and a number."""
    text = path.read_text(encoding="utf-8-sig").replace('"', "")
    text = re.sub(r"\b(\d{1,2})-(\d{1,2})-(\d{4})\b", _iso, text)
    text = re.sub(r"\b(\d+),(\d+)\b", r"\1.\2", text) if ";" in text.splitlines()[0] else text
    return sorted(re.sub(r"(\d)\.0\b", r"\1", line) for line in text.replace(",", ";").splitlines())


def _iso(found: re.Match[str]) -> str:
    day, month, year = map(int, found.groups())
    return date(year, month, day).isoformat()
