"""Every verdict is a sentence; what a client may be told is exactly what was agreed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.trajectories.matching.making import DAY, offers, profiles, rules
from trajectories.matching import words
from trajectories.matching.advice import advise
from trajectories.matching.inputs import Offer, Profile, Rules, Wish
from trajectories.matching.rules import RULES, Verdict
from trajectories.matching.words import Labels

LABELS = Labels(
    forms={"BW": "BW Midden", "BES": "Beschut Wonen"}, towns={"0034": "Almere"}, provider="Polderlicht"
)


@given(profiles, offers, rules)
@settings(max_examples=300, deadline=None)
def test_every_verdict_and_every_known_wish_is_said(profile, offer, by):
    advice = advise(profile, offer, by)
    for key, verdict in advice.verdicts:
        if verdict is not Verdict.NOT_ASKED:
            assert words.said(key, verdict, profile, offer, LABELS)
        if verdict is Verdict.FAILS:
            assert words.change(key, profile, offer, LABELS)
            assert words.refusal(key, profile, offer, LABELS).endswith(".")
    for score in advice.scores:
        assert bool(words.wish_said(score, profile, offer, LABELS)) is (score.points is not None)


@pytest.mark.parametrize(
    ("profile", "offer", "text"),
    [
        (
            {"care_form": "BW"},
            {"care_form": "BES"},
            "Deze plek is voor een andere soort zorg (Beschut Wonen). U hebt BW Midden nodig.",
        ),
        ({"nearness": 2}, {}, "U hebt dag en nacht begeleiding nodig. Hier is die er overdag."),
        ({"oversight": 2}, {"oversight": 1}, "U hebt een plek met meer toezicht nodig."),
        ({"age": 40}, {"youngest": 18, "oldest": 27}, "Deze plek is voor mensen van 18 tot en met 27 jaar."),
        ({"features": frozenset({"ROLSTOEL"})}, {}, "U kunt hier niet met een rolstoel wonen."),
        (
            {"needs_sober_house": True},
            {"is_sober": False},
            "De huisregels over alcohol en drugs passen niet bij uw afspraken.",
        ),
        (
            {"objections": frozenset({"L1"})},
            {},
            "Er is een bezwaar tegen deze plek. Uw begeleider weet waarom.",
        ),
        ({"not_towns": frozenset({"0034"})}, {}, "De plek is in een gemeente die voor u niet kan."),
        ({"highest_rent": 500}, {"rent": 600}, "De huur is te hoog voor u."),
        ({}, {"free_on": DAY.replace(year=2028)}, "De plek is pas later vrij."),
        ({}, {"closes_on": DAY.replace(year=2027)}, "U kunt hier niet lang genoeg blijven wonen."),
        ({"care_form": "BW"}, {"care_form": "BW", "is_contracted": False}, "Deze aanbieder neemt nu niemand aan."),
    ],
)
def test_a_client_is_told_what_was_agreed(profile, offer, text):
    who = replace(Profile(day=DAY), **profile)
    where = replace(Offer(location="L1", care_form="BW", town="0034", free_on=DAY), **offer)
    failing = advise(who, where, Rules()).failing
    assert [words.refusal(key, who, where, LABELS) for key in failing] == [text]


def test_every_rule_and_wish_has_its_words():
    features = {rule.key for rule in RULES if rule.key.startswith("KENMERK_")}
    assert set(words.REFUSALS) | features == {rule.key for rule in RULES}
    assert set(words.WISHES) == set(words.WISH_SAID) == set(Wish)
