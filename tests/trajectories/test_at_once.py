"""How many people could live somewhere at once: pairs of one person and one place, not the lower of two counts."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from placements.models import Contract
from portal.models import Client, Role
from tests import make
from trajectories.at_once import at_once
from trajectories.models import InvestigationPart, PartKind, PartState, WaitStatus

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY


@pytest.fixture
def scene() -> SimpleNamespace:
    region = make.region()
    provider = make.provider(region)
    low, high = make.care_form(region, "LAAG"), make.care_form(region, "HOOG")
    for form in (low, high):
        make.contract(provider, form)
    return SimpleNamespace(region=region, provider=provider, low=low, high=high, here=make.location(provider))


def needs(client: Client, *features: str) -> None:
    InvestigationPart.objects.create(
        notification=make.notification(client),
        kind=PartKind.HOUSING,
        state=PartState.DONE,
        answers={"features": list(features)},
        saved_at="2026-10-01T09:00Z",
        saved_by=make.user(Role.TEAM, client.region),
    )


def waits(scene, form=None, *features: str, **facts) -> Client:
    client = make.client(scene.region)
    make.waits(client, form or scene.low, D(2026, 9, 1), **facts)
    if features:
        needs(client, *features)
    return client


def count(scene) -> tuple[int, int, int]:
    found = at_once(scene.region, on=TODAY)
    return found.waiting, found.free, found.housed


def test_one_place_has_to_meet_all_that_one_person_needs(scene):
    """A peer took the lowest count per criterion: one for a wheelchair, one quiet, so one for who needs both."""
    make.place(scene.here, scene.low, features=["ROLSTOEL"])
    make.place(scene.here, scene.low, features=["RUSTIG"])
    waits(scene, None, "ROLSTOEL", "RUSTIG")
    assert count(scene) == (1, 2, 0)
    make.place(scene.here, scene.low, features=["ROLSTOEL", "RUSTIG"])
    assert count(scene) == (1, 3, 1)


def test_two_people_who_need_the_same_place_are_not_both_housed(scene):
    make.place(scene.here, scene.low, features=["ROLSTOEL"])
    make.place(scene.here, scene.low)
    for _ in range(2):
        waits(scene, None, "ROLSTOEL")
    assert count(scene) == (2, 2, 1)


def test_somebody_is_moved_over_to_make_room(scene):
    """Who can live anywhere takes the plain place, so that the other one fits too."""
    make.place(scene.here, scene.low, features=["ROLSTOEL"])
    waits(scene)
    waits(scene, None, "ROLSTOEL")
    assert count(scene) == (2, 1, 1)
    make.place(scene.here, scene.low)
    assert count(scene) == (2, 2, 2)


def test_who_waits_for_two_care_forms_is_one_person(scene):
    both = waits(scene)
    make.waits(both, scene.high, D(2026, 9, 1))
    for form in (scene.low, scene.high):
        make.place(scene.here, form)
    found = at_once(scene.region, on=TODAY)
    assert (found.waiting, found.free, found.housed) == (1, 2, 1)
    assert [(one.care_form.code, one.waiting, one.free) for one in found.forms] == [("HOOG", 1, 1), ("LAAG", 1, 1)]
    assert sum(one.housed for one in found.forms) == 1


def test_only_who_needs_a_place_now_counts(scene):
    for status in WaitStatus:
        waits(scene, status=status)
    still = make.waits(make.client(scene.region), scene.low, D(2026, 9, 1))
    still.pauses.create(starts_on=D(2026, 10, 1))
    proposed = make.waits(make.client(scene.region), scene.low, D(2026, 9, 1))
    make.proposal(proposed, make.place(scene.here, scene.low))
    assert count(scene) == (2, 0, 0)


def test_a_place_that_is_taken_closed_promised_or_without_a_contract_is_not_for_anybody(scene):
    waits(scene)
    make.lives(make.client(scene.region), make.place(scene.here, scene.low))
    make.out_of_use(make.place(scene.here, scene.low), TODAY)
    make.lives(make.client(scene.region), make.place(scene.here, scene.low), TODAY + timedelta(days=30))
    assert count(scene) == (1, 0, 0)
    make.place(scene.here, scene.low)
    assert count(scene) == (1, 1, 1)
    Contract.objects.filter(care_form=scene.low).update(ends_on=TODAY)
    assert count(scene) == (1, 1, 0)


def test_ten_times_as_many_cost_as_many_queries(scene, django_assert_max_num_queries):
    waits(scene, None, "RUSTIG")
    make.place(scene.here, scene.low)
    with django_assert_max_num_queries(19) as few:
        at_once(scene.region, on=TODAY)
    number = len(few.captured_queries)
    for _ in range(9):
        waits(scene, None, "RUSTIG")
        make.place(make.location(scene.provider), scene.high, features=["RUSTIG"])
    with django_assert_max_num_queries(number):
        at_once(scene.region, on=TODAY)
