"""Putting right what was written down wrong: who may, what is refused, and what stays to be read."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from portal.models import Role
from tests import make
from tests.trajectories.test_known import recorded
from trajectories import amending
from trajectories.models import CareEpisode
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
D, TODAY = date, make.TODAY


@pytest.fixture
def scene() -> SimpleNamespace:
    """Somebody in a place of a provider, with care of that provider, written down long ago."""
    region = make.region()
    provider, form = make.provider(region), make.care_form(region)
    client, place = make.client(region), make.place(make.location(provider), form)
    return SimpleNamespace(
        region=region,
        provider=provider,
        form=form,
        client=client,
        place=place,
        home=recorded(make.lives(client, place, D(2026, 3, 1)), D(2026, 3, 1)),
        care=recorded(make.care(client, form, provider, D(2026, 3, 1)), D(2026, 3, 1)),
        coordinator=make.user(Role.COORDINATOR, region),
        planner=make.user(Role.PROVIDER, organisation_=provider),
    )


def amend(episode, by, seen="", **facts):
    said = amending.facts_of(episode) | facts
    how = {"reason": "De sleutel kwam later.", "seen": seen or amending.seal_of(episode), "on": TODAY, "by": by}
    return amending.amend(episode, said, **how)


def test_a_first_day_is_put_right_and_the_old_one_stays_with_the_reason(scene):
    assert amend(scene.home, scene.coordinator, starts_on=D(2026, 3, 3)) is True
    scene.home.refresh_from_db()
    assert scene.home.starts_on == D(2026, 3, 3)
    (row,) = amending.corrections_of(scene.client)
    assert (row.facts["starts_on"], row.reason, row.corrected_by) == (
        "2026-03-01",
        "De sleutel kwam later.",
        scene.coordinator,
    )


def test_saying_what_stands_there_already_changes_nothing(scene):
    assert amend(scene.home, scene.coordinator) is False
    assert not scene.client.superseded.exists()


def test_whoever_looked_at_something_else_is_told_so(scene):
    with pytest.raises(Obstructed, match="Iemand anders wijzigde dit intussen"):
        amend(scene.home, scene.coordinator, seen="oud", starts_on=D(2026, 3, 3))


def test_a_correction_that_a_rule_forbids_is_refused_in_its_words(scene):
    earlier = make.lives(make.client(scene.region), scene.place, D(2026, 1, 1), ends_on=D(2026, 3, 1))
    with pytest.raises(Obstructed, match="woont op een deel van deze dagen al iemand"):
        amend(scene.home, scene.coordinator, starts_on=D(2026, 2, 1))
    earlier.refresh_from_db()
    assert earlier.ends_on == D(2026, 3, 1)


def test_care_outside_every_contract_is_refused(scene):
    with pytest.raises(Obstructed):
        amend(scene.care, scene.coordinator, starts_on=D(2019, 1, 1))


def test_a_provider_puts_right_its_own_and_nothing_else(scene):
    assert amend(scene.care, scene.planner, starts_on=D(2026, 3, 2)) is True
    other = make.care(make.client(scene.region), scene.form, make.provider(scene.region), D(2026, 3, 1))
    with pytest.raises(PermissionDenied):
        amend(other, scene.planner, starts_on=D(2026, 3, 2))


def test_a_wijkteam_puts_nothing_right(scene):
    make.notification(scene.client)
    with pytest.raises(PermissionDenied):
        amend(scene.home, make.user(Role.TEAM, scene.region), starts_on=D(2026, 3, 2))


def test_what_should_never_have_been_there_goes_with_the_reason(scene):
    seen = amending.seal_of(scene.care)
    amending.strike(scene.care, reason="Verkeerde cliënt.", seen=seen, on=TODAY, by=scene.coordinator)
    assert not CareEpisode.objects.filter(client=scene.client).exists()
    assert amending.corrections_of(scene.client).get().reason == "Verkeerde cliënt."


def test_what_a_proposal_ended_in_is_not_struck_out(scene):
    entry = make.waits(make.client(scene.region), scene.form)
    make.proposal(
        entry,
        make.place(make.location(scene.provider), scene.form),
        accepted_on=TODAY,
        moved_in_on=TODAY,
        housing_episode=scene.home,
    )
    with pytest.raises(Obstructed, match="hoort bij een voorstel"):
        amending.strike(
            scene.home, reason="Fout.", seen=amending.seal_of(scene.home), on=TODAY, by=scene.coordinator
        )
