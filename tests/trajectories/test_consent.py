"""Consent: one answer a day per recipient, no answer is no, withdrawn stops sharing and shows where it went."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.models import Organisation, OrganisationKind, Role
from tests import make
from trajectories import consent as consents
from trajectories.consent import Answer, may_share
from trajectories.models import Consent, Disclosure, GivenBy, Manner, Purpose
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
D, TODAY = date, make.TODAY
MATCHING = Purpose.SHARE_FOR_MATCHING


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def worker(region):
    return make.user(Role.TEAM, region)


@pytest.fixture
def team(worker, signed_in):
    return signed_in(worker)


@pytest.fixture
def client(region):
    found = make.client(region)
    make.notification(found)
    return found


def answers(is_given=True, purpose=MATCHING, starts_on=TODAY, **facts):
    facts = {"given_by": GivenBy.CLIENT, "manner": Manner.SPOKEN} | facts
    return Answer(purpose=purpose, is_given=is_given, starts_on=starts_on, **facts)


def record(client, worker, **facts):
    return consents.record_answer(client, answers(**facts), on=TODAY, by=worker)


def shares(client, with_=None, on=TODAY):
    return may_share(client, purpose=MATCHING, with_=with_, on=on)


def test_no_answer_is_no(client, region):
    provider = make.provider(region)
    assert not shares(client, provider)
    assert consents.obstacles_to_share(client, purpose=MATCHING, with_=provider, on=TODAY) == [
        f"Er is geen toestemming van {client} voor ‘Gegevens delen om een plek te zoeken’ met {provider}."
    ]


def test_yes_holds_for_its_purpose_its_recipient_and_its_days(client, worker, region):
    one, other = make.provider(region), make.provider(region)
    record(client, worker, with_=one, starts_on=D(2026, 10, 1), ends_on=D(2026, 11, 1))
    assert shares(client, one)
    assert not shares(client, other)
    assert not may_share(client, purpose=Purpose.REGION_TRANSFER, with_=one, on=TODAY)
    assert [shares(client, one, on=day) for day in (D(2026, 9, 30), D(2026, 10, 1), D(2026, 10, 31))] == [
        False,
        True,
        True,
    ]
    assert not shares(client, one, on=D(2026, 11, 1))


def test_an_answer_about_one_goes_before_an_answer_about_all(client, worker, region):
    one, other = make.provider(region), make.provider(region)
    record(client, worker)
    record(client, worker, is_given=False, with_=one)
    assert shares(client, other)
    assert not shares(client, one)
    assert list(consents.clients_who_allow(MATCHING, with_=other, on=TODAY)) == [client]
    assert not consents.clients_who_allow(MATCHING, with_=one, on=TODAY)
    known = Organisation.objects.providers_of(region)
    sides = consents.recipients(client, purpose=MATCHING, among=known, on=TODAY)
    assert sides == ([other], [one])
    assert (
        "zei op 5 oktober 2026 nee"
        in consents.obstacles_to_share(client, purpose=MATCHING, with_=one, on=TODAY)[0]
    )


def test_somebody_outside_is_known_by_name(client, worker):
    record(client, worker, purpose=Purpose.INVOLVE_RELATIVE, with_="Els, zus")
    asked = {"purpose": Purpose.INVOLVE_RELATIVE, "on": TODAY}
    assert may_share(client, with_="els, zus", **asked)
    assert not may_share(client, with_="Bram, broer", **asked)


def test_a_new_answer_ends_the_one_before_and_the_same_twice_is_one(client, worker):
    first = record(client, worker, starts_on=D(2026, 9, 1))
    assert record(client, worker, starts_on=D(2026, 9, 1)) == first
    record(client, worker, is_given=False)
    first.refresh_from_db()
    assert first.last_day == D(2026, 10, 4)
    assert shares(client, on=D(2026, 10, 4))
    assert not shares(client)


def test_a_mind_may_change_twice_on_one_day(client, worker):
    for is_given in (True, False, True):
        record(client, worker, is_given=is_given)
    assert shares(client)
    assert Consent.objects.count() == 3


def test_withdrawing_stops_sharing_from_that_day_even_the_first(client, worker):
    given = record(client, worker, starts_on=D(2026, 9, 1))
    facts = {"withdrawn_on": D(2026, 10, 3), "words": "Ik wil het niet meer.", "on": TODAY, "by": worker}
    for _ in range(2):
        consents.withdraw_consent(given, **facts)
    assert shares(client, on=D(2026, 10, 2))
    assert not shares(client, on=D(2026, 10, 3))
    again = record(client, worker)
    consents.withdraw_consent(again, withdrawn_on=TODAY, words="", on=TODAY, by=worker)
    assert not shares(client)


def test_a_refusal_cannot_be_withdrawn(client, worker):
    refused = record(client, worker, is_given=False)
    with pytest.raises(Obstructed, match="Dit was een nee"):
        consents.withdraw_consent(refused, withdrawn_on=TODAY, words="", on=TODAY, by=worker)


def test_what_is_shared_is_written_down_and_only_with_consent(client, worker, region):
    provider = make.provider(region)
    facts = {"purpose": MATCHING, "with_": provider, "what": "Woonwensen", "on": TODAY, "by": worker}
    with pytest.raises(Obstructed, match="geen toestemming"):
        consents.record_disclosure(client, **facts)
    given = record(client, worker)
    shared = consents.record_disclosure(client, **facts)
    assert shared.consent == given
    assert list(consents.disclosures_of(client)) == [shared]
    consents.withdraw_consent(given, withdrawn_on=TODAY, words="", on=TODAY, by=worker)
    with pytest.raises(Obstructed):
        consents.record_disclosure(client, **facts)


def test_the_database_refuses_to_rewrite_an_answer_or_what_was_shared(client, worker):
    given = record(client, worker)
    shared = consents.record_disclosure(client, purpose=MATCHING, what="Naam", on=TODAY, by=worker)
    with pytest.raises(IntegrityError, match="blijft zoals het gegeven is"), transaction.atomic():
        Consent.objects.filter(pk=given.pk).update(is_given=False)
    with pytest.raises(IntegrityError, match="blijft vastgelegd"), transaction.atomic():
        Disclosure.objects.filter(pk=shared.pk).update(what="Niets")
    given.save()  # all fields, none of them changed


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20)), min_size=1, max_size=6))
def test_the_last_answer_by_any_day_is_the_one_that_holds(said):
    """Answers in the order of their days; each replaces the one before, from its own first day."""
    with transaction.atomic():
        region = make.region()
        worker, client = make.user(Role.TEAM, region), make.client(region)
        make.notification(client)
        said = sorted(said, key=lambda one: one[1])
        for is_given, day in said:
            record(client, worker, is_given=is_given, starts_on=TODAY - timedelta(days=20 - day))
        for day in range(21):
            on = TODAY - timedelta(days=20 - day)
            told = [is_given for is_given, first in said if first <= day]
            assert shares(client, on=on) == (told[-1] if told else False)
        transaction.set_rollback(True)


def test_only_who_may_see_the_client_records_an_answer(client, region):
    stranger = make.user(Role.COORDINATOR, make.region())
    with pytest.raises(PermissionDenied):
        record(client, stranger)


def test_organisations_see_the_answers_about_themselves_only(client, worker, region):
    provider = make.provider(region)
    mine = record(client, worker, with_=provider)
    record(client, worker, with_=make.provider(region))
    record(client, worker)
    planner = make.user(Role.PROVIDER, region, provider)
    assert list(Consent.objects.visible_to(planner, on=TODAY)) == [mine]
    assert Consent.objects.visible_to(worker, on=TODAY).count() == 3
    assert not Consent.objects.visible_to(make.user(Role.AUDITOR), on=TODAY)


def sent(**changes):
    facts = {"is_given": "ja", "given_by": "CLIENT", "manner": "MONDELING", "starts_on": "2026-10-05"}
    return facts | {"scope": "Woonwensen", "last_day": "", "representative": ""} | changes


def page(client, rest=""):
    return f"/clienten/{client.slug}/toestemming/{rest}"


def test_the_page_asks_records_withdraws_and_shows_where_it_went(team, client, worker, region):
    provider = make.provider(region)
    assert "Niet gevraagd" in team.get(page(client)).content.decode()
    answer = team.post(page(client, "plek-zoeken/"), sent(organisation=provider.pk, last_day="2026-12-31"))
    assert answer.status_code == 302
    text = team.get(page(client)).content.decode()
    assert f"Ja, t/m 31 december 2026, met {provider}" in text
    consents.record_disclosure(client, purpose=MATCHING, with_=provider, what="De naam", on=TODAY, by=worker)
    given = Consent.objects.get()
    address = page(client, f"{given.pk}/intrekken/")
    assert "De naam" in team.get(address).content.decode()
    assert team.post(address, {"withdrawn_on": "2026-10-05", "words": "Liever niet."}).status_code == 302
    text = team.get(page(client)).content.decode()
    assert "Ingetrokken op 5 oktober 2026: “Liever niet.”" in text
    assert "De naam" in text
    assert f"Ja, met {provider}" not in team.get(f"/clienten/{client.slug}/").content.decode()


def test_each_purpose_asks_what_fits_it(team, client, region):
    make.organisation(region, OrganisationKind.HOUSING_ASSOCIATION, name="Polderdak (fictief)")
    for purpose in Purpose:
        text = team.get(page(client, f"{purpose.word}/")).content.decode()
        assert ("Polderdak" in text) == (purpose == Purpose.NOMINATE_TO_HOUSING_ASSOCIATION)
        named = (Purpose.MEDICAL_INFO_REQUEST, Purpose.REGION_TRANSFER, Purpose.INVOLVE_RELATIVE)
        assert ('name="recipient"' in text) == (purpose in named)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"is_given": ""}, "Kies ja of nee."),
        ({"given_by": "VERTEGENWOORDIGER"}, "Schrijf op wie de vertegenwoordiger is."),
        ({"manner": "GERUCHT"}, "Selecteer een geldige keuze"),
        ({"starts_on": "2026-10-06"}, "in de toekomst"),
        ({"starts_on": "2026-02-30"}, "geen bestaande datum"),
        ({"last_day": "2026-10-04"}, "ligt vóór 5 oktober 2026"),
        ({"scope": "x" * 2001}, "hoogstens 2.000 tekens"),
        ({"scope": "a\0b"}, "Null"),
        ({"organisation": "999999"}, "geldige keuze"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_lost(team, client, changes, sentence):
    answer = team.post(page(client, "plek-zoeken/"), sent(**changes))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence.lower() in text.lower()
    assert "scope" in changes or "Woonwensen" in text
    assert not Consent.objects.exists()


def test_an_answer_that_crosses_a_later_one_is_refused_in_dutch(team, client, worker):
    record(client, worker)
    answer = team.post(page(client, "plek-zoeken/"), sent(starts_on="2026-09-01"))
    assert answer.status_code == 422
    assert "al een antwoord vastgelegd" in answer.content.decode()


def test_other_roles_and_other_municipalities_stay_out(client, worker, region, signed_in):
    given = record(client, worker)
    lelystad = make.organisation(region, OrganisationKind.TEAM, municipality_id=make.LELYSTAD)
    other_team = signed_in(make.user(Role.TEAM, region, lelystad))
    elsewhere = signed_in(make.user(Role.COORDINATOR, make.region()))
    planner = signed_in(make.user(Role.PROVIDER, region))
    for rest in ("", "plek-zoeken/", f"{given.pk}/intrekken/"):
        assert other_team.get(page(client, rest)).status_code == 404
        assert elsewhere.get(page(client, rest)).status_code == 404
        assert planner.get(page(client, rest)).status_code == 403


def test_unknown_purposes_and_others_consents_are_not_there(team, worker, client, region):
    someone = make.client(region)
    make.notification(someone)
    theirs = record(someone, worker)
    assert team.get(page(client, "geld/")).status_code == 404
    assert team.get(page(client, f"{theirs.pk}/intrekken/")).status_code == 404


def test_ten_answers_cost_as_many_queries_as_one(team, client, worker, region, django_assert_max_num_queries):
    record(client, worker, with_=make.provider(region))
    team.get(page(client))
    with django_assert_max_num_queries(12):
        team.get(page(client))
    for _ in range(9):
        one = make.provider(region)
        record(client, worker, with_=one)
        consents.record_disclosure(client, purpose=MATCHING, with_=one, what="Naam", on=TODAY, by=worker)
    with django_assert_max_num_queries(12):
        team.get(page(client))
