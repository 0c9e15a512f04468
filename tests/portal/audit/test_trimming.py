"""Lines of the log go after their term, and what is left is as safe as before."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from portal.actor import VISITOR, acting_as
from portal.audit import anchors, chain
from portal.audit.chain import Anchor, faults
from portal.audit.trimming import oldest, trim
from portal.models import AccessRecord, Action, LogCut
from tests.portal.audit.test_chain import LINES, TAMPERINGS, Log, count_again, cut_and_tell

pytestmark = pytest.mark.django_db
NOW = datetime.now(tz=UTC)
LONG_AGO = NOW - timedelta(days=366 * 5 + 1)
OLD = 10


@pytest.fixture
def written(monkeypatch):
    """Ten lines of more than five years ago, then thirty of now."""
    for number in range(OLD + LINES):
        monkeypatch.setattr(timezone, "now", lambda at=LONG_AGO if number < OLD else NOW: at)
        AccessRecord.objects.create(action=Action.VIEW, subject=f"regel {number}")


def numbers() -> list[int]:
    return list(AccessRecord.objects.order_by("number").values_list("number", flat=True))


def test_only_what_is_older_goes_and_the_log_says_so(written, capsys):
    call_command("trim_log")
    assert "10 regels ouder dan 5 jaar zijn verwijderd." in capsys.readouterr().out
    assert numbers() == list(range(OLD + 1, OLD + LINES + 2))
    assert AccessRecord.objects.latest("number").subject == "10 regels van het logboek opgeruimd"
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",), "however many there are"
    assert trim(years=5, at=NOW) == 0, "once is enough"
    assert len(numbers()) == LINES + 1


def test_what_is_left_can_be_checked_as_before(written, capsys):
    call_command("trim_log")
    call_command("verify_log")
    assert f"{LINES + 1} regels, de keten sluit" in capsys.readouterr().out
    AccessRecord.objects.create(action=Action.VIEW, subject="daarna")
    assert chain.check() == []


def test_tampering_with_what_is_left_is_found(written):
    trim(years=5, at=NOW)
    lines, start = list(chain.lines(until=OLD + LINES)), chain.start()
    log = Log(lines, Anchor(lines[-1]["number"], bytes(lines[-1]["digest"]).hex()))
    assert list(faults(log.lines, log.head, start=start)) == []
    chance = random.Random(7513)  # noqa: S311 (the same tamperings every time)
    for number in range(210):
        tamper = TAMPERINGS[number % len(TAMPERINGS)]
        copy = replace(log, lines=[dict(line) for line in log.lines])
        tamper(copy, chance)
        kept = [log.head] if tamper in (count_again, cut_and_tell) else []
        assert list(faults(copy.lines, copy.head, start=start, anchors=kept)), f"{number}: {tamper.__name__}"
    assert "Regel 11 sluit niet aan" in next(faults(lines, log.head, start=replace(start, digest="00"))).sentence


def test_the_database_keeps_a_line_for_five_years(written):
    for attempt in (
        lambda: LogCut.objects.create(number=OLD + 1),
        lambda: LogCut.objects.create(number=OLD + LINES + 7),
        lambda: AccessRecord.objects.filter(number__lte=OLD).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    with acting_as(VISITOR), pytest.raises(DatabaseError), transaction.atomic():
        LogCut.objects.create(number=OLD)
    with pytest.raises(CommandError, match="minstens 5 jaar"):
        call_command("trim_log", years=4)
    assert len(numbers()) == OLD + LINES


def test_where_the_chain_begins_is_never_changed(written):
    trim(years=5, at=NOW)
    for attempt in (lambda: LogCut.objects.update(number=20), lambda: LogCut.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessRecord.objects.filter(number=OLD + 1).delete()


def test_whoever_clears_too_much_is_found_by_an_anchor(written, tmp_path):
    file = tmp_path / "ankers"
    anchors.keep(file, at=NOW)
    anchored = chain.head().number
    AccessRecord.objects.create(action=Action.VIEW, subject="daarna")
    with connection.owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE portal_accessrecord DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE portal_logcut DISABLE TRIGGER USER")
        cursor.execute(
            "INSERT INTO portal_logcut (number, digest, cut_at)"
            " SELECT number, digest, now() FROM portal_accessrecord WHERE number = %s",
            [anchored],
        )
        cursor.execute("DELETE FROM portal_accessrecord WHERE number <= %s", [anchored])
    assert chain.check() == [], "within the database nothing shows"
    with pytest.raises(CommandError, match="klopt niet"):
        call_command("verify_log", anchors=file)


def test_an_anchor_of_a_line_that_rightly_went_is_no_fault_but_has_to_be_the_same(written):
    trim(years=5, at=NOW)
    start = chain.start()
    assert chain.check(anchors=[start, Anchor(3, "ab" * 32)], since=NOW.date()) == []
    assert "tot waar is opgeruimd" in chain.check(anchors=[replace(start, digest="ab" * 32)])[0].sentence


def test_a_check_on_the_day_of_the_clearing_knows_that_part_of_a_day_went(written):
    """The anchor of that day was kept in the morning, and what is cleared at noon reaches beyond it."""
    trim(years=5, at=NOW)
    start, day = chain.start(), oldest(years=5, at=NOW).date()
    assert chain.check(anchors=[replace(start, kept_on=day)], since=day) == []
    too_early = chain.check(anchors=[replace(start, kept_on=day + timedelta(days=1))], since=day)
    assert "te vroeg opgeruimd" in too_early[0].sentence
