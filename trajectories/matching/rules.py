"""The rules a place must answer to: law, safety, contract, or what the client sets. A rule is never traded.

Each says what it reads of the client and of the place, judges those two values and nothing else, and knows the
nearest change that would make it pass. What is not known passes: unknown never counts against anybody.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

from placements.models import Feature
from trajectories.matching.inputs import DAY_AND_NIGHT, NEARBY, Offer, Profile, Rules
from trajectories.models import Criterion


class Verdict(Enum):
    """What a rule says of one place for one client."""

    MET = "ja"
    FAILS = "nee"
    UNKNOWN = "onbekend"
    NOT_ASKED = "niet van toepassing"


MET, FAILS, UNKNOWN, NOT_ASKED = Verdict

type Pair = tuple[Profile, Offer]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `reads` and `finds` give the values that `judge` compares."""

    key: str
    criterion: Criterion
    reads: Callable[[Profile, Rules], Hashable]
    finds: Callable[[Offer], Hashable]
    judge: Callable[[Any, Any], Verdict]
    mend: Callable[[Profile, Offer], Pair]
    """The nearest change: the same pair, but so that this rule passes."""

    def of(self, profile: Profile, offer: Offer, rules: Rules) -> Verdict:
        """What it says of this place for this client."""
        return self.judge(self.reads(profile, rules), self.finds(offer))


def _form(wanted: frozenset[str], form: str) -> Verdict:
    if not wanted or not form:
        return NOT_ASKED if not wanted else UNKNOWN
    return MET if form in wanted else FAILS


def _contract(is_asked: bool, is_contracted: bool) -> Verdict:
    return NOT_ASKED if not is_asked or is_contracted else FAILS


def _near(needed: int | None, offered: tuple[bool, bool | None]) -> Verdict:
    is_day_and_night, is_nearby = offered
    if needed is None or needed < NEARBY:
        return NOT_ASKED
    if is_day_and_night:
        return MET
    if needed == DAY_AND_NIGHT:
        return FAILS
    return UNKNOWN if is_nearby is None else MET if is_nearby else FAILS


def _oversight(needed: int | None, offered: int | None) -> Verdict:
    if not needed:
        return NOT_ASKED
    return UNKNOWN if offered is None else MET if offered >= needed else FAILS


def _come_near(profile: Profile, offer: Offer) -> Pair:
    if profile.nearness == DAY_AND_NIGHT:
        return profile, replace(offer, is_day_and_night=True)
    return profile, replace(offer, is_nearby=True)


def _age(age: int | None, meant_for: tuple[int | None, int | None]) -> Verdict:
    youngest, oldest = meant_for
    if youngest is None and oldest is None:
        return NOT_ASKED
    if age is None:
        return UNKNOWN
    return MET if (youngest or 0) <= age <= (oldest or 200) else FAILS


def _women(asked: bool, only_women: bool) -> Verdict:
    """Whether a place for women only fits is for people to ask: matching does not know who is a woman."""
    return UNKNOWN if only_women and not asked else NOT_ASKED


def _town(excluded: frozenset[str], town: str) -> Verdict:
    if not excluded:
        return NOT_ASKED
    return FAILS if town in excluded else MET


def _sober(needed: bool | None, is_sober: bool | None) -> Verdict:
    if not needed:
        return NOT_ASKED
    return UNKNOWN if is_sober is None else MET if is_sober else FAILS


def _objection(objections: frozenset[str], location: str) -> Verdict:
    return FAILS if location in objections else NOT_ASKED


def _rent(highest: int | None, rent: int | None) -> Verdict:
    if highest is None:
        return NOT_ASKED
    return UNKNOWN if rent is None else MET if rent <= highest else FAILS


def _day(until: date, free_on: date | None) -> Verdict:
    return MET if free_on is not None and free_on <= until else FAILS


def _stays_open(_: None, closes_on: date | None) -> Verdict:
    """Who comes to live somewhere stays: a place that closes fits nobody new."""
    return NOT_ASKED if closes_on is None else FAILS


def _come_in_time(profile: Profile, offer: Offer) -> Pair:
    """A place of which nobody knows when: that it is free; one that comes too late: that the client waits."""
    if offer.free_on is None:
        return profile, replace(offer, free_on=profile.day)
    return replace(profile, day=offer.free_on), offer


def _feature(feature: Feature) -> Rule:
    def judge(needed: bool, has: bool) -> Verdict:
        return NOT_ASKED if not needed else MET if has else FAILS

    return Rule(
        f"KENMERK_{feature}",
        Criterion.FEATURE,
        lambda profile, _: feature in profile.features,
        lambda offer: feature in offer.features,
        judge,
        lambda profile, offer: (profile, replace(offer, features=offer.features | {feature})),
    )


RULES: tuple[Rule, ...] = (
    Rule(
        "ZORGVORM",
        Criterion.CARE_FORM,
        lambda profile, _: profile.also_forms | ({profile.care_form} if profile.care_form else set()),
        lambda offer: offer.care_form,
        _form,
        lambda profile, offer: (replace(profile, also_forms=profile.also_forms | {offer.care_form}), offer),
    ),
    Rule(
        "CONTRACT",
        Criterion.CONTRACT,
        lambda profile, _: bool(profile.care_form),
        lambda offer: offer.is_contracted,
        _contract,
        lambda profile, offer: (profile, replace(offer, is_contracted=True)),
    ),
    Rule(
        "BEGELEIDING",
        Criterion.NEARNESS,
        lambda profile, _: profile.nearness,
        lambda offer: (offer.is_day_and_night, offer.is_nearby),
        _near,
        _come_near,
    ),
    Rule(
        "TOEZICHT",
        Criterion.NEARNESS,
        lambda profile, _: profile.oversight,
        lambda offer: offer.oversight,
        _oversight,
        lambda profile, offer: (profile, replace(offer, oversight=profile.oversight)),
    ),
    Rule(
        "LEEFTIJD",
        Criterion.AGE,
        lambda profile, _: profile.age,
        lambda offer: (offer.youngest, offer.oldest),
        _age,
        lambda profile, offer: (profile, replace(offer, youngest=None, oldest=None)),
    ),
    Rule(
        "VROUWEN",
        Criterion.FEATURE,
        lambda profile, _: Feature.WOMEN in profile.features,
        lambda offer: offer.is_for_women,
        _women,
        lambda profile, offer: (profile, offer),
    ),
    *(_feature(feature) for feature in Feature),
    Rule(
        "GEMEENTE",
        Criterion.MUNICIPALITY,
        lambda profile, _: profile.not_towns,
        lambda offer: offer.town,
        _town,
        lambda profile, offer: (replace(profile, not_towns=profile.not_towns - {offer.town}), offer),
    ),
    Rule(
        "MIDDELEN",
        Criterion.SUBSTANCES,
        lambda profile, _: profile.needs_sober_house,
        lambda offer: offer.is_sober,
        _sober,
        lambda profile, offer: (profile, replace(offer, is_sober=True)),
    ),
    Rule(
        "BEZWAAR",
        Criterion.OBJECTION,
        lambda profile, _: profile.objections,
        lambda offer: offer.location,
        _objection,
        lambda profile, offer: (replace(profile, objections=profile.objections - {offer.location}), offer),
    ),
    Rule(
        "HUUR",
        Criterion.RENT,
        lambda profile, _: profile.highest_rent,
        lambda offer: offer.rent,
        _rent,
        lambda profile, offer: (replace(profile, highest_rent=offer.rent), offer),
    ),
    Rule(
        "DAG",
        Criterion.DAY,
        lambda profile, rules: profile.day + timedelta(weeks=rules.horizon_weeks),
        lambda offer: offer.free_on,
        _day,
        _come_in_time,
    ),
    Rule(
        "SLUITING",
        Criterion.DAY,
        lambda profile, _: None,
        lambda offer: offer.closes_on,
        _stays_open,
        lambda profile, offer: (profile, replace(offer, closes_on=None)),
    ),
    Rule(
        "SLUITING_VOORBEREID",
        Criterion.DAY,
        lambda profile, _: None,
        lambda offer: offer.may_close_on,
        _stays_open,
        lambda profile, offer: (profile, replace(offer, may_close_on=None)),
    ),
)
BY_KEY = {rule.key: rule for rule in RULES}
DECIDED_ELSEWHERE = frozenset({"ZORGVORM", "CONTRACT", "BEZWAAR", "SLUITING"})
"""Rules that no coordinator can pass by: a decision, a contract, an objection or a closing comes first."""
