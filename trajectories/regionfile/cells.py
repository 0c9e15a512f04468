"""What a single cell may say: from text to a value, and back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import TextChoices

from placements.models import Feature
from portal.files import FORMULA_SIGNS, harmless
from portal.models.client import ABROAD, UNKNOWN

type Value = str | date | bool | int | Decimal | tuple[str, ...] | None
"""What a cell holds: text and codes as `str` (a code list's empty cell is ""), nothing as None."""

LONGEST = 2000
FIRST_YEAR, LAST_YEAR = 1900, 2100

_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_DUTCH = re.compile(r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})")
_WHOLE = re.compile(r"[0-9]+")
_EUROS = re.compile(r"[0-9]{1,10}([.,][0-9]{1,2})?")
_MARK = re.compile(r"[0-9]{1,2}([.,][0-9]+)?")
_MUNICIPALITY = re.compile(r"[0-9]{4}")
_LARGEST = 2_147_483_647


class CellError(ValueError):
    """A cell that cannot be read; its text is the sentence that says how to mend it."""


@dataclass(frozen=True)
class Kind:
    """A sort of cell: how it is read (raises CellError), how it is written, and what an empty one means."""

    read: Callable[[str], Value]
    write: Callable[[Any], str] = str
    empty: Value = None


def obstacle(text: str) -> str:
    """Why a cell is refused whatever its column, or an empty string."""
    if len(text) > LONGEST:
        return f"Deze cel heeft {len(text)} tekens. Maak de tekst korter: 2.000 tekens mag."
    if text.startswith(FORMULA_SIGNS):
        return "Een cel mag niet beginnen met =, +, -, @, een tab of een nieuwe regel. Haal dat teken weg."
    return ""


@lru_cache(maxsize=100_000)
def read_day(text: str) -> date:
    """A day, `2026-04-01` or `1-4-2026`, from 1900 up to and including 2100."""
    found = _ISO.fullmatch(text) or _DUTCH.fullmatch(text)
    if found is None:
        raise CellError("Schrijf de datum als 2026-04-01 of 1-4-2026, zonder tijd.")
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise CellError("Deze datum bestaat niet. Schrijf een dag die op de kalender staat.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellError("Het jaar ligt niet tussen 1900 en 2100. Verbeter het jaar.")
    return day


def read_boolean(text: str) -> bool:
    """`ja` or `nee`, in exactly that spelling."""
    if text not in ("ja", "nee"):
        raise CellError("Schrijf ja of nee, in kleine letters.")
    return text == "ja"


def read_whole(text: str) -> int:
    """A whole number, zero or more."""
    if not _WHOLE.fullmatch(text):
        raise CellError("Schrijf een heel getal in cijfers, zonder punt of komma.")
    if len(text) > len(str(_LARGEST)) or int(text) > _LARGEST:
        raise CellError("Dit getal is te groot. Verbeter het getal.")
    return int(text)


def read_euros(text: str) -> Decimal:
    """An amount in euros, cents behind a point or a comma."""
    if not _EUROS.fullmatch(text):
        raise CellError("Schrijf het bedrag als 92,50 of 92.50: hoogstens twee decimalen, geen punt bij duizend.")
    return Decimal(text.replace(",", "."))


def read_mark(text: str) -> Decimal:
    """A mark from 1 up to and including 10, decimals behind a point or a comma."""
    if not _MARK.fullmatch(text):
        raise CellError("Schrijf het cijfer als 7 of 7,5.")
    mark = Decimal(text.replace(",", "."))
    if not 1 <= mark <= 10:
        raise CellError("Een rapportcijfer ligt tussen 1 en 10. Verbeter het cijfer.")
    return mark


def read_municipality(text: str) -> str:
    """A municipality code, always four digits."""
    if _MUNICIPALITY.fullmatch(text):
        return text
    if _WHOLE.fullmatch(text) and len(text) < 4:
        raise CellError(f"Een gemeentecode heeft vier cijfers. Schrijf {text.zfill(4)}, met de nullen ervoor.")
    raise CellError("Een gemeentecode heeft vier cijfers, zoals 0034. Zoek de code op bij het CBS.")


def read_origin(text: str) -> str:
    """Where somebody comes from: a municipality code, BUITENLAND or ONBEKEND."""
    if text in (ABROAD, UNKNOWN):
        return text
    if not text.isdigit():
        raise CellError("Schrijf een gemeentecode van vier cijfers, BUITENLAND of ONBEKEND.")
    return read_municipality(text)


def read_features(text: str) -> tuple[str, ...]:
    """Features of a place with one space between them."""
    features = tuple(text.split(" "))
    if not set(features) <= set(Feature.values):
        raise CellError(f"Kies uit {', '.join(Feature.values)}, met één spatie ertussen.")
    return features


def write_mark(mark: Decimal) -> str:
    """A mark with a point, without trailing zeros."""
    text = f"{mark:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_text(text: str) -> str:
    """Text; one that a spreadsheet could take for a formula gets a space in front."""
    return harmless(text)


def one_of(choices: type[TextChoices]) -> Kind:
    """A code from a list, in exactly that spelling."""
    codes = frozenset(choices.values)
    sentence = f"Kies een van deze codes: {', '.join(choices.values)}."

    def read(text: str) -> str:
        if text not in codes:
            raise CellError(sentence)
        return text

    return Kind(read, empty="")


TEXT = Kind(read=str, write=write_text, empty="")
REFERENCE = Kind(read=str, write=write_text)
DAY = Kind(read_day, write=date.isoformat)
BOOLEAN = Kind(read_boolean, write=lambda value: "ja" if value else "nee")
WHOLE = Kind(read_whole)
EUROS = Kind(read_euros, write=lambda amount: f"{amount:.2f}")
MARK = Kind(read_mark, write=write_mark)
MUNICIPALITY = Kind(read_municipality)
ORIGIN = Kind(read_origin, empty="")
FEATURES = Kind(read_features, write=" ".join, empty=())
