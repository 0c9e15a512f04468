"""What a decision says, in words: the same on the page that reads it back, on the melding and in the letter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.templatetags.dutch import dag, laatste_dag
from trajectories.models import ContributionType, Decision, Funding, GoalTheme, Outcome
from trajectories.ruling import Ruling


@dataclass(frozen=True, slots=True)
class Worded:
    """A decision and what it says: label and words."""

    decision: Decision
    said: tuple[tuple[str, str], ...]


def worded(decision: Decision) -> Worded:
    """A decision whose goals were fetched, with its words."""
    goals = [(goal.theme, goal.words) for goal in decision.goals.all()]
    return Worded(decision, tuple(words_of(decision, goals=goals)))


def words_of(
    ruling: Ruling | Decision, *, goals: Iterable[tuple[str, str]], decided_on: date | None = None
) -> Iterator[tuple[str, str]]:
    """Everything that is decided, as label and words; `decided_on` where that is still to be said."""
    yield "Uitkomst", Outcome(ruling.outcome).label
    if decided_on:
        yield "Besloten op", dag(decided_on)
    if ruling.care_form and ruling.valid_from:
        yield "Zorgvorm", str(ruling.care_form)
        yield "Geldig", validity(ruling.valid_from, ruling.valid_until)
        yield "Hoe", Funding(ruling.funding).label
        yield "Eigen bijdrage", ContributionType(ruling.contribution).label
    yield "Motivering", ruling.motivation
    if ruling.alternatives:
        yield "Ook overwogen", ruling.alternatives
    for theme, words in goals:
        yield f"Doel: {GoalTheme(theme).label.lower()}", words


def validity(valid_from: date, valid_until: date | None) -> str:
    """The period of a right, as people say it: t/m the last day."""
    if valid_until is None:
        return f"vanaf {dag(valid_from)}, zonder einddatum"
    return f"{dag(valid_from)} t/m {dag(laatste_dag(valid_until))}"
