"""The terms, as they stand in `retention.toml`: what a jurist reads and what the program does are one file."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from portal.periods import months_after
from trajectories.models import RetentionGround

FILE = Path(__file__).with_name("retention.toml")
TEXT: dict[str, Any] = tomllib.loads(FILE.read_text())


@dataclass(frozen=True, slots=True)
class Term:
    """How long a file is kept: whole years from a day, and by which law."""

    what: str
    years: int
    counts_from: str
    law: str

    def over_on(self, began_on: date) -> date:
        """The first day on which a file whose term began on `began_on` need not be kept any more."""
        return months_after(began_on, 12 * self.years)

    def began_by(self, day: date) -> date:
        """The last day on which a term that is over on `day` can have begun."""
        began = date(day.year - self.years, day.month, 1) + timedelta(days=day.day - 1)
        return began if began.month == day.month else began - timedelta(days=1)


TERMS = {
    RetentionGround(code): Term(said["wat"], said["jaren"], said["telt_vanaf"], said["grond"])
    for code, said in TEXT["dossier"].items()
    if isinstance(said, dict)
}


@dataclass(frozen=True, slots=True)
class OtherTerm:
    """Something else that is kept, for how long and why, in words."""

    what: str
    term: str
    counts_from: str
    law: str


OTHERS = [OtherTerm(one["wat"], one["termijn"], one["telt_vanaf"], one["grond"]) for one in TEXT["andere"]]
