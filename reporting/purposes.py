"""What the care in the chain is for: how many clients per purpose on the last day of a quarter that counts."""

from dataclasses import dataclass
from datetime import date

from portal.models import Region
from reporting.figures.frame import Frame
from reporting.figures.known import ask
from reporting.quarter import Quarter
from reporting.thresholds import smallest_of
from trajectories.models.care import PURPOSES

QUESTION = """
    SELECT purpose, count(*) AS clients FROM care
    WHERE is_in_chain AND starts_on <= %(day)s AND runs_until > %(day)s GROUP BY purpose
"""
UNKNOWN = "Niet vastgelegd"


@dataclass(frozen=True, slots=True)
class Purposes:
    """Clients per purpose on `day`; no rows where one of the numbers is too small to show."""

    day: date
    rows: tuple[tuple[str, int], ...]


def purposes_of(region: Region, quarter: Quarter, *, on: date) -> Purposes:
    """What the care of the whole region was for, with the data of day `on`.

    All numbers or none: with the total and the others at hand, a small one can be worked out.
    """
    frame = Frame(region, quarter, on)
    found = {row["purpose"]: row["clients"] for _, row in ask({"waarvoor": QUESTION}, frame)}
    rows = [*((purpose.label, found.get(purpose.value, 0)) for purpose in PURPOSES), (UNKNOWN, found.get("", 0))]
    smallest = smallest_of(region, on=on).inside
    is_shown = not any(0 < clients < smallest for _, clients in rows)
    return Purposes(frame.day, tuple(rows) if is_shown else ())
