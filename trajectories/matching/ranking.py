"""For one place: who of those who wait fits, in which order, and who would be passed by choosing another.

Order is urgency, class of waiting, fit, and the day the wait began. All of it follows from the inputs, which
hold codes only; what was advised can be worked out again from what was kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trajectories.matching.advice import Advice, advise
from trajectories.matching.inputs import Offer, Profile, Rules, as_json, from_json
from trajectories.matching.rules import Verdict

ENGINE = 1
"""The version of the rules and wishes in this program; what another version advised is not compared."""


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody who waits, as the order for a place sees them."""

    slug: str
    urgency: int
    """The rank of the status; 0 goes first."""
    wait_class: int
    since: date
    profile: Profile
    counts: bool = True
    """Whether passing them has to be explained: they wait for the first place that fits."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Somebody who waits held against the place, with their number among those who fit; 0: does not fit."""

    who: InLine
    advice: Advice
    number: int


@dataclass(frozen=True, slots=True)
class Question:
    """Who of these for this place, by these rules; and who is meant to be chosen."""

    offer: Offer
    rules: Rules
    line: tuple[InLine, ...]
    """In the order of the list."""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What matching says of the choice."""

    number: int
    """The place of the chosen one among those who fit; 0: does not fit."""
    passed: tuple[str, ...]
    """Who fits as well, goes first and is passed."""
    failing: tuple[str, ...]
    """The rules that refuse the place for the chosen one."""
    unknown: tuple[str, ...]
    fit: int | None
    points: Mapping[str, int]

    @property
    def is_overruled(self) -> bool:
        """Whether choosing this one departs from the advice, so that a reason is due."""
        return bool(self.passed or self.failing)


def rank(question: Question) -> list[Ranked]:
    """Everybody for the place: those who fit in order, then those who do not in the order of the list."""
    held = [(who, advise(who.profile, question.offer, question.rules)) for who in question.line]
    fitting = sorted(((who, advice) for who, advice in held if advice.fits), key=_key)
    ranked = [Ranked(who, advice, number) for number, (who, advice) in enumerate(fitting, start=1)]
    return ranked + [Ranked(who, advice, 0) for who, advice in held if not advice.fits]


def answer(question: Question) -> Answer:
    """What matching says of the one who is chosen."""
    ranked = rank(question)
    mine = next(one for one in ranked if one.who.slug == question.chosen)
    before = ranked[: mine.number - 1] if mine.number else [one for one in ranked if _goes_first(one, mine)]
    verdicts = mine.advice.verdicts
    return Answer(
        number=mine.number,
        passed=tuple(one.who.slug for one in before if one.who.counts),
        failing=mine.advice.failing,
        unknown=tuple(key for key, verdict in verdicts if verdict is Verdict.UNKNOWN),
        fit=mine.advice.fit,
        points={str(score.wish): score.points for score in mine.advice.scores if score.points is not None},
    )


def only_what_counts(question: Question) -> Question:
    """The same question without those who can never go before the chosen one: what is kept of an advice."""
    mine = next(who for who in question.line if who.slug == question.chosen)
    line = tuple(who for who in question.line if _urgency(who) <= _urgency(mine))
    return Question(question.offer, question.rules, line, question.chosen)


def as_kept(question: Question) -> dict[str, Any]:
    """A question as JSON, to be kept."""
    return {
        "engine": ENGINE,
        "offer": as_json(question.offer),
        "rules": as_json(question.rules),
        "chosen": question.chosen,
        "line": [
            {
                "slug": who.slug,
                "urgency": who.urgency,
                "wait_class": who.wait_class,
                "since": who.since.isoformat(),
                "counts": who.counts,
                "profile": as_json(who.profile),
            }
            for who in question.line
        ],
    }


def from_kept(kept: Mapping[str, Any]) -> Question:
    """What `as_kept` wrote."""
    line = tuple(
        InLine(
            slug=who["slug"],
            urgency=who["urgency"],
            wait_class=who["wait_class"],
            since=date.fromisoformat(who["since"]),
            profile=from_json(Profile, who["profile"]),
            counts=who["counts"],
        )
        for who in kept["line"]
    )
    return Question(from_json(Offer, kept["offer"]), from_json(Rules, kept["rules"]), line, kept["chosen"])


def outcome(found: Answer) -> dict[str, Any]:
    """An answer as JSON: codes and numbers, no sentences, so that better words do not change it."""
    return {
        "number": found.number,
        "passed": list(found.passed),
        "failing": list(found.failing),
        "unknown": list(found.unknown),
        "fit": found.fit,
        "points": dict(found.points),
    }


def order_for_a_place(
    *, urgency: int, wait_class: int, fit: int | None, since: date
) -> tuple[int, int, int, date]:
    """What people are sorted by for one place; a fit that nobody knows counts against nobody."""
    return urgency, -wait_class, -(100 if fit is None else fit), since


def _urgency(who: InLine) -> tuple[int, int]:
    return who.urgency, -who.wait_class


def _key(held: tuple[InLine, Advice]) -> tuple[int, int, int, date]:
    who, advice = held
    return order_for_a_place(urgency=who.urgency, wait_class=who.wait_class, fit=advice.fit, since=who.since)


def _goes_first(one: Ranked, mine: Ranked) -> bool:
    """Whether somebody who fits goes before one who does not."""
    return bool(one.number) and _key((one.who, one.advice)) < _key((mine.who, mine.advice))
