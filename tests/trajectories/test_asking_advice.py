"""Advice on a melding: asked of somebody, given, shown to the client first, and weighed in the decision."""

from datetime import date, timedelta

import pytest

from portal.models import Role
from tests import make
from trajectories import asking_advice
from trajectories.due import due_for
from trajectories.models import AccessAdvice, AccessBody, AccessModel, Outcome
from trajectories.obstacles import Obstructed

D, TODAY = date, make.TODAY
ASKED = {
    "adviser": "De GGD",
    "question": "Is er toezicht nodig?",
    "asked_on": D(2026, 9, 10),
    "wanted_by": D(2026, 9, 24),
}
GIVEN = {
    "given_on": D(2026, 9, 20),
    "leaning": "AFWIJZEN",
    "words": "Begeleiding is genoeg.",
    "client_saw_on": None,
}


@pytest.fixture
def region(db):
    return make.region()


@pytest.fixture
def worker(region):
    return make.user(Role.TEAM, region)


@pytest.fixture
def team(worker, signed_in):
    return signed_in(worker)


@pytest.fixture
def melding(region):
    days = {"reported_on": D(2026, 9, 25), "applied_on": D(2026, 9, 28)}
    return make.notification(make.client(region, family_name="Vrager"), D(2026, 9, 1), **days)


def ask(melding, by, **facts):
    asking_advice.ask_advice(melding, **(ASKED | facts), on=TODAY, by=by)


def keep(melding, by, **facts):
    asking_advice.keep_advice(melding, **(GIVEN | facts), on=TODAY, by=by)


def test_it_is_asked_given_and_shown_to_the_client_on_the_page(team, region, melding):
    AccessModel.objects.create(
        region=region,
        starts_on=make.LONG_AGO,
        advisor=AccessBody.GGD,
        decision_maker="WIJKTEAM",
        list_director="GGD",
    )
    address = f"/meldingen/{melding.slug}/advies/"
    assert 'value="De GGD"' in team.get(address).content.decode()
    sent = ASKED | {"asked_on": "2026-09-10", "wanted_by": "2026-09-24"}
    answer = GIVEN | {"given_on": "2026-09-20", "client_saw_on": ""}
    for form in (sent, answer):
        for _ in range(2):
            assert team.post(address, form).status_code == 302
    page = team.get(f"/meldingen/{melding.slug}/").content.decode()
    assert "De GGD: afwijzen" in page
    assert "De cliënt heeft het nog niet." in page
    assert "De GGD adviseert: afwijzen." in page
    assert team.post(f"{address}client/", {"client_saw_on": "2026-09-22"}).status_code == 302
    assert "De cliënt kreeg het op 22 september 2026." in team.get(f"/meldingen/{melding.slug}/").content.decode()
    assert AccessAdvice.objects.count() == 1


def test_a_question_without_an_answer_comes_to_mijn_werk_after_its_day(worker, melding):
    ask(melding, worker, wanted_by=TODAY)
    what = "Het advies van De GGD is er niet. Vraag ernaar, of laat de vraag vervallen."
    assert what not in [due.what for due in due_for(worker, on=TODAY)]
    assert what in [due.what for due in due_for(worker, on=TODAY + timedelta(days=1))]
    asking_advice.call_off_advice(melding, words="De psychiater is weg.", called_off_on=TODAY, on=TODAY, by=worker)
    assert what not in [due.what for due in due_for(worker, on=TODAY + timedelta(days=1))]


def test_one_question_at_a_time(worker, melding):
    ask(melding, worker)
    ask(melding, worker)
    with pytest.raises(Obstructed, match="heeft nog niet geantwoord"):
        ask(melding, worker, adviser="Een psychiater")
    keep(melding, worker)
    ask(melding, worker, adviser="Een psychiater")
    assert AccessAdvice.objects.count() == 2


def test_the_client_gets_all_that_was_given_and_only_once(worker, melding):
    with pytest.raises(Obstructed, match="nog geen advies gegeven"):
        asking_advice.show_to_client(melding, client_saw_on=TODAY, on=TODAY, by=worker)
    for adviser in ("De GGD", "Een psychiater"):
        ask(melding, worker, adviser=adviser)
        keep(melding, worker)
    for _ in range(2):
        asking_advice.show_to_client(melding, client_saw_on=D(2026, 9, 22), on=TODAY, by=worker)
    with pytest.raises(Obstructed, match="heeft het advies al"):
        asking_advice.show_to_client(melding, client_saw_on=TODAY, on=TODAY, by=worker)
    assert {row.client_saw_on for row in melding.advices.all()} == {D(2026, 9, 22)}


def test_an_answer_needs_a_question_and_comes_after_it(worker, melding):
    with pytest.raises(Obstructed, match="Er is geen advies gevraagd"):
        keep(melding, worker)
    ask(melding, worker)
    with pytest.raises(Obstructed, match="niet eerder zijn dan de vraag"):
        keep(melding, worker, given_on=D(2026, 9, 9))
    with pytest.raises(Obstructed, match="Schrijf op wat het advies is"):
        keep(melding, worker, words="")


@pytest.mark.parametrize(
    ("leaning", "outcome", "is_against"),
    [
        ("AFWIJZEN", Outcome.GRANTED, True),
        ("AFWIJZEN", Outcome.REJECTED, False),
        ("TOEKENNEN", Outcome.REJECTED, True),
        ("TOEKENNEN", Outcome.GRANTED, False),
        ("ANDERS", Outcome.GRANTED, False),
    ],
)
def test_a_decision_that_goes_against_it_is_told_to_say_why(leaning, outcome, is_against, worker, team, melding):
    ask(melding, worker)
    keep(melding, worker, leaning=leaning, client_saw_on=D(2026, 9, 21))
    page = team.get(f"/meldingen/{melding.slug}/besluit/?uitkomst={outcome}").content.decode()
    assert ("Uw besluit is anders. Schrijf in de motivering waarom" in page) is is_against


def test_deciding_before_the_answer_or_before_the_client_saw_it_is_said(worker, team, melding):
    address = f"/meldingen/{melding.slug}/besluit/?uitkomst=TOEGEKEND"
    ask(melding, worker)
    assert "U besluit zonder dit advies." in team.get(address).content.decode()
    keep(melding, worker, leaning="TOEKENNEN")
    assert "heeft het advies van De GGD nog niet gekregen" in team.get(address).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"adviser": ""}, "Dit veld is verplicht"),
        ({"question": "x" * 2001}, "hoogstens 2.000 tekens"),
        ({"asked_on": "2026-08-31"}, "ligt vóór de melding"),
        ({"asked_on": "2026-10-06"}, "in de toekomst"),
        ({"wanted_by": "2027-10-06"}, "binnen een half jaar"),
        ({"wanted_by": "2026-02-30"}, "geen bestaande datum"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_lost(team, melding, changes, sentence):
    sent = ASKED | {"asked_on": "2026-09-10", "wanted_by": "2026-09-24"} | changes
    answer = team.post(f"/meldingen/{melding.slug}/advies/", sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "question" in changes or "Is er toezicht nodig?" in answer.content.decode()


def test_nobody_else_can_ask_or_read_it(melding, region, worker, signed_in):
    ask(melding, worker)
    keep(melding, worker)
    address = f"/meldingen/{melding.slug}/advies/"
    for role, status in ((Role.PROVIDER, 403), (Role.POLICY, 403), (Role.ADMINISTRATOR, 403)):
        assert signed_in(make.user(role, region)).get(address).status_code == status
    elsewhere = make.region(centre=make.ZWOLLE)
    assert signed_in(make.user(Role.COORDINATOR, elsewhere)).post(address, {}).status_code == 404
