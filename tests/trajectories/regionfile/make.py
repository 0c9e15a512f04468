"""Makes a small regiobestand for tests: a whole region in a dozen rows, with what a test wants otherwise."""

import csv
from datetime import date
from pathlib import Path

from portal.models import Region
from trajectories.regionfile.files import BY_NAME, FILES
from trajectories.regionfile.loading import Outcome, load
from trajectories.regionfile.stored import in_region
from trajectories.retention.destroying import destroying

TODAY = date(2026, 10, 5)

SMALL: dict[str, list[str]] = {
    "regio": ["KLEIN,Kleine regio,0034"],
    "gemeenten": ["0034,2020-01-01,,ja"],
    "zorgvormen": ["BW,Beschermd wonen,ja,ja,ja,2020-01-01,", "BT,Beschermd Thuis,ja,nee,nee,2020-01-01,"],
    "aanbieders": ["A1,Aanbieder een (fictief),00000010"],
    "corporaties": ["W1,Corporatie een (fictief)"],
    "contracten": ["A1,BW,2020-01-01,,10,92.50", "A1,BT,2020-01-01,,10,61.00"],
    "locaties": ["L1,A1,W1,Het Baken,0034,Kade,1,1300 AA,Almere,,GROEP,nee,ja"],
    "plekken": ["P1,L1,ROLSTOEL RUSTIG", "P2,L1,"],
    "plekperioden": ["P1,BW,2020-01-01,", "P2,BT,2020-01-01,"],
    "buitengebruik": ["P2,2021-01-01,2021-02-01,SCHADE"],
    "planregels": ["R1,OMBOUW,BW,BT,0034,2,2027-01-01,"],
    "clienten": ["C1,Noor,Zonneveer,1990-02-28,0034,nee", "C2,Bas,Maanzaad,,BUITENLAND,"],
    "meldingen": [
        "M1,C1,0034,2024-01-01,nee,nee,2024-02-01,2024-02-02,2024-02-10,,TOEGEKEND,BW,2024-03-01,2026-03-01"
    ],
    "opschortingen": ["M1,2024-01-05,2024-01-10,Wacht op informatie"],
    "wachtlijst": ["W1,C1,BW,ACTIEF,2024-02-10,2024-03-01,GEPLAATST,nee", "W2,C2,BT,URGENT,2026-09-01,,,"],
    "wachtpauzes": ["W2,2026-09-10,2026-09-20"],
    "zorgperioden": ["Z1,C1,BW,A1,2024-03-01,2025-03-01,,ZIN,0034", "Z2,C1,BT,A1,2025-03-01,,,ZIN,"],
    "verblijven": [
        "V1,C1,P1,,INSTELLING,2024-03-01,2025-03-01,EIGEN_WENS,ja",
        "V2,C1,,0034,EIGEN_HUUR,2025-03-01,,,",
    ],
    "uitstroomklaar": ["C1,2025-01-01,2025-03-01,BT", "C1,2026-01-01,,EIGEN_WONING"],
    "evaluaties": ["C1,2024-06-01,2024-06-03,7.5,OP_ORDE,NIET,MET_STEUN,NIET_BESPROKEN,", "C1,2024-12-01,,,,,,,"],
}
"""A good region: per file its rows, without the header."""


def folder(path: Path, files: dict[str, list[str]]) -> Path:
    """A folder with these files, each under its proper header."""
    path.mkdir(exist_ok=True)
    for old in path.iterdir():
        old.unlink()
    for name, rows in files.items():
        header = ",".join(BY_NAME[name].by_name)
        (path / f"{name}.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8", newline="")
    return path


def small(path: Path, **files: list[str]) -> Path:
    """The good region, with other rows in some files."""
    return folder(path, SMALL | files)


def loaded(path: Path, today: date = TODAY) -> Outcome:
    """Load a folder that has to be good."""
    outcome = load(path, today=today)
    assert outcome.errors.lines == []
    return outcome


def errors(path: Path, today: date = TODAY) -> list[str]:
    """Load a folder that has to be refused, and give back the places of its errors, as `file rij n kolom name`."""
    outcome = load(path, today=today)
    assert outcome.written is None
    return [line.split(": ", 1)[0] for line in outcome.errors.lines]


def rows(path: Path, name: str) -> list[list[str]]:
    """The rows of a written file, without its header."""
    with (path / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]


def empty(region: Region) -> None:
    """Remove a region and all that is loaded of it."""
    with destroying():
        for file in reversed(FILES):
            in_region(file, region).delete()
