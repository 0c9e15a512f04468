"""The two commands: what they print and how they end."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.models import AccessRecord, Region
from tests.trajectories.regionfile import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def load_region(*arguments: str) -> str:
    out = StringIO()
    call_command("load_region", *arguments, stdout=out)
    return out.getvalue()


def test_load_region_says_what_it_did(tmp_path: Path):
    make.small(tmp_path)
    assert "nieuw, 0 gewijzigd. Waarschuwingen: 0." in load_region(str(tmp_path))
    assert Region.objects.count() == 1
    assert AccessRecord.objects.get().subject == "regiobestand KLEIN"


def test_load_region_rehearses(tmp_path: Path):
    make.small(tmp_path)
    assert "er is niets geladen" in load_region(str(tmp_path), "--dry-run")
    assert not Region.objects.exists()
    assert not AccessRecord.objects.exists()


def test_load_region_ends_with_one_and_a_line_per_error(tmp_path: Path):
    make.small(tmp_path, gemeenten=["34,2020-01-01,,ja"])
    out = StringIO()
    with pytest.raises(SystemExit) as ending:
        call_command("load_region", str(tmp_path), stdout=out)
    assert ending.value.code == 1
    first, last = out.getvalue().splitlines()
    assert first.startswith('gemeenten.csv rij 2 kolom gemeentecode: "34": ')
    assert last == "Er is niets geladen. Aantal fouten: 1."


def test_warnings_are_listed_and_no_reason_to_fail(tmp_path: Path):
    make.small(tmp_path, plekperioden=[])
    assert "Let op: verblijven.csv rij 2 kolom vanaf: " in load_region(str(tmp_path))


def test_a_thousand_lines_are_enough(tmp_path: Path):
    make.small(tmp_path, clienten=[f"C{number},Noor,,,," for number in range(1001)])
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("load_region", str(tmp_path), stdout=out)
    assert len(out.getvalue().splitlines()) == 1002
    assert "Dit zijn de eerste 1000 van 1001 fouten." in out.getvalue()


def test_dump_region_writes_and_leaves_a_trace(tmp_path: Path):
    load_region(str(make.small(tmp_path / "in")))
    call_command("dump_region", "KLEIN", str(tmp_path / "uit"), stdout=StringIO())
    assert len(list((tmp_path / "uit").iterdir())) == 20
    assert AccessRecord.objects.latest("pk").action == "EXPORTEREN"


def test_dump_region_names_the_regions_there_are(tmp_path: Path):
    load_region(str(make.small(tmp_path / "in")))
    with pytest.raises(CommandError, match="Kies uit: KLEIN"):
        call_command("dump_region", "GROOT", str(tmp_path / "uit"))
