"""Decisions: by who may, with four eyes where the region asks, once; and from then on they stand."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from portal.models import OrganisationKind, Role
from tests import make
from trajectories import decisions
from trajectories.authority import directs_the_list, obstacles_to_decide_as
from trajectories.models import (
    AccessBody,
    AccessModel,
    Decision,
    DecisionGoal,
    DecisionKind,
    Mandate,
    Notification,
    Outcome,
    WaitlistEntry,
)
from trajectories.obstacles import Obstructed
from trajectories.ruling import Ruling

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def worker(region):
    return make.user(Role.TEAM, region)


@pytest.fixture
def coordinator(region):
    return make.user(Role.COORDINATOR, region)


@pytest.fixture
def team(worker, signed_in):
    return signed_in(worker)


@pytest.fixture
def melding(region):
    return make.notification(make.client(region), D(2026, 9, 1), own_words="Een eigen deur.")


@pytest.fixture
def applied(region):
    return make.notification(
        make.client(region), D(2026, 9, 1), reported_on=D(2026, 9, 20), applied_on=D(2026, 9, 25)
    )


def grants(region, **changes):
    return {
        "decided_on": "2026-10-05",
        "care_form": str(make.care_form(region).pk),
        "valid_from": "2026-10-01",
        "valid_last_day": "2027-09-30",
        "funding": "ZIN",
        "contribution": "WMO",
        "motivation": "Nabijheid is nodig.",
        "alternatives": "Ondersteuning thuis is te licht.",
        "wait_status": "ACTIEF",
        "has_bridging": "ja",
        "confirmed": "ja",
    } | changes


def works_so(region, **facts):
    """How the access of a region works, since long ago."""
    facts = {
        "advisor": AccessBody.GGD,
        "decision_maker": AccessBody.CENTRE,
        "list_director": AccessBody.CENTRE,
    } | facts
    return AccessModel.objects.create(region=region, **{"starts_on": make.LONG_AGO} | facts)


def mandate(user, municipality=make.ALMERE, **facts):
    facts = {"starts_on": make.LONG_AGO, "source": "Mandaatbesluit 2026"} | facts
    return Mandate.objects.create(user=user, municipality_id=municipality, **facts)


def rejection(**facts):
    return Ruling(**{"outcome": Outcome.REJECTED, "motivation": "De Wlz gaat voor."} | facts)


def decide(melding, by, ruling=None, on=TODAY, **facts):
    draft = decisions.prepare(melding, ruling or rejection(), on=on, by=by, **facts)
    decisions.take(draft, decided_on=on, on=on, by=by)
    draft.refresh_from_db()
    return draft


def test_a_decision_needs_an_application(team, region, melding):
    answer = team.post(f"/meldingen/{melding.slug}/besluit/?uitkomst=TOEGEKEND", grants(region))
    assert answer.status_code == 422
    assert "pas als er een aanvraag is" in answer.content.decode()


def test_a_decision_is_read_back_before_it_is_taken(team, region, applied):
    sent = grants(region, valid_from="2026-11-01")
    del sent["confirmed"]
    text = team.post(f"/meldingen/{applied.slug}/besluit/?uitkomst=TOEGEKEND", sent).content.decode()
    assert "Controleer het besluit" in text
    assert "Wacht sinds <strong>1 november 2026</strong>" in text
    assert "1 november 2026 t/m 30 september 2027" in text
    assert not WaitlistEntry.objects.exists()


def test_granting_puts_the_client_on_the_list_once(team, worker, region, applied):
    for _ in range(2):
        assert (
            team.post(f"/meldingen/{applied.slug}/besluit/?uitkomst=TOEGEKEND", grants(region)).status_code == 302
        )
    applied.refresh_from_db()
    entry = WaitlistEntry.objects.get()
    assert (applied.outcome, applied.decided_on, applied.decided_by) == (Outcome.GRANTED, TODAY, worker)
    assert (applied.valid_from, applied.valid_until) == (D(2026, 10, 1), D(2027, 10, 1))
    assert (entry.status, entry.waiting_since, entry.has_bridging) == ("ACTIEF", TODAY, True)
    assert (entry.client_id, entry.care_form_id) == (applied.client_id, applied.care_form_id)
    text = team.get(f"/meldingen/{applied.slug}/").content.decode()
    assert "staat op de wachtlijst" in text


def test_somebody_who_has_the_care_need_not_wait(team, region, applied):
    team.post(f"/meldingen/{applied.slug}/besluit/?uitkomst=TOEGEKEND", grants(region, wait_status="GEEN"))
    applied.refresh_from_db()
    assert applied.outcome == Outcome.GRANTED
    assert not WaitlistEntry.objects.exists()


def test_nobody_waits_twice_for_one_care_form(team, region, applied):
    make.waits(applied.client, make.care_form(region), D(2026, 1, 1))
    answer = team.post(f"/meldingen/{applied.slug}/besluit/?uitkomst=TOEGEKEND", grants(region))
    assert answer.status_code == 422
    assert "wacht al op" in answer.content.decode()
    applied.refresh_from_db()
    assert applied.decided_on is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"motivation": ""}, "Dit veld is verplicht."),
        ({"alternatives": ""}, "Dit veld is verplicht."),
        ({"wait_status": ""}, "Kies hoe de cliënt wacht."),
        ({"wait_status": "BELANGSTELLEND"}, "Selecteer een geldige keuze"),
        ({"care_form": "999999"}, "Selecteer een geldige keuze"),
        ({"care_form": "x\0"}, "keuze"),
        ({"decided_on": "2026-09-24"}, "vóór de aanvraag"),
        ({"decided_on": "2026-10-06"}, "in de toekomst"),
        ({"valid_last_day": "2026-09-30"}, "De laatste dag ligt vóór de eerste."),
        ({"valid_from": "2100-01-01"}, "binnen een jaar"),
        ({"valid_last_day": "9999-12-31"}, "Kies een datum tot en met"),
        ({"alternatives": "a" * 1_000_000}, "hoogstens 10.000 tekens"),
        ({"alternatives": "a\0"}, "Null-tekens"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_and_kept(team, region, applied, changes, sentence):
    sent = grants(region, motivation="Bijzondere reden.") | changes
    answer = team.post(f"/meldingen/{applied.slug}/besluit/?uitkomst=TOEGEKEND", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "Bijzondere reden." in text or "motivation" in changes
    applied.refresh_from_db()
    assert applied.decided_on is None
    assert not WaitlistEntry.objects.exists()


def test_a_care_form_is_in_the_catalogue_on_the_day_of_the_decision(team, region, applied):
    old = make.care_form(region, "OUD", ends_on=D(2026, 10, 1))
    there = make.care_form(make.region(), "ANDERS")
    address = f"/meldingen/{applied.slug}/besluit/?uitkomst=TOEGEKEND"
    answer = team.post(address, grants(region, care_form=str(old.pk)))
    assert "staat op 5 oktober 2026 niet in het aanbod" in answer.content.decode()
    assert team.post(address, grants(region, care_form=str(there.pk))).status_code == 422
    assert team.post(address, grants(region, care_form=str(old.pk), decided_on="2026-09-30")).status_code == 302


def test_rejecting_needs_a_motivation_and_no_more(team, applied):
    address = f"/meldingen/{applied.slug}/besluit/?uitkomst=AFGEWEZEN"
    page = team.get(address).content.decode()
    assert all(f'name="{name}"' in page for name in ("decided_on", "motivation", "version"))
    assert team.post(address, {"decided_on": "2026-10-05", "motivation": " "}).status_code == 422
    sent = {"decided_on": "2026-10-05", "motivation": "De Wlz gaat voor.", "confirmed": "ja"}
    for _ in range(2):
        assert team.post(address, sent).status_code == 302
    applied.refresh_from_db()
    assert (applied.outcome, applied.care_form) == (Outcome.REJECTED, None)
    assert not WaitlistEntry.objects.exists()


def test_an_unknown_outcome_only_asks_to_choose(team, applied):
    assert "Kies eerst de uitkomst" in team.post(f"/meldingen/{applied.slug}/besluit/?uitkomst=X").content.decode()


class TestGoalsAndContents:
    def test_goals_are_rows_with_a_theme_and_more_can_be_added(self, team, region, applied):
        address = f"/meldingen/{applied.slug}/besluit/?uitkomst=TOEGEKEND"
        assert team.get(address).content.decode().count('name="goal_') == 2
        sent = grants(region, goal_0="Zelf koken", goal_1="", more_goals="ja")
        text = team.post(address, sent).content.decode()
        assert text.count('name="goal_') == 3
        assert "Zelf koken" in text
        assert 'role="alert"' not in text
        sent = grants(region, theme_0="WONEN", goal_0="Zelf koken", theme_2="NETWERK", goal_2="Een vriend bellen")
        assert team.post(address, sent).status_code == 302
        assert [str(goal) for goal in DecisionGoal.objects.all()] == [
            "Wonen en huishouden: Zelf koken",
            "Contact met anderen: Een vriend bellen",
        ]
        text = team.get(f"/meldingen/{applied.slug}/").content.decode()
        assert "Een vriend bellen" in text
        assert "De gewone Wmo-bijdrage" in text
        assert "Zorg in natura" in text

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"goal_0": "Zelf koken"}, "Kies waar dit doel over gaat."),
            ({"theme_0": "WONEN", "goal_0": ""}, "Schrijf het doel op"),
            ({"theme_0": "GELUK", "goal_0": "x"}, "geldige keuze"),
            ({"theme_0": "WONEN", "goal_0": "x" * 1001}, "hoogstens 1.000 tekens"),
            ({"funding": "CONTANT"}, "geldige keuze"),
            ({"contribution": ""}, "Dit veld is verplicht"),
        ],
    )
    def test_what_cannot_be_is_refused(self, team, region, applied, changes, sentence):
        answer = team.post(f"/meldingen/{applied.slug}/besluit/?uitkomst=TOEGEKEND", grants(region, **changes))
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert not Decision.objects.exists()


class TestAuthority:
    def test_without_a_word_about_it_everybody_who_works_on_a_melding_decides(self, worker, coordinator, applied):
        for user in (worker, coordinator):
            assert obstacles_to_decide_as(user, applied, on=TODAY) == []

    def test_who_decides_depends_on_the_day(self, region, worker, coordinator, applied):
        works_so(region, ends_on=D(2024, 4, 1), decision_maker=AccessBody.GGD, list_director=AccessBody.GGD)
        works_so(region, starts_on=D(2024, 4, 1), decision_maker=AccessBody.TEAM, list_director=AccessBody.TEAM)
        mandate(worker)
        mandate(coordinator)
        before, after = D(2024, 3, 31), D(2024, 4, 1)
        assert obstacles_to_decide_as(coordinator, applied, on=before) == []
        assert "De GGD neemt in deze regio het besluit." in obstacles_to_decide_as(worker, applied, on=before)[0]
        assert obstacles_to_decide_as(worker, applied, on=after) == []
        assert "Het Sociaal Wijkteam neemt" in obstacles_to_decide_as(coordinator, applied, on=after)[0]
        assert [directs_the_list(coordinator, on=day) for day in (before, after)] == [True, False]
        assert [directs_the_list(worker, on=day) for day in (before, after)] == [False, True]

    @pytest.mark.parametrize(
        ("facts", "may"),
        [
            ({}, True),
            ({"municipality": None}, True),
            ({"municipality": make.LELYSTAD}, False),
            ({"starts_on": D(2026, 10, 6)}, False),
            ({"ends_on": D(2026, 10, 5)}, False),
            ({"ends_on": D(2026, 10, 6)}, True),
        ],
    )
    def test_a_mandate_holds_for_its_municipality_and_its_days(self, region, coordinator, applied, facts, may):
        works_so(region)
        mandate(coordinator, **facts)
        found = obstacles_to_decide_as(coordinator, applied, on=TODAY)
        assert (found == []) is may
        assert may or "geen mandaat" in found[0]

    def test_who_may_not_decide_lays_it_ready_for_who_may(
        self, team, worker, region, coordinator, applied, signed_in
    ):
        works_so(region)
        mandate(coordinator)
        address = f"/meldingen/{applied.slug}/besluit/?uitkomst=TOEGEKEND"
        assert "U kunt het wel klaarleggen" in team.get(address).content.decode()
        sent = grants(region)
        del sent["decided_on"]
        for _ in range(2):
            assert team.post(address, sent).status_code == 302
        applied.refresh_from_db()
        assert applied.decided_on is None
        assert not WaitlistEntry.objects.exists()
        chief = signed_in(coordinator)
        ready = f"/meldingen/{applied.slug}/besluit/"
        assert "Voorbereid door Test op 5 oktober 2026" in chief.get(ready).content.decode()
        answer = team.post(ready, {"act": "take", "decided_on": "2026-10-05"})
        assert answer.status_code == 422
        assert "De centrumgemeente neemt in deze regio het besluit." in answer.content.decode()
        for _ in range(2):
            assert chief.post(ready, {"act": "take", "decided_on": "2026-10-05"}).status_code in (200, 302)
        applied.refresh_from_db()
        assert (applied.outcome, applied.decided_by) == (Outcome.GRANTED, coordinator)
        assert WaitlistEntry.objects.count() == 1

    def test_four_eyes_are_two_people(self, region, worker, applied):
        works_so(region, decision_maker=AccessBody.TEAM, has_four_eyes=True)
        second = make.user(Role.TEAM, region, worker.organisation)
        mandate(worker)
        mandate(second)
        draft = decisions.prepare(applied, rejection(), on=TODAY, by=worker)
        with pytest.raises(Obstructed, match="Een tweede persoon neemt dit besluit"):
            decisions.take(draft, decided_on=TODAY, on=TODAY, by=worker)
        decisions.take(draft, decided_on=TODAY, on=TODAY, by=second)
        applied.refresh_from_db()
        assert applied.decided_by == second

    def test_a_draft_goes_back_with_words_and_comes_again(
        self, team, region, worker, coordinator, applied, signed_in
    ):
        works_so(region)
        mandate(coordinator)
        draft = decisions.prepare(applied, rejection(), on=TODAY, by=worker)
        chief = signed_in(coordinator)
        address = f"/meldingen/{applied.slug}/besluit/"
        assert chief.post(address, {"act": "send_back", "words": ""}).status_code == 422
        assert chief.post(address, {"act": "send_back", "words": "Noem de Wlz."}).status_code == 302
        assert "Noem de Wlz." in team.get(f"/meldingen/{applied.slug}/").content.decode()
        draft.refresh_from_db()
        sent = {"motivation": "De Wlz gaat voor, want …", "confirmed": "ja", "version": draft.version}
        assert team.post(f"{address}?uitkomst=AFGEWEZEN", sent).status_code == 302
        assert Decision.objects.get().returned_words == ""
        assert team.post(address, {"act": "discard"}).status_code == 302
        assert not Decision.objects.exists()

    def test_two_who_change_a_draft_do_not_lose_each_others_work(self, worker, coordinator, applied):
        draft = decisions.prepare(applied, rejection(), on=TODAY, by=worker)
        decisions.prepare(applied, rejection(motivation="Anders"), version=draft.version, on=TODAY, by=coordinator)
        with pytest.raises(Obstructed, match="Er ligt al een besluit klaar"):
            decisions.prepare(
                applied, rejection(motivation="Nog anders"), version=draft.version, on=TODAY, by=worker
            )
        assert Decision.objects.get().motivation == "Anders"


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


class TestItStands:
    def test_the_database_refuses_to_change_or_remove_it(self, worker, region, applied):
        ruling = Ruling(
            Outcome.GRANTED, "Nodig.", make.care_form(region), TODAY, None, "ZIN", "WMO", "Te licht.",
            goals=(("WONEN", "Zelf koken"),),
        )  # fmt: skip
        decision = decide(applied, worker, ruling)
        refused = [
            ("verandert niet meer", lambda: Decision.objects.update(motivation="Toch niet")),
            ("blijft bewaard", lambda: run("DELETE FROM trajectories_decision")),
            ("doelen van een genomen besluit", lambda: DecisionGoal.objects.update(words="Iets anders")),
            ("doelen van een genomen besluit", lambda: DecisionGoal.objects.all().delete()),
            ("doelen", lambda: DecisionGoal.objects.create(decision=decision, theme="WONEN", words="Nog een")),
            ("neem een nieuw besluit", lambda: Notification.objects.update(outcome=Outcome.REJECTED)),
            ("neem een nieuw besluit", lambda: Notification.objects.update(decided_on=D(2026, 10, 1))),
        ]
        for sentence, act in refused:
            with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
                act()
        Notification.objects.update(urgent_reason="Dit mag wel.")

    def test_a_dossier_whose_time_has_come_can_be_destroyed(self, worker, applied):
        decide(applied, worker)
        with pytest.raises(IntegrityError, match="blijft bewaard"), transaction.atomic():
            applied.client.delete()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL thuisroute.destroying = 'on'")
        applied.client.delete()
        assert not Decision.objects.exists()

    def test_it_is_mended_by_a_new_one_that_names_it_and_the_figures_keep_the_first(
        self, team, worker, region, applied
    ):
        address = f"/meldingen/{applied.slug}/besluit/"
        assert team.post(f"{address}?uitkomst=TOEGEKEND", grants(region)).status_code == 302
        first = Decision.objects.get()
        text = team.get(f"{address}herstel/?uitkomst=TOEGEKEND").content.decode()
        assert "in de plaats van dat van 5 oktober 2026" in text
        assert "Nabijheid is nodig." in text
        other = make.care_form(region, "THUIS")
        sent = grants(region, care_form=other.pk, wait_status="GEEN", motivation="Verkeerde zorgvorm getypt.")
        for _ in range(2):
            assert team.post(f"{address}herstel/?uitkomst=TOEGEKEND", sent).status_code == 302
        second = Decision.objects.get(kind=DecisionKind.CORRECTION)
        assert second.replaces == first
        applied.refresh_from_db()
        assert decisions.in_force(applied) == second
        assert applied.care_form == first.care_form
        text = team.get(f"/meldingen/{applied.slug}/").content.decode()
        assert "Hersteld besluit van 5 oktober 2026" in text
        assert "Vervangen: besluit op de aanvraag van 5 oktober 2026" in text

    def test_there_is_nothing_to_mend_before_a_decision(self, team, applied):
        answer = team.get(f"/meldingen/{applied.slug}/besluit/herstel/?uitkomst=AFGEWEZEN")
        assert "Er is nog geen besluit om te herstellen." in answer.content.decode()

    def test_a_decision_from_a_regiobestand_can_be_mended_too(self, worker, region):
        row = make.notification(
            make.client(region),
            D(2026, 8, 1),
            applied_on=D(2026, 9, 1),
            decided_on=D(2026, 9, 10),
            outcome="AFGEWEZEN",
        )
        decision = decide(row, worker, kind=DecisionKind.CORRECTION)
        assert decision.replaces is None
        assert decisions.in_force(row) == decision

    def test_on_one_application_one_first_decision(self, worker, applied):
        decide(applied, worker)
        with pytest.raises(IntegrityError, match="decision_first_once"), transaction.atomic():
            Decision.objects.create(
                notification=applied, kind="EERSTE", outcome="AFGEWEZEN", motivation="x", prepared_by=worker,
                prepared_on=TODAY, decided_by=worker, decided_on=TODAY,
            )  # fmt: skip


def test_pages_about_decisions_keep_strangers_out(region, applied, signed_in):
    lelystad = make.organisation(region, OrganisationKind.TEAM, municipality_id=make.LELYSTAD)
    for rest in ("besluit/", "besluit/herstel/"):
        address = f"/meldingen/{applied.slug}/{rest}"
        assert signed_in(make.user(Role.TEAM, region, lelystad)).get(address).status_code == 404
        assert signed_in(make.user(Role.PROVIDER, region)).get(address).status_code == 403
