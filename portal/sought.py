"""What somebody typed to find a person: words of a name, a birthday in any usual way of writing, or a number."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

FEWEST_LETTERS = 3
MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
NUMBERS = {month: number for number, month in enumerate(MONTHS, start=1)} | {"mrt": 3}
DAY_AND_MONTH = re.compile(r"(?<!\w)(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?!\w)")
NAMED_MONTH = re.compile(r"(?<!\w)(\d{1,2})[- ]{0,2}([a-z]{3,9})[-. ]{0,2}(\d{4}|\d{2})(?!\w)", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(?<!\w)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\w)")
RUN_TOGETHER = re.compile(r"(?<!\w)(\d{2})(\d{2})(\d{4})(?!\w)")
NO_SUCH_DAY = "Deze geboortedatum bestaat niet. Schrijf bijvoorbeeld 12-3-1988."
TOO_SHORT = "Vul minstens drie letters van een naam in, een geboortedatum, of een nummer."


@dataclass(frozen=True, slots=True)
class Sought:
    """The words of a name, a birthday, and what may be the number of a client or a melding."""

    words: tuple[str, ...] = ()
    born_on: date | None = None
    number: str = ""


def read(text: str, *, on: date) -> Sought:
    """Understand what was typed on day `on`; raises ValidationError for a day that cannot be, or too little.

    Two figures for a year are the latest such year that is not after `on`.
    """
    born_on, rest = _birthday(text, on)
    words = tuple(words_of(rest))
    has_name = sum(map(len, words)) >= FEWEST_LETTERS
    number = text.strip().upper() if re.fullmatch(r"\s*[\w-]{3,40}\s*", text) else ""
    if not (has_name or born_on or re.search(r"\d", number)):
        raise ValidationError(TOO_SHORT)
    return Sought(words if has_name or born_on else (), born_on, number)


def words_of(text: str) -> list[str]:
    """The words in a text: runs of letters without figures."""
    return re.findall(r"(?<![^\W_])[^\W\d_]+(?![^\W_])", text)


def _birthday(text: str, on: date) -> tuple[date | None, str]:
    """The birthday in a text and what is left of it."""
    if found := YEAR_FIRST.search(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := DAY_AND_MONTH.search(text) or RUN_TOGETHER.search(text):
        day, month, year = int(found[1]), int(found[2]), _whole_year(found[3], on)
    elif (found := NAMED_MONTH.search(text)) and (named := _month(found[2])):
        day, month, year = int(found[1]), named, _whole_year(found[3], on)
    else:
        return None, text
    try:
        return date(year, month, day), f"{text[: found.start()]} {text[found.end() :]}"
    except ValueError as impossible:
        raise ValidationError(NO_SUCH_DAY) from impossible


def _month(word: str) -> int | None:
    low = word.lower()
    return next((number for begin, number in NUMBERS.items() if low.startswith(begin)), None)


def _whole_year(figures: str, on: date) -> int:
    if len(figures) == 4:
        return int(figures)
    century = on.year // 100 * 100
    return century + int(figures) - (100 if century + int(figures) > on.year else 0)
