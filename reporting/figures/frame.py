"""What figures are asked about: a region and a quarter, seen from a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from placements.models.housing import FORCED_REASONS
from portal.models import Region
from portal.periods import GAP_DAYS
from reporting.quarter import Quarter
from trajectories.terms import DECISION_DAYS, INVESTIGATION_DAYS


@dataclass(frozen=True, slots=True)
class Frame:
    """A region in a quarter, with the data as it was known on `now`; with `municipality` that part of it."""

    region: Region
    quarter: Quarter
    now: date
    municipality: str = ""

    @property
    def day(self) -> date:
        """t: the day that counts of how things stand are true for."""
        return self.quarter.reference_day(self.now)

    @property
    def parameters(self) -> dict[str, Any]:
        """What the SQL may name: the days that count are `[first, until)`, all of them known on `now`.

        `quarter_until` is the first day after the quarter, known or not; `year_first` and `year_until` are the
        quarter four quarters before.
        """
        year_before = Quarter(self.quarter.year - 1, self.quarter.number)
        return {
            "region": self.region.pk,
            "municipality": self.municipality,
            "now": self.now,
            "day": self.day,
            "first": self.quarter.starts_on,
            "until": self.day + timedelta(days=1),
            "quarter_until": self.quarter.ends_on,
            "year_first": year_before.starts_on,
            "year_until": year_before.ends_on,
            "gap": GAP_DAYS,
            "forced": [reason.value for reason in FORCED_REASONS],
            "investigation_days": INVESTIGATION_DAYS,
            "decision_days": DECISION_DAYS,
        }
