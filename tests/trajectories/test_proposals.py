"""Proposing a place and answering it: one place, one open proposal, and a sentence for whoever comes second."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from portal.models import Role
from tests import make
from trajectories import order, proposals
from trajectories.models import DeclineReason, MatchProposal, WaitStatus
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY


@pytest.fixture
def scene() -> SimpleNamespace:
    """A region with one place of a provider, and one client who waits for it."""
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form)
    place = make.place(make.location(provider), form)
    return SimpleNamespace(
        region=region,
        form=form,
        provider=provider,
        place=place,
        entry=make.waits(make.client(region), form, D(2026, 9, 1)),
        coordinator=make.user(Role.COORDINATOR, region),
        planner=make.user(Role.PROVIDER, region, provider),
    )


def propose(scene: SimpleNamespace, **changes):
    facts = {"place": scene.place, "intended_start_on": TODAY, "on": TODAY, "by": scene.coordinator} | changes
    return proposals.propose(facts.pop("entry", scene.entry), **facts)


def test_a_proposal_is_made_once_however_often_one_presses(scene):
    first, is_new = propose(scene)
    again, is_new_again = propose(scene)
    assert (is_new, is_new_again) == (True, False)
    assert first == again
    assert MatchProposal.objects.count() == 1


def test_a_place_is_proposed_to_one_client_at_a_time(scene):
    propose(scene)
    other = make.waits(make.client(scene.region), scene.form)
    with pytest.raises(Obstructed, match="er loopt al een voorstel"):
        propose(scene, entry=other)


def test_a_client_gets_one_proposal_at_a_time(scene):
    propose(scene)
    second = make.place(scene.place.location, scene.form)
    with pytest.raises(Obstructed, match="Voor deze cliënt loopt al een voorstel"):
        propose(scene, place=second)


def test_a_taken_place_says_until_when(scene):
    make.lives(make.client(scene.region), scene.place, ends_on=D(2027, 5, 1))
    said = proposals.obstacles(scene.entry, scene.place, on=TODAY)
    assert said == ["De plek is bezet t/m 30 april 2027."]
    assert proposals.obstacles(scene.entry, scene.place, on=D(2027, 5, 1)) == []


def test_a_place_that_somebody_else_will_come_to_is_not_free(scene):
    make.lives(make.client(scene.region), scene.place, D(2026, 12, 1))
    assert proposals.obstacles(scene.entry, scene.place, on=TODAY) == [
        "Vanaf 1 december 2026 woont er iemand anders op deze plek."
    ]


def test_a_place_out_of_use_or_of_another_form_is_an_obstacle(scene):
    make.out_of_use(scene.place, D(2026, 10, 1), D(2026, 11, 1))
    assert "De plek is buiten gebruik t/m 31 oktober 2026." in proposals.obstacles(
        scene.entry, scene.place, on=TODAY
    )
    other = make.place(scene.place.location, make.care_form(scene.region, "THUIS"))
    assert proposals.obstacles(scene.entry, other, on=TODAY) == [
        "De plek is op 5 oktober 2026 voor Thuis, niet voor Beschut."
    ]


def test_who_left_the_list_is_not_proposed(scene):
    scene.entry.left_on, scene.entry.left_reason = D(2026, 10, 1), "INGETROKKEN"
    scene.entry.save()
    with pytest.raises(Obstructed, match="niet meer op de wachtlijst"):
        propose(scene)


@pytest.mark.parametrize(
    ("status", "since", "before"),
    [
        (WaitStatus.URGENT, D(2026, 10, 1), 1),
        (WaitStatus.ACTIVE, D(2026, 8, 31), 1),
        (WaitStatus.ACTIVE, D(2026, 9, 2), 0),
        (WaitStatus.PREFERENCE, D(2020, 1, 1), 0),
    ],
)
def test_the_order_counts_urgent_and_active_entries(scene, status, since, before):
    make.waits(make.client(scene.region), scene.form, since, status=status)
    assert order.entries_before(scene.entry, on=TODAY) == before


def test_whoever_has_a_proposal_or_a_pause_is_passed_without_a_reason(scene):
    paused = make.waits(make.client(scene.region), scene.form, D(2026, 8, 1))
    paused.pauses.create(starts_on=D(2026, 9, 1))
    proposed = make.waits(make.client(scene.region), scene.form, D(2026, 8, 1))
    make.proposal(proposed, make.place(scene.place.location, scene.form))
    assert order.entries_before(scene.entry, on=TODAY) == 0


def test_passing_somebody_asks_for_a_reason(scene):
    make.waits(make.client(scene.region), scene.form, D(2026, 8, 1))
    with pytest.raises(Obstructed, match="wacht 1 ander die eerst aan de beurt is"):
        propose(scene, skip_reason="   ")
    made, _ = propose(scene, skip_reason="Kan alleen hier naar school.")
    assert made.skip_reason == "Kan alleen hier naar school."


def test_only_a_coordinator_of_the_region_proposes(scene):
    for somebody in (scene.planner, make.user(Role.TEAM, scene.region), make.user(Role.COORDINATOR)):
        with pytest.raises(PermissionDenied):
            propose(scene, by=somebody)


def test_the_provider_accepts_once(scene):
    made, _ = propose(scene)
    assert proposals.accept(made, on=TODAY, by=scene.planner) is True
    assert proposals.accept(made, on=TODAY + timedelta(days=1), by=scene.planner) is False
    made.refresh_from_db()
    assert (made.accepted_on, made.accepted_by) == (TODAY, scene.planner)


def test_a_declined_place_is_free_for_the_next(scene):
    made, _ = propose(scene)
    facts = {"reason": DeclineReason.NO_STAFF, "words": "Pas in december.", "on": TODAY, "by": scene.planner}
    assert proposals.decline(made, **facts) is True
    assert proposals.decline(made, **facts) is False
    with pytest.raises(Obstructed, match="afgewezen"):
        proposals.accept(made, on=TODAY, by=scene.planner)
    assert propose(scene)[1] is True


def test_a_withdrawn_proposal_cannot_be_accepted(scene):
    made, _ = propose(scene)
    assert proposals.withdraw(made, on=TODAY, by=scene.coordinator) is True
    assert proposals.withdraw(made, on=TODAY, by=scene.coordinator) is False
    with pytest.raises(Obstructed, match="op 5 oktober 2026 ingetrokken"):
        proposals.accept(made, on=TODAY, by=scene.planner)


def test_a_place_that_became_unusable_cannot_be_accepted(scene):
    made, _ = propose(scene)
    make.out_of_use(scene.place, D(2026, 10, 1))
    with pytest.raises(Obstructed, match="buiten gebruik"):
        proposals.accept(made, on=TODAY, by=scene.planner)


def test_another_provider_or_role_cannot_answer(scene):
    made, _ = propose(scene)
    for somebody in (make.user(Role.PROVIDER, scene.region), scene.coordinator):
        with pytest.raises(PermissionDenied):
            proposals.accept(made, on=TODAY, by=somebody)
    with pytest.raises(PermissionDenied):
        proposals.withdraw(made, on=TODAY, by=scene.planner)


def test_proposals_wait_for_those_who_can_go_on(scene, django_assert_num_queries):
    made, _ = propose(scene)
    team = make.user(Role.TEAM, scene.region)
    assert list(proposals.waiting_proposals(scene.planner)) == [made]
    assert list(proposals.waiting_proposals(scene.coordinator)) == []
    assert list(proposals.waiting_proposals(team)) == []
    proposals.accept(made, on=TODAY, by=scene.planner)
    with django_assert_num_queries(1):
        waiting = list(proposals.waiting_proposals(scene.coordinator))
        assert [one.place.location.provider.name for one in waiting] == [scene.provider.name]
