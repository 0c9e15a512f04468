"""The catalogue can be read as it was on any day, and only an administrator changes it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from placements import catalogue
from placements.models import CareForm, CareFormPhase, Contract, Phase
from portal.models import Role
from portal.periods import Since, valid_on
from tests import make

pytestmark = pytest.mark.django_db
D = date
START = D(2020, 1, 1)


@pytest.fixture
def form():
    return make.care_form(make.region(), starts_on=START)


@pytest.fixture
def beheer():
    return make.user(Role.ADMINISTRATOR)


def test_a_form_begins_in_a_phase_and_changes_by_decision(form, beheer):
    catalogue.begin_phase(form, phase=Phase.PILOT, on=START, decision="Proef", document="", by=beheer)
    catalogue.begin_phase(form, phase=Phase.REGULAR, on=D(2022, 1, 1), decision="Besluit", document="", by=beheer)
    assert form.phase_on(D(2019, 12, 31)) is None
    assert form.phase_on(D(2021, 12, 31)) == Phase.PILOT
    assert form.phase_on(D(2022, 1, 1)) == Phase.REGULAR


def test_a_form_without_phases_is_regular_on_its_own_days(form):
    assert form.phase_on(START) == Phase.REGULAR
    form.ends_on = D(2021, 1, 1)
    assert form.phase_on(D(2020, 12, 31)) == Phase.REGULAR
    assert form.phase_on(D(2021, 1, 1)) == Phase.ENDED


def test_an_end_can_be_called_off_until_it_comes(form, beheer):
    catalogue.end_care_form(form, on=D(2027, 1, 1), decision="Besluit", document="", by=beheer)
    form.refresh_from_db()
    assert (form.ends_on, form.phases.get().phase) == (D(2027, 1, 1), Phase.ENDED)
    with pytest.raises(ValidationError, match="is op 1 januari 2027 beëindigd"):
        catalogue.keep_care_form(form, today=D(2027, 1, 1), by=beheer)
    assert catalogue.keep_care_form(form, today=make.TODAY, by=beheer)
    form.refresh_from_db()
    assert form.ends_on is None
    assert not form.phases.exists()
    assert not catalogue.keep_care_form(form, today=make.TODAY, by=beheer)


def test_ending_again_moves_the_end_and_the_same_end_is_no_news(form, beheer):
    papers = {"decision": "Besluit", "document": "Z-1"}
    assert catalogue.end_care_form(form, on=D(2027, 1, 1), **papers, by=beheer)
    assert not catalogue.end_care_form(form, on=D(2027, 1, 1), **papers, by=beheer)
    assert catalogue.end_care_form(form, on=D(2028, 1, 1), **papers, by=beheer)
    assert form.phases.get().starts_on == D(2028, 1, 1)


@pytest.mark.parametrize("on", [START, D(2019, 1, 1)])
def test_a_form_does_not_end_before_it_begins(form, beheer, on):
    with pytest.raises(ValidationError, match="Kies een latere dag"):
        catalogue.end_care_form(form, on=on, decision="", document="", by=beheer)


def test_a_phase_lies_within_the_form_and_only_one_begins_a_day(form, beheer):
    facts = {"decision": "Besluit", "document": "", "by": beheer}
    with pytest.raises(ValidationError, match="begint op 1 januari 2020"):
        catalogue.begin_phase(form, phase=Phase.PILOT, on=D(2019, 1, 1), **facts)
    assert catalogue.begin_phase(form, phase=Phase.PILOT, on=START, **facts)
    assert not catalogue.begin_phase(form, phase=Phase.PILOT, on=START, **facts)
    with pytest.raises(ValidationError, match="Op deze dag begint al een fase"):
        catalogue.begin_phase(form, phase=Phase.REGULAR, on=START, **facts)


def test_an_earlier_text_stays_readable(form, beheer):
    for text, on in (("Eerst", START), ("Nu", D(2024, 1, 1)), ("Straks", D(2027, 1, 1))):
        catalogue.describe(form, text=text, on=on, decision="", by=beheer)
    assert form.description_on(D(2019, 1, 1)) is None
    assert form.description_on(D(2023, 12, 31)).text == "Eerst"
    assert form.description_on(make.TODAY).text == "Nu"


def test_what_has_begun_is_not_taken_back(form, beheer):
    catalogue.describe(form, text="Nu", on=make.TODAY, decision="", by=beheer)
    catalogue.describe(form, text="Straks", on=D(2027, 1, 1), decision="", by=beheer)
    now, later = form.descriptions.all()
    catalogue.take_back(later, today=make.TODAY, by=beheer)
    with pytest.raises(ValidationError, match="blijft staan"):
        catalogue.take_back(now, today=make.TODAY, by=beheer)
    assert form.descriptions.get() == now


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_changes_the_catalogue(form, role):
    user = make.user(role, form.region)
    with pytest.raises(PermissionDenied):
        catalogue.change_care_form(form, by=user)
    with pytest.raises(PermissionDenied):
        catalogue.end_care_form(form, on=D(2027, 1, 1), decision="", document="", by=user)


def test_an_offer_counts_what_is_contracted_on_the_day(form):
    make.contract(make.provider(form.region), form, places=4, ends_on=D(2025, 1, 1))
    make.contract(make.provider(form.region), form, places=6)
    forms = CareForm.objects.filter(region=form.region)
    (then,) = catalogue.offers(forms, Contract.objects.all(), on=D(2024, 6, 1))
    (now,) = catalogue.offers(forms, Contract.objects.all(), on=make.TODAY)
    assert (then.contracted, then.providers) == (10, 2)
    assert (now.contracted, now.providers) == (6, 1)


DAYS = st.integers(0, 40).map(lambda number: START + timedelta(days=number))


@settings(max_examples=60)
@given(rows=st.sets(DAYS, max_size=6), day=DAYS)
def test_on_every_day_the_last_row_that_began_counts(rows: set[date], day: date):
    found: Since | None = valid_on([CareFormPhase(starts_on=start) for start in rows], day)
    begun = [start for start in rows if start <= day]
    assert (found.starts_on if found else None) == max(begun, default=None)
