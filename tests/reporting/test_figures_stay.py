"""Chapter V: length of stay, and money to the cent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import make
from tests.reporting.figure import NOW, QUARTER, cells, n, value, values
from trajectories.models import CareEpisode

APRIL, JULY = date(2026, 4, 1), date(2026, 7, 1)


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def provider(region):
    return make.provider(region)


@pytest.fixture
def form(region):
    return make.care_form(region, "BT")


@pytest.mark.django_db
def test_the_stay_of_who_left_runs_over_the_whole_spell(region, provider, form):
    client = make.client(region)
    make.care(client, form, provider, APRIL - timedelta(days=100), ends_on=APRIL - timedelta(days=30))
    make.care(client, form, provider, APRIL, ends_on=APRIL + timedelta(days=10))
    for days in (10, 20):
        make.care(make.client(region), form, provider, APRIL, ends_on=APRIL + timedelta(days=days))
    assert values(region, "V1") == {("MEDIAAN",): 20, ("GEMIDDELDE",): pytest.approx(140 / 3)}


@pytest.mark.django_db
def test_the_stay_of_who_is_here_runs_up_to_the_day(region, provider, form):
    for start in (date(2026, 6, 30), date(2026, 6, 20), JULY):
        make.care(make.client(region), form, provider, start)
    assert (value(region, "V2", "MEDIAAN"), n(region, "V2", "MEDIAAN")) == (5, 2)


@pytest.mark.django_db
def test_nobody_gives_no_stay_and_no_cost_per_year(region):
    assert value(region, "V2", "MEDIAAN") is None
    assert values(region, "V1") == {("MEDIAAN",): None, ("GEMIDDELDE",): None}
    assert values(region, "V3") == {(): Decimal("0.00")}
    assert value(region, "V4") is None


@pytest.mark.django_db
def test_every_day_costs_the_rate_of_its_own_contract_and_a_day_without_one_nothing(region, provider, form):
    make.contract(provider, form, starts_on=date(2020, 1, 1), ends_on=date(2026, 4, 11), day_rate="10.10")
    make.contract(provider, form, starts_on=date(2026, 4, 11), ends_on=date(2026, 4, 21), day_rate="20.20")
    care = make.care(make.client(region), form, provider, date(2026, 3, 1), paying_municipality_id=make.ZWOLLE)
    assert values(region, "V3") == {
        (): Decimal("303.00"),
        ("BT",): Decimal("303.00"),
        (make.ZWOLLE,): Decimal("303.00"),
    }
    assert value(region, "V4") == Decimal("1215.33")  # 303.00 * 365 / 91 = 1215.3296…
    care.delete()  # the database wants a contract for every day of care up to today


@pytest.mark.django_db
def test_a_personal_budget_costs_nothing_here_and_unknown_payers_have_a_row(region, provider, form):
    make.care(make.client(region), form, provider, date(2026, 6, 30))
    make.care(make.client(region), form, provider, APRIL, funding="PGB")
    assert values(region, "V3") == {
        (): Decimal("92.00"),
        ("BT",): Decimal("92.00"),
        ("ONBEKEND",): Decimal("92.00"),
    }
    assert cells(region, "V3")[()].providers == 1


@pytest.mark.django_db
def test_days_still_to_come_cost_nothing_yet(region, provider, form):
    make.care(make.client(region), form, provider, APRIL)
    assert value(region, "V3", now=date(2026, 4, 10)) == Decimal("920.00")


@pytest.mark.django_db
def test_half_a_cent_is_rounded_up(region, provider, form):
    make.contract(provider, form, day_rate="0.01")
    make.contract(provider, other := make.care_form(region, "BW"), day_rate="0.00")
    make.care(make.client(region), form, provider, APRIL, ends_on=date(2026, 4, 2))
    make.care(make.client(region), other, provider, APRIL, ends_on=date(2026, 4, 10))
    assert value(region, "V4") == Decimal("0.37")  # 0.01 * 365 / 10 = 0.365


days = st.integers(0, 120)


@pytest.mark.django_db
@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(days, st.integers(1, 90), st.sampled_from([make.ALMERE, make.ZWOLLE, None]), st.integers(0, 2)),
        max_size=8,
    )
)
def test_the_parts_of_the_cost_add_up_to_the_cent(periods):
    region = make.region()
    provider = make.provider(region)
    forms = [make.care_form(region, code) for code in ("BT", "BW", "OT")]
    for form, rate in zip(forms, ("33.33", "0.07", "129.99"), strict=True):
        make.contract(provider, form, day_rate=rate)
    CareEpisode.objects.bulk_create(
        CareEpisode(
            region=region,
            client=make.client(region),
            care_form=forms[form],
            provider=provider,
            starts_on=date(2026, 3, 1) + timedelta(days=start),
            ends_on=date(2026, 3, 1) + timedelta(days=start + length),
            paying_municipality_id=payer,
        )
        for start, length, payer, form in periods
    )
    found = cells(region, "V3", quarter=QUARTER, now=NOW).values()
    total = next(cell.value for cell in found if not cell.dimensions)
    for dimension in ("betalende_gemeente", "zorgvorm"):
        assert sum(cell.value for cell in found if dimension in dict(cell.dimensions)) == total
