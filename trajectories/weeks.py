"""Twelve weeks of free places as small bars: whole coordinates, so that no language writes a comma in them."""

from dataclasses import dataclass

from portal.templatetags.dutch import dag
from trajectories.matching.locations import LocationFit

STEP, BAR, BASE, ROOM = 22, 18, 44, 40
"""Width of a week and of its bar, where the ground is, and the height above it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: how high the free places stand, and how high those that fit."""

    x: int
    free_y: int
    free_height: int
    fitting_y: int
    fitting_height: int


@dataclass(frozen=True, slots=True)
class Bars:
    """The drawing and the same in words."""

    bars: tuple[Bar, ...]
    words: str


def draw(fit: LocationFit) -> Bars:
    """Bars of one location; the tallest fills the room, a single place stays low."""
    unit = min(ROOM // max(week.free for week in fit.weeks), 13) if any(week.free for week in fit.weeks) else 0
    bars = tuple(
        Bar(
            x=2 + STEP * number,
            free_y=BASE - unit * week.free,
            free_height=unit * week.free,
            fitting_y=BASE - unit * week.fitting,
            fitting_height=unit * week.fitting,
        )
        for number, week in enumerate(fit.weeks)
    )
    return Bars(bars, _words(fit))


def _words(fit: LocationFit) -> str:
    fitting = ", ".join(str(week.fitting) for week in fit.weeks)
    free = ", ".join(str(week.free) for week in fit.weeks)
    first, last = fit.weeks[0].starts_on, fit.weeks[-1].starts_on
    return f"Vrije plekken per week, {dag(first)} t/m {dag(last)}: voor uw criteria {fitting}; totaal {free}."
