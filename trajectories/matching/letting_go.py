"""What it would give a client to let go of one demand: how many more places would fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from placements.models import Feature
from trajectories.matching.bulk import YES, score_all
from trajectories.matching.inputs import DAY_AND_NIGHT, Offer, Profile, Rules
from trajectories.needs import Needs


@dataclass(frozen=True, slots=True)
class LettingGo:
    """One demand, and how many more places fit without it."""

    demand: str
    more_places: int


def letting_go(needs: Needs, offers: Sequence[Offer], rules: Rules) -> list[LettingGo]:
    """Per demand that somebody could let go of, the most places first; the demands stay as they are."""
    demands = list(_demands(needs))
    if not demands:
        return []
    without = [needs.profile, *(profile for _, profile in demands)]
    fitting = [row.allowed.count(YES) for row in score_all(without, offers, rules)]
    found = [LettingGo(name, number - fitting[0]) for (name, _), number in zip(demands, fitting[1:], strict=True)]
    return sorted(found, key=lambda one: -one.more_places)


def _demands(needs: Needs) -> Iterable[tuple[str, Profile]]:
    """Each demand by name, and the same client without it."""
    profile = needs.profile
    for town, name in needs.excluded.items():
        yield f"Niet in {name}", replace(profile, not_towns=profile.not_towns - {town})
    for feature in Feature:
        if feature in profile.features:
            yield feature.label, replace(profile, features=profile.features - {feature})
    if profile.nearness:
        how = "dag en nacht" if profile.nearness == DAY_AND_NIGHT else "overdag in de buurt"
        yield f"Begeleiding {how}", replace(profile, nearness=None)
    if profile.highest_rent is not None:
        yield f"Huur hoogstens € {profile.highest_rent}", replace(profile, highest_rent=None)
