"""Who fits where, 2,000 who wait against 3,000 places at once, beside asking every pair by itself."""

from datetime import date, timedelta
from random import Random

from bench.measuring import Measure, ratio
from placements.models import Feature, LivingMode
from trajectories.matching.advice import advise
from trajectories.matching.bulk import score_all
from trajectories.matching.inputs import Offer, Profile, Rules

WAITING, PLACES, ASKED = 2_000, 3_000, 10
"""How many wait, how many places there are, and how many of those who wait are asked pair by pair."""
GOAL = 0.05
DAY = date(2026, 10, 5)
TOWNS = [f"{number:04}" for number in range(12)]
FORMS = ["BW_HOOG", "BW_MIDDEN", "BESCHUT", "BT"]
FEATURES = [str(feature) for feature in Feature]
MODES = [str(mode) for mode in LivingMode]


def _profile(luck: Random) -> Profile:
    return Profile(
        day=DAY,
        care_form=luck.choice(FORMS),
        nearness=luck.choice((None, 0, 1, 2)),
        age=luck.randint(18, 70),
        towns=frozenset(luck.sample(TOWNS, luck.randint(0, 3))),
        living_mode=luck.choice(("", *MODES)),
        features=frozenset(luck.sample(FEATURES, luck.choice((0, 0, 0, 1)))),
        highest_rent=luck.choice((None, 650, 750, 850)),
    )


def _offer(luck: Random, number: int) -> Offer:
    return Offer(
        location=f"L{number // 6}",
        care_form=luck.choice(FORMS),
        is_day_and_night=luck.random() < 0.4,
        is_nearby=luck.choice((True, None)),
        town=luck.choice(TOWNS),
        living_mode=luck.choice(MODES),
        features=frozenset(luck.sample(FEATURES, luck.randint(0, 3))),
        rent=luck.choice((None, 600, 700, 800)),
        group_age=luck.choice((None, 24, 35, 48)),
        free_on=DAY + timedelta(days=luck.randint(0, 250)),
    )


def measures() -> list[Measure]:
    """Processor time per pair; pair by pair only some are asked, the whole would take minutes."""
    luck = Random(2026)
    profiles = [_profile(luck) for _ in range(WAITING)]
    offers = [_offer(luck, number) for number in range(PLACES)]
    rules = Rules()

    def pair_by_pair() -> None:
        for profile in profiles[:ASKED]:
            for offer in offers:
                advise(profile, offer, rules)

    value = ratio(lambda: score_all(profiles, offers, rules), pair_by_pair, rounds=3) * ASKED / WAITING
    return [Measure(f"matching {WAITING} who wait with {PLACES} places, per pair", round(value, 4), GOAL)]
