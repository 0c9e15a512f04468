"""A contract has one rate a day, its parts add up to it, and a new rate is a new period."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from placements import contracts
from placements.models import Contract, RateElement, RateGround, RatePart
from portal.models import Role
from tests import make

D = date
NEW_YEAR = D(2027, 1, 1)
CENTS = st.integers(0, 30_000).map(lambda cents: Decimal(cents) / 100)


@pytest.fixture
def contract(db):
    region = make.region()
    return make.contract(make.provider(region), make.care_form(region), day_rate=Decimal("92.00"))


@pytest.fixture
def beheer(db):
    return make.user(Role.ADMINISTRATOR)


def check_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def running(region, **filters):
    return Contract.objects.filter(care_form__region=region, **filters)


def test_parts_that_do_not_add_up_are_refused_by_the_act_and_by_the_database(contract, beheer):
    with pytest.raises(ValidationError, match="telt niet op"):
        contracts.change_contract(contract, parts={RateElement.WAGES: Decimal("91.99")}, by=beheer)
    with pytest.raises(IntegrityError, match="telt niet op"), transaction.atomic():
        RatePart.objects.create(contract=contract, element=RateElement.WAGES, amount="91.99")
        check_now()
    contracts.change_contract(contract, parts={RateElement.WAGES: Decimal("92.00")}, by=beheer)
    check_now()


def test_a_rate_does_not_change_without_its_parts(contract, beheer):
    contracts.change_contract(contract, parts={RateElement.WAGES: Decimal("92.00")}, by=beheer)
    with pytest.raises(IntegrityError, match="telt niet op"), transaction.atomic():
        Contract.objects.update(day_rate="93.00")
        check_now()
    Contract.objects.update(places=12)
    check_now()


def test_a_contract_can_go_with_its_parts(contract, beheer):
    contracts.change_contract(contract, parts={RateElement.WAGES: Decimal("92.00")}, by=beheer)
    contract.delete()
    check_now()


def test_the_same_days_are_contracted_once(contract, beheer):
    second = Contract(provider=contract.provider, care_form=contract.care_form, starts_on=D(2026, 1, 1), places=1)
    second.day_rate = Decimal("80.00")
    with pytest.raises(ValidationError, match="al een contract"):
        contracts.add_contract(second, parts={}, by=beheer)
    contracts.end_contract(contract, on=D(2026, 1, 1), by=beheer)
    contracts.add_contract(second, parts={}, by=beheer)


def test_an_index_ends_each_period_and_begins_the_next(contract, beheer):
    contracts.change_contract(
        contract, parts={RateElement.WAGES: Decimal("60.01"), RateElement.HOUSING: Decimal("31.99")}, by=beheer
    )
    region = contract.care_form.region
    rates = contracts.indexed(running(region), percent=Decimal("4.2"), on=NEW_YEAR)
    assert contracts.index(rates, percent=Decimal("4.2"), on=NEW_YEAR, by=beheer) == 1
    old, new = Contract.objects.order_by("starts_on")
    assert (old.ends_on, new.starts_on, new.ends_on) == (NEW_YEAR, NEW_YEAR, None)
    assert (old.day_rate, new.day_rate, new.places) == (Decimal("92.00"), Decimal("95.86"), old.places)
    assert (new.rate_ground, new.rate_note) == (RateGround.INDEXATION, "4,20 % vanaf 1 januari 2027")
    assert sum(part.amount for part in new.parts.all()) == new.day_rate
    check_now()


def test_an_index_twice_finds_nothing_left_to_do(contract, beheer):
    region = contract.care_form.region
    rates = contracts.indexed(running(region), percent=Decimal(4), on=NEW_YEAR)
    contracts.index(rates, percent=Decimal(4), on=NEW_YEAR, by=beheer)
    assert contracts.indexed(running(region), percent=Decimal(4), on=NEW_YEAR) == ()


def test_a_contract_changed_since_the_preview_stops_the_index(contract, beheer):
    rates = contracts.indexed(running(contract.care_form.region), percent=Decimal(4), on=NEW_YEAR)
    Contract.objects.update(day_rate="100.00")
    with pytest.raises(ValidationError, match="Reken het opnieuw voor"):
        contracts.index(rates, percent=Decimal(4), on=NEW_YEAR, by=beheer)
    assert Contract.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_changes_contracts(contract, role):
    with pytest.raises(PermissionDenied):
        contracts.end_contract(contract, on=NEW_YEAR, by=make.user(role, contract.provider.region))


def test_a_provider_sees_no_price_of_another(contract):
    region = contract.provider.region
    other = make.contract(make.provider(region), contract.care_form)
    mine = make.user(Role.PROVIDER, organisation_=contract.provider)
    assert list(Contract.objects.visible_to(mine)) == [contract]
    for role in (Role.COORDINATOR, Role.POLICY, Role.PROJECT_LEADER, Role.ADMINISTRATOR):
        assert set(Contract.objects.visible_to(make.user(role, region))) == {contract, other}
    for role in (Role.TEAM, Role.HOUSING_ASSOCIATION, Role.AUDITOR):
        assert not Contract.objects.visible_to(make.user(role, region)).exists()
    assert not Contract.objects.visible_to(make.user(Role.POLICY)).exists()


@settings(max_examples=150)
@given(amounts=st.dictionaries(st.sampled_from(RateElement.values), CENTS, max_size=7), rate=CENTS)
def test_a_rate_shared_out_is_whole_cents_that_add_up(amounts: dict[str, Decimal], rate: Decimal):
    shares = contracts.shared_out(rate, amounts)
    assert (sum(shares.values()) if amounts else 0) == (rate if amounts else 0)
    for element, share in shares.items():
        assert share >= 0
        assert share == share.quantize(Decimal("0.01"), ROUND_HALF_UP)
        if whole := sum(amounts.values()):
            assert abs(share - rate * amounts[element] / whole) < Decimal("0.01")
