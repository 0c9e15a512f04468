"""The order of the list: status, class of waiting, date; and why somebody stands where they stand."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from portal.models import Role
from tests import make
from trajectories import waiting
from trajectories.matching.inputs import Rules
from trajectories.models import CheckAnswer, SpokenWith, StatusChange, WaitCheck, WaitPause, WaitStatus
from trajectories.order import class_words, entries_before, is_stale, ordinal, spots, turns, wait_class, why_here

D = date
TODAY = make.TODAY
RULES = Rules()


@pytest.fixture
def region(db):
    return make.region()


def waits(region, since, **facts):
    return make.waits(make.client(region), make.care_form(region), since, **facts)


def in_order(region, on=TODAY):
    return [turn.pk for turn in turns(region.pk, on=on)]


@pytest.mark.parametrize(
    ("days", "number", "words"),
    [
        (0, 0, "korter dan 4 weken"),
        (27, 0, "korter dan 4 weken"),
        (28, 1, "4 tot 12 weken"),
        (83, 1, "4 tot 12 weken"),
        (84, 2, "12 tot 26 weken"),
        (364, 4, "52 weken of langer"),
    ],
)
def test_a_wait_falls_in_one_class(days, number, words):
    assert wait_class(days, RULES.class_weeks) == number
    assert class_words(number, RULES.class_weeks) == words


def test_status_goes_before_class_and_class_before_date(region):
    wish = waits(region, D(2020, 1, 1), status=WaitStatus.PREFERENCE)
    early, late = waits(region, D(2026, 3, 2)), waits(region, D(2026, 9, 1))
    urgent = waits(region, D(2026, 10, 1), status=WaitStatus.URGENT)
    assert in_order(region) == [urgent.pk, early.pk, late.pk, wish.pk]


def test_paused_days_make_the_wait_shorter_and_so_the_class(region):
    """Whoever stood still for months does not go before who waited for months."""
    paused, waited = waits(region, D(2026, 1, 1)), waits(region, D(2026, 5, 1))
    WaitPause.objects.create(entry=paused, starts_on=D(2026, 1, 10), ends_on=D(2026, 9, 20))
    assert in_order(region) == [waited.pk, paused.pk]
    turn = turns(region.pk, on=TODAY)[1]
    assert (turn.waited, turn.wait_class) == (paused.waited_days(TODAY), 0)


def test_the_list_of_an_earlier_day_has_the_status_of_that_day(region):
    entry, by = waits(region, D(2026, 9, 1)), make.user(Role.COORDINATOR, region)
    for day, status in ((D(2026, 9, 10), "URGENT"), (D(2026, 9, 20), "VOORKEUR"), (D(2026, 9, 20), "ACTIEF")):
        waiting.change_status(entry, status=status, reason="x", on=day, by=by)
    seen = {day: turns(region.pk, on=day)[0].status for day in (D(2026, 9, 9), D(2026, 9, 10), D(2026, 9, 20))}
    assert list(seen.values()) == [WaitStatus.ACTIVE, WaitStatus.URGENT, WaitStatus.ACTIVE]
    assert turns(region.pk, on=D(2026, 8, 31)) == []


def test_everybody_reads_who_goes_first(region):
    entries = [
        waits(region, D(2026, 10, 1), status=WaitStatus.URGENT),
        waits(region, D(2026, 6, 1)),
        waits(region, D(2026, 9, 1)),
        waits(region, D(2026, 9, 2)),
        waits(region, D(2026, 9, 3)),
    ]
    WaitPause.objects.create(entry=entries[4], starts_on=D(2026, 10, 5))
    listed = turns(region.pk, on=TODAY)
    said = [why_here(turn, spots(listed).get(turn.pk), rules=RULES) for turn in listed]
    assert said[0] == "Eerste van 4: urgent plaatsen, wacht korter dan 4 weken."
    assert said[1] == "Tweede van 4: actief plaatsen, wacht 12 tot 26 weken. Eerst komt 1 ander die urgent is."
    assert said[3] == (
        "Vierde van 4: actief plaatsen, wacht 4 tot 12 weken. Eerst komen 1 ander die urgent is,"
        " 1 ander uit een langere wachtklasse en 1 ander met een eerdere datum."
    )
    assert said[4] == "Telt nu niet mee in de volgorde: het wachten staat stil."


def test_ordinals_are_words_up_to_ten():
    assert (ordinal(3), ordinal(11)) == ("Derde", "11e")


def test_entries_before_are_those_that_stand_above(region):
    first, second = waits(region, D(2026, 9, 1)), waits(region, D(2026, 9, 2))
    make.waits(make.client(region), make.care_form(region, "BT"), D(2020, 1, 1))
    assert (entries_before(first, on=TODAY), entries_before(second, on=TODAY)) == (0, 1)


def test_after_ninety_days_somebody_asks_again(region):
    entry, by = waits(region, TODAY - timedelta(days=90)), make.user(Role.TEAM, region)
    assert is_stale(turns(region.pk, on=TODAY)[0], on=TODAY, rules=RULES)
    facts = {"words": "", "by": by}
    waiting.check(entry, answer=CheckAnswer.NOT_REACHED, spoken_with="", on=TODAY, **facts)
    assert is_stale(turns(region.pk, on=TODAY)[0], on=TODAY, rules=RULES)
    waiting.check(entry, answer=CheckAnswer.HOLDS, spoken_with=SpokenWith.CLIENT, on=TODAY, **facts)
    assert not is_stale(turns(region.pk, on=TODAY)[0], on=TODAY, rules=RULES)
    assert is_stale(turns(region.pk, on=TODAY)[0], on=TODAY + timedelta(days=90), rules=RULES)
    assert WaitCheck.objects.count() == 2


def test_a_region_costs_two_queries(region, django_assert_num_queries):
    for number in range(10):
        waits(region, D(2026, 9, 1 + number))
    with django_assert_num_queries(2):
        assert len(turns(region.pk, on=TODAY)) == 10


def test_a_status_without_a_day_is_refused_by_the_database(region):
    entry = waits(region, D(2026, 9, 1))
    StatusChange.objects.create(entry=entry, changed_on=TODAY, was="ACTIEF", became="URGENT")
    with pytest.raises(IntegrityError, match="met de dag erbij"), transaction.atomic():
        type(entry).objects.filter(pk=entry.pk).update(status=WaitStatus.PREFERENCE)
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    type(entry).objects.filter(pk=entry.pk).update(status=WaitStatus.URGENT)
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
