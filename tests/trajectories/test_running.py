"""What an end leaves behind is found before it comes: the care without a contract, and whether it is too late."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import make
from trajectories.running import first_gap, left_uncovered, still_running

D = date
TODAY = make.TODAY
DAY_ONE = D(2026, 1, 1)


@pytest.fixture
def contract(db):
    region = make.region()
    return make.contract(make.provider(region), make.care_form(region))


def cares(contract, **facts):
    client = make.client(contract.provider.region)
    return make.care(client, contract.care_form, contract.provider, D(2025, 1, 1), **facts)


def uncovered(contract, ends_on):
    return left_uncovered(contract, starts_on=contract.starts_on, ends_on=ends_on, today=TODAY)


def test_care_that_goes_on_after_the_contract_is_counted(contract):
    cares(contract)
    cares(contract, ends_on=D(2027, 6, 1))
    cares(contract, ends_on=D(2026, 12, 1))
    found = uncovered(contract, D(2027, 1, 1))
    assert (found.past, found.future, found.first_day) == (0, 2, D(2027, 1, 1))
    assert "2 zorgperioden lopen door zonder contract, de eerste op 1 januari 2027" in "".join(found.sentences())


def test_a_day_gone_by_without_a_contract_is_refused_not_warned_about(contract):
    cares(contract)
    found = uncovered(contract, TODAY)
    assert (found.past, found.future) == (1, 0)
    assert "dag die al voorbij is" in "".join(found.sentences())


def test_a_next_contract_covers_it(contract):
    cares(contract)
    contract.ends_on = D(2027, 1, 1)
    contract.save()
    make.contract(contract.provider, contract.care_form, starts_on=D(2027, 1, 1))
    assert not list(uncovered(contract, D(2027, 1, 1)).sentences())
    assert uncovered(contract, D(2026, 12, 1)).future == 1


def test_other_care_is_not_its_doing(contract):
    cares(contract, funding="PGB")
    other = make.care_form(contract.provider.region, "BW")
    make.care(make.client(contract.provider.region), other, contract.provider, D(2025, 1, 1))
    assert not list(uncovered(contract, D(2027, 1, 1)).sentences())


def test_what_runs_of_a_care_form_is_said_in_sentences(contract):
    cares(contract)
    make.waits(make.client(contract.provider.region), contract.care_form)
    make.place(make.location(contract.provider), contract.care_form)
    said = still_running(contract.care_form, on=D(2027, 1, 1))
    assert said == [
        "1 zorgperiode loopt op 1 januari 2027 nog door.",
        "1 inschrijving staat op de wachtlijst.",
        "1 plek heeft dan nog deze zorgvorm.",
        "1 contract loopt dan nog.",
    ]


DAYS = st.integers(0, 30).map(lambda number: DAY_ONE + timedelta(days=number))
LENGTHS = st.integers(1, 12).map(lambda number: timedelta(days=number))
PERIODS = st.lists(st.builds(lambda start, length: (start, start + length), DAYS, LENGTHS), max_size=5)


@settings(max_examples=150)
@given(periods=PERIODS, first=DAYS, until=DAYS)
def test_the_first_gap_is_the_first_day_no_period_covers(periods, first, until):
    days = [first + timedelta(days=number) for number in range((until - first).days)]
    bare = [day for day in days if not any(start <= day < end for start, end in periods)]
    assert first_gap(periods, first, until) == (bare[0] if bare else None)
