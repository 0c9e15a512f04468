"""What a provider should look at before it says that all of its places are true."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from placements.capacity import BedDay, BedState
from placements.models import Place
from placements.occupancy import PlaceNow
from portal.templatetags.dutch import dag, dagen

LONG_OUT_OF_USE_DAYS = 90
"""After so many days without an end in sight, a place out of use deserves a second look."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that may not be as it was said, in a sentence that stands after "Plek …"."""

    place: Place
    sentence: str


def doubts(rows: Iterable[PlaceNow]) -> list[Doubt]:
    """What does not seem right on the day these places are shown on; what presses most comes first."""
    rows = list(rows)
    checks = (_lived_in, _overdue, _endless)
    return [Doubt(row.place, said) for check in checks for row in rows if (said := check(row.day))]


def _lived_in(day: BedDay) -> str:
    if not day.is_over_capacity:
        return ""
    what = "buiten gebruik" if day.state is BedState.OUT_OF_USE else "niet meer in gebruik"
    return f"is {what}, maar er woont nog iemand."


def _overdue(day: BedDay) -> str:
    if day.resident is None or not day.is_departure_overdue:
        return ""
    return f"zou vrijkomen op {dag(day.resident.expected_end_on)}, maar er woont nog iemand."


def _endless(day: BedDay) -> str:
    closed = day.out_of_use
    if closed is None or closed.ends_on or _since(closed.starts_on, day.on) < LONG_OUT_OF_USE_DAYS:
        return ""
    return f"is al {dagen(_since(closed.starts_on, day.on))} buiten gebruik, zonder dat het einde bekend is."


def _since(day: date, on: date) -> int:
    return (on - day).days
