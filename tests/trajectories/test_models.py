"""What the care timeline never allows, the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests import make

pytestmark = pytest.mark.django_db
D = date


def at_commit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_care_in_kind_stays_within_the_contract_up_to_today():
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form, starts_on=D(2024, 1, 1))
    make.care(make.client(region), form, provider, D(2024, 1, 1))
    at_commit()
    with pytest.raises(IntegrityError, match="buiten het contract"), transaction.atomic():
        make.care(make.client(region), form, provider, D(2023, 12, 31))
        at_commit()


def test_two_contracts_that_touch_cover_care_together():
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form, starts_on=D(2024, 1, 1), ends_on=D(2025, 1, 1))
    make.contract(provider, form, starts_on=D(2025, 1, 1))
    make.care(make.client(region), form, provider, D(2024, 6, 1))
    at_commit()


def test_a_contract_cannot_be_shortened_under_running_care():
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    contract = make.contract(provider, form, starts_on=D(2024, 1, 1))
    make.care(make.client(region), form, provider, D(2024, 1, 1))
    contract.ends_on = D(2025, 1, 1)
    with pytest.raises(IntegrityError, match="buiten het contract"), transaction.atomic():
        contract.save()
        at_commit()


def test_a_client_gets_one_kind_of_care_a_day():
    region = make.region()
    client = make.client(region)
    make.care(client, make.care_form(region), make.provider(region), D(2024, 1, 1))
    with pytest.raises(IntegrityError):
        make.care(client, make.care_form(region, "BT"), make.provider(region), D(2024, 6, 1))


def test_the_decision_follows_the_application():
    client = make.client(make.region())
    with pytest.raises(IntegrityError):
        make.notification(client, D(2026, 1, 1), applied_on=D(2026, 2, 2), decided_on=D(2026, 2, 1))
