"""The region's agreements about waiting and matching: which are in force on a day."""

from datetime import date

from trajectories.matching.inputs import STANDARD_WEIGHTS, Rules, Wish
from trajectories.models import MatchingRules


def in_force(region_id: int | None, *, on: date) -> Rules:
    """The rules that count in a region on a day; the standard ones until it publishes its own. One query."""
    if region_id is None:
        return Rules()
    found = MatchingRules.objects.filter(region_id=region_id).in_force_on(on).first()
    return rules_of(found) if found else Rules()


def rules_of(version: MatchingRules) -> Rules:
    """A version as matching counts with it; a wish it does not name weighs nothing."""
    return Rules(
        number=version.number,
        weights={wish: int(version.weights.get(wish, 0)) for wish in STANDARD_WEIGHTS},
        horizon_weeks=version.horizon_weeks,
        class_weeks=tuple(version.class_weeks),
        ask_after_days=version.ask_after_days,
    )


def weights_of(rules: Rules) -> dict[str, int]:
    """The weights as they are kept."""
    return {str(wish): rules.weights.get(wish, 0) for wish in Wish}
