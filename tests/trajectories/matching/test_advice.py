"""Rules refuse, wishes count, what is unknown counts against nobody, and the changes named make it fit."""

import json
from dataclasses import fields, replace
from itertools import combinations

import pytest
from hypothesis import given, settings

from tests.trajectories.matching.making import DAY, offers, profiles, rules
from trajectories.matching.advice import advise, mended
from trajectories.matching.bulk import score_all
from trajectories.matching.inputs import STANDARD_WEIGHTS, Offer, Profile, Rules, Wish, as_json, from_json
from trajectories.matching.rules import BY_KEY, RULES, Verdict

NOW = Offer(location="L1", care_form="BW", free_on=DAY, town="0034", living_mode="GROEP")
PLAIN = Profile(day=DAY, care_form="BW")


def fit(profile=PLAIN, offer=NOW, **rules):
    return advise(profile, offer, Rules(**rules))


@given(profiles, offers, rules)
@settings(max_examples=300, deadline=None)
def test_every_change_that_is_named_makes_it_fit_when_applied(profile, offer, by):
    advice = advise(profile, offer, by)
    after = advise(*mended(advice, profile, offer), by)
    assert after.fits


@given(profiles, offers, rules)
@settings(max_examples=200, deadline=None)
def test_no_change_that_is_named_can_be_left_out(profile, offer, by):
    """The nearest change: with one of them less, the place still does not fit."""
    failing = advise(profile, offer, by).failing
    for some in combinations(failing, max(len(failing) - 1, 0)):
        changed = (profile, offer)
        for key in some:
            changed = BY_KEY[key].mend(*changed)
        assert advise(*changed, by).fits is (len(some) == len(failing))


@given(profiles, offers, rules)
@settings(max_examples=200, deadline=None)
def test_what_is_not_known_of_the_client_refuses_nothing_and_counts_for_nothing(profile, offer, by):
    unknown = Profile(day=profile.day)
    advice = advise(unknown, offer, by)
    assert set(advice.failing) <= {"DAG", "SLUITING", "SLUITING_VOORBEREID"}
    assert {score.wish for score in advice.scores if score.points is not None} <= {Wish.START}


@given(profiles, offers, rules)
@settings(max_examples=200, deadline=None)
def test_points_add_up_to_the_fit_and_an_unknown_wish_drops_out(profile, offer, by):
    advice = advise(profile, offer, by)
    known = [score for score in advice.scores if score.points is not None]
    most = sum(score.weight for score in known)
    assert all(0 <= score.points <= score.weight for score in known)
    assert advice.fit == ((200 * sum(score.points for score in known) + most) // (2 * most) if most else None)


@given(profiles, offers, rules)
@settings(max_examples=100, deadline=None)
def test_what_went_in_can_be_kept_as_json_and_gives_the_same_again(profile, offer, by):
    kept = json.loads(json.dumps([as_json(profile), as_json(offer), as_json(by)]))
    again = (from_json(Profile, kept[0]), from_json(Offer, kept[1]), from_json(Rules, kept[2]))
    assert again == (profile, offer, by)
    assert advise(*again) == advise(profile, offer, by)


@given(offers, offers, profiles, profiles, rules)
@settings(max_examples=150, deadline=None)
def test_many_at_once_say_the_same_as_one_by_one(first, second, one, other, by):
    places, people = [first, second, replace(first, town="0193")], [one, other, replace(one, age=None)]
    rows = score_all(people, places, by)
    for profile, row in zip(people, rows, strict=True):
        for at, offer in enumerate(places):
            advice = advise(profile, offer, by)
            assert (row.allowed[at] == 255, row.fit(at)) == (advice.fits, advice.fit)


@pytest.mark.parametrize(
    ("profile", "offer", "key"),
    [
        ({"care_form": "BT"}, {}, "ZORGVORM"),
        ({}, {"is_contracted": False}, "CONTRACT"),
        ({"nearness": 2}, {"is_nearby": True}, "BEGELEIDING"),
        ({"nearness": 1}, {"is_nearby": False}, "BEGELEIDING"),
        ({"oversight": 3}, {"oversight": 2}, "TOEZICHT"),
        ({"age": 40}, {"youngest": 18, "oldest": 24}, "LEEFTIJD"),
        ({"features": frozenset({"ROLSTOEL"})}, {}, "KENMERK_ROLSTOEL"),
        ({"not_towns": frozenset({"0034"})}, {}, "GEMEENTE"),
        ({"needs_sober_house": True}, {"is_sober": False}, "MIDDELEN"),
        ({"objections": frozenset({"L1"})}, {}, "BEZWAAR"),
        ({"highest_rent": 500}, {"rent": 600}, "HUUR"),
        ({}, {"free_on": None}, "DAG"),
        ({}, {"closes_on": DAY.replace(year=2027)}, "SLUITING"),
        ({}, {"may_close_on": DAY.replace(year=2027)}, "SLUITING_VOORBEREID"),
    ],
)
def test_each_rule_refuses_on_its_own(profile, offer, key):
    advice = fit(replace(PLAIN, **profile), replace(NOW, **offer))
    assert advice.failing == (key,)
    assert advice.can_be_proposed is (key not in {"ZORGVORM", "CONTRACT", "BEZWAAR", "SLUITING"})


def test_a_wish_that_is_not_met_lowers_the_fit_and_refuses_nothing():
    here = fit(replace(PLAIN, towns=frozenset({"0034"})))
    there = fit(replace(PLAIN, towns=frozenset({"0995"})))
    assert (here.fits, there.fits) == (True, True)
    assert (here.fit, there.fit) == (100, 29)
    assert fit().fit == 100


def test_a_place_for_women_is_for_people_to_ask():
    verdicts = dict(fit(PLAIN, replace(NOW, is_for_women=True)).verdicts)
    assert verdicts["VROUWEN"] is Verdict.UNKNOWN


def test_diagnosis_origin_nationality_religion_and_free_text_are_no_inputs():
    names = {one.name for kind in (Profile, Offer) for one in fields(kind)}
    forbidden = (
        "diagnos",
        "origin",
        "herkomst",
        "national",
        "religio",
        "ethnic",
        "gender",
        "words",
        "text",
        "name",
    )
    assert not {name for name in names for word in forbidden if word in name and name != "is_for_women"}
    assert {one.name for one in fields(Profile)} == {
        "day", "care_form", "also_forms", "nearness", "oversight", "age", "towns", "not_towns", "network_town",
        "living_mode", "features", "wished", "needs_sober_house", "objections", "highest_rent",
    }  # fmt: skip


def test_the_standard_weights_are_a_hundred_together():
    assert sum(STANDARD_WEIGHTS.values()) == 100
    assert set(STANDARD_WEIGHTS) == set(Wish)
    assert len({rule.key for rule in RULES}) == len(RULES)
