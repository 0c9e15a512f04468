"""Objections: in their term, heard, decided, a new decision when well-founded; and indications that end."""

from datetime import date

import pytest

from portal.models import OrganisationKind, Role
from tests import make
from trajectories import decisions, objecting
from trajectories.due import due_for
from trajectories.models import Decision, DecisionKind, Letter, LetterKind, Objection, Outcome
from trajectories.ruling import Ruling

pytestmark = pytest.mark.django_db
D, TODAY = date, make.TODAY


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
def refused(region, worker):
    row = make.notification(make.client(region), D(2026, 8, 3), applied_on=D(2026, 9, 1))
    draft = decisions.prepare(row, Ruling(Outcome.REJECTED, "Te zwaar."), on=TODAY, by=worker)
    decisions.take(draft, decided_on=D(2026, 9, 7), on=TODAY, by=worker)
    row.refresh_from_db()
    return row


OBJECTION = {"received_on": "2026-10-01", "ground": "Ik red het niet alleen."}
RULING = {"decided_on": "2026-10-05", "heard_on": "2026-10-02", "outcome": "GEGROND", "motivation": "Klopt."}


def test_the_client_has_six_weeks_from_the_day_the_letter_was_sent(refused):
    assert objecting.time_to_object(refused, on=TODAY).due_on == D(2026, 10, 19)
    Letter.objects.filter(decision__isnull=False).update(sent_on=TODAY)
    assert objecting.time_to_object(refused, on=TODAY).due_on == D(2026, 11, 16)


@pytest.mark.parametrize(("has_committee", "due"), [(False, D(2026, 11, 30)), (True, D(2027, 1, 11))])
def test_the_term_to_decide_begins_when_the_time_to_object_is_over(refused, worker, has_committee, due):
    facts = {"received_on": D(2026, 10, 1), "ground": "x", "has_committee": has_committee}
    objecting.object_to(refused, **facts, on=TODAY, by=worker)
    assert objecting.clock_of(Objection.objects.get(), on=TODAY).due_on == due


def test_a_well_founded_objection_leads_to_a_new_decision(team, worker, region, refused):
    address = f"/meldingen/{refused.slug}/"
    for _ in range(2):
        assert team.post(f"{address}bezwaar/", OBJECTION).status_code == 302
    assert Letter.objects.filter(kind=LetterKind.OBJECTION_RECEIPT).count() == 1
    assert "Ik red het niet alleen." in team.get(address).content.decode()
    assert team.get(f"{address}besluit/bezwaar/?uitkomst=TOEGEKEND").content.decode().count("Dit kan nu niet") == 1
    assert "“Ik red het niet alleen.”" in team.get(f"{address}bezwaar/beslissen/").content.decode()
    for _ in range(2):
        assert team.post(f"{address}bezwaar/beslissen/", RULING).status_code == 302
    assert [due.what for due in due_for(worker, on=TODAY)] == ["Het bezwaar is gegrond. Neem een nieuw besluit."]
    form = team.get(f"{address}besluit/bezwaar/?uitkomst=TOEGEKEND").context["form"]
    assert [form[name].value() for name in ("valid_from", "funding", "wait_status")] == [TODAY, "ZIN", None]
    sent = {
        "decided_on": "2026-10-05",
        "care_form": make.care_form(region).pk,
        "valid_from": "2026-10-05",
        "funding": "ZIN",
        "contribution": "WMO",
        "motivation": "Toch nodig.",
        "alternatives": "Te licht.",
        "wait_status": "ACTIEF",
        "confirmed": "ja",
    }
    for _ in range(2):
        assert team.post(f"{address}besluit/bezwaar/?uitkomst=TOEGEKEND", sent).status_code == 302
    new = Decision.objects.get(kind=DecisionKind.OBJECTION)
    assert new.replaces.outcome == Outcome.REJECTED
    refused.refresh_from_db()
    assert (refused.outcome, refused.decided_on) == (Outcome.REJECTED, D(2026, 9, 7))
    assert due_for(worker, on=TODAY) == []
    text = team.get(address).content.decode()
    assert "Het besluit: toegekend" in text
    assert "staat op de wachtlijst" in text
    for event in ("De cliënt maakte bezwaar.", "op het bezwaar: gegrond.", "Besluit na bezwaar: toegekend."):
        assert event in text


@pytest.mark.parametrize(
    ("step", "changes", "sentence"),
    [
        ("bezwaar", {"received_on": "2026-09-06"}, "Bezwaar kan daarna."),
        ("bezwaar", {"received_on": "2026-10-06"}, "in de toekomst"),
        ("bezwaar", {"ground": ""}, "verplicht"),
        ("bezwaar/beslissen", {"outcome": ""}, "Kies de uitkomst."),
        ("bezwaar/beslissen", {"decided_on": "2026-09-30"}, "na de ontvangst van het bezwaar"),
        ("bezwaar/beslissen", {"heard_on": "2026-09-30"}, "na de ontvangst van het bezwaar"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(team, refused, step, changes, sentence):
    if step != "bezwaar":
        team.post(f"/meldingen/{refused.slug}/bezwaar/", OBJECTION)
    answer = team.post(f"/meldingen/{refused.slug}/{step}/", OBJECTION | RULING | changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_there_is_nothing_to_object_to_before_a_decision(team, region):
    row = make.notification(make.client(region))
    answer = team.post(f"/meldingen/{row.slug}/bezwaar/", OBJECTION)
    assert "Bezwaar kan pas als er een besluit is." in answer.content.decode()


@pytest.mark.parametrize("step", ["bezwaar", "bezwaar/beslissen", "besluit/bezwaar", "besluit/herindicatie"])
def test_strangers_stay_out(step, region, refused, signed_in):
    address = f"/meldingen/{refused.slug}/{step}/"
    lelystad = make.organisation(region, OrganisationKind.TEAM, municipality_id=make.LELYSTAD)
    assert signed_in(make.user(Role.TEAM, region, lelystad)).get(address).status_code == 404
    assert signed_in(make.user(Role.PROVIDER, region)).get(address).status_code == 403


class TestIndications:
    def granted(self, region, valid_until, client=None):
        client = client or make.client(region)
        facts = {"applied_on": D(2024, 9, 1), "decided_on": D(2024, 9, 10), "outcome": Outcome.GRANTED}
        form = make.care_form(region)
        return make.notification(
            client, D(2024, 8, 1), **facts, care_form=form, valid_from=D(2024, 9, 10), valid_until=valid_until
        )

    @pytest.mark.parametrize(
        ("valid_until", "left"),
        [(D(2026, 12, 28), 83), (D(2026, 10, 6), 0), (D(2026, 9, 1), -35), (D(2026, 12, 29), None), (None, None)],
    )
    def test_it_is_said_twelve_weeks_before_and_until_somebody_decides(self, region, worker, valid_until, left):
        row = self.granted(region, valid_until)
        make.care(row.client, row.care_form, make.provider(region), D(2024, 10, 1))
        assert [due.term.days_left for due in due_for(worker, on=TODAY)] == ([] if left is None else [left])

    def test_a_longer_one_or_no_care_any_more_says_nothing(self, region, worker):
        row = self.granted(region, D(2026, 11, 1))
        assert due_for(worker, on=TODAY) == []
        make.care(row.client, row.care_form, make.provider(region), D(2024, 10, 1))
        self.granted(region, D(2028, 1, 1), client=row.client)
        assert due_for(worker, on=TODAY) == []

    def test_a_next_decision_begins_where_this_one_ends_and_moves_no_figure(self, team, worker, region):
        row = self.granted(region, D(2026, 11, 1))
        make.care(row.client, row.care_form, make.provider(region), D(2024, 10, 1))
        address = f"/meldingen/{row.slug}/besluit/herindicatie/?uitkomst=TOEGEKEND"
        page = team.get(address)
        assert 'value="2026-11-01"' in page.content.decode()
        assert f"Nu geldt: <strong>{row.care_form}</strong>" in page.content.decode()
        assert not page.context["form"]["motivation"].value()
        sent = {
            "decided_on": "2026-10-05",
            "care_form": row.care_form_id,
            "valid_from": "2026-11-01",
            "valid_last_day": "2028-10-31",
            "funding": "ZIN",
            "contribution": "WMO",
            "motivation": "Nog steeds nodig.",
            "alternatives": "Te licht.",
            "wait_status": "GEEN",
            "confirmed": "ja",
        }
        assert team.post(address, sent).status_code == 302
        assert due_for(worker, on=TODAY) == []
        row.refresh_from_db()
        assert (row.decided_on, row.valid_until) == (D(2024, 9, 10), D(2026, 11, 1))
