"""Care in kind within contracts, and the two warnings."""

from datetime import date
from pathlib import Path

import pytest

from tests.trajectories.regionfile import make
from trajectories.models import CareEpisode

pytestmark = pytest.mark.django_db
BT = "A1,BT,2020-01-01,,10,61.00"


def care(tmp_path: Path, contracts: list[str], rows: list[str]) -> Path:
    return make.small(tmp_path, contracten=[*contracts, BT], zorgperioden=rows)


@pytest.mark.parametrize(
    ("contracts", "period", "is_covered"),
    [
        (["A1,BW,2020-01-01,,1,1"], "2020-01-01,", True),
        (["A1,BW,2020-01-01,,1,1"], "2019-12-31,", False),
        (["A1,BW,2020-01-01,2026-10-06,1,1"], "2024-01-01,", True),
        (["A1,BW,2020-01-01,2026-10-05,1,1"], "2024-01-01,", False),
        (["A1,BW,2020-01-01,2026-10-05,1,1"], "2024-01-01,2026-10-05", True),
        (["A1,BW,2022-01-01,,1,1", "A1,BW,2020-01-01,2022-01-01,1,2"], "2020-01-01,", True),
        (["A1,BW,2022-01-02,,1,1", "A1,BW,2020-01-01,2022-01-01,1,2"], "2020-01-01,", False),
        ([], "2024-01-01,", False),
        ([], "2026-10-05,", False),
        ([], "2026-10-06,", True),
    ],
)
def test_every_day_up_to_today_falls_within_a_contract(tmp_path: Path, contracts, period: str, is_covered: bool):
    folder = care(tmp_path, contracts, [f"Z1,C1,BW,A1,{period},,ZIN,"])
    if is_covered:
        make.loaded(folder)
    else:
        assert make.errors(folder) == ["zorgperioden.csv rij 2 kolom vanaf"]


def test_a_personal_budget_needs_no_contract(tmp_path: Path):
    make.loaded(care(tmp_path, [], ["Z1,C1,BW,A1,2024-01-01,,,PGB,", "Z2,C2,BW,,2024-01-01,,,PGB,"]))


def test_a_contract_cannot_be_shortened_under_care_that_is_loaded(tmp_path: Path):
    make.loaded(care(tmp_path, ["A1,BW,2020-01-01,,1,1"], ["Z1,C1,BW,A1,2024-01-01,,,ZIN,"]))
    only = {"regio": make.SMALL["regio"], "contracten": [BT, "A1,BW,2020-01-01,2025-01-01,1,1"]}
    assert make.errors(make.folder(tmp_path, only)) == ["contracten.csv rij 3 kolom vanaf"]
    shorter = only | {"zorgperioden": ["Z1,C1,BW,A1,2024-01-01,2025-01-01,,ZIN,"]}
    make.loaded(make.folder(tmp_path, shorter))
    assert CareEpisode.objects.get().ends_on == date(2025, 1, 1)


def warnings(folder: Path) -> list[str]:
    return [line.split(": ", 1)[0] for line in make.loaded(folder).warnings.lines]


def test_a_contract_that_ends_before_running_care_is_loaded_with_a_warning(tmp_path: Path):
    rows = ["Z1,C1,BW,A1,2024-01-01,,,ZIN,", "Z2,C2,BW,A1,2024-01-01,2026-12-31,,ZIN,"]
    assert warnings(care(tmp_path, ["A1,BW,2020-01-01,2027-01-01,1,1"], rows)) == [
        "contracten.csv rij 2 kolom tot"
    ]


def test_a_contract_with_a_next_one_gives_no_warning(tmp_path: Path):
    contracts = ["A1,BW,2020-01-01,2027-01-01,1,1", "A1,BW,2027-01-01,,1,1"]
    assert warnings(care(tmp_path, contracts, ["Z1,C1,BW,A1,2024-01-01,,,ZIN,"])) == []


def test_a_placement_without_a_usable_place_is_loaded_with_a_warning(tmp_path: Path):
    folder = make.small(
        tmp_path,
        plekperioden=["P1,BW,2020-01-01,2024-06-01", "P1,BT,2024-06-02,", "P2,BT,2020-01-01,"],
        verblijven=["V1,C1,P1,,INSTELLING,2024-03-01,,,", "V2,C2,P2,,INSTELLING,2020-12-31,2021-01-02,,"],
    )
    assert warnings(folder) == ["verblijven.csv rij 2 kolom vanaf", "verblijven.csv rij 3 kolom vanaf"]
    assert warnings(make.folder(tmp_path, {"regio": make.SMALL["regio"]})) == []
    only = {"regio": make.SMALL["regio"], "buitengebruik": ["P2,2021-01-01,2021-02-01,ANDERS"]}
    assert warnings(make.folder(tmp_path, only)) == ["Het geladen verblijf V2"]


def test_a_placement_on_a_usable_place_gives_no_warning(tmp_path: Path):
    folder = make.small(
        tmp_path,
        plekperioden=["P1,BW,2020-01-01,2024-06-01", "P1,BT,2024-06-01,", "P2,BT,2020-01-01,"],
        verblijven=["V1,C1,P1,,INSTELLING,2024-03-01,,,", "V2,C2,P2,,INSTELLING,2020-12-31,2021-01-01,,"],
    )
    assert warnings(folder) == []
