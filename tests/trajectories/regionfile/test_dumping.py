"""A region comes out as it went in, and a folder is whole or not there."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from placements.models import OutOfUse
from portal.models import Region
from tests.trajectories.regionfile import make
from trajectories.models import Notification, TermSuspension
from trajectories.regionfile.dumping import FolderInTheWay, dump
from trajectories.regionfile.files import BY_NAME, FILES

pytestmark = pytest.mark.django_db


def test_what_is_written_is_what_was_read(tmp_path: Path):
    odd = 'Eén; twee, ""drie""\nvier — vijf €\r\n zes '
    make.loaded(make.small(tmp_path / "in", planregels=[f'R1,OMBOUW,BW,BT,0034,2,2027-01-01,"{odd}"']))
    dump(Region.objects.get(), tmp_path / "uit", today=make.TODAY)
    assert sorted(path.name for path in (tmp_path / "uit").iterdir()) == sorted(file.csv for file in FILES)
    for name in BY_NAME:
        assert make.rows(tmp_path / "uit", name) == sorted(make.rows(tmp_path / "in", name)), name


def test_out_and_in_and_out_again_gives_the_same_bytes(tmp_path: Path):
    make.loaded(make.small(tmp_path / "in"))
    dump(Region.objects.get(), tmp_path / "een", today=make.TODAY)
    make.empty(Region.objects.get())
    make.loaded(tmp_path / "een")
    dump(Region.objects.get(), tmp_path / "twee", today=make.TODAY)
    for path in (tmp_path / "een").iterdir():
        assert path.read_bytes() == (tmp_path / "twee" / path.name).read_bytes()


def test_a_period_out_of_use_that_counts_no_more_is_not_written(tmp_path: Path):
    make.loaded(make.small(tmp_path / "in"))
    OutOfUse.objects.update(cancelled_at=datetime(2026, 10, 5, tzinfo=UTC))
    dump(Region.objects.get(), tmp_path / "uit", today=make.TODAY)
    assert make.rows(tmp_path / "uit", "buitengebruik") == []


def test_only_the_rows_of_the_region_are_written(tmp_path: Path):
    make.loaded(make.small(tmp_path / "in"))
    make.loaded(
        make.small(tmp_path / "in", regio=["ANDERS,Andere regio,0193"], clienten=["C1,A,B,,,", "C2,C,D,,,"])
    )
    dump(Region.objects.get(code="KLEIN"), tmp_path / "uit", today=make.TODAY)
    assert [row[1] for row in make.rows(tmp_path / "uit", "clienten")] == ["Noor", "Bas"]
    assert [len(make.rows(tmp_path / "uit", name)) for name in BY_NAME] == [
        len(make.SMALL[name]) for name in BY_NAME
    ]


def test_text_that_looks_like_a_formula_is_written_so_that_it_can_be_read_back(tmp_path: Path):
    make.loaded(make.small(tmp_path / "in"))
    TermSuspension.objects.create(
        notification=Notification.objects.get(),
        starts_on=date(2024, 2, 1),
        ends_on=date(2024, 2, 2),
        reason="=1+1",
    )
    dump(Region.objects.get(), tmp_path / "uit", today=make.TODAY)
    assert make.rows(tmp_path / "uit", "opschortingen")[1][3] == " =1+1"
    make.loaded(tmp_path / "uit")
    assert TermSuspension.objects.get(starts_on=date(2024, 2, 1)).reason == " =1+1"


def test_an_earlier_regiobestand_is_replaced_whole(tmp_path: Path):
    make.loaded(make.small(tmp_path / "in"))
    dump(Region.objects.get(), tmp_path / "uit", today=make.TODAY)
    Region.objects.update(name="Nieuwe naam")
    dump(Region.objects.get(), tmp_path / "uit", today=make.TODAY)
    assert make.rows(tmp_path / "uit", "regio") == [["KLEIN", "Nieuwe naam", "0034"]]
    assert len(list((tmp_path / "uit").iterdir())) == 20


def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path: Path):
    make.loaded(make.small(tmp_path / "in"))
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "brief.txt").write_text("bewaren")
    with pytest.raises(FolderInTheWay, match=r"brief\.txt"):
        dump(Region.objects.get(), tmp_path / "uit", today=make.TODAY)
    with pytest.raises(FolderInTheWay, match="bestand"):
        dump(Region.objects.get(), tmp_path / "uit" / "brief.txt", today=make.TODAY)
    assert [path.name for path in (tmp_path / "uit").iterdir()] == ["brief.txt"]


def test_when_writing_fails_nothing_is_left_behind(tmp_path: Path, monkeypatch):
    make.loaded(make.small(tmp_path / "in"))
    monkeypatch.setattr("trajectories.regionfile.dumping._write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        dump(Region.objects.get(), tmp_path / "uit", today=make.TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize("is_there", [True, False])
def test_only_the_owner_can_open_the_files(tmp_path: Path, is_there: bool):
    make.loaded(make.small(tmp_path / "in"))
    if is_there:
        (tmp_path / "uit").mkdir()
    dump(Region.objects.get(), tmp_path / "uit", today=make.TODAY)
    assert [path.name for path in (tmp_path / "uit").iterdir() if path.stat().st_mode & 0o077] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "uit"]
