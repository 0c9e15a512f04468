"""How days, periods and numbers are written on screen."""

from datetime import date, timedelta
from decimal import Decimal

from django import template
from django.utils.formats import date_format, number_format

register = template.Library()


@register.filter
def dag(day: date | None) -> str:
    """`5 oktober 2026`, or nothing."""
    return date_format(day, "j F Y") if day else ""


@register.filter
def laatste_dag(ends_on: date | None) -> date | None:
    """The last day that counts of a half-open period."""
    return ends_on - timedelta(days=1) if ends_on else None


@register.filter
def periode(period: object) -> str:
    """`5 oktober 2026 t/m 4 januari 2027`, or `vanaf 5 oktober 2026` while it runs."""
    starts_on: date = getattr(period, "starts_on")  # noqa: B009 (any period will do)
    ends_on: date | None = getattr(period, "ends_on")  # noqa: B009
    if ends_on is None:
        return f"vanaf {dag(starts_on)}"
    return f"{dag(starts_on)} t/m {dag(laatste_dag(ends_on))}"


@register.filter
def getal(number: float | Decimal | None, decimals: int = 0) -> str:
    """`1.234,5`; a dash where there is no value."""
    if number is None:
        return "–"
    return number_format(number, decimals, use_l10n=True, force_grouping=True)


@register.filter
def verschil(number: int) -> str:
    """A change with its sign: `+2`, `−1`, `0`."""
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{getal(abs(number))}"


@register.filter
def dagen(days: int) -> str:
    """`1 dag`, `12 dagen`."""
    return f"{getal(days)} {'dag' if abs(days) == 1 else 'dagen'}"


@register.filter
def weken(days: float) -> str:
    """A number of days as whole weeks: `11`."""
    return getal(days // 7)


@register.filter
def wachttijd(days: int) -> str:
    """How long somebody waited, as people say it: `24 dagen`, from four weeks on `6 weken`."""
    return dagen(days) if days < 28 else f"{weken(days)} weken"


@register.filter
def ja_nee(truth: bool | None) -> str:
    """`ja`, `nee` or `onbekend`."""
    return {True: "ja", False: "nee"}.get(truth, "onbekend") if truth is not None else "onbekend"
