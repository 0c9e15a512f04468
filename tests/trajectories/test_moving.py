"""Moving in and changing care: two rows on two timelines, and any care form after any other."""

from datetime import date, timedelta
from itertools import permutations
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from placements.models import HousingEpisode, MoveReason, Tenure
from portal.models import Municipality, Role
from tests import make
from trajectories import moving
from trajectories.models import CareEpisode, EndReason, Funding, LeaveReason
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY
FORMS = ("BW", "BESCHUT", "THUIS", "AMBULANT", "BUITEN_KETEN")


@pytest.fixture
def scene() -> SimpleNamespace:
    """An accepted proposal for a client who rents a home and gets other care."""
    region = make.region()
    form, before, provider = make.care_form(region), make.care_form(region, "THUIS"), make.provider(region)
    make.contract(provider, form)
    client = make.client(region)
    home, care = make.lives(client), make.care(client, before, provider, D(2025, 1, 1))
    place = make.place(make.location(provider), form)
    entry = make.waits(client, form, D(2026, 9, 1))
    return SimpleNamespace(
        region=region,
        form=form,
        provider=provider,
        client=client,
        home=home,
        care=care,
        place=place,
        entry=entry,
        proposal=make.proposal(entry, place, D(2026, 10, 1), accepted_on=D(2026, 10, 2)),
        planner=make.user(Role.PROVIDER, region, provider),
        coordinator=make.user(Role.COORDINATOR, region),
    )


def move_in(scene: SimpleNamespace, **changes) -> bool:
    facts = {
        "housing_from": D(2026, 10, 3),
        "care_from": D(2026, 10, 5),
        "tenure": Tenure.TRIPARTITE,
        "move_reason": MoveReason.OTHER_CARE_FORM,
        "client_wanted": True,
        "paying_municipality": Municipality.objects.get(pk=make.ALMERE),
        "on": D(2026, 10, 5),
        "by": scene.planner,
    } | changes
    return moving.move_in(scene.proposal, **facts)


def test_moving_in_makes_two_rows_on_two_timelines(scene):
    assert move_in(scene) is True
    scene.proposal.refresh_from_db()
    scene.entry.refresh_from_db()
    housing, care = scene.proposal.housing_episode, scene.proposal.care_episode
    assert (housing.place, housing.starts_on, housing.tenure) == (scene.place, D(2026, 10, 3), Tenure.TRIPARTITE)
    assert (housing.move_reason, housing.client_wanted) == (MoveReason.OTHER_CARE_FORM, True)
    assert (care.care_form, care.provider, care.starts_on) == (scene.form, scene.provider, D(2026, 10, 5))
    assert care.paying_municipality_id == make.ALMERE
    assert scene.proposal.moved_in_on == D(2026, 10, 3)
    assert (scene.entry.left_on, scene.entry.left_reason) == (D(2026, 10, 3), LeaveReason.PLACED)


def test_the_dwelling_and_the_care_before_end_on_their_own_day(scene):
    move_in(scene)
    scene.home.refresh_from_db()
    scene.care.refresh_from_db()
    assert scene.home.ends_on == D(2026, 10, 3)
    assert (scene.care.ends_on, scene.care.end_reason) == (D(2026, 10, 5), "")


def test_a_second_press_finds_it_done(scene):
    assert move_in(scene) is True
    assert move_in(scene) is False
    assert HousingEpisode.objects.filter(client=scene.client).count() == 2
    assert CareEpisode.objects.filter(client=scene.client).count() == 2


def test_other_registrations_of_the_client_stay(scene):
    other = make.waits(scene.client, make.care_form(scene.region, "BW"))
    move_in(scene)
    other.refresh_from_db()
    assert other.left_on is None


def test_every_obstacle_is_said_at_once_and_nothing_is_written(scene):
    make.lives(make.client(scene.region), scene.place, D(2026, 10, 3))
    CareEpisode.objects.filter(pk=scene.care.pk).update(ends_on=D(2027, 1, 1))
    make.care(scene.client, make.care_form(scene.region, "BW"), scene.provider, D(2027, 1, 1))
    with pytest.raises(Obstructed) as stopped:
        move_in(scene)
    assert stopped.value.sentences == (
        "De plek is bezet.",
        "Deze cliënt krijgt vanaf 1 januari 2027 al andere zorg.",
    )
    scene.home.refresh_from_db()
    assert scene.home.ends_on is None


def test_care_in_kind_needs_a_contract_on_its_first_day_and_a_budget_does_not(scene):
    scene.provider.contracts.filter(care_form=scene.form).update(ends_on=D(2026, 10, 5))
    with pytest.raises(Obstructed, match="heeft op 5 oktober 2026 geen contract voor Beschut"):
        move_in(scene)
    assert move_in(scene, funding=Funding.PERSONAL_BUDGET) is True


def test_the_database_has_the_last_word_on_contracts(scene):
    """The contract covers the first day only: what the obstacles let pass, the rule of the database says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('thuisroute.today', '2026-10-05', false)")
    scene.provider.contracts.filter(care_form=scene.form).update(ends_on=D(2026, 10, 4))
    with pytest.raises(Obstructed, match="buiten het contract"):
        move_in(scene, care_from=D(2026, 10, 3))
    assert scene.client.care_episodes.get().ends_on is None


@pytest.mark.parametrize("day", [D(2026, 9, 30), D(2026, 8, 1)])
def test_nobody_moves_in_before_the_proposal(scene, day):
    with pytest.raises(Obstructed, match="intrekken kan niet eerder"):
        move_in(scene, housing_from=day)


def test_nobody_moves_in_without_the_provider_s_word(scene):
    scene.proposal.accepted_on = None
    scene.proposal.save()
    with pytest.raises(Obstructed, match="nog niet aanvaard"):
        move_in(scene)


def test_a_client_who_moved_in_the_meantime_does_not_move_back_in_time(scene):
    scene.home.ends_on = D(2026, 10, 4)
    scene.home.save()
    make.lives(scene.client, starts_on=D(2026, 10, 4))
    with pytest.raises(Obstructed, match="heeft vanaf 4 oktober 2026 al een andere woning"):
        move_in(scene)


def test_only_the_provider_of_the_place_or_the_coordinator_finishes_it(scene):
    for somebody in (make.user(Role.PROVIDER, scene.region), make.user(Role.TEAM, scene.region)):
        with pytest.raises(PermissionDenied):
            move_in(scene, by=somebody)
    assert move_in(scene, by=scene.coordinator) is True


@pytest.mark.parametrize(("first", "second"), list(permutations(FORMS, 2)))
def test_any_care_form_may_follow_any_other(first, second):
    region = make.region()
    client, provider = make.client(region), make.provider(region)
    facts = {"BW": {"is_heavy": True}, "BUITEN_KETEN": {"is_in_chain": False}}
    begin = {"provider": provider, "by": make.user(Role.COORDINATOR, region)}
    home = make.lives(client)
    for code, day in ((first, D(2026, 6, 1)), (second, D(2026, 7, 1))):
        form = make.care_form(region, code, **facts.get(code, {}))
        make.contract(provider, form)
        moving.start_care(client, form=form, on=day, **begin)
    periods = client.care_episodes.order_by("starts_on")
    assert [(care.care_form.code, care.ends_on) for care in periods] == [(first, D(2026, 7, 1)), (second, None)]
    home.refresh_from_db()
    assert home.ends_on is None


def test_starting_the_same_care_twice_is_starting_it_once(scene):
    facts = {"form": scene.form, "provider": scene.provider, "on": TODAY, "by": scene.coordinator}
    assert moving.start_care(scene.client, **facts) == moving.start_care(scene.client, **facts)


def test_care_that_ends_leaves_the_dwelling(scene):
    facts = {"on": TODAY, "reason": EndReason.INDEPENDENT, "by": scene.coordinator}
    ended = moving.end_care(scene.client, **facts)
    assert (ended.ends_on, ended.end_reason) == (TODAY, EndReason.INDEPENDENT)
    assert moving.end_care(scene.client, **facts) == ended
    scene.home.refresh_from_db()
    assert scene.home.ends_on is None
    with pytest.raises(Obstructed, match="geen zorg die kan stoppen"):
        moving.end_care(scene.client, **facts | {"on": TODAY + timedelta(days=1)})


def test_moving_house_leaves_the_care(scene):
    free = make.place(scene.place.location, scene.form)
    moved = moving.move(
        scene.client,
        to=free,
        on=TODAY,
        reason=MoveReason.OWN_WISH,
        client_wanted=True,
        by=scene.coordinator,
    )
    assert (moved.place, moved.tenure) == (free, Tenure.INSTITUTION)
    scene.care.refresh_from_db()
    assert scene.care.ends_on is None
    back = moving.move(
        scene.client,
        to=Municipality.objects.get(pk=make.LELYSTAD),
        on=TODAY + timedelta(days=30),
        reason=MoveReason.OWN_TENANCY,
        by=scene.coordinator,
    )
    assert (back.is_own_home, back.place) == (True, None)


def test_nobody_moves_to_a_place_where_a_proposal_is_open(scene):
    other = make.client(scene.region)
    with pytest.raises(Obstructed, match="er loopt al een voorstel"):
        moving.move(other, to=scene.place, on=TODAY, reason=MoveReason.OWN_WISH, by=scene.coordinator)


def test_a_client_out_of_sight_is_not_moved(scene):
    with pytest.raises(PermissionDenied):
        moving.move(
            scene.client, to=scene.place, on=TODAY, reason=MoveReason.OWN_WISH, by=make.user(Role.COORDINATOR)
        )


def test_staying_put_with_other_care_takes_a_client_off_the_list(scene):
    scene.proposal.delete()
    facts = {"provider": scene.provider, "on": TODAY, "by": scene.coordinator}
    assert moving.stay(scene.entry, **facts) is True
    assert moving.stay(scene.entry, **facts) is False
    scene.home.refresh_from_db()
    assert scene.home.ends_on is None
    assert scene.client.care_episodes.get(starts_on=TODAY).care_form == scene.form
    scene.entry.refresh_from_db()
    assert (scene.entry.left_on, scene.entry.left_reason) == (TODAY, LeaveReason.PLACED)


def test_nobody_stays_put_without_a_dwelling_or_with_a_proposal_open(scene):
    with pytest.raises(Obstructed, match="Trek dat eerst in"):
        moving.stay(scene.entry, provider=scene.provider, on=TODAY, by=scene.coordinator)
    scene.proposal.delete()
    scene.home.delete()
    with pytest.raises(Obstructed, match="geen woning om in te blijven"):
        moving.stay(scene.entry, provider=scene.provider, on=TODAY, by=scene.coordinator)


@pytest.mark.parametrize(("wants", "is_there"), [({"wants_own_home": True}, True), ({}, False)])
def test_whoever_was_ready_for_a_home_of_their_own_and_moves_there_is_on_the_list_no_more(scene, wants, is_there):
    place = make.place(make.location(scene.provider), scene.form)
    someone = make.client(scene.region)
    make.lives(someone, place, D(2026, 1, 1))
    someone.readiness.create(starts_on=D(2026, 6, 1), **wants)
    town = Municipality.objects.get(pk=make.ALMERE)
    moving.move(someone, to=town, on=TODAY, reason=MoveReason.OWN_WISH, by=scene.coordinator)
    assert (someone.readiness.get().ends_on == TODAY) is is_there


def test_whoever_gets_the_care_they_were_ready_for_is_on_the_list_no_more(scene):
    scene.client.readiness.create(starts_on=D(2026, 6, 1), wants_care_form=scene.form)
    facts = {"provider": scene.provider, "on": TODAY, "by": scene.coordinator}
    moving.start_care(scene.client, form=scene.form, **facts)
    assert scene.client.readiness.get().ends_on == TODAY
