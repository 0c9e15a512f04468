"""Twelve weeks of free places as small bars: whole coordinates, so that no language writes a comma in them."""

from dataclasses import dataclass
from datetime import date

from portal.templatetags.dutch import dag
from trajectories.matching.locations import LocationFit, Week

STEP, BAR, BASE, ROOM = 22, 18, 44, 40
"""Width of a week and of its bar, where the ground is, and the height above it."""


@dataclass(frozen=True, slots=True)
class Bars:
    """The drawing and the same in words: how high the free places stand each week, and those that fit."""

    free: str
    fitting: str
    words: str
    first: date
    last: date


def draw(fit: LocationFit) -> Bars:
    """Bars of one location; the tallest fills the room, a single place stays low."""
    weeks = fit.weeks
    tallest = max(week.free for week in weeks)
    unit = min(ROOM // tallest, 13) if tallest else 0
    return Bars(
        free=_outline([unit * week.free for week in weeks]),
        fitting=_outline([unit * week.fitting for week in weeks]),
        words=_words(weeks),
        first=weeks[0].starts_on,
        last=weeks[-1].starts_on,
    )


def _outline(heights: list[int]) -> str:
    """The bars as one path: up from the ground, across and down again."""
    return "".join(
        f"M{2 + STEP * number} {BASE}v-{height}h{BAR}v{height}z" for number, height in enumerate(heights) if height
    )


def _words(weeks: tuple[Week, ...]) -> str:
    fitting = ", ".join(str(week.fitting) for week in weeks)
    free = ", ".join(str(week.free) for week in weeks)
    first, last = weeks[0].starts_on, weeks[-1].starts_on
    return f"Vrije plekken per week, {dag(first)} t/m {dag(last)}: voor uw criteria {fitting}; totaal {free}."
