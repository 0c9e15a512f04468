"""Destroying a file: nothing of the person is left, nobody else is touched, two people do it, and figures stay."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from portal.actor import acting_as, actor_of
from portal.audit import chain
from portal.models import AccessRecord, Action, Client, Role
from reporting.editions import quarters_until
from reporting.figures import compute
from reporting.quarter import Quarter
from tests import make
from tests.watching import rows, undone
from trajectories import matching_table
from trajectories.letters.writing import receipt, write_letter
from trajectories.merging import merge
from trajectories.models import (
    ClientMerge,
    Destruction,
    LegalHold,
    LetterKind,
    MatchingTable,
    PartKind,
    RetentionGround,
    TableDecision,
    TenancySignal,
)
from trajectories.obstacles import Obstructed
from trajectories.retention.destroying import GOES, call_off, destroy, due, erase, obstacles, propose
from trajectories.retention.ending import standing_of
from trajectories.retention.holding import hold, let_go

D = date
AT = datetime(2026, 10, 5, 12, tzinfo=UTC)
BEGAN = D(2011, 10, 5)
"""The first day without care of somebody whose term is over today, on the day."""
CANARIES = ("Kanarievogel", "0611112222", "1983-07-19", "19 juli 1983", "kwetterde")
HELPED, NOT_HELPED = RetentionGround.HELPED, RetentionGround.NOT_HELPED
pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def two(region):
    """The two coordinators it takes."""
    return make.user(Role.COORDINATOR, region), make.user(Role.COORDINATOR, region)


def left(region, until=BEGAN, **facts):
    """Somebody whose care ended so long ago."""
    form, provider = make.care_form(region, starts_on=D(1990, 1, 1)), make.provider(region)
    make.contract(provider, form, starts_on=D(1990, 1, 1))
    client = make.client(region, **facts)
    make.care(client, form, provider, until - timedelta(days=700), ends_on=until)
    return client


def with_everything(region, by, ended=BEGAN):
    """Somebody with a canary wherever words about a person can be."""
    client = left(region, ended, given_names="Kanarievogel", born_on=D(1983, 7, 19), also_called="Kanarievogeltje")
    began, word = ended - timedelta(days=800), "Zij kwetterde."
    form, days = make.care_form(region), {"starts_on": began, "ends_on": ended}
    place, decided = (
        make.place(make.location(make.provider(region)), form),
        {"decided_on": began, "decided_by": by},
    )
    home = make.lives(client, place, began, ends_on=ended)
    granted = {"outcome": "TOEGEKEND", "motivation": word}
    melding = make.notification(client, began, own_words=word, **granted, **decided)
    decide_twice(melding, granted | {"care_form": form, "alternatives": word}, decided)
    make.part(melding, PartKind.MONEY, answers={"a": word})
    write_letter(LetterKind.RECEIPT, melding, receipt(melding, on=began), on=began, by=by)
    melding.provisions.create(what=word, by_whom=word, **days, **decided)
    entry = make.waits(client, form, began, left_on=began + timedelta(days=9), left_reason="GEPLAATST")
    entry.bridging.create(given_by=word, **days)
    make.proposal(entry, place, began, message=word, proposed_by=by)
    contact = {"role": "NAASTE", "name": "Tante Kanarievogel", "phone": "0611112222", "added_on": began}
    client.contact_persons.create(added_by=by, **contact)
    make.allows(client, recorded_by=by, scope=word)
    client.reviews.create(held_on=began)
    signal(home, make.user(Role.HOUSING_ASSOCIATION, region), began, word)
    hold(client, reason=word, last_day=began, on=began, by=by)
    client.emergency_accesses.create(region=region, user=by, reason=word)
    return client


def decide_twice(melding, granted, decided):
    """A first decision with a goal, an objection to it, and the decision that came instead."""
    word, on, by = granted["motivation"], decided["decided_on"], decided["decided_by"]
    whole = {"valid_from": on, "funding": "ZIN", "contribution": "WMO", "prepared_on": on, "prepared_by": by}
    first = melding.decisions.create(kind="EERSTE", **granted, **whole)
    first.goals.create(theme="WONEN", words=word)
    melding.decisions.update(**decided)
    ruled = {"outcome": "ONGEGROND", "motivation": word, "recorded_by": by}
    melding.objections.create(received_on=on, ground=word, **ruled, **decided)
    melding.decisions.create(kind="HERINDICATIE", replaces=first, **granted, **whole, **decided)


def signal(home, association, on, word):
    """What a housing association noticed, and how it ended."""
    days = {"noticed_on": on, "recorded_on": on, "settled_on": on}
    who = {"association": association.organisation, "recorded_by": association, "settled_by": association}
    TenancySignal.objects.create(
        region=home.region, home=home, kind="OVERLAST", words=word, result=word, **days, **who
    )


def dump():
    """Every row of every table as text."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")
            found += [f"{model.__name__} {text}" for (text,) in cursor.fetchall()]
    return found


def canaries():
    return [row[:200] for row in dump() if any(word in row for word in CANARIES)]


def proposed(client, two, on=make.TODAY):
    return propose(client, on=on, by=two[0])


def destroyed(client, two, on=make.TODAY):
    """As the page does it: the policies of the database let the second coordinator, and hold nothing back."""
    proposal = proposed(client, two, on)
    with acting_as(actor_of(two[1], on=on)):
        return destroy(proposal, on=on, at=AT, by=two[1])


def test_nothing_that_was_said_about_somebody_is_left_and_nobody_else_is_touched(region, two):
    """A dump of the whole database, the log included, which keeps a number that leads nowhere."""
    make.notification(make.client(region), own_words="Ik blijf.")
    before = rows()
    client = with_everything(region, two[0])
    AccessRecord.objects.create(user=two[0], action=Action.VIEW, subject="cliënt", client=client)
    assert len(canaries()) > 12
    theirs = set(rows()) - set(before)
    assert destroyed(client, two)
    assert canaries() == []
    now = rows()
    assert {key: now.get(key) for key in before} == before
    goes = {kept.model._meta.label for kept in GOES}
    assert not [key for key in theirs if key in now and key[0] in goes]
    assert AccessRecord.objects.get().client_id == client.pk
    assert chain.check() == []


def test_what_is_left_tells_how_much_of_what_and_no_name(region, two):
    client = with_everything(region, two[0])
    destroyed(client, two)
    told = Destruction.objects.get()
    assert (told.ground, told.ended_on, told.due_on) == (HELPED, BEGAN, make.TODAY)
    assert told.counts["Besluiten"] == 2
    assert told.counts["Wie u bent"] == 1
    assert (told.proposed_by, told.destroyed_by, told.client_code) == (*two, client.code)
    with pytest.raises(IntegrityError, match="blijft te lezen"), transaction.atomic():
        Destruction.objects.update(counts={})


def test_a_record_that_was_merged_goes_along(region, two):
    client = left(region)
    gone = make.client(region, given_names="Kanarievogel")
    make.notification(gone, D(2008, 1, 1), closed_on=D(2008, 2, 1))
    merge(client, gone, reason="Zij kwetterde.", on=D(2009, 1, 1), at=AT, by=two[0])
    assert destroyed(client, two)
    assert canaries() == []
    assert not ClientMerge.objects.exists()


def test_minutes_no_longer_say_what_was_decided_about_somebody(region, two):
    client, other = left(region), left(region)
    table = MatchingTable.objects.create(region=region, held_on=D(2010, 1, 5), opened_by=two[0])
    for one, what in ((client, "Zij kwetterde."), (other, "Hij wacht.")):
        TableDecision.objects.create(table=table, about=one.code, client=one, what=what, decided_by=two[0])
    matching_table.close(table, on=D(2010, 1, 5), at=AT, by=two[0])
    before = MatchingTable.objects.get()
    destroyed(client, two)
    after = MatchingTable.objects.get()
    assert [one["what"] for one in after.content["decisions"]] == ["Vernietigd.", "Hij wacht."]
    assert after.content_hash == matching_table.content_hash(after.content) != before.content_hash
    assert canaries() == []


def test_one_person_cannot_do_both_steps(region, two):
    proposal = proposed(left(region), two)
    with pytest.raises(Obstructed, match="zelf voor"):
        destroy(proposal, on=make.TODAY, at=AT, by=two[0])
    with pytest.raises(IntegrityError, match="destruction_by_two_people"), transaction.atomic():
        Destruction.objects.update(destroyed_at=AT, destroyed_by=two[0])
    assert Client.objects.exists()


def test_a_hold_stops_both_steps_and_the_database_too(region, two):
    client = left(region)
    proposal = proposed(client, two)
    hold(client, reason="Er loopt een rechtszaak.", last_day=None, on=make.TODAY, by=two[0])
    with pytest.raises(Obstructed, match="rechtszaak"):
        destroy(proposal, on=make.TODAY, at=AT, by=two[1])
    with pytest.raises(IntegrityError, match="langer bewaard"), transaction.atomic():
        erase(client)
    call_off(proposal)
    with pytest.raises(Obstructed, match="rechtszaak"):
        proposed(client, two)
    assert not due(Client.objects.all(), on=make.TODAY).exists()
    assert let_go(client, on=make.TODAY, by=two[1])
    tomorrow = make.TODAY + timedelta(days=1)
    assert due(Client.objects.all(), on=tomorrow).get() == client


def test_a_client_never_disappears_in_another_way(region):
    client = make.client(region)
    with pytest.raises(IntegrityError, match="alleen door het te vernietigen"), transaction.atomic():
        client.delete()


def test_whoever_comes_back_after_the_proposal_stays(region, two):
    client = left(region)
    proposal = proposed(client, two)
    make.notification(client)
    with pytest.raises(Obstructed, match="loopt nog iets"):
        destroy(proposal, on=make.TODAY, at=AT, by=two[1])


def test_twice_is_once(region, two):
    client = left(region)
    proposal = proposed(client, two)
    assert proposed(client, two[::-1]) == proposal
    assert destroy(proposal, on=make.TODAY, at=AT, by=two[1]) == client
    assert destroy(proposal, on=make.TODAY, at=AT, by=two[1]) is None
    assert not call_off(proposal)


@pytest.mark.parametrize(
    ("ended", "is_over"), [(BEGAN, True), (BEGAN + timedelta(days=1), False), (D(2012, 2, 29), False)]
)
def test_after_help_a_file_is_kept_for_fifteen_years_to_the_day(region, ended, is_over):
    client = left(region, ended)
    assert standing_of(client).is_over(make.TODAY) == is_over
    assert due(Client.objects.all(), on=make.TODAY).exists() == is_over
    assert bool(obstacles(client, standing_of(client), on=make.TODAY)) != is_over


def test_without_help_five_years_after_the_last_melding_ended(region):
    client = make.client(region)
    make.notification(client, D(2020, 1, 1), decided_on=D(2020, 2, 1), outcome="AFGEWEZEN")
    make.notification(client, D(2021, 9, 1), closed_on=D(2021, 10, 5), outcome="INGETROKKEN")
    standing = standing_of(client)
    assert (standing.ground, standing.over_on) == (NOT_HELPED, make.TODAY)


def test_what_runs_keeps_a_file_and_a_home_of_ones_own_does_not(region):
    client = left(region)
    make.lives(client, None, D(2011, 10, 5))
    assert standing_of(client).over_on == make.TODAY
    make.waits(client, make.care_form(region))
    assert standing_of(client).over_on is None
    assert standing_of(make.client(region)).over_on is None


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.integers(0, 4000), some.sampled_from(quarters_until(Quarter.containing(make.TODAY))))
def test_no_figure_that_a_page_counts_is_another_afterwards(region, two, days, quarter):
    """Older quarters are what the reports of then say; counted anew they would be lower (decision 39)."""
    with undone():
        left(region, quarter.starts_on + timedelta(days=20))
        client = with_everything(region, two[0], BEGAN - timedelta(days=days))
        before = compute(region, quarter, now=make.TODAY)
        assert any(cell.value for cell in before)
        assert destroyed(client, two)
        assert compute(region, quarter, now=make.TODAY) == before
        assert canaries() == []


def test_of_half_of_the_small_world_every_row_goes_and_of_the_others_none(world):
    """Wherever they stand: people with proposals, nominations, closings, signals, merged records."""
    half = Client.objects.filter(merged_into=None).order_by("pk")[::2]
    assert len(half) > 5
    LegalHold.objects.update(starts_on=D(2020, 1, 1), ends_on=D(2020, 1, 2))
    before, theirs = rows(), set()
    for client in half:
        records = [client.pk, *client.merged_records.values_list("pk", flat=True)]
        for kept in GOES:
            found = kept.model._default_manager.filter(**{f"{kept.path}__in": records})
            theirs |= {(kept.model._meta.label, str(key)) for key in found.values_list("pk", flat=True)}
    for client in half:
        erase(client)
    now = rows()
    changed = {key for key, text in before.items() if key not in theirs and now.get(key) != text}
    assert {table for table, _ in changed} <= {"trajectories.MatchingTable"}
    assert not theirs & set(now)
