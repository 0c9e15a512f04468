"""Fifty people who want the same place in the same second: one gets it, the others are told why not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from placements.models import HousingEpisode, MoveReason, Tenure
from portal.actor import SYSTEM, begin_as
from portal.models import Role
from tests import make
from trajectories import moving, proposals
from trajectories.models import MatchProposal
from trajectories.obstacles import Obstructed, refusals_in_dutch

MANY = 50
TODAY = make.TODAY


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """Run every act in a thread of its own, all started together; what each one heard."""
    start = Barrier(len(acts), timeout=30)

    def run(act: Callable[[], object]) -> str:
        start.wait()
        try:
            return str(act())
        except Obstructed as stopped:
            return " ".join(stopped.sentences)
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts), initializer=begin_as, initargs=[SYSTEM]) as pool:
        return list(pool.map(run, acts))


def seen_as(act: Callable[[], object], word: str) -> Callable[[], str]:
    """The act, answering with `word` when it goes through."""

    def run() -> str:
        act()
        return word

    return run


@pytest.mark.usefixtures("committed")
def test_fifty_coordinators_propose_the_last_place():
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    place = make.place(make.location(provider), form)
    by = make.user(Role.COORDINATOR, region)
    facts = {"place": place, "intended_start_on": TODAY, "skip_reason": "Kan niet wachten.", "on": TODAY, "by": by}
    entries = [make.waits(make.client(region), form) for _ in range(MANY)]
    heard = at_once(
        [seen_as(lambda entry=entry: proposals.propose(entry, **facts), "voorgesteld") for entry in entries]
    )
    assert heard.count("voorgesteld") == 1
    assert heard.count("De plek is gereserveerd: er loopt al een voorstel.") == MANY - 1
    assert MatchProposal.objects.filter(place=place).count() == 1


@pytest.mark.usefixtures("committed")
def test_fifty_clients_move_to_the_last_place():
    region = make.region()
    place = make.place(make.location(make.provider(region)), make.care_form(region))
    by = make.user(Role.COORDINATOR, region)
    facts = {"to": place, "on": TODAY, "reason": MoveReason.OWN_WISH, "by": by}
    clients = [make.client(region) for _ in range(MANY)]
    heard = at_once([seen_as(lambda who=who: moving.move(who, **facts), "verhuisd") for who in clients])
    assert heard.count("verhuisd") == 1
    assert heard.count("De plek is bezet.") == MANY - 1
    assert HousingEpisode.objects.filter(place=place).count() == 1


@pytest.mark.usefixtures("committed")
def test_fifty_presses_on_moved_in_are_one_move():
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form)
    entry = make.waits(make.client(region), form)
    make.allows(entry.client)
    place = make.place(make.location(provider), form)
    proposal = make.proposal(entry, place, accepted_on=TODAY)
    facts = {"housing_from": TODAY, "care_from": TODAY, "tenure": Tenure.INSTITUTION}
    by = make.user(Role.PROVIDER, region, provider)
    heard = at_once([lambda: moving.move_in(proposal, on=TODAY, by=by, **facts)] * MANY)
    assert (heard.count("True"), heard.count("False")) == (1, MANY - 1)
    assert HousingEpisode.objects.filter(place=place).count() == 1
    assert entry.client.care_episodes.count() == 1


@pytest.mark.django_db
def test_what_the_database_refuses_is_said_in_dutch_and_undone():
    region = make.region()
    place = make.place(make.location(make.provider(region)))
    first, second = make.client(region), make.client(region)
    with pytest.raises(Obstructed, match="woont op een deel van deze dagen al iemand"), refusals_in_dutch():
        make.lives(first, place)
        make.lives(second, place)
    assert not HousingEpisode.objects.exists()


@pytest.mark.django_db
def test_a_rule_without_a_sentence_is_our_fault_and_not_hidden():
    region = make.region()
    with pytest.raises(IntegrityError), refusals_in_dutch():
        make.client(region, code="DUBBEL")
        make.client(region, code="DUBBEL")
