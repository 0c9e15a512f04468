"""Around the clocks: a later day promised, a notice that it is late and its penalty, and help at once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.models import OrganisationKind, Role
from tests import make
from trajectories import extending, penalty, terms, urgent
from trajectories.due import due_for
from trajectories.models import PenaltyNotice, TemporaryProvision, TermExtension
from trajectories.obstacles import Obstructed

D, TODAY = date, make.TODAY


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
    return make.notification(make.client(region), D(2026, 9, 1), own_words="Een eigen deur.")


@pytest.fixture
def applied(region):
    return make.notification(
        make.client(region), D(2026, 8, 3), reported_on=D(2026, 9, 10), applied_on=D(2026, 9, 14)
    )


def extend(melding, by, **facts):
    facts = {"promised_on": D(2026, 10, 20), "told_on": D(2026, 9, 28), "reason": "Advies"} | facts
    extending.extend(melding, **facts, on=TODAY, by=by)


@pytest.mark.parametrize(
    ("days", "euros"),
    [(-3, 0), (0, 0), (1, 23), (14, 322), (15, 357), (28, 812), (29, 857), (42, 1442), (90, 1442)],
)
def test_the_penalty_is_that_of_the_law(days, euros):
    assert penalty.penalty_of(days) == euros


@given(st.integers(-10, 100))
def test_the_penalty_never_falls_and_stops_after_forty_two_days(days):
    assert 0 <= penalty.penalty_of(days + 1) - penalty.penalty_of(days) <= 45
    assert penalty.penalty_of(days) <= penalty.penalty_of(42)


class TestPromise:
    def test_it_shows_as_a_later_day_and_says_what_it_does_not_change(self, team, applied):
        text = team.get(f"/meldingen/{applied.slug}/").content.decode()
        assert "7 dagen te laat" in text
        address = f"/meldingen/{applied.slug}/latere-dag/"
        assert "telt dit besluit als te laat" in team.get(address).content.decode()
        sent = {"promised_on": "2026-10-20", "told_on": "2026-10-05", "reason": "Wij wachten op het advies."}
        for _ in range(2):
            assert team.post(address, sent).status_code == 302
        text = team.get(f"/meldingen/{applied.slug}/").content.decode()
        assert "nog 15 dagen" in text
        assert "besluit uiterlijk 20 oktober 2026. Reden: Wij wachten op het advies." in text
        assert "Zonder dat was het 28 september 2026" in text
        assert TermExtension.objects.count() == 1

    def test_the_investigation_cannot_be_put_off(self, worker, melding):
        with pytest.raises(Obstructed, match="pas na de aanvraag"):
            extend(melding, worker)

    def test_a_day_before_the_last_one_promises_nothing(self, worker, applied):
        extend(applied, worker)
        with pytest.raises(Obstructed, match="moet er al zijn op 20 oktober 2026"):
            extend(applied, worker, promised_on=D(2026, 10, 15))

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"promised_on": "2026-10-05"}, "Kies een dag na vandaag."),
            ({"promised_on": "2028-01-01"}, "binnen een jaar"),
            ({"promised_on": "2026-13-01"}, "geen bestaande datum"),
            ({"told_on": "2026-10-06"}, "in de toekomst"),
            ({"told_on": "2026-09-13"}, "ligt vóór de aanvraag"),
            ({"reason": ""}, "Dit veld is verplicht"),
            ({"reason": "x" * 2001}, "hoogstens 2.000 tekens"),
        ],
    )
    def test_what_cannot_be_is_refused_in_a_sentence(self, team, applied, changes, sentence):
        sent = {"promised_on": "2026-10-20", "told_on": "2026-10-05", "reason": "Advies van de GGD."} | changes
        answer = team.post(f"/meldingen/{applied.slug}/latere-dag/", sent)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert "reason" in changes or "Advies van de GGD." in answer.content.decode()


class TestPenalty:
    def press(self, melding, by, received_on):
        penalty.press(melding, received_on=received_on, words="Schiet op.", on=TODAY, by=by)

    def test_a_notice_after_the_term_leaves_two_weeks(self, worker, applied):
        self.press(applied, worker, D(2026, 9, 30))
        pressed = penalty.pressure_on(applied, on=TODAY)
        assert pressed.term.due_on == D(2026, 10, 14)
        assert pressed.penalty == 0
        later = penalty.pressure_on(applied, on=D(2026, 10, 24))
        assert (later.penalty_days, later.penalty) == (10, 230)

    def test_the_day_of_the_decision_costs_nothing_any_more(self, worker, applied):
        self.press(applied, worker, D(2026, 9, 30))
        applied.decided_on = D(2026, 10, 17)
        applied.save()
        assert penalty.pressure_on(applied, on=D(2026, 12, 1)).penalty_days == 2

    def test_a_notice_within_the_term_has_no_effect(self, team, worker, applied):
        self.press(applied, worker, D(2026, 9, 28))
        assert penalty.pressure_on(applied, on=TODAY).term is None
        assert "kwam te vroeg" in team.get(f"/meldingen/{applied.slug}/").content.decode()
        self.press(applied, worker, D(2026, 9, 29))
        assert penalty.pressure_on(applied, on=TODAY).notice.received_on == D(2026, 9, 29)

    def test_a_promised_day_does_not_make_a_notice_too_soon(self, worker, applied):
        extend(applied, worker)
        self.press(applied, worker, D(2026, 10, 1))
        assert penalty.pressure_on(applied, on=TODAY).term is not None

    def test_the_page_takes_it_once_and_shows_the_clock(self, team, applied):
        address = f"/meldingen/{applied.slug}/ingebrekestelling/"
        for _ in range(2):
            assert team.post(address, {"received_on": "2026-10-01"}).status_code == 302
        assert PenaltyNotice.objects.count() == 1
        text = team.get(f"/meldingen/{applied.slug}/").content.decode()
        assert "Ingebrekestelling, 2 weken" in text
        assert "De cliënt stelde ons in gebreke." in text

    def test_there_is_nothing_to_be_late_with_before_an_application(self, team, melding):
        answer = team.post(f"/meldingen/{melding.slug}/ingebrekestelling/", {"received_on": "2026-10-01"})
        assert answer.status_code == 422
        assert "Er is nog geen aanvraag." in answer.content.decode()


def help_sent(**changes):
    facts = {"urgent_reason": "Moet het huis uit.", "what": "Een bed in de noodopvang", "starts_on": "2026-10-05"}
    return facts | {"by_whom": "De maatschappelijke opvang", "care_form": "", "provider": ""} | changes


class TestHelpAtOnce:
    def test_it_makes_a_melding_urgent_and_leaves_the_investigation_running(self, team, melding):
        address = f"/meldingen/{melding.slug}/tijdelijke-oplossing/"
        for _ in range(2):
            assert team.post(address, help_sent()).status_code == 302
        melding.refresh_from_db()
        assert melding.is_urgent
        assert TemporaryProvision.objects.get().giver == "De maatschappelijke opvang"
        assert terms.running(melding, on=TODAY).name == terms.INVESTIGATION
        text = team.get(f"/meldingen/{melding.slug}/").content.decode()
        assert "Een bed in de noodopvang<br>Door De maatschappelijke opvang, vanaf 5 oktober 2026." in text

    def test_it_does_not_end_by_itself_when_the_application_is_refused(self, team, worker, melding):
        self.give(melding, worker)
        melding.applied_on = melding.decided_on = D(2026, 10, 5)
        melding.outcome = "AFGEWEZEN"
        melding.save()
        assert urgent.running_provision(melding)
        found = [due for due in due_for(worker, on=TODAY) if due.term.name == "Tijdelijke oplossing"]
        assert [due.title for due in found] == [str(melding.client)]
        assert "stopt niet vanzelf" in team.get(f"/meldingen/{melding.slug}/").content.decode()
        address = f"/meldingen/{melding.slug}/tijdelijke-oplossing/einde/"
        assert team.post(address, {"last_day": "2026-10-05"}).status_code == 302
        assert TemporaryProvision.objects.get().ends_on == D(2026, 10, 6)
        assert "geen tijdelijke oplossing" in team.post(address, {"last_day": "2026-10-04"}).content.decode()

    def give(self, melding, by):
        help_ = urgent.Help("Een bed", D(2026, 10, 2), None, None, "De opvang")
        urgent.help_now(melding, help_=help_, urgent_reason="Op straat.", on=TODAY, by=by)

    def test_one_at_a_time(self, team, worker, melding):
        self.give(melding, worker)
        answer = team.post(f"/meldingen/{melding.slug}/tijdelijke-oplossing/", help_sent(what="Een ander bed"))
        assert answer.status_code == 422
        assert "Er loopt al een tijdelijke oplossing, vanaf 2 oktober 2026." in answer.content.decode()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"by_whom": ""}, "Kies een aanbieder, of schrijf op wie deze hulp geeft."),
            ({"what": ""}, "Dit veld is verplicht"),
            ({"urgent_reason": ""}, "Dit veld is verplicht"),
            ({"starts_on": "2026-10-20"}, "begint de hulp binnen twee weken"),
            ({"starts_on": "2026-08-31"}, "vóór de melding"),
            ({"provider": "0"}, "geldige keuze"),
        ],
    )
    def test_what_cannot_be_is_refused_in_a_sentence(self, team, melding, changes, sentence):
        answer = team.post(f"/meldingen/{melding.slug}/tijdelijke-oplossing/", help_sent(**changes))
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert not TemporaryProvision.objects.exists()

    def test_a_provider_of_the_region_can_give_it(self, team, region, melding):
        form, provider = make.care_form(region), make.provider(region)
        sent = help_sent(provider=provider.pk, care_form=form.pk, by_whom="iets anders")
        assert team.post(f"/meldingen/{melding.slug}/tijdelijke-oplossing/", sent).status_code == 302
        provision = TemporaryProvision.objects.get()
        assert (provision.giver, provision.care_form) == (str(provider), form)


def test_work_is_in_one_order_whatever_kind_it_is(region, worker, applied):
    applied.is_urgent = True
    applied.save()
    fresh = make.notification(make.client(region), D(2026, 10, 2), is_urgent=True)
    PenaltyNotice.objects.create(notification=applied, received_on=D(2026, 9, 29), recorded_by=worker)
    made = [(due.term.name, due.term.days_left, due.title) for due in due_for(worker, on=TODAY)]
    assert made == [
        ("Spoed", -63, str(applied.client)),
        ("Besluit", -7, str(applied.client)),
        ("Spoed", -3, str(fresh.client)),
        ("Persoonlijk plan", 4, str(fresh.client)),
        ("Ingebrekestelling", 8, str(applied.client)),
        ("Onderzoek", 39, str(fresh.client)),
    ]


def test_work_costs_as_many_queries_for_ten_as_for_one(region, worker, django_assert_max_num_queries):
    for number in range(10):
        row = make.notification(make.client(region), TODAY - timedelta(days=number), is_urgent=True)
        TemporaryProvision.objects.create(
            notification=row, what="Bed", starts_on=TODAY, by_whom="Opvang", decided_on=TODAY, decided_by=worker
        )
    with django_assert_max_num_queries(12):
        assert len(due_for(worker, on=TODAY)) >= 10


STEPS = ("latere-dag", "ingebrekestelling", "tijdelijke-oplossing", "tijdelijke-oplossing/einde")


@pytest.mark.parametrize("step", STEPS)
def test_steps_of_others_are_not_there_and_other_roles_stay_out(step, region, applied, signed_in):
    address = f"/meldingen/{applied.slug}/{step}/"
    lelystad = make.organisation(region, OrganisationKind.TEAM, municipality_id=make.LELYSTAD)
    assert signed_in(make.user(Role.TEAM, region, lelystad)).get(address).status_code == 404
    assert signed_in(make.user(Role.COORDINATOR, make.region())).get(address).status_code == 404
    assert signed_in(make.user(Role.PROVIDER, region)).get(address).status_code == 403


@pytest.mark.parametrize("step", STEPS)
def test_an_empty_press_is_refused_in_dutch_and_never_breaks(step, team, applied):
    for sent in ({}, {"promised_on": "\0", "told_on": "9999-99-99", "received_on": "-1", "what": "\0"}):
        answer = team.post(f"/meldingen/{applied.slug}/{step}/", sent)
        assert answer.status_code == 422
