"""The six and two weeks of a melding on one line: blocks, today and days, as values a page can draw."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from portal.legal_days import end_of_legal_term
from portal.templatetags.dutch import dag, dagen
from trajectories.terms import DECISION_DAYS, INVESTIGATION_DAYS, Term

WEEK, GAP, BREAK = 34.5, 2.0, 7.5
"""The width of a week, the space between weeks and the extra space between the two terms; 300 in all."""
DECIDING_X = INVESTIGATION_DAYS // 7 * (WEEK + GAP) + BREAK
BLUE, RED, GREEN, GREY = "#01588a", "#c31c1c", "#2d7a22", "#6b7885"


@dataclass(frozen=True, slots=True)
class Week:
    """One block: all of it, and how much of it has passed; numbers are text, so that no language adds a comma."""

    x: str
    passed: str
    colour: str


@dataclass(frozen=True, slots=True)
class TermAxis:
    """The drawing, 300 wide, and the same in words."""

    weeks: tuple[Week, ...]
    expected: tuple[str, ...]
    """Where the weeks of a decision stand that nobody applied for yet."""
    today_x: str
    """Empty when no clock runs."""
    today_anchor: str
    first: str
    middle: str
    last: str
    words: str
    decide_by: date
    """The last day to decide, if the client applies on the last day in time, or today when that has passed."""


def axis_of(investigation: Term, decision: Term | None, *, on: date) -> TermAxis:
    """Both terms as they stand on day `on`; days on which the clock stands still take no room."""
    weeks = _weeks(investigation, 0) + (_weeks(decision, DECIDING_X) if decision else ())
    running = next((term for term in (decision, investigation) if term and term.finished_on is None), None)
    x = _today(running, DECIDING_X if running is decision else 0) if running else None
    decide_by = end_of_legal_term(max(on, investigation.due_on) + timedelta(days=DECISION_DAYS))
    return TermAxis(
        weeks=weeks,
        expected=() if decision else _expected(),
        today_x="" if x is None else f"{x:.1f}",
        today_anchor="middle" if x is None or 25 < x < 275 else "start" if x <= 25 else "end",
        first=_short(investigation.started_on),
        middle=_short(investigation.finished_on or investigation.due_on),
        last=_short(decision.finished_on or decision.due_on) if decision else "besluit",
        words=_words(investigation, decision),
        decide_by=decide_by,
    )


def _expected() -> tuple[str, ...]:
    return tuple(f"{DECIDING_X + number * (WEEK + GAP):.1f}" for number in range(DECISION_DAYS // 7))


def _short(day: date) -> str:
    return date_format(day, "j b")


def _weeks(term: Term, left: float) -> tuple[Week, ...]:
    colour = _colour(term)
    return tuple(
        Week(
            f"{left + number * (WEEK + GAP):.1f}",
            f"{WEEK * min(max(term.days_used - 7 * number, 0), 7) / 7:.1f}",
            colour,
        )
        for number in range(term.days_total // 7)
    )


def _colour(term: Term) -> str:
    if term.is_over:
        return RED
    if term.finished_on:
        return GREEN
    return GREY if term.is_suspended else BLUE


def _today(term: Term, left: float) -> float:
    """Where today is: after the days that counted, at the end when it is too late."""
    weeks, days = divmod(min(max(term.days_used, 0), term.days_total), 7)
    between = GAP * (weeks if days else max(weeks - 1, 0))
    return left + WEEK * (weeks + days / 7) + between


def _words(investigation: Term, decision: Term | None) -> str:
    then = _said(decision) if decision else "De 2 weken voor het besluit beginnen bij de aanvraag."
    return f"{_said(investigation)} {then}"


def _said(term: Term) -> str:
    if term.finished_on:
        return f"{term.name}: klaar op {dag(term.finished_on)}, na {dagen(term.days_used)}."
    if term.is_over:
        return f"{term.name}: {dagen(term.days_late)} te laat."
    still = " De termijn staat stil." if term.is_suspended else ""
    return f"{term.name}: {term.days_used} van {term.days_total} dagen voorbij.{still}"
