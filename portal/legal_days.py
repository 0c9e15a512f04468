"""Days on which no legal term ends: weekends and the holidays of the Algemene termijnenwet (articles 1 and 3).

The law's days differ from those off work: Good Friday and every 5 May count, Easter Sunday and Whit Sunday are
Sundays anyway, and the Crown puts some days on a par (article 3, third paragraph).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import holidays

ON_A_PAR = frozenset(
    {
        # Besluit gelijkstelling van 28 april 2023, 19 mei 2023, 10 mei 2024, 27 december 2024 en 30 mei 2025
        date(2023, 4, 28),
        date(2023, 5, 19),
        date(2024, 5, 10),
        date(2024, 12, 27),
        date(2025, 5, 30),
        # Besluit gelijkstelling van 2 januari 2026, 15 mei 2026, 7 mei 2027, 28 april 2028 en 26 mei 2028
        date(2026, 1, 2),
        date(2026, 5, 15),
        date(2027, 5, 7),
        date(2028, 4, 28),
        date(2028, 5, 26),
    }
)
"""Put on a par with a holiday by decree, three years at a time; add the next decree here."""
SATURDAY = 5


def ends_no_term(day: date) -> bool:
    """Whether a legal term that would end on `day` runs on."""
    return day.weekday() >= SATURDAY or day in _holidays(day.year)


def end_of_legal_term(day: date) -> date:
    """The last day of a legal term that counted days up to `day`: that day, or the first working day after it."""
    while ends_no_term(day):
        day += timedelta(days=1)
    return day


def holidays_between(first: date, last: date) -> Iterator[date]:
    """The holidays of `first` up to and including `last` that are no weekend, in order."""
    for year in range(first.year, last.year + 1):
        for day in sorted(_holidays(year)):
            if first <= day <= last and day.weekday() < SATURDAY:
                yield day


@cache
def _holidays(year: int) -> frozenset[date]:
    known = holidays.country_holidays("NL", years=year, categories=("public", "optional"))
    return frozenset(known) | {day for day in ON_A_PAR if day.year == year}
