"""A file as it was delivered: rows of text."""

from dataclasses import dataclass, field

from trajectories.regionfile.files import REGION
from trajectories.regionfile.problems import Problems

type Record = tuple[int, list[str]]
"""A row number as a spreadsheet has it, and the cells of that row."""

UNKNOWN_FILE = "Dit bestand hoort niet in een regiobestand. Haal het weg of geef het de juiste naam."


@dataclass(frozen=True)
class Sheet:
    """One file as it was delivered. `is_whole` False: reading stopped halfway, so rows may be missing."""

    name: str
    records: list[Record] = field(default_factory=list)
    is_whole: bool = True


def require_region(sheets: list[Sheet], problems: Problems) -> list[Sheet]:
    """The same sheets, after seeing to it that the file every regiobestand has is among them."""
    if all(sheet.name != REGION.name for sheet in sheets):
        problems.add("Dit bestand ontbreekt. Voeg het toe, met één rij voor de regio.", file=REGION.csv)
    return sheets
