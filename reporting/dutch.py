"""Numbers, days and periods as a Dutch reader writes them."""

from datetime import date, timedelta

from reporting.units import Unit

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
HIDDEN = "–"
NARROW_SPACE = "\u00a0"


def number(value: float, *, decimals: int = 0) -> str:
    """`1234.5` as `1.234,5`; rounded half to even at `decimals`."""
    text = f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.replace("-", "−")


def amount(value: float | None, unit: Unit) -> str:
    """A number as its unit is written in a table: `87,2%`, `€ 1.234,50`, `49,5`, `412`."""
    if value is None:
        return HIDDEN
    if unit is Unit.SHARE:
        return number(100 * value, decimals=1) + "%"
    if unit is Unit.EUROS:
        return f"€{NARROW_SPACE}{number(value, decimals=2)}"
    if unit in (Unit.MARK, Unit.RATE):
        return number(value, decimals=1)
    return number(value, decimals=0 if float(value).is_integer() else 1)


def day(moment: date) -> str:
    """`5 oktober 2026`."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def period(starts_on: date, ends_on: date) -> str:
    """The half-open period [starts_on, ends_on) with its last day: `1 juli t/m 30 september 2026`."""
    last = ends_on - timedelta(days=1)
    if last <= starts_on:
        return day(starts_on)
    first = f"{starts_on.day} {MONTHS[starts_on.month - 1]}"
    return f"{first} t/m {day(last)}" if starts_on.year == last.year else f"{day(starts_on)} t/m {day(last)}"


def capitalised(sentence: str) -> str:
    """The sentence with a capital in front, the rest as it stands."""
    return sentence[:1].upper() + sentence[1:]
