"""What the parts of the investigation ask: with a purpose, only when needed, and nothing that may not be kept."""

import json
import uuid
from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from trajectories.forms.parts import PART_FORMS, Around, PartForm
from trajectories.forms.parts.care import DOMAINS
from trajectories.models import BY_CHOICE, PartKind

D = date
TAB = str(uuid.UUID(int=1))
AROUND = Around(
    on=D(2026, 10, 5),
    notified_on=D(2026, 9, 1),
    age=21,
    writer="Samira Bouzid",
    towns={"0034": "Almere", "0995": "Lelystad"},
    everywhere={"0034": "Almere", "0995": "Lelystad", "0193": "Zwolle"},
    providers={"POLDERLICHT": "Polderlicht"},
    locations={"BAKEN": "Het Baken"},
)
FORBIDDEN = (
    "bsn",
    "burgerservice",
    "diagnos",
    "medicij",
    "religie",
    "geloof",
    "strafblad",
    "delict",
    "nationaliteit",
)


def form(kind, part=None, around=AROUND, **sent):
    empty = PART_FORMS[kind](around=around)
    if not sent:
        return empty
    data = QueryDict(mutable=True)
    for name, value in ({"state": "BEZIG", "version": "0", "tab": TAB} | sent).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return empty.again(data)


def all_open(kind):
    """The form with every optional group open."""
    empty = PART_FORMS[kind](around=AROUND)
    reasons = {group.reason: "Nodig." for group in empty.optional}
    return PART_FORMS[kind](around=AROUND, initial=reasons)


def test_every_kind_of_part_has_its_form():
    assert set(PART_FORMS) == set(PartKind)
    assert {kind for kind in PartKind if form(kind).is_by_choice} == BY_CHOICE


@pytest.mark.parametrize("kind", PartKind)
def test_every_question_says_why_it_is_asked(kind):
    asked = all_open(kind)
    purposes = {name: why for section in (*asked.sections, *asked.optional) for name, why in section.asks.items()}
    about_the_part = {
        "state",
        "not_needed_why",
        "version",
        "tab",
        "seen",
        "scored_on",
        "scored_by",
        "scorer_trained",
    }
    questions = {name for name in asked.fields if not name.startswith(("why_", "leave_"))} - about_the_part
    assert questions == set(purposes)
    assert all(len(why) > 10 for why in purposes.values())


@pytest.mark.parametrize("kind", PartKind)
def test_what_may_not_be_kept_has_no_question(kind):
    asked = all_open(kind)
    labels = " ".join(f"{name} {field.label}" for name, field in asked.fields.items()).lower()
    assert not [word for word in FORBIDDEN if word in labels]


@pytest.mark.parametrize("kind", [kind for kind in PartKind if kind not in BY_CHOICE])
def test_nothing_has_to_be_answered_to_save(kind):
    assert form(kind, state="BEZIG").is_valid()


@pytest.mark.parametrize("kind", sorted(BY_CHOICE))
def test_what_is_asked_by_choice_asks_nothing_of_itself(kind):
    assert list(form(kind).questions()) == []
    assert form(kind, state="KLAAR").is_valid()


def test_an_optional_question_opens_with_a_reason_and_leaves_with_its_answer():
    closed = form(PartKind.PERSON, ask="gender")
    assert not closed.is_valid()
    assert closed.errors["ask_why"] == ["Schrijf op waarom dit nodig is. Daarna gaan de vragen open."]
    asked = form(PartKind.PERSON, ask="gender", ask_why="Zij zoekt een plek voor vrouwen.")
    assert asked.is_valid()
    assert asked.draft().answers["why_gender"] == "Zij zoekt een plek voor vrouwen."
    answered = form(PartKind.PERSON, why_gender="Zij zoekt een plek voor vrouwen.", gender="V")
    assert answered.is_valid()
    assert answered.draft().answers["gender"] == "V"
    without_reason = form(PartKind.PERSON, why_gender="", gender="V")
    assert "Schrijf op waarom dit nodig is" in without_reason.errors["why_gender"][0]
    left = form(PartKind.PERSON, why_gender="", gender="V", leave_gender="on")
    assert left.is_valid()
    assert (left.draft().answers["gender"], left.draft().answers["why_gender"]) == ("", "")


def test_an_answer_to_a_question_that_is_not_open_is_not_kept():
    sent = form(PartKind.LIMITS, contra_indications=["FIRE_RISK"], restrictions=["AREA_BAN"])
    assert sent.is_valid()
    assert sent.draft().answers == {}


def test_a_reason_alone_does_not_open_anything():
    sent = form(PartKind.MONEY, ask="", ask_why="Er zijn schulden.")
    assert sent.errors["ask"] == ["Kies waar u naar wilt vragen."]


class TestSelfReliance:
    """Domain by domain, each with a reason, never a total."""

    def test_thirteen_domains_are_off_until_somebody_says_why(self):
        empty = form(PartKind.SELF_RELIANCE)
        assert len(DOMAINS) == len(empty.closed) == 13
        assert not [name for name in empty.fields if name.endswith(("_level", "_own"))]

    def test_justice_and_substances_carry_a_warning(self):
        warned = {group.title for group in form(PartKind.SELF_RELIANCE).closed if group.warning}
        assert warned == {"Justitie", "Middelengebruik"}

    def test_not_assessed_is_an_answer_and_a_score_has_a_scorer_and_a_day(self):
        domain = {"why_finances": "Hij vraagt hulp bij geld.", "finances_own": "4", "state": "KLAAR"}
        assert form(PartKind.SELF_RELIANCE, **domain, finances_level="NIET_BEOORDEELD").is_valid()
        scored = form(PartKind.SELF_RELIANCE, **domain, finances_level="2")
        assert set(scored.errors) == {"scored_on", "scored_by", "scorer_trained"}
        whole = form(
            PartKind.SELF_RELIANCE,
            **domain,
            finances_level="2",
            scored_on="2026-10-01",
            scored_by="Samira",
            scorer_trained="JA",
        )
        assert whole.is_valid()
        said = {row.label: row.answer for row in whole.spoken(whole.draft().answers)}
        assert said["Financiën: oordeel"] == "2: niet zelfredzaam"
        assert said["Financiën: score van de cliënt zelf"] == "4: voldoende zelfredzaam"
        assert not [label for label in said if "totaal" in label.lower()]


def test_a_minor_may_be_represented_by_a_parent_an_adult_may_not():
    child = Around(on=D(2026, 10, 5), notified_on=D(2026, 9, 1), age=17)
    sent = {"representative": "OUDER", "representative_name": "Moeder"}
    assert form(PartKind.REPRESENTATION, around=child, **sent).is_valid()
    assert not form(PartKind.REPRESENTATION, **sent).is_valid()


@pytest.mark.parametrize(
    ("kind", "sent", "missing"),
    [
        (PartKind.REPRESENTATION, {"representative": "MENTOR"}, "representative_name"),
        (PartKind.HOUSING, {"housing_need": "MOET_WEG"}, "must_leave_by"),
        (PartKind.YOUTH, {"youth_origin": "PLEEGZORG"}, "youth_care_ends_on"),
        (PartKind.PERSON, {"address_kind": "WOONADRES"}, "street"),
    ],
)
def test_one_answer_can_make_another_needed(kind, sent, missing):
    assert missing in form(kind, state="KLAAR", **sent).errors
    assert missing not in form(kind, state="BEZIG", **sent).errors


def test_a_ready_part_of_own_words_has_words_or_a_reason_why_not():
    sent = {"state": "KLAAR", "need_ground": ["PSYCHISCH"]}
    assert "words" in form(PartKind.OWN_WORDS, **sent).errors
    heard = Around(on=D(2026, 10, 5), notified_on=D(2026, 9, 1), is_heard=True)
    assert form(PartKind.OWN_WORDS, around=heard, **sent).is_valid()
    told = form(PartKind.OWN_WORDS, **sent, words="Rust.")
    assert told.is_valid()
    assert "words" not in told.draft().answers


def test_a_municipality_is_wanted_or_excluded():
    sent = form(PartKind.HOUSING, municipalities=["0034", "0995"], excluded_municipalities=["0034"])
    assert sent.errors["excluded_municipalities"] == ["Almere staat ook bij de gewenste gemeenten. Kies er één."]


@pytest.mark.parametrize(
    ("kind", "sent", "sentence"),
    [
        (PartKind.RECEPTION, {"receipt_confirmed_on": "2026-08-31"}, "Dit kan niet vóór de melding."),
        (PartKind.RECEPTION, {"informed_on": "2026-10-06"}, "in de toekomst"),
        (PartKind.PERSON, {"identity_checked_on": "2026-10-06"}, "in de toekomst"),
        (PartKind.PERSON, {"children": "21"}, "hoogstens 20"),
        (PartKind.PERSON, {"email": "geen adres"}, "geldig"),
        (PartKind.HOUSING, {"max_rent": "6000"}, "hoogstens 5000"),
        (PartKind.HOUSING, {"max_rent": "zeshonderd"}, "heel getal"),
        (PartKind.HOUSING, {"must_leave_by": "31-02-2026"}, "geen bestaande datum"),
        (PartKind.MONEY, {"why_money": "Nodig.", "home_seeker_since": "2027-01-01"}, "in de toekomst"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(kind, sent, sentence):
    refused = form(kind, **sent)
    assert not refused.is_valid()
    assert sentence in str(refused.errors)


ANYTHING = st.one_of(
    st.text(max_size=50),
    st.sampled_from(
        ["", "\0", "NaN", "-1", "1e9", "9" * 400, "2026-02-31", "0001-01-01", "9999-12-31", "<b>", "‮", "JA", "1"]
    ),
    st.dates().map(str),
    st.integers().map(str),
)


def answers_to(field):
    """What somebody might send for a field: mostly what it asks for, sometimes anything at all."""
    codes = [str(code) for code, _label in getattr(field, "choices", ())]
    sensible = st.sampled_from(codes) if codes else st.sampled_from(["2026-09-15", "3", "Rustig aan.", ""])
    return st.lists(st.one_of(sensible, sensible, ANYTHING), min_size=1, max_size=3)


@pytest.mark.parametrize("kind", PartKind)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_input_breaks_a_part(kind, data):
    """A form says yes, or in Dutch what is wrong; what it keeps, JSON can hold and a reader can read."""
    fields = all_open(kind).fields | {"ask": PartForm.base_fields["state"], "onzin": PartForm.base_fields["state"]}
    del fields["version"], fields["tab"]
    asked = form(
        kind, **data.draw(st.fixed_dictionaries({}, optional={n: answers_to(f) for n, f in fields.items()}))
    )
    if not asked.is_valid():
        assert all(str(error) for errors in asked.errors.values() for error in errors)
        return
    draft = asked.draft()
    assert json.loads(json.dumps(draft.answers)) == draft.answers
    again = PART_FORMS[kind](around=AROUND, initial=draft.answers)
    assert all(row.label and row.answer for row in again.spoken(draft.answers))
