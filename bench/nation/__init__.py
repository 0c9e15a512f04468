"""A nation that does not exist: as large as wanted, the same again each time, in a database of its own."""

import os
from dataclasses import dataclass
from datetime import date

import django

DAY = date(2026, 10, 5)
"""Today, in the nation."""
FIRST = date(2014, 1, 1)
"""Its first day: nobody came before it."""
REGIONS = 43


@dataclass(frozen=True, slots=True)
class Size:
    """How many people there are, and with them everything else."""

    name: str
    clients: int

    @property
    def places(self) -> int:
        """One place for every 17 people who ever came."""
        return self.clients * 6 // 100


SIZES = {size.name: size for size in (Size("10k", 10_000), Size("100k", 100_000), Size("1m", 1_000_000))}


def begin() -> None:
    """Work in the nation of DATA from here on: on its day, as the system."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "PORTAL_DEMO": "1", "DEMO_TODAY": DAY.isoformat()}
    django.setup()
    from portal.actor import SYSTEM, begin_as

    begin_as(SYSTEM)
