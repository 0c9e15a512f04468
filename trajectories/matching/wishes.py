"""What makes a place fit better or less: wishes in hundredths, weighed by the region. A wish refuses nothing.

What is not known on either side drops out of the sum, so that it counts for nobody and against nobody.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

from trajectories.matching.inputs import DAY_AND_NIGHT, NEARBY, Offer, Profile, Rules, Wish

ALL = 100
SAME_AGE = 5
"""Years between somebody and the middle of a group that still count as the same age."""
LOST_PER_YEAR = 4


@dataclass(frozen=True, slots=True)
class Measure:
    """How far one wish is met, in hundredths; None: not known."""

    wish: Wish
    reads: Callable[[Profile, Rules], Hashable]
    finds: Callable[[Offer], Hashable]
    share: Callable[[Any, Any], int | None]

    def of(self, profile: Profile, offer: Offer, rules: Rules) -> int | None:
        """How far this place meets the wish of this client."""
        return self.share(self.reads(profile, rules), self.finds(offer))


def points_of(share: int, weight: int) -> int:
    """Hundredths of a wish as whole points of its weight, rounded half up."""
    return (share * weight + ALL // 2) // ALL


def fit_of(points: int, most: int) -> int | None:
    """Points out of those that could be known, as a whole number out of 100; None when nothing is known."""
    return (ALL * points + most // 2) // most if most else None


def _town(wanted: frozenset[str], town: str) -> int | None:
    return None if not wanted or not town else ALL * (town in wanted)


def _network(network: str, town: str) -> int | None:
    return None if not network or not town else ALL * (network == town)


def _not_heavier(needed: int | None, offered: tuple[bool, bool | None]) -> int | None:
    """Full marks for no more nearness than needed; half for a step more, none for two."""
    if needed is None:
        return None
    is_day_and_night, is_nearby = offered
    level = DAY_AND_NIGHT if is_day_and_night else NEARBY if is_nearby else 0
    return max(ALL - 50 * max(level - needed, 0), 0)


def _living_mode(wanted: str, mode: str) -> int | None:
    return None if not wanted or not mode else ALL * (wanted == mode)


def _features(wished: frozenset[str], has: frozenset[str]) -> int | None:
    return ALL * len(wished & has) // len(wished) if wished else None


def _group_age(age: int | None, group: int | None) -> int | None:
    if age is None or group is None:
        return None
    return max(ALL - LOST_PER_YEAR * max(abs(age - group) - SAME_AGE, 0), 0)


def _start(asked: tuple[date, int], free_on: date | None) -> int | None:
    """Full marks for a place that is free on the day, none at the horizon."""
    day, days = asked
    if free_on is None:
        return None
    late = max((free_on - day).days, 0)
    return max(ALL - ALL * late // days, 0) if days else ALL * (late == 0)


def _rent(highest: int | None, rent: int | None) -> int | None:
    """Full marks for a rent a quarter below what can be paid, none for the whole of it."""
    if highest is None or rent is None or highest <= 0:
        return None
    return min(max(4 * ALL * (highest - rent) // highest, 0), ALL)


MEASURES: tuple[Measure, ...] = (
    Measure(Wish.TOWN, lambda profile, _: profile.towns, lambda offer: offer.town, _town),
    Measure(Wish.NETWORK, lambda profile, _: profile.network_town, lambda offer: offer.town, _network),
    Measure(
        Wish.NOT_HEAVIER,
        lambda profile, _: profile.nearness,
        lambda offer: (offer.is_day_and_night, offer.is_nearby),
        _not_heavier,
    ),
    Measure(
        Wish.LIVING_MODE, lambda profile, _: profile.living_mode, lambda offer: offer.living_mode, _living_mode
    ),
    Measure(Wish.FEATURES, lambda profile, _: profile.wished, lambda offer: offer.features, _features),
    Measure(Wish.GROUP_AGE, lambda profile, _: profile.age, lambda offer: offer.group_age, _group_age),
    Measure(
        Wish.START,
        lambda profile, rules: (profile.day, 7 * rules.horizon_weeks),
        lambda offer: offer.free_on,
        _start,
    ),
    Measure(Wish.RENT, lambda profile, _: profile.highest_rent, lambda offer: offer.rent, _rent),
)
