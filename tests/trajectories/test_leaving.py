"""Leaving: for a while and back, out of the care with somewhere to go, or dead; each all or nothing."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from placements.models import MoveReason, Tenure
from portal.models import Municipality, Role
from tests import make
from trajectories import leaving
from trajectories.leaving import Home
from trajectories.models import EndReason, OutflowReadiness
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
D, TODAY = date, make.TODAY
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def scene() -> SimpleNamespace:
    """Somebody in a place, with care, ready for a home of their own."""
    region = make.region()
    provider, form = make.provider(region), make.care_form(region)
    client, place = make.client(region), make.place(make.location(provider), form)
    make.lives(client, place, D(2025, 1, 1))
    make.care(client, form, provider, D(2025, 1, 1))
    OutflowReadiness.objects.create(client=client, starts_on=D(2026, 6, 1), wants_own_home=True)
    return SimpleNamespace(
        region=region, form=form, provider=provider, client=client, by=make.user(Role.COORDINATOR, region)
    )


def leave(scene, **facts):
    facts = {"on": TOMORROW, "destination": EndReason.INDEPENDENT} | facts
    return leaving.leave(scene.client, **facts, by=scene.by)


def homes(scene):
    return list(scene.client.housing_episodes.order_by("starts_on"))


def test_whoever_leaves_the_care_may_stay_where_they_live(scene):
    leave(scene)
    care, (home,) = scene.client.care_episodes.get(), homes(scene)
    assert (care.ends_on, care.end_reason) == (TOMORROW, EndReason.INDEPENDENT)
    assert home.ends_on is None


def test_whoever_leaves_for_a_home_of_their_own_moves_there_the_same_day(scene):
    leave(scene, home=Home.OWN, municipality=Municipality.objects.get(pk=make.ALMERE), tenure=Tenure.OWNED)
    before, after = homes(scene)
    assert (before.ends_on, after.starts_on, after.tenure) == (TOMORROW, TOMORROW, Tenure.OWNED)
    assert after.move_reason == MoveReason.OWN_TENANCY


def test_whoever_leaves_without_a_home_leaves_the_dwelling(scene):
    leave(scene, home=Home.ENDS, destination=EndReason.SHELTER)
    (home,) = homes(scene)
    assert home.ends_on == TOMORROW


def test_whoever_left_is_on_the_outflow_list_no_more(scene):
    leave(scene)
    assert scene.client.readiness.get().ends_on == TOMORROW


def test_whoever_was_ready_since_the_day_they_leave_never_was(scene):
    scene.client.readiness.update(starts_on=TOMORROW)
    leave(scene)
    assert not scene.client.readiness.exists()


def test_a_home_of_their_own_without_a_municipality_undoes_it_all(scene):
    with pytest.raises(Obstructed, match="Kies in welke gemeente"):
        leave(scene, home=Home.OWN)
    assert scene.client.care_episodes.get().ends_on is None


def test_leaving_twice_is_leaving_once(scene):
    leave(scene)
    leave(scene)
    assert scene.client.care_episodes.count() == 1


def test_whoever_is_away_for_a_while_keeps_home_and_care(scene):
    leaving.go_away(scene.client, since=TODAY, reason="OPNAME", on=TODAY, by=scene.by)
    leaving.go_away(scene.client, since=TODAY, reason="OPNAME", on=TODAY, by=scene.by)
    assert scene.client.absences.count() == 1
    assert homes(scene)[0].ends_on is None
    assert scene.client.care_episodes.get().ends_on is None


def test_nobody_is_away_twice_at_a_time(scene):
    leaving.go_away(scene.client, since=D(2026, 9, 1), reason="OPNAME", on=TODAY, by=scene.by)
    with pytest.raises(Obstructed, match="al weg sinds 1 september 2026"):
        leaving.go_away(scene.client, since=D(2026, 8, 1), reason="DETENTIE", on=TODAY, by=scene.by)


def test_whoever_comes_back_was_away_until_then(scene):
    leaving.go_away(scene.client, since=D(2026, 9, 1), reason="OPNAME", on=TODAY, by=scene.by)
    assert leaving.come_back(scene.client, back_on=TODAY, on=TODAY, by=scene.by) is True
    assert leaving.come_back(scene.client, back_on=TODAY, on=TODAY, by=scene.by) is False
    assert scene.client.absences.get().ends_on == TODAY


@pytest.mark.parametrize(("back_on", "says"), [(D(2026, 9, 1), "Kies een dag daarna"), (TODAY, "")])
def test_nobody_is_back_on_the_day_they_left(scene, back_on, says):
    leaving.go_away(scene.client, since=D(2026, 9, 1), reason="OPNAME", on=TODAY, by=scene.by)
    assert says in " ".join(leaving.obstacles_to_come_back(scene.client, back_on=back_on))


def test_death_closes_all_that_runs_in_one_act(scene):
    entry = make.waits(scene.client, make.care_form(scene.region, "THUIS"), D(2026, 7, 1))
    proposal = make.proposal(entry, make.place(make.location(scene.provider), scene.form))
    leaving.go_away(scene.client, since=D(2026, 9, 1), reason="OPNAME", on=TODAY, by=scene.by)
    assert leaving.die(scene.client, died_on=TODAY, on=TODAY, by=scene.by) is True
    care = scene.client.care_episodes.get()
    entry.refresh_from_db()
    proposal.refresh_from_db()
    assert (care.ends_on, care.end_reason) == (TOMORROW, EndReason.DIED)
    assert homes(scene)[0].ends_on == TOMORROW
    assert (entry.left_on, entry.left_reason) == (TOMORROW, "OVERLEDEN")
    assert proposal.withdrawn_on == TODAY
    assert scene.client.readiness.get().ends_on == scene.client.absences.get().ends_on == TOMORROW
    assert leaving.die(scene.client, died_on=TODAY, on=TODAY, by=scene.by) is False


def test_nobody_dies_before_something_begins(scene):
    with pytest.raises(Obstructed, match="begint voor deze cliënt nog een woning"):
        leaving.die(scene.client, died_on=D(2024, 12, 31), on=TODAY, by=scene.by)
    assert scene.client.care_episodes.get().ends_on is None


def test_nobody_acts_for_a_client_out_of_sight(scene):
    stranger = make.user(Role.COORDINATOR, make.region())
    with pytest.raises(PermissionDenied):
        leaving.die(scene.client, died_on=TODAY, on=TODAY, by=stranger)
