"""From report to decision: each step at its time, once, with its reason; the waiting list in the same breath."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from portal.models import Role
from tests import make
from trajectories import deciding, standstill
from trajectories.models import InvestigationPart, Outcome, PartChange, PartKind
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY
TAB = "3f2b8c1e-0000-4000-8000-000000000001"


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
def melding(region):
    return make.notification(make.client(region), D(2026, 9, 1), own_words="Een eigen deur.")


@pytest.fixture
def applied(region):
    return make.notification(
        make.client(region), D(2026, 9, 1), reported_on=D(2026, 9, 20), applied_on=D(2026, 9, 25)
    )


def finish_parts(melding, by):
    for kind in PartKind:
        InvestigationPart.objects.create(
            notification=melding, kind=kind, state="KLAAR", saved_at="2026-09-10T12:00Z", saved_by=by
        )


def test_the_report_waits_for_every_part(team, worker, melding):
    address = f"/meldingen/{melding.slug}/controleren/"
    assert "is nog niet klaar" in team.get(address).content.decode()
    assert team.post(address, {"reported_on": "2026-10-05"}).status_code == 422
    finish_parts(melding, worker)
    for _ in range(2):
        assert team.post(address, {"reported_on": "2026-10-05"}).status_code == 302
    melding.refresh_from_db()
    assert melding.reported_on == TODAY
    assert "Het verslag is er al" in team.get(address).content.decode()


def test_a_report_tells_what_the_client_asks(team, worker, melding):
    finish_parts(melding, worker)
    melding.voices.all().delete()
    assert deciding.obstacles_to_report(melding, on=TODAY) == [
        "De hulpvraag in eigen woorden is nog niet opgeschreven."
    ]
    sent = {"words": "Een eigen deur.", "need_ground": "PSYCHISCH", "state": "KLAAR", "version": "1", "tab": TAB}
    team.post(f"/meldingen/{melding.slug}/eigen-woorden/", sent)
    melding.refresh_from_db()
    assert deciding.obstacles_to_report(melding, on=TODAY) == []


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-08-31", "vóór de melding"),
        ("2026-10-06", "in de toekomst"),
        ("x", "geen bestaande"),
        ("", "Vul een"),
    ],
)
def test_the_report_lies_between_melding_and_today(team, worker, melding, day, sentence):
    finish_parts(melding, worker)
    answer = team.post(f"/meldingen/{melding.slug}/controleren/", {"reported_on": day})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_application_follows_the_report_or_six_weeks(worker, melding):
    with pytest.raises(Obstructed, match="Eerst het verslag"):
        deciding.apply(melding, applied_on=TODAY, on=TODAY, by=worker)
    later = D(2026, 10, 14)
    deciding.apply(melding, applied_on=later, on=later, by=worker)
    assert melding.applied_on == later


def test_the_application_is_not_before_the_report(team, melding):
    melding.reported_on = D(2026, 9, 20)
    melding.save()
    address = f"/meldingen/{melding.slug}/aanvraag/"
    assert "volgt op het verslag" in team.post(address, {"applied_on": "2026-09-19"}).content.decode()
    assert team.post(address, {"applied_on": "2026-09-20"}).status_code == 302


@pytest.mark.parametrize("outcome", ["INGETROKKEN", "DOORGESTUURD", "OVERGEDRAGEN"])
def test_a_melding_closes_with_a_reason(team, melding, outcome):
    address = f"/meldingen/{melding.slug}/afsluiten/"
    sent = {"outcome": outcome, "reason": "Verhuisd.", "closed_on": "2026-10-05", "forwarded_to": "het CIZ"}
    sent |= {"withdrawn_by": "CLIENT"}
    assert team.post(address, sent | {"reason": ""}).status_code == 422
    assert team.post(address, sent | {"outcome": "TOEGEKEND"}).status_code == 422
    for _ in range(2):
        assert team.post(address, sent).status_code == 302
    melding.refresh_from_db()
    why = "Doorgestuurd aan het CIZ. Verhuisd." if outcome == "DOORGESTUURD" else "Verhuisd."
    assert (melding.outcome, melding.closed_on, melding.motivation) == (outcome, TODAY, why)
    assert "Verhuisd." in team.get(f"/meldingen/{melding.slug}/").content.decode()


def test_the_clock_stands_still_and_runs_again(team, melding):
    address = f"/meldingen/{melding.slug}/stilzetten/"
    for _ in range(2):
        sent = {"starts_on": "2026-09-10", "reason": "Wacht op gegevens."}
        assert team.post(address, sent).status_code == 302
    assert "staat stil" in team.get(f"/meldingen/{melding.slug}/").content.decode()
    assert team.post(address, {"last_day": "2026-09-09"}).status_code == 422
    assert team.post(address, {"last_day": "2026-10-06"}).status_code == 422
    assert team.post(address, {"last_day": "2026-10-05"}).status_code == 302
    row = melding.suspensions.get()
    assert (row.starts_on, row.ends_on, row.reason) == (D(2026, 9, 10), D(2026, 10, 6), "Wacht op gegevens.")


def test_a_clock_cannot_stand_still_twice_on_a_day(team, worker, melding):
    standstill.suspend(melding, starts_on=D(2026, 9, 10), reason="x", on=TODAY, by=worker)
    standstill.resume(melding, ends_on=D(2026, 9, 20), on=TODAY, by=worker)
    answer = team.post(f"/meldingen/{melding.slug}/stilzetten/", {"starts_on": "2026-09-15", "reason": "y"})
    assert answer.status_code == 422
    assert "stond op die dag al stil" in answer.content.decode()


def test_only_a_running_clock_can_stand_still(worker, region):
    waits = make.notification(make.client(region), D(2026, 9, 1), reported_on=D(2026, 9, 20))
    assert standstill.obstacles_to_suspend(waits, on=TODAY) == ["Er loopt nu geen wettelijke termijn."]


def test_a_vooraanmelding_becomes_a_melding(team, worker, region):
    row = make.notification(make.client(region), D(2026, 9, 1), is_pre_notification=True)
    with pytest.raises(Obstructed, match="vooraanmelding"):
        deciding.report(row, reported_on=TODAY, on=TODAY, by=worker)
    for _ in range(2):
        assert team.post(f"/meldingen/{row.slug}/beginnen/", {"notified_on": "2026-10-01"}).status_code == 302
    row.refresh_from_db()
    assert (row.is_pre_notification, row.notified_on) == (False, D(2026, 10, 1))


def test_what_happened_reads_back_from_the_last_step(team, worker, region):
    days = {"reported_on": TODAY, "applied_on": TODAY, "decided_on": TODAY, "outcome": Outcome.REJECTED}
    row = make.notification(make.client(region), TODAY, **days)
    finish_parts(row, worker)
    PartChange.objects.create(
        part=row.parts.first(),
        version=1,
        answers={"state": [None, "KLAAR"]},
        saved_at="2026-10-05T12:00Z",
        saved_by=worker,
    )
    text = team.get(f"/meldingen/{row.slug}/").content.decode().split("Wat er gebeurde")[1]
    told = [
        "Besluit: afgewezen",
        "vroeg de ondersteuning aan",
        "verslag van het onderzoek is klaar",
        "nu klaar",
        "Gemeld.",
    ]
    assert [text.index(words) for words in told] == sorted(text.index(words) for words in told)


STEPS = ("controleren", "aanvraag", "besluit", "beginnen", "afsluiten", "stilzetten")


@pytest.mark.parametrize("step", STEPS)
def test_steps_of_another_municipality_are_not_there(step, region, melding, signed_in):
    elsewhere = make.organisation(region, "WIJKTEAM", municipality_id=make.LELYSTAD)
    other = make.user(Role.TEAM, region, elsewhere)
    assert signed_in(other).get(f"/meldingen/{melding.slug}/{step}/").status_code == 404
    assert signed_in(other).post(f"/meldingen/{melding.slug}/{step}/").status_code == 404
    assert signed_in(make.user(Role.PROVIDER, region)).get(f"/meldingen/{melding.slug}/{step}/").status_code == 403
    assert (
        signed_in(make.user(Role.COORDINATOR, region)).get(f"/meldingen/{melding.slug}/{step}/").status_code == 200
    )


def test_an_act_asks_who_does_it(region, melding):
    with pytest.raises(PermissionDenied):
        deciding.close(
            melding, outcome=Outcome.WITHDRAWN, reason="x", closed_on=TODAY, on=TODAY, by=make.user(Role.TEAM)
        )


@pytest.mark.parametrize("step", STEPS)
def test_an_empty_press_is_refused_in_dutch_and_never_breaks(step, team, melding):
    answer = team.post(f"/meldingen/{melding.slug}/{step}/")
    assert answer.status_code in (200, 422)
