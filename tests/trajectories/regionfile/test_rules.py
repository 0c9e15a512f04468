"""What rows may not say, by themselves and together; each told at its place, and nothing else."""

from pathlib import Path

import pytest

from portal.models import Region
from tests.trajectories.regionfile import make

pytestmark = pytest.mark.django_db

M = "M1,C1,0034,2024-01-10,nee,nee"
FAULTS = [
    # references
    ("contracten", ["A1,BW,2020-01-01,,1,1", "A9,BT,2020-01-01,,1,1"], ["rij 3 kolom aanbieder"]),
    ("locaties", ["L1,W1,,Baken,0034,,,,,,GROEP,nee,ja"], ["rij 2 kolom aanbieder"]),
    ("locaties", ["L1,A1,A1,Baken,0034,,,,,,GROEP,nee,ja"], ["rij 2 kolom corporatie"]),
    ("clienten", ["C1,N,Z,,9999,", "C2,B,M,,ELDERS,"], ["rij 3 kolom herkomst", "rij 2 kolom herkomst"]),
    ("uitstroomklaar", ["C1,2025-01-01,,eigen_woning"], ["rij 2 kolom wil_naar"]),
    ("planregels", ["R1,OPBOUW,XX,,0034,2,2027-01-01,"], ["rij 2 kolom zorgvorm"]),
    ("zorgperioden", ["Z1,C1,XX,A1,2024-03-01,,,ZIN,"], ["rij 2 kolom zorgvorm"]),
    # one row
    (
        "zorgvormen",
        ["BW,B,nee,ja,ja,2020-01-01,", "BT,T,ja,nee,nee,2020-01-01,2020-01-01"],
        ["rij 2 kolom zwaar", "rij 3 kolom tot"],
    ),
    (
        "zorgvormen",
        ["BW,B,ja,ja,ja,2020-01-01,", "BT,T,ja,nee,nee,2020-01-01,", "EIGEN_WONING,E,ja,nee,nee,2020-01-01,"],
        ["rij 4 kolom code"],
    ),
    ("planregels", ["R1,OMBOUW,BW,,0034,2,2027-01-01,"], ["rij 2 kolom naar_zorgvorm"]),
    ("planregels", ["R1,AFBOUW,BW,BT,0034,2,2027-01-01,"], ["rij 2 kolom naar_zorgvorm"]),
    ("meldingen", [f"{M},2024-01-09,,,,,,,"], ["rij 2 kolom verslag_op"]),
    ("meldingen", [f"{M},,2024-01-09,,,,,,"], ["rij 2 kolom aangevraagd_op"]),
    ("meldingen", [f"{M},,,2024-01-09,,,,,"], ["rij 2 kolom besloten_op"]),
    ("meldingen", [f"{M},,,,2024-01-09,,,,"], ["rij 2 kolom afgesloten_op"]),
    ("meldingen", [f"{M},,2024-01-20,2024-01-19,,,,,"], ["rij 2 kolom besloten_op"]),
    ("meldingen", [f"{M},,,,,,,2024-02-01,2024-02-01"], ["rij 2 kolom geldig_tot"]),
    ("wachtlijst", ["W2,C2,BT,URGENT,2026-09-01,2026-08-31,GEPLAATST,"], ["rij 2 kolom uit_op"]),
    ("wachtlijst", ["W2,C2,BT,URGENT,2026-09-01,2026-09-02,,"], ["rij 2 kolom uit_reden"]),
    ("wachtlijst", ["W2,C2,BT,URGENT,2026-09-01,,GEPLAATST,"], ["rij 2 kolom uit_op"]),
    ("zorgperioden", ["Z1,C1,BW,,2024-03-01,,,ZIN,"], ["rij 2 kolom aanbieder"]),
    ("verblijven", ["V1,C1,,,INSTELLING,2024-03-01,,,"], ["rij 2 kolom plek"]),
    ("verblijven", ["V1,C1,P1,0034,INSTELLING,2024-03-01,,,"], ["rij 2 kolom gemeentecode"]),
    ("verblijven", ["V1,C1,P1,0034,KOOP,2024-03-01,,,"], ["rij 2 kolom plek"]),
    ("verblijven", ["V1,C1,,,EIGEN_HUUR,2024-03-01,,,"], ["rij 2 kolom gemeentecode"]),
    ("evaluaties", ["C1,,,7,,,,,"], ["rij 2 kolom gepland_op"]),
    # rows together
    ("gemeenten", ["0034,2021-01-01,,ja", "0034,2020-01-01,2021-01-02,ja"], ["rij 3 kolom vanaf"]),
    (
        "contracten",
        ["A1,BW,2020-01-01,,1,1", "A1,BW,2025-01-01,,1,1", "A1,BT,2020-01-01,,1,1"],
        ["rij 3 kolom vanaf"],
    ),
    (
        "plekperioden",
        ["P1,BW,2020-01-01,2024-01-02", "P1,BT,2024-01-01,", "P2,BT,2020-01-01,"],
        ["rij 3 kolom vanaf"],
    ),
    ("buitengebruik", ["P2,2021-01-01,,SCHADE", "P2,2022-01-01,,ANDERS"], ["rij 3 kolom vanaf"]),
    ("opschortingen", ["M1,2024-01-05,2024-01-10,", "M1,2024-01-09,2024-01-12,"], ["rij 3 kolom vanaf"]),
    ("uitstroomklaar", ["C1,2025-01-01,,BT", "C1,2026-01-01,,"], ["rij 3 kolom vanaf"]),
    (
        "zorgperioden",
        ["Z1,C1,BW,A1,2024-03-01,,,ZIN,", "Z2,C1,BT,,2025-03-01,,,PGB,"],
        ["rij 3 kolom vanaf"],
    ),
    (
        "verblijven",
        ["V1,C1,P1,,INSTELLING,2024-03-01,,,", "V2,C2,P1,,INSTELLING,2025-03-01,,,"],
        ["rij 3 kolom vanaf"],
    ),
    (
        "verblijven",
        ["V1,C1,P1,,INSTELLING,2024-03-01,,,", "V2,C1,P2,,INSTELLING,2025-03-01,,,"],
        ["rij 3 kolom vanaf"],
    ),
]


@pytest.mark.parametrize(("name", "rows", "places"), FAULTS)
def test_a_mistake_is_told_at_its_place_and_nowhere_else(tmp_path: Path, name: str, rows: list[str], places):
    needs_entry = {"wachtpauzes": []} if name == "wachtlijst" else {}
    found = make.errors(make.small(tmp_path, **needs_entry | {name: rows}))
    assert sorted(found) == sorted(f"{name}.csv {place}" for place in places)
    assert not Region.objects.exists()


def test_what_is_just_allowed_is_loaded(tmp_path: Path):
    make.loaded(
        make.small(
            tmp_path,
            meldingen=[f"{M},2024-01-10,2024-01-10,2024-01-10,2024-01-10,,,,"],
            opschortingen=[],
            wachtlijst=["W2,C2,BT,URGENT,2026-09-01,2026-09-01,GEPLAATST,"],
            contracten=["A1,BW,2020-01-01,,0,0.00", "A1,BT,2020-01-01,,10,61"],
            zorgperioden=["Z1,C1,BW,A1,2024-03-01,2025-03-01,,ZIN,", "Z2,C1,BT,A1,2025-03-01,,,ZIN,"],
        )
    )


def test_the_optional_files_may_be_absent_and_the_region_alone_is_enough(tmp_path: Path):
    make.loaded(make.folder(tmp_path, {"regio": make.SMALL["regio"]}))
