"""Who waits for whom: chains of people who can move when one leaves, and circles that can move at once."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.models import Closing
from portal.models import Role
from tests import make
from trajectories.chains import chains_in, linked
from trajectories.models import OutflowReadiness, WaitlistEntry
from trajectories.models.waiting import WaitStatus

TODAY = make.TODAY


@st.composite
def pairs(draw):
    """Everybody waits for one other at most, and nobody is waited for by two."""
    count = draw(st.integers(1, 9))
    others = draw(st.permutations(range(count)))
    waits = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    return {who: whose for who, whose in enumerate(others) if waits[who] and who != whose}


@given(pairs())
@settings(max_examples=150, deadline=None)
def test_everybody_stands_in_one_chain_behind_the_one_they_wait_for(waits):
    entry = WaitlistEntry()
    found = linked({who: (whose, entry) for who, whose in waits.items()}, dict.fromkeys(range(9)))
    behind = {}
    for chain in found:
        before = chain.first_id
        for waiter in chain.waiters:
            behind[waiter.client_id] = before
            before = waiter.client_id
        assert chain.length == len(chain.clients)
        assert chain.is_circle == (before == chain.first_id)
    assert behind == waits
    assert [chain.length for chain in found] == sorted((chain.length for chain in found), reverse=True)


@pytest.fixture
def scene(db) -> SimpleNamespace:
    """Two care forms, each with a place; in both lives somebody, and nothing is free."""
    region = make.region()
    provider = make.provider(region)
    high, light = make.care_form(region, "HOOG", is_heavy=True), make.care_form(region, "LICHT")
    location = make.location(provider)
    for form in (high, light):
        make.contract(provider, form)
    return SimpleNamespace(region=region, provider=provider, high=high, light=light, location=location)


def resident(scene, form):
    client = make.client(scene.region)
    make.lives(client, make.place(scene.location, form))
    return client


def ready(client, **facts):
    return OutflowReadiness.objects.create(client=client, starts_on=make.LONG_AGO, **facts)


def people(chain):
    return [chain.first_id, *(one.client_id for one in chain.waiters)]


def test_who_cannot_leave_stands_before_who_waits_for_that_place_and_so_on(scene):
    first, second = resident(scene, scene.light), resident(scene, scene.high)
    ready(first, wants_own_home=True)
    ready(second, wants_care_form=scene.light)
    make.waits(second, scene.light)
    third = make.waits(make.client(scene.region), scene.high).client
    (chain,) = chains_in(scene.region, on=TODAY)
    assert people(chain) == [first.pk, second.pk, third.pk]
    assert (chain.length, chain.is_circle) == (3, False)


def test_who_can_have_a_free_place_waits_for_nobody(scene):
    ready(resident(scene, scene.light), wants_own_home=True)
    make.place(scene.location, scene.light)
    make.waits(make.client(scene.region), scene.light)
    assert chains_in(scene.region, on=TODAY) == []


def test_nobody_waits_for_a_place_that_is_about_to_close(scene):
    first = resident(scene, scene.light)
    ready(first, wants_own_home=True)
    make.waits(make.client(scene.region), scene.light)
    assert len(chains_in(scene.region, on=TODAY)) == 1
    by = make.user(Role.PROVIDER, organisation_=scene.provider)
    at = datetime(2026, 10, 1, 9, tzinfo=UTC)
    facts = {"closes_on": date(2027, 1, 1), "reason": "AFBOUW", "prepared_at": at, "prepared_by": by}
    Closing.objects.create(location=scene.location, scheduled_at=at, scheduled_by=by, **facts)
    assert chains_in(scene.region, on=TODAY) == []


def test_two_who_want_each_others_place_are_a_circle(scene):
    one, other = resident(scene, scene.light), resident(scene, scene.high)
    for client, wanted in ((one, scene.high), (other, scene.light)):
        ready(client, wants_care_form=wanted)
        make.waits(client, wanted)
    (chain,) = chains_in(scene.region, on=TODAY)
    assert (chain.length, chain.is_circle, chain.clients) == (2, True, {one.pk, other.pk})


def test_the_first_on_the_list_comes_behind_and_nobody_waits_for_their_own_place(scene):
    leaver = resident(scene, scene.light)
    ready(leaver, wants_own_home=True)
    make.waits(leaver, scene.light, make.LONG_AGO, status=WaitStatus.URGENT)
    make.waits(make.client(scene.region), scene.light)
    urgent = make.waits(make.client(scene.region), scene.light, status=WaitStatus.URGENT).client
    (chain,) = chains_in(scene.region, on=TODAY)
    assert people(chain) == [leaver.pk, urgent.pk]


def test_ten_chains_cost_as_many_queries_as_one(scene, django_assert_num_queries):
    def chain():
        ready(resident(scene, scene.light), wants_own_home=True)
        make.waits(make.client(scene.region), scene.light)

    chain()
    with django_assert_num_queries(18) as asked:
        chains_in(scene.region, on=TODAY)
    for _ in range(9):
        chain()
    with django_assert_num_queries(len(asked)):
        assert len(chains_in(scene.region, on=TODAY)) == 10
