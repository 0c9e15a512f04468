"""Contracts on screen: agreed, corrected, ended with a warning for running care, and indexed after a preview."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from placements.models import Contract
from portal.models import Role
from tests import make

pytestmark = pytest.mark.django_db
D = date
URL = "/beheer/regios/flevo/contracten/nieuw/"
INDEX = "/beheer/regios/flevo/tarieven/"


@pytest.fixture
def contract():
    region = make.region("FLEVO")
    return make.contract(make.provider(region), make.care_form(region), day_rate=Decimal("92.00"))


@pytest.fixture
def beheer(signed_in):
    return signed_in(make.user(Role.ADMINISTRATOR))


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def filled(contract, **otherwise):
    facts = {"starts_on": "2020-01-01", "last_day": "", "places": "10", "day_rate": "92,00", "rate_ground": ""}
    return facts | {"provider": contract.provider_id, "care_form": contract.care_form_id} | otherwise


def test_a_contract_with_its_make_up_is_put_on_record(contract, beheer):
    form = make.care_form(contract.provider.region, "BW")
    parts = {"deel-LOON": "150,50", "deel-OVERHEAD": "9.50"}
    facts = filled(contract, care_form=form.pk, day_rate="160", last_day="2026-12-31", **parts)
    answer = beheer.post(URL, facts | {"rate_ground": "REELE_PRIJS"}, follow=True)
    assert "is vastgelegd" in text(answer)
    made = Contract.objects.get(care_form=form)
    assert (made.day_rate, made.ends_on, made.rate_ground) == (Decimal(160), D(2027, 1, 1), "REELE_PRIJS")
    assert {part.element: part.amount for part in made.parts.all()} == {
        "LOON": Decimal("150.50"),
        "OVERHEAD": Decimal("9.50"),
    }


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({}, "al een contract voor deze zorgvorm"),
        ({"deel-LOON": "90"}, "De opbouw telt op tot € 90,00, het tarief is € 92,00"),
        ({"day_rate": "1.000,00"}, "geen punt bij duizend"),
        ({"day_rate": "-1"}, "nul of meer"),
        ({"day_rate": "1,234"}, "twee decimalen"),
        ({"day_rate": "9" * 30}, "te groot"),
        ({"places": "drie"}, "heel getal"),
        ({"starts_on": "2019-12-31"}, "de regio biedt het aan vanaf 1 januari 2020"),
        ({"last_day": "2019-01-01"}, "ligt vóór de eerste dag"),
        ({"provider": ""}, "Kies er een"),
        ({"provider": "999999"}, "uit de lijst"),
        ({"care_form": ""}, "Kies er een"),
        ({"rate_ground": "ONZIN"}, "tr-fout"),
        ({"rate_note": "a" * 501}, "te lang"),
    ],
)
def test_a_wrong_contract_is_refused_at_the_field(wrong, says, contract, beheer):
    answer = beheer.post(URL, filled(contract) | wrong)
    assert answer.status_code == 422
    assert says in text(answer)
    assert Contract.objects.count() == 1


def test_a_provider_of_another_region_cannot_be_chosen(contract, beheer):
    elsewhere = make.provider(make.region())
    answer = beheer.post(URL, filled(contract, provider=elsewhere.pk))
    assert "uit de lijst" in text(answer)


def test_a_correction_is_read_back_first(contract, beheer):
    url = reverse("change_contract", args=[contract.pk])
    assert "92,00" in text(beheer.get(url))
    read_back = text(beheer.post(url, filled(contract, day_rate="93,00")))
    assert "€ 93,00" in read_back
    assert "ook voor dagen die al voorbij zijn" in read_back
    contract.refresh_from_db()
    assert contract.day_rate == Decimal(92)
    beheer.post(url, filled(contract, day_rate="93,00", confirmed="ja"))
    contract.refresh_from_db()
    assert contract.day_rate == Decimal(93)


def test_a_correction_that_uncovers_days_gone_by_is_refused(contract, beheer):
    make.care(make.client(contract.provider.region), contract.care_form, contract.provider, D(2025, 1, 1))
    url = reverse("change_contract", args=[contract.pk])
    answer = beheer.post(url, filled(contract, last_day="2026-01-01", confirmed="ja"))
    assert answer.status_code == 422
    assert "een dag die al voorbij is" in text(answer)


def test_an_end_warns_about_the_care_it_leaves_uncovered(contract, beheer):
    client = make.client(contract.provider.region, family_name="Geheim")
    make.care(client, contract.care_form, contract.provider, D(2025, 1, 1))
    url = reverse("end_contract", args=[contract.pk])
    page = text(beheer.post(url, {"last_day": "2026-12-31"}))
    assert "1 zorgperiode loopt door zonder contract, de eerste op 1 januari 2027" in page
    assert "Geheim" not in page
    beheer.post(url, {"last_day": "2026-12-31", "confirmed": "ja"})
    contract.refresh_from_db()
    assert contract.ends_on == D(2027, 1, 1)
    assert beheer.post(url, {"last_day": "2026-12-31", "confirmed": "ja"}).status_code == 302


@pytest.mark.parametrize(("day", "says"), [("2026-09-01", "een dag die al voorbij"), ("2019-01-01", "begint op")])
def test_an_end_that_cannot_be_is_refused(day, says, contract, beheer):
    make.care(make.client(contract.provider.region), contract.care_form, contract.provider, D(2025, 1, 1))
    answer = beheer.post(reverse("end_contract", args=[contract.pk]), {"last_day": day, "confirmed": "ja"})
    assert answer.status_code == 422
    assert says in text(answer)
    contract.refresh_from_db()
    assert contract.ends_on is None


def test_rates_are_worked_out_before_they_are_put_on_record(contract, beheer):
    asked = {"care_form": "", "percent": "+4,2 %", "starts_on": "2027-01-01"}
    answer = beheer.get(INDEX, asked)
    assert "€ 95,86" in text(answer)
    assert Contract.objects.count() == 1
    seen = answer.context["seen"]
    assert beheer.post(INDEX, asked | {"seen": seen}).status_code == 302
    assert Contract.objects.get(ends_on=None).day_rate == Decimal("95.86")
    again = beheer.post(INDEX, asked | {"seen": seen})
    assert again.status_code == 422
    assert "Bekijk de bedragen opnieuw" in text(again)
    assert Contract.objects.count() == 2


def test_what_somebody_else_changed_meanwhile_is_shown_first(contract, beheer):
    asked = {"care_form": contract.care_form_id, "percent": "4", "starts_on": "2027-01-01"}
    seen = beheer.get(INDEX, asked).context["seen"]
    Contract.objects.update(day_rate="100.00")
    answer = beheer.post(INDEX, asked | {"seen": seen})
    assert answer.status_code == 422
    assert "€ 104,00" in text(answer)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"percent": "veel"}, "Schrijf het percentage als 4,2"),
        ({"percent": "51"}, "hoogstens 50 procent omhoog"),
        ({"percent": "1,234"}, "twee decimalen"),
        ({"starts_on": "2020-01-01"}, "Kies een datum vanaf"),
        ({"care_form": "9999"}, "uit de lijst"),
    ],
)
def test_a_wrong_index_is_refused_at_the_field(wrong, says, contract, beheer):
    answer = beheer.get(INDEX, {"care_form": "", "percent": "4", "starts_on": "2027-01-01"} | wrong)
    assert answer.status_code == 422
    assert says in text(answer)


PAGES = [URL, INDEX]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_comes_here(role, contract, signed_in):
    browser = signed_in(make.user(role, contract.provider.region))
    for name in ("change_contract", "end_contract"):
        assert browser.get(reverse(name, args=[contract.pk])).status_code == 403
    assert [browser.get(url).status_code for url in PAGES] == [403, 403]


def test_what_is_not_there_is_a_404(contract, beheer):
    for name in ("change_contract", "end_contract"):
        assert beheer.get(reverse(name, args=[contract.pk + 1])).status_code == 404
    assert beheer.get("/beheer/regios/nergens/tarieven/").status_code == 404


def test_ten_contracts_cost_as_many_queries_as_one(contract, beheer, django_assert_max_num_queries):
    asked = {"care_form": "", "percent": "4", "starts_on": "2027-01-01"}
    with django_assert_max_num_queries(12) as few:
        beheer.get(INDEX, asked)
    for _ in range(9):
        make.contract(make.provider(contract.provider.region), contract.care_form)
    with django_assert_max_num_queries(len(few.captured_queries)):
        beheer.get(INDEX, asked)
