"""What care is for is counted apart on the monitor: of the whole region, all numbers or none."""

from datetime import date

import pytest

from placements.models.catalogue import Purpose
from portal.models import Role
from reporting.purposes import purposes_of
from tests import make
from tests.reporting.figure import QUARTER

pytestmark = pytest.mark.django_db
FOR = {purpose: purpose.label for purpose in (Purpose.PREVENTION, Purpose.OUTFLOW)}


def given(region, purpose: str, number: int, **facts) -> None:
    """So many clients with care for that purpose all through the quarter."""
    provider, form = make.provider(region), make.care_form(region, **facts)
    for _ in range(number):
        make.care(make.client(region), form, provider, date(2026, 1, 1), purpose=purpose)


def test_clients_are_counted_per_purpose_on_the_last_day_of_the_quarter():
    region = make.region()
    given(region, Purpose.PREVENTION, 6)
    given(region, Purpose.OUTFLOW, 5)
    given(region, Purpose.OUTFLOW, 7, code="BUITEN", is_in_chain=False)
    found = purposes_of(region, QUARTER, on=make.TODAY)
    assert found.day == date(2026, 6, 30)
    assert dict(found.rows) == {
        FOR[Purpose.PREVENTION]: 6,
        FOR[Purpose.OUTFLOW]: 5,
        "Niet vastgelegd": 0,
    }


def test_one_small_number_hides_them_all(signed_in):
    region = make.region()
    given(region, Purpose.PREVENTION, 6)
    given(region, "", 4)
    assert purposes_of(region, QUARTER, on=make.TODAY).rows == ()
    shown = signed_in(make.user(Role.POLICY, region)).get("/monitor/?kwartaal=2026Q2").content.decode()
    assert "te klein om te tonen" in shown.split('id="waarvoor"')[1].split("</section>")[0]


def test_a_municipality_has_no_numbers_of_its_own(signed_in):
    region = make.region()
    url = f"/monitor/?kwartaal=2026Q2&gemeente={make.ALMERE}"
    assert 'id="waarvoor"' not in signed_in(make.user(Role.POLICY, region)).get(url).content.decode()
