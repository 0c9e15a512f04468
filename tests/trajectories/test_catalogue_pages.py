"""The catalogue on screen: who reads what of it, as it was on a day, and how an administrator changes it."""

from datetime import date

import pytest
from django.urls import reverse

from placements.models import CareForm, CareFormPhase, Phase, ProductDescription
from portal.models import AccessRecord, Role
from tests import make

pytestmark = pytest.mark.django_db
D = date
READERS = [Role.TEAM, Role.COORDINATOR, Role.POLICY, Role.PROJECT_LEADER, Role.PROVIDER]
NEW = {
    "code": "SKAEVE",
    "name": "Skaeve huse",
    "starts_on": "2026-11-01",
    "phase": "PILOT",
    "decision": "Collegebesluit",
    "is_in_chain": "ja",
    "is_heavy": "nee",
    "has_24_7": "nee",
    "is_intramural": "",
    "purpose": "UITSTROOM",
    "iwmo_category": "15",
    "product_code": "15X01",
}


@pytest.fixture
def form():
    return make.care_form(make.region("FLEVO"), name="Beschut Wonen")


@pytest.fixture
def beheer(signed_in):
    return signed_in(make.user(Role.ADMINISTRATOR))


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", READERS)
def test_the_region_reads_its_own_catalogue(role, form, signed_in):
    make.contract(make.provider(form.region, name="Duur BV"), form, day_rate="99.17")
    browser = signed_in(make.user(role, form.region))
    page = text(browser.get("/catalogus/"))
    assert "Beschut Wonen" in page
    assert ("99,17" in page) == (role in (Role.COORDINATOR, Role.POLICY, Role.PROJECT_LEADER))
    page = text(browser.get(reverse("care_form", args=[form.pk])))
    assert ("Duur BV" in page) == (role in (Role.COORDINATOR, Role.POLICY, Role.PROJECT_LEADER))
    assert "Wijzig gegevens" not in page


def test_a_provider_reads_its_own_rate_and_nobody_elses(form, signed_in):
    mine = make.contract(make.provider(form.region), form, day_rate="81.21", places=3)
    make.contract(make.provider(form.region), form, day_rate="99.17", places=5)
    browser = signed_in(make.user(Role.PROVIDER, organisation_=mine.provider))
    for url in ("/catalogus/", reverse("care_form", args=[form.pk])):
        page = text(browser.get(url))
        assert "81,21" in page
        assert "99,17" not in page


@pytest.mark.parametrize("role", [Role.HOUSING_ASSOCIATION, Role.AUDITOR, Role.ADMINISTRATOR])
def test_the_readers_page_is_not_for_others(role, form, signed_in):
    browser = signed_in(make.user(role, form.region))
    assert browser.get("/catalogus/").status_code == 403
    assert browser.get(reverse("care_form", args=[form.pk])).status_code == 403


def test_another_regions_care_form_is_not_there(form, signed_in):
    browser = signed_in(make.user(Role.POLICY))
    assert browser.get(reverse("care_form", args=[form.pk])).status_code == 404


def test_the_page_reads_as_it_was_on_a_day(form, signed_in):
    CareFormPhase.objects.create(care_form=form, phase=Phase.PILOT, starts_on=make.LONG_AGO)
    CareFormPhase.objects.create(care_form=form, phase=Phase.REGULAR, starts_on=D(2022, 1, 1))
    ProductDescription.objects.create(care_form=form, text="Eerste tekst", starts_on=make.LONG_AGO)
    ProductDescription.objects.create(care_form=form, text="Tweede tekst", starts_on=D(2024, 1, 1))
    browser = signed_in(make.user(Role.COORDINATOR, form.region))
    url = reverse("care_form", args=[form.pk])
    then, now = text(browser.get(url, {"op": "2021-03-01"})), text(browser.get(url))
    assert "Eerste tekst" in then
    assert "Pilot, zoals het op 1 maart 2021" in then
    assert "Tweede tekst" in now
    assert "Regulier, zoals het vandaag is" in now
    assert "Pilot</span>" in text(browser.get("/catalogus/", {"op": "2021-03-01"}))


@pytest.mark.parametrize("day", ["2024-02-30", "onzin", "1066-01-01", "1-1-99999"])
def test_a_day_that_cannot_be_is_said_at_the_field(day, form, signed_in):
    answer = signed_in(make.user(Role.COORDINATOR, form.region)).get("/catalogus/", {"op": day})
    assert answer.status_code == 200
    assert "tr-fout" in text(answer)
    assert "Zorgvormen op 5 oktober 2026" in text(answer)


def test_a_new_care_form_works_everywhere_at_once(form, beheer, signed_in):
    answer = beheer.post("/beheer/regios/flevo/zorgvormen/nieuw/", NEW | {"starts_on": "2026-01-01"}, follow=True)
    assert "staat in de catalogus" in text(answer)
    made = CareForm.objects.get(code="SKAEVE")
    assert (made.region, made.phase_on(make.TODAY), made.purpose) == (form.region, Phase.PILOT, "UITSTROOM")
    coordinator = signed_in(make.user(Role.COORDINATOR, form.region))
    assert "Skaeve huse" in text(coordinator.get("/plekken/"))
    assert "Skaeve huse" in text(coordinator.get("/wachtlijst/"))
    assert AccessRecord.objects.filter(subject="zorgvorm").exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"code": "BESCHUT"}, "al van een andere zorgvorm"),
        ({"code": "=1+1"}, "hoofdletters, cijfers"),
        ({"code": "EIGEN_WONING"}, "kies een andere code"),
        ({"is_in_chain": "nee", "is_heavy": "ja"}, "zware zorgvorm hoort altijd bij de keten"),
        ({"iwmo_category": "1"}, "twee cijfers"),
        ({"product_code": "kort"}, "vijf tekens"),
        ({"name": ""}, "Vul dit in"),
        ({"name": "a" * 501}, "te lang"),
        ({"name": "a\0b"}, "tr-fout"),
        ({"starts_on": "2026-02-30"}, "geen bestaande datum"),
        ({"phase": "BEEINDIGD"}, "tr-fout"),
        ({"is_heavy": "misschien"}, "tr-fout"),
    ],
)
def test_a_wrong_care_form_is_refused_with_a_sentence_and_the_text_kept(wrong, says, form, beheer):
    answer = beheer.post("/beheer/regios/flevo/zorgvormen/nieuw/", NEW | wrong)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "Collegebesluit" in text(answer)
    assert CareForm.objects.count() == 1


def test_an_administrator_corrects_a_form_and_is_told_what_that_does_to_the_past(form, beheer):
    url = reverse("change_care_form", args=[form.pk])
    assert "cijfers over eerdere kwartalen" in text(beheer.get(url))
    facts = {"name": "Beschut", "is_in_chain": "ja", "is_heavy": "nee", "has_24_7": "ja", "is_intramural": "nee"}
    beheer.post(url, facts)
    form.refresh_from_db()
    assert (form.name, form.has_24_7, form.is_intramural) == ("Beschut", True, False)


def test_a_phase_a_text_and_their_removal(form, beheer):
    beheer.post(
        reverse("begin_phase", args=[form.pk]),
        {"phase": "PILOT", "starts_on": "2027-01-01", "decision": "Besluit", "document": ""},
    )
    beheer.post(reverse("describe_care_form", args=[form.pk]), {"text": "Nieuw", "starts_on": "2027-01-01"})
    page = text(beheer.get(reverse("managed_care_form", args=[form.pk])))
    assert "Haal deze fase weg" in page
    assert "Haal deze tekst weg" in page
    phase, words = form.phases.get(), form.descriptions.get()
    beheer.post(reverse("take_back_phase", args=[form.pk, phase.pk]))
    beheer.post(reverse("take_back_description", args=[form.pk, words.pk]))
    beheer.post(reverse("take_back_description", args=[form.pk, words.pk]))
    assert not form.phases.exists()
    assert not form.descriptions.exists()


def test_an_end_says_what_still_runs_before_it_is_done(form, beheer):
    make.place(make.location(make.provider(form.region)), form)
    url = reverse("end_care_form", args=[form.pk])
    facts = {"last_day": "2026-12-31", "decision": "Raadsbesluit", "document": ""}
    answer = beheer.post(url, facts)
    assert "1 plek heeft dan nog deze zorgvorm" in text(answer)
    assert "Kijk na wat u gaat doen" in text(answer)
    form.refresh_from_db()
    assert form.ends_on is None
    assert "Laatste dag waarop" in text(beheer.post(url, facts | {"change": "ja"}))
    beheer.post(url, facts | {"confirmed": "ja"})
    form.refresh_from_db()
    assert form.ends_on == D(2027, 1, 1)
    beheer.post(reverse("keep_care_form", args=[form.pk]))
    form.refresh_from_db()
    assert form.ends_on is None


MANAGED = ["change_care_form", "begin_phase", "describe_care_form", "end_care_form", "managed_care_form"]


@pytest.mark.parametrize("name", MANAGED)
@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_manages(name, role, form, signed_in):
    assert signed_in(make.user(role, form.region)).get(reverse(name, args=[form.pk])).status_code == 403


@pytest.mark.parametrize("name", MANAGED)
def test_what_is_not_there_is_a_404(name, form, beheer):
    assert beheer.get(reverse(name, args=[form.pk + 1])).status_code == 404
    assert beheer.get("/beheer/regios/nergens/zorgvormen/").status_code == 404


def test_ten_care_forms_cost_as_many_queries_as_one(form, beheer, signed_in, django_assert_max_num_queries):
    provider = make.provider(form.region)
    make.contract(provider, form)
    reader = signed_in(make.user(Role.COORDINATOR, form.region))
    pages = [(beheer, "/beheer/regios/flevo/zorgvormen/"), (reader, "/catalogus/")]
    pages += [(reader, reverse("care_form", args=[form.pk]))]
    few = []
    for browser, url in pages:
        with django_assert_max_num_queries(14) as asked:
            browser.get(url)
        few.append(len(asked.captured_queries))
    for number in range(9):
        other = make.care_form(form.region, f"F{number}")
        CareFormPhase.objects.create(care_form=other, phase=Phase.PILOT, starts_on=make.LONG_AGO)
        make.contract(provider, other)
        make.contract(make.provider(form.region), form)
    for (browser, url), most in zip(pages, few, strict=True):
        with django_assert_max_num_queries(most):
            browser.get(url)
