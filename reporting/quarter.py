"""A calendar quarter: the days it covers, the day its figures are true for, the day they become final."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from portal.periods import GAP_DAYS

ORDINALS = ("eerste", "tweede", "derde", "vierde")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Quarter `number` (1-4) of `year`, the half-open period [starts_on, ends_on)."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads `2026Q3`; raises ValueError on anything else."""
        match = re.fullmatch(r"(\d{4})Q([1-4])", text)
        if not match or not 1900 <= int(match[1]) <= 2100:
            raise ValueError(f"Geen kwartaal: {text}. Schrijf het als 2026Q3.")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def containing(cls, day: date) -> Self:
        """The quarter `day` falls in."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def starts_on(self) -> date:
        """The first day that counts."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def ends_on(self) -> date:
        """The first day that no longer counts."""
        return self.next.starts_on

    @property
    def last_day(self) -> date:
        """The last day that counts."""
        return self.ends_on - timedelta(days=1)

    @property
    def final_on(self) -> date:
        """The first day on which the quarter's figures no longer change by the passing of time."""
        return self.ends_on + timedelta(days=GAP_DAYS)

    @property
    def year_before(self) -> "Quarter":
        """The same quarter a year earlier."""
        return Quarter(self.year - 1, self.number)

    @property
    def next(self) -> "Quarter":
        """The quarter after this one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> "Quarter":
        """The quarter before this one."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def name(self) -> str:
        """`derde kwartaal 2026`, for on screen."""
        return f"{ORDINALS[self.number - 1]} kwartaal {self.year}"

    @property
    def short_name(self) -> str:
        """`K3 2026`, for along an axis."""
        return f"K{self.number} {self.year}"

    def reference_day(self, as_of: date) -> date:
        """t: the last day of the quarter, or `as_of` while the quarter still runs."""
        return min(self.last_day, as_of)

    def is_provisional(self, as_of: date) -> bool:
        """Whether figures as known on `as_of` may still change by the passing of time."""
        return as_of < self.final_on
