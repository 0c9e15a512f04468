"""What an intake records: each row has its question, few are needed, and what may not be kept has none.

After the Wmo 2015 (2.3.2, 2.3.4, 2.3.5) and the rule that only what a request needs is recorded (AVG 5, 9, 10).
"""

from datetime import date

import pytest
from django import forms

from portal.models import Role
from tests import make
from trajectories import decisions
from trajectories.forms.parts import PART_FORMS, Around
from trajectories.forms.parts.care import DOMAINS, SelfRelianceForm
from trajectories.forms.parts.part import ABOUT_THE_PART
from trajectories.forms.registering import MeldingForm, PersonAndMeldingForm
from trajectories.models import BY_CHOICE, Outcome, PartKind, PartState
from trajectories.ruling import Ruling

TODAY = make.TODAY
AROUND = Around(on=TODAY, notified_on=date(2026, 9, 1), age=23, towns={"0034": "Almere"})
ASKED = {
    PartKind.RECEPTION: "receipt_confirmed_on informed_on plan_offered_on plan_received_on support_offered_on"
    " support_used deciding_municipality paying_municipality placement_municipality",
    PartKind.PERSON: "phone email language interpreter identity_checked_on identity_document address_kind street"
    " postcode town post_to post_street post_postcode post_town home_municipality origin_basis household children"
    " gender",
    PartKind.REPRESENTATION: "representative representative_name representative_phone",
    PartKind.OWN_WORDS: "words source need_ground in_treatment treated_by besides",
    PartKind.STRENGTH: "own_strength usual_help carers carer_support network general_provisions cooperation"
    " contribution",
    PartKind.CARE: "care_need can_defer_requests support_by_appointment host_needed finances good_tenant daytime"
    " daytime_hours network confidant confidant_role care_notes",
    PartKind.HOUSING: "housing_need lives_now must_leave_by needed_from is_safe municipalities districts"
    " excluded_municipalities excluded_districts near_whom living_mode comes_along children_along features"
    " max_rent preferred_provider preferred_location",
    PartKind.OTHER_LAWS: "long_term_care health_insurance youth_act forensic_care laws_notes",
    PartKind.YOUTH: "youth_origin youth_care_ends_on support housing school_or_work income wellbeing",
    PartKind.LIMITS: "contra_indications restrictions barred_area",
    PartKind.MONEY: "income under_administration debts home_seeker_since",
}
"""Every question of a part; the self-reliance part asks per domain."""
AT_THE_DOOR = (
    "notified_on channel reporter is_urgent urgent_reason is_pre_notification wanted_from own_words opinion"
)
EIGHT = "can_defer_requests support_by_appointment host_needed finances good_tenant daytime network confidant"


def opened(kind):
    """The form of a part with every optional group open."""
    groups = {group.reason: "Nodig." for group in PART_FORMS[kind].optional}
    return PART_FORMS[kind](initial=groups, around=AROUND)


def asks(form):
    about = {*ABOUT_THE_PART, "ask", "ask_why"}
    return {name for name in form.fields if name not in about and not name.startswith(("why_", "leave_"))}


@pytest.mark.parametrize("kind", list(ASKED))
def test_a_part_asks_exactly_what_the_dictionary_has(kind):
    assert asks(opened(kind)) == set(ASKED[kind].split())


def test_the_melding_itself_asks_when_how_by_whom_and_in_whose_words():
    assert set(AT_THE_DOOR.split()) <= MeldingForm.base_fields.keys()
    assert {"given_names", "family_name", "born_on", "origin"} <= PersonAndMeldingForm.base_fields.keys()


@pytest.mark.parametrize("kind", list(PART_FORMS))
def test_nothing_blocks_saving_and_only_what_law_or_process_needs_is_asked_for_klaar(kind):
    form = opened(kind)
    assert not [name for name in asks(form) if form.fields[name].required]
    assert not BY_CHOICE & {kind} or not form.needed


@pytest.mark.parametrize("kind", list(PART_FORMS))
def test_every_question_says_why_it_is_asked(kind):
    form = opened(kind)
    explained = {name for section in (*form.sections, *form.optional) for name in section.asks}
    assert asks(form) - explained <= {"scored_on", "scored_by", "scorer_trained"}
    assert all(why for section in (*form.sections, *form.optional) for why in section.asks.values())


@pytest.mark.parametrize("kind", list(PART_FORMS))
def test_where_somebody_can_type_freely_it_says_what_may_not_be_written_down(kind):
    form = opened(kind)
    is_free = any(isinstance(form.fields[name].widget, forms.Textarea) for name in asks(form))
    assert form.never or not is_free


def test_what_may_not_be_kept_has_no_question():
    forbidden = ("bsn", "diagnos", "medic", "offence", "criminal", "religion", "nationality", "debt_amount")
    names = {name for kind in PART_FORMS for name in asks(opened(kind))}
    assert not [name for name in names if any(word in name for word in forbidden)]


@pytest.mark.parametrize("kind", list(PART_FORMS))
def test_what_is_asked_by_choice_opens_with_a_reason_and_is_closed_before(kind):
    form = PART_FORMS[kind](around=AROUND)
    for group in form.optional:
        assert not set(group.asks) & form.fields.keys()
    if form.optional:
        sent = PART_FORMS[kind]({"state": "BEZIG", "ask": form.optional[0].key, "ask_why": ""}, around=AROUND)
        assert "ask_why" in sent.errors


def test_the_eight_questions_are_together_in_one_part():
    assert set(EIGHT.split()) <= asks(opened(PartKind.CARE))


def test_self_reliance_goes_domain_by_domain_and_has_no_total():
    assert len(DOMAINS) == len(SelfRelianceForm.optional) == 13
    assert not [name for name in asks(opened(PartKind.SELF_RELIANCE)) if "total" in name or "sum" in name]
    levels = [code for code, _ in opened(PartKind.SELF_RELIANCE).fields["justice_level"].choices]
    assert levels[0] == "NIET_BEOORDEELD"
    assert {group.key for group in SelfRelianceForm.optional if group.warning} == {"substances", "justice"}


def test_nobody_is_known_for_certain_without_a_birthday():
    facts = {"state": PartState.DONE, "version": 0, "tab": "6f9a3f0e-51f1-4a5e-9a39-0c6b5f6e7d11"}
    kind = PART_FORMS[PartKind.PERSON]
    stranger = kind(facts, around=Around(on=TODAY, notified_on=TODAY, age=None))
    assert "De geboortedatum is niet bekend." in str(stranger.non_field_errors())
    assert "geboortedatum" not in str(kind(facts, around=AROUND).errors)
    assert kind(facts | {"state": PartState.BUSY}, around=Around(on=TODAY, notified_on=TODAY, age=None)).is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize(("answers", "warns"), [({}, True), ({"identity_checked_on": "2026-09-02"}, False)])
def test_before_a_decision_it_says_that_the_identity_was_not_checked(signed_in, answers, warns):
    region = make.region()
    worker = make.user(Role.TEAM, region)
    melding = make.notification(make.client(region), date(2026, 8, 3), applied_on=date(2026, 9, 20))
    make.part(melding, PartKind.PERSON, answers=answers)
    decisions.prepare(melding, Ruling(Outcome.REJECTED, "Te zwaar."), on=TODAY, by=worker)
    page = signed_in(worker).get(f"/meldingen/{melding.slug}/besluit/").content.decode()
    assert ("De identiteit is nog niet vastgesteld." in page) is warns
