"""One place for one client: which rules pass, how well it fits, and what would make it fit."""

from dataclasses import dataclass

from trajectories.matching.inputs import Offer, Profile, Rules, Wish
from trajectories.matching.rules import BY_KEY, DECIDED_ELSEWHERE, RULES, Pair, Verdict
from trajectories.matching.wishes import MEASURES, fit_of, points_of


@dataclass(frozen=True, slots=True)
class Score:
    """What one wish counts for: points out of its weight; None: not known, so it counts for nothing."""

    wish: Wish
    points: int | None
    weight: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What matching says of one place for one client."""

    verdicts: tuple[tuple[str, Verdict], ...]
    """Per rule, by its key, in the order of the rules."""
    scores: tuple[Score, ...]
    fit: int | None
    """0 to 100, of the wishes that are known; None: none is. Says nothing of who goes first."""

    @property
    def failing(self) -> tuple[str, ...]:
        """The rules that refuse this place, by their keys."""
        return tuple(key for key, verdict in self.verdicts if verdict is Verdict.FAILS)

    @property
    def fits(self) -> bool:
        """Whether no rule refuses it."""
        return not self.failing

    @property
    def can_be_proposed(self) -> bool:
        """Whether a coordinator may propose it, with a reason where a rule refuses."""
        return not DECIDED_ELSEWHERE.intersection(self.failing)


def advise(profile: Profile, offer: Offer, rules: Rules) -> Advice:
    """Hold one place against what is known of one client, by a version of the region's rules."""
    verdicts = tuple((rule.key, rule.of(profile, offer, rules)) for rule in RULES)
    scores = tuple(_score(measure.wish, measure.of(profile, offer, rules), rules) for measure in MEASURES)
    known = [score for score in scores if score.points is not None]
    fit = fit_of(sum(score.points or 0 for score in known), sum(score.weight for score in known))
    return Advice(verdicts, scores, fit)


def mended(advice: Advice, profile: Profile, offer: Offer) -> Pair:
    """The same client and place after every change that the advice names: then it fits."""
    for key in advice.failing:
        profile, offer = BY_KEY[key].mend(profile, offer)
    return profile, offer


def _score(wish: Wish, share: int | None, rules: Rules) -> Score:
    weight = rules.weights.get(wish, 0)
    return Score(wish, None if share is None else points_of(share, weight), weight)
