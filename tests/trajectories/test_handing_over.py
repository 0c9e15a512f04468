"""Running meldingen go over from a predecessor: who has them since when, and that no term begins again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from portal.models import OrganisationKind, Role
from reporting.start import start_for
from tests import make
from trajectories import terms
from trajectories.handing_over import Handover, hand_over, holder_of, newly_taken_over, take_note
from trajectories.models import CaseHolder, Notification
from trajectories.obstacles import Obstructed

D = date
GGD = "GGD IJsselland"
FIRST = D(2026, 9, 1)
pytestmark = pytest.mark.django_db


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
def melding(region):
    return make.notification(make.client(region), FIRST)


OCTOBER = D(2026, 10, 1)


def over(*, to=None, day=OCTOBER, giver=None, predecessor=GGD):
    facts = {"starts_on": day, "reason": "De GGD stopt ermee.", "predecessor": predecessor}
    return Handover(giver=giver, to=to, **facts)


def test_each_melding_goes_to_the_team_of_its_own_municipality_and_the_predecessor_stays_readable(
    region, worker, coordinator, melding
):
    zwolle = make.organisation(region, OrganisationKind.TEAM, municipality_id=make.ZWOLLE)
    there = make.notification(make.client(region), FIRST, municipality_id=make.ZWOLLE)
    assert hand_over([melding, there], over(), on=make.TODAY, by=coordinator) == 2
    for row, team in ((melding, worker.organisation), (there, zwolle)):
        before, after = row.holders.all()
        assert (str(before), before.starts_on, before.ends_on) == (GGD, FIRST, D(2026, 10, 1))
        assert (after.organisation, after.starts_on, after.ends_on) == (team, D(2026, 10, 1), None)
        assert (after.handed_over_by, after.noted_on) == (coordinator, None)


@pytest.mark.parametrize("applied_on", [None, D(2026, 9, 25)])
def test_no_term_begins_again(worker, coordinator, melding, applied_on):
    melding.applied_on = applied_on
    melding.save()
    melding.suspensions.create(starts_on=D(2026, 9, 3), ends_on=D(2026, 9, 9))

    def clocks():
        row = Notification.objects.with_clocks().get(pk=melding.pk)
        return terms.investigation(row, on=make.TODAY), terms.decision(row, on=make.TODAY)

    before = clocks()
    hand_over([melding], over(), on=make.TODAY, by=coordinator)
    assert clocks() == before


def test_all_go_over_or_none(worker, coordinator, region, melding):
    closed = make.notification(make.client(region), FIRST, closed_on=D(2026, 9, 9), outcome="INGETROKKEN")
    with pytest.raises(Obstructed, match="is al afgerond"):
        hand_over([melding, closed], over(), on=make.TODAY, by=coordinator)
    assert not CaseHolder.objects.exists()


def test_handing_over_twice_is_handing_over_once(worker, coordinator, melding):
    assert [hand_over([melding], over(), on=make.TODAY, by=coordinator) for _ in range(2)] == [1, 0]
    assert melding.holders.count() == 2


def test_who_comes_second_is_told_who_has_it_by_now(worker, coordinator, melding):
    hand_over([melding], over(), on=make.TODAY, by=coordinator)
    office = coordinator.organisation
    with pytest.raises(Obstructed, match=r"is intussen bij Organisatie \d+"):
        hand_over([melding], over(to=office, day=D(2026, 10, 3)), on=make.TODAY, by=worker)
    mine = worker.organisation
    with pytest.raises(Obstructed, match="Kies een latere dag"):
        hand_over([melding], over(to=office, giver=mine, day=D(2026, 9, 20)), on=make.TODAY, by=worker)
    assert hand_over([melding], over(to=office, giver=mine, day=D(2026, 10, 3)), on=make.TODAY, by=worker) == 1
    with pytest.raises(Obstructed, match="is al verantwoordelijk"):
        hand_over([melding], over(to=office, giver=mine, day=D(2026, 10, 4)), on=make.TODAY, by=worker)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"predecessor": ""}, "Schrijf op wie de melding"),
        ({"day": FIRST}, "Kies een latere dag"),
    ],
)
def test_of_a_melding_nobody_wrote_down_the_predecessor_is_named(worker, coordinator, melding, changes, why):
    with pytest.raises(Obstructed, match=why):
        hand_over([melding], over(**changes), on=make.TODAY, by=coordinator)


def test_a_team_gets_no_melding_that_it_cannot_see(region, coordinator, melding):
    there = make.organisation(region, OrganisationKind.TEAM, municipality_id=make.ZWOLLE)
    with pytest.raises(Obstructed, match="ziet geen meldingen uit Almere"):
        hand_over([melding], over(to=there), on=make.TODAY, by=coordinator)
    with pytest.raises(Obstructed, match="In Almere is geen Sociaal Wijkteam"):
        hand_over([melding], over(), on=make.TODAY, by=coordinator)


def test_nobody_hands_over_what_is_out_of_reach(worker, melding):
    stranger = make.user(Role.COORDINATOR, make.region(centre=make.ZWOLLE))
    assert hand_over([melding], over(), on=make.TODAY, by=stranger) == 0
    assert not CaseHolder.objects.exists()


def test_the_database_keeps_one_holder_a_day_who_is_somebody(region, worker, melding):
    melding.holders.create(organisation=worker.organisation, starts_on=FIRST)
    for wrong in (
        {"predecessor": GGD, "starts_on": D(2026, 9, 20)},
        {"starts_on": D(2026, 8, 1), "ends_on": FIRST},
        {
            "predecessor": GGD,
            "organisation": worker.organisation,
            "starts_on": D(2026, 8, 1),
            "ends_on": FIRST,
        },
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            melding.holders.create(**wrong)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(gaps=some.lists(some.integers(1, 9), min_size=1, max_size=4))
def test_on_every_day_since_the_melding_exactly_one_is_responsible(region, worker, coordinator, gaps):
    row, day, giver = make.notification(make.client(region), FIRST), FIRST, None
    for number, gap in enumerate(gaps):
        day += timedelta(days=gap)
        to = (worker if number % 2 else coordinator).organisation
        hand_over([row], over(to=to, giver=giver, day=day), on=make.TODAY, by=coordinator)
        giver = to
    for days in range((make.TODAY - FIRST).days + 9):
        assert row.holders.covering(FIRST + timedelta(days=days)).count() == 1
    assert holder_of(row).organisation == giver


def test_what_came_over_waits_on_my_work_until_somebody_took_note(region, worker, coordinator, melding):
    second = make.notification(make.client(region), FIRST)
    hand_over([melding, second], over(), on=make.TODAY, by=coordinator)
    task = start_for(worker, on=make.TODAY).tasks[0]
    assert (task.title, task.url) == ("2 meldingen van een ander", "/meldingen/?toon=overgenomen")
    take_note(second, on=make.TODAY, by=worker)
    assert start_for(worker, on=make.TODAY).tasks[0].url == f"/meldingen/{melding.slug}/"
    take_note(melding, on=make.TODAY, by=coordinator)  # not the one who got it
    assert newly_taken_over(worker, on=make.TODAY).get() == melding
    take_note(melding, on=make.TODAY, by=worker)
    assert not newly_taken_over(worker, on=make.TODAY).exists()
    assert "Nieuw overgenomen" not in start_for(worker, on=make.TODAY).tasks[0].what


def sent(*meldingen, **changes):
    facts = {"meldingen": [row.slug for row in meldingen], "predecessor": GGD, "to": "EIGEN"}
    return facts | {"starts_on": "2026-10-01", "reason": "De GGD stopt."} | changes


def test_the_list_is_shown_first_and_then_goes_over(signed_in, worker, coordinator, melding):
    browser = signed_in(coordinator)
    page = browser.get("/meldingen/overdragen/").content.decode()
    assert "Nog niet vastgelegd (1)" in page
    page = browser.get("/meldingen/overdragen/?van=onbekend").content.decode()
    assert "Onderzoek afronden." in page
    assert "nog 8 dagen" in page
    answer = browser.post("/meldingen/overdragen/?van=onbekend", sent(melding), follow=True)
    assert "1 melding is overgedragen. De termijnen lopen door." in answer.content.decode()
    assert f"{worker.organisation} (1)" in answer.content.decode()


def test_a_team_hands_over_to_who_sees_its_meldingen_and_nobody_else(signed_in, region, worker, melding):
    office = make.organisation(region, OrganisationKind.REGION)
    make.organisation(region, OrganisationKind.TEAM, municipality_id=make.ZWOLLE)
    melding.holders.create(organisation=worker.organisation, starts_on=FIRST)
    for address in (f"overdragen/?van={worker.organisation.pk}", f"{melding.slug}/overdragen/"):
        form = signed_in(worker).get(f"/meldingen/{address}").context["form"]
        assert form.fields["to"].choices == [(str(office.pk), office.name)]


@pytest.mark.parametrize(
    "changes",
    [{"starts_on": "2027-01-01"}, {"reason": ""}, {"to": "999"}, {"meldingen": []}, {"meldingen": ["\0", "WEG"]}],
)
def test_what_cannot_be_is_said_at_the_field_and_keeps_what_was_typed(
    signed_in, worker, coordinator, melding, changes
):
    answer = signed_in(coordinator).post("/meldingen/overdragen/?van=onbekend", sent(melding, **changes))
    assert answer.status_code == 422
    assert GGD in answer.content.decode()
    assert not CaseHolder.objects.exists()


def test_one_melding_goes_over_and_the_other_side_takes_note(signed_in, worker, coordinator, melding):
    address = f"/meldingen/{melding.slug}/"
    facts = sent(to=str(worker.organisation.pk), words="Praat graag over muziek.")
    assert signed_in(coordinator).post(f"{address}overdragen/", facts).url == address
    browser = signed_in(worker)
    page = browser.get(address).content.decode()
    assert f"Nieuw overgenomen van {GGD}, sinds 1 oktober 2026." in page
    assert "Praat graag over muziek." in page
    assert f"Overgedragen van {GGD} aan {worker.organisation}" in page
    page = browser.post(f"{address}overdragen/gezien/", follow=True).content.decode()
    assert "Nieuw overgenomen" not in page
    assert "Praat graag over muziek." in page


def test_who_wrote_what_for_the_one_before_stands_under_that_name(signed_in, worker, coordinator, melding):
    part = make.part(melding, "wonen", by=coordinator)
    part.changes.create(
        version=1, answers={"lives_now": [None, "OUDERS"]}, saved_by=coordinator, saved_at=part.saved_at
    )
    hand_over([melding], over(), on=make.TODAY, by=coordinator)
    page = signed_in(worker).get(f"/meldingen/{melding.slug}/").content.decode()
    assert f"{coordinator}, {coordinator.organisation}" in page


def test_somebody_elses_melding_is_not_there_and_others_have_no_business_here(signed_in, region, melding):
    stranger = signed_in(make.user(Role.TEAM, make.region(centre=make.ZWOLLE)))
    assert stranger.post(f"/meldingen/{melding.slug}/overdragen/", sent(to="1")).status_code == 404
    assert stranger.post(f"/meldingen/{melding.slug}/overdragen/gezien/").status_code == 404
    assert signed_in(make.user(Role.PROVIDER, region)).get("/meldingen/overdragen/").status_code == 403


def test_ten_meldingen_ask_as_many_questions_as_one(
    signed_in, region, worker, coordinator, melding, django_assert_max_num_queries
):
    browser = signed_in(coordinator)
    for count in (1, 9):
        for _ in range(count):
            make.notification(make.client(region), FIRST)
        with django_assert_max_num_queries(16):
            browser.get("/meldingen/overdragen/?van=onbekend")
    with django_assert_max_num_queries(17):
        hand_over(Notification.objects.all(), over(), on=make.TODAY, by=coordinator)
    assert newly_taken_over(worker, on=make.TODAY).count() == 11


def test_a_new_melding_is_of_who_wrote_it_down(signed_in, worker, region):
    facts = {
        "given_names": "Noor", "family_name": "Rietdraad", "origin": make.ALMERE, "notified_on": "2026-08-20",
        "channel": "BALIE", "reporter": "CLIENT", "predecessor": GGD, "predecessor_words": "Zoekt rust.",
    }  # fmt: skip
    browser = signed_in(worker)
    answer = browser.post("/meldingen/nieuw/", facts | {"submission": "6f9a3f0e-51f1-4a5e-9a39-0c6b5f6e7d11"})
    assert answer.status_code == 422
    assert "Vul in sinds wanneer u deze zaak hebt." in answer.content.decode()
    assert "Zoekt rust." in answer.content.decode()
    facts |= {"taken_over_on": "2026-09-15", "submission": "6f9a3f0e-51f1-4a5e-9a39-0c6b5f6e7d11"}
    browser.post("/meldingen/nieuw/", facts)
    before, after = Notification.objects.get().holders.all()
    assert (before.predecessor, before.starts_on, before.ends_on) == (GGD, D(2026, 8, 20), D(2026, 9, 15))
    assert (after.organisation, after.words, after.noted_by) == (worker.organisation, "Zoekt rust.", worker)
    assert not newly_taken_over(worker, on=make.TODAY).exists()


@pytest.mark.parametrize("changes", [{"predecessor": ""}, {"taken_over_on": "2026-08-20"}])
def test_a_case_that_ran_elsewhere_has_a_predecessor_and_came_after_the_melding(signed_in, worker, changes):
    facts = {
        "given_names": "Noor", "family_name": "Rietdraad", "origin": make.ALMERE, "notified_on": "2026-08-20",
        "channel": "BALIE", "reporter": "CLIENT", "predecessor": GGD, "taken_over_on": "2026-09-15",
        "submission": "6f9a3f0e-51f1-4a5e-9a39-0c6b5f6e7d11",
    }  # fmt: skip
    assert signed_in(worker).post("/meldingen/nieuw/", facts | changes).status_code == 422
    assert not Notification.objects.exists()
