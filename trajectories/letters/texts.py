"""How letters are worded: by the region since a day, and else in plain Dutch with everything the law asks for."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from portal.periods import valid_on
from trajectories.models import LetterKind, LetterText

DEFAULTS = Path(__file__).parent / "defaults"
"""One file per kind: the subject on the first line, the text after an empty one."""


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a letter, with fields between braces."""

    subject: str
    body: str


def text_for(region_id: int, kind: str, *, on: date) -> Text:
    """The words of the region on a day, else ours."""
    own = valid_on(LetterText.objects.filter(region=region_id, kind=kind), on)
    return Text(own.subject, own.body) if own else default_text(kind)


@cache
def default_text(kind: str) -> Text:
    """Our own words for a kind of letter."""
    subject, _, body = (DEFAULTS / f"{LetterKind(kind).word}.txt").read_text().partition("\n\n")
    return Text(subject, body.strip())


@cache
def remedy() -> str:
    """What `{bezwaar}` becomes (Awb 3:45, 6:5 and 6:7)."""
    return (DEFAULTS / "bezwaar.txt").read_text().strip()
