"""The agreements of a demo region: a version that counts, and the draft of the next."""

from datetime import date, timedelta

from portal.models import Region, Role, User
from trajectories import agreements
from trajectories.matching.inputs import Wish
from trajectories.models import MatchingRules

PUBLISHED_ON, STARTS_ON = date(2025, 12, 15), date(2026, 1, 1)
WEIGHTS = {
    Wish.TOWN: 30,
    Wish.NETWORK: 10,
    Wish.NOT_HEAVIER: 15,
    Wish.LIVING_MODE: 15,
    Wish.FEATURES: 10,
    Wish.GROUP_AGE: 5,
    Wish.START: 10,
    Wish.RENT: 5,
}
REASON = "Afgesproken aan de regiotafel: de eigen gemeente en zelfstandig wonen wegen zwaarder."
EFFECT = {
    "aan_de_beurt": 61, "omhoog": 0, "omlaag": 0, "vrije_plekken": 17, "andere_eerste": 3,
    "navraag_voor": 9, "navraag_na": 9,
}  # fmt: skip


def agree(region: Region, *, on: date) -> None:
    """A version that counts since the beginning of the year, and a draft that somebody works on."""
    if on < STARTS_ON + timedelta(days=1):
        return
    coordinator = User.objects.get(role=Role.COORDINATOR, organisation__region=region)
    MatchingRules.objects.create(
        region=region,
        number=1,
        weights={str(wish): weight for wish, weight in WEIGHTS.items()},
        class_weeks=[4, 12, 26, 52],
        drafted_by=coordinator,
        published_by=coordinator,
        published_on=PUBLISHED_ON,
        starts_on=STARTS_ON,
        reason=REASON,
        effect=EFFECT,
    )
    draft = agreements.begin_draft(region, on=on, by=coordinator)
    weights = WEIGHTS | {Wish.TOWN: 20, Wish.START: 20}
    facts = {"weights": {str(wish): weight for wish, weight in weights.items()}, "class_weeks": [8, 20, 40, 60]}
    agreements.save_draft(draft, facts=facts, by=coordinator)
