"""Many clients against many places at once: the same rules and wishes, asked once per pair of values that occurs.

Each rule and wish judges a value of the client and a value of the place, so a region of thousands asks it a few
hundred times. The answers are laid side by side, a byte for each place, and added up for all places of a client
in one go; Python's whole numbers do that a thousand bytes at a time. `advise` says the same of any single pair:
a test compares.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from trajectories.matching.inputs import Offer, Profile, Rules
from trajectories.matching.rules import RULES, Verdict
from trajectories.matching.wishes import MEASURES, Measure, fit_of, points_of

NO, YES = 0x00, 0xFF
NOTHING_KNOWN = 0xFF
"""What stands in `fits` where no wish is known; a fit itself is at most 100."""


@dataclass(frozen=True, slots=True)
class Row:
    """One client against every place, in the order of the places."""

    allowed: bytes
    """255 where no rule refuses, else 0."""
    fits: bytes
    """0 to 100; `NOTHING_KNOWN` where no wish is known."""

    def fit(self, at: int) -> int | None:
        """How well the place fits, whether or not a rule refuses it."""
        return None if self.fits[at] == NOTHING_KNOWN else self.fits[at]


def score_all(profiles: Sequence[Profile], offers: Sequence[Offer], rules: Rules) -> list[Row]:
    """Every client against every place, in their order."""
    columns = _Columns(offers, rules)
    return [columns.row(profile) for profile in profiles]


class _Columns:
    """The places, and per value of a client what each rule and wish says of all of them."""

    def __init__(self, offers: Sequence[Offer], rules: Rules) -> None:
        self.rules, self.size = rules, len(offers)
        self.everywhere = int.from_bytes(bytes([YES]) * self.size)
        self.rule_values = [_Values(rule.finds(offer) for offer in offers) for rule in RULES]
        measures = [measure for measure in MEASURES if rules.weights.get(measure.wish)]
        self.measures = [(measure, _Values(measure.finds(offer) for offer in offers)) for measure in measures]
        self.allowed: list[dict[Hashable, int]] = [{} for _ in RULES]
        self.points: list[dict[Hashable, tuple[int, int]]] = [{} for _ in measures]

    def row(self, profile: Profile) -> Row:
        """One client against every place."""
        allowed = self.everywhere
        for number, rule in enumerate(RULES):
            value = rule.reads(profile, self.rules)
            known = self.allowed[number]
            if value not in known:
                known[value] = self._where_allowed(number, value)
            allowed &= known[value]
        return Row(allowed.to_bytes(self.size), self._fits(profile))

    def _where_allowed(self, number: int, value: Hashable) -> int:
        judge = RULES[number].judge
        return self.rule_values[number].spread(lambda found: NO if judge(value, found) is Verdict.FAILS else YES)

    def _fits(self, profile: Profile) -> bytes:
        points, known_at = 0, []
        for number, (measure, values) in enumerate(self.measures):
            value = measure.reads(profile, self.rules)
            found = self.points[number]
            if value not in found:
                found[value] = self._points(measure, values, value)
            of_measure, known = found[value]
            points += of_measure
            known_at.append((self.rules.weights[measure.wish], known))
        return self._out_of_a_hundred(points, known_at)

    def _points(self, measure: Measure, values: "_Values", value: Hashable) -> tuple[int, int]:
        """The points of one wish for every place, and where it is known at all."""
        weight = self.rules.weights[measure.wish]
        shares = {found: measure.share(value, found) for found in values.distinct}
        points = values.spread(lambda found: points_of(shares[found] or 0, weight))
        return points, values.spread(lambda found: NO if shares[found] is None else YES)

    def _out_of_a_hundred(self, points: int, known_at: list[tuple[int, int]]) -> bytes:
        """Points as a part of the weights that are known, which may differ from place to place."""
        groups = {0: self.everywhere}
        for weight, known in known_at:
            groups = _split(groups, weight, known)
        numbers, found = points.to_bytes(self.size), 0
        for most, where in groups.items():
            found |= int.from_bytes(numbers.translate(_table(most))) & where
        return found.to_bytes(self.size)


class _Values:
    """What one rule or wish finds at each place: the values that occur, and where."""

    def __init__(self, found: Iterable[Hashable]) -> None:
        numbers: dict[Hashable, int] = {}
        self.at = [numbers.setdefault(value, len(numbers)) for value in found]
        self.distinct = list(numbers)

    def spread(self, answer: Any) -> int:
        """The answer for each place side by side, a byte each."""
        answers = [answer(value) for value in self.distinct]
        return int.from_bytes(bytes([answers[number] for number in self.at]))


def _split(groups: dict[int, int], weight: int, known: int) -> dict[int, int]:
    """Places by the sum of the weights known there, with one more wish: known there or not."""
    split: dict[int, int] = {}
    for most, where in groups.items():
        for total, part in ((most + weight, where & known), (most, where & ~known)):
            if part:
                split[total] = split.get(total, 0) | part
    return split


@cache
def _table(most: int) -> bytes:
    """From points to a fit out of 100, for one sum of weights."""
    if not most:
        return bytes([NOTHING_KNOWN]) * 256
    return bytes(min(fit_of(points, most) or 0, 100) for points in range(256))
