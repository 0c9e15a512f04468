"""The chain of the log: whatever anybody does to it afterwards is found."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.actor import SYSTEM, begin_as
from portal.audit import anchors, chain
from portal.audit.chain import Anchor, digest_of, faults
from portal.models import AccessRecord, Action, LogHead, Role
from tests import make

pytestmark = pytest.mark.django_db
LINES = 30
NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
LAST = "(SELECT max(number) FROM portal_accessrecord)"
type Line = dict[str, Any]


@dataclass
class Log:
    """A log as somebody could leave it behind."""

    lines: list[Line]
    head: Anchor


def write(subject="dossier", **facts):
    return AccessRecord.objects.create(action=Action.VIEW, subject=subject, path="/clienten/", **facts)


@pytest.fixture
def written():
    """A log of thirty lines, some about a client, some by nobody."""
    region = make.region()
    team, client = make.user(Role.TEAM, region), make.client(region)
    for number in range(LINES):
        facts = {
            "user": team,
            "role": team.role,
            "organisation_name": str(team.organisation),
            "origin": "10.0.0.1",
        }
        write(f"regel {number}", client=client if number % 3 else None, **(facts if number % 4 else {}))


@pytest.fixture
def log(written):
    return Log(list(chain.lines(until=chain.head().number)), chain.head())


def test_a_log_that_is_only_added_to_is_whole(log):
    assert [line["number"] for line in log.lines] == list(range(1, len(log.lines) + 1))
    assert list(faults(log.lines, log.head)) == []
    assert chain.check() == []


def test_an_empty_log_is_whole():
    assert chain.check() == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]), max_size=40))
def test_the_digest_is_the_same_within_the_database_and_outside(subject):
    made = write(subject)
    line = next(line for line in chain.lines(until=chain.head().number) if line["id"] == made.pk)
    assert digest_of(line, bytes(line["previous"])) == bytes(line["digest"])


def change(log: Log, chance: random.Random) -> None:
    """Another person, subject, moment or dossier in one line."""
    line = log.lines[chance.randrange(LINES)]
    name = chance.choice(["subject", "role", "user_id", "client_id", "path", "organisation_name", "at", "origin"])
    old = line[name]
    match old:
        case None:
            line[name] = 7 if name.endswith("_id") else "10.9.9.9"
        case str():
            line[name] = old + "x"
        case int():
            line[name] = old + 1
        case _:
            line[name] = old.replace(year=old.year - 1)


def rewrite(log: Log, chance: random.Random) -> None:
    """Change a line and count its own digest again."""
    line = log.lines[chance.randrange(LINES)]
    line["subject"] = "niets"
    line["digest"] = digest_of(line, bytes(line["previous"]))


def remove(log: Log, chance: random.Random) -> None:
    """One or more lines out of the middle."""
    first = chance.randrange(LINES - 1)
    del log.lines[first : first + chance.randint(1, LINES - 1 - first)]


def cut(log: Log, chance: random.Random) -> None:
    """The last lines."""
    del log.lines[chance.randrange(LINES) :]


def cut_and_tell(log: Log, chance: random.Random) -> None:
    """The last lines, and the head says so too; only an anchor knows better."""
    cut(log, chance)
    last = log.lines[-1] if log.lines else {"number": 0, "digest": b""}
    log.head = Anchor(last["number"], bytes(last["digest"]).hex())


def swap(log: Log, chance: random.Random) -> None:
    """Two lines in each other's place."""
    one, other = chance.sample(range(LINES), 2)
    names = ("subject", "at")
    for name in names:
        log.lines[one][name], log.lines[other][name] = log.lines[other][name], log.lines[one][name]


def slip_in(log: Log, chance: random.Random) -> None:
    """A line that was never written, with a digest of its own; the others move up."""
    place = chance.randrange(LINES)
    line = dict(log.lines[place])
    line["subject"] = "verzonnen"
    line["digest"] = digest_of(line, bytes(line["previous"]))
    log.lines.insert(place, line)
    for number, one in enumerate(log.lines, 1):
        one["number"] = number


def count_again(log: Log, chance: random.Random) -> None:
    """Change a line and count the whole chain after it again, the head too; only an anchor knows better."""
    change(log, chance)
    before = b""
    for line in log.lines:
        line["previous"], line["digest"] = before, (before := digest_of(line, before))
    log.head = Anchor(len(log.lines), before.hex())


TAMPERINGS: tuple[Callable[[Log, random.Random], None], ...] = (
    change,
    rewrite,
    remove,
    cut,
    cut_and_tell,
    swap,
    slip_in,
    count_again,
)


def test_a_thousand_tamperings_are_all_found(log):
    chance = random.Random(7513)  # noqa: S311 (the same tamperings every time)
    kept = [Anchor(line["number"], bytes(line["digest"]).hex()) for line in (log.lines[9], log.lines[-1])]
    anchored_early = {count_again}
    for number in range(1000):
        tamper = TAMPERINGS[number % len(TAMPERINGS)]
        copy = replace(log, lines=[dict(line) for line in log.lines])
        tamper(copy, chance)
        found = list(faults(copy.lines, copy.head, anchors=kept))
        assert found, f"{number}: {tamper.__name__}"
        if tamper not in anchored_early | {cut_and_tell}:
            assert list(faults(copy.lines, copy.head)), f"{number}: {tamper.__name__}, without an anchor"


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE portal_accessrecord SET subject = 'niets' WHERE number = 4", "Regel 4 is veranderd."),
        ("DELETE FROM portal_accessrecord WHERE number BETWEEN 4 AND 6", "Regel 4 tot en met 6 ontbreken."),
        ("DELETE FROM portal_accessrecord WHERE number > 20", "eindigt bij regel 20."),
        ("TRUNCATE portal_accessrecord", "eindigt bij regel 0."),
    ],
)
def test_what_somebody_does_in_the_database_itself_is_found(written, sql, sentence):
    with connection.owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE portal_accessrecord DISABLE TRIGGER USER")
        cursor.execute(sql)
    assert sentence in " ".join(fault.sentence for fault in chain.check())
    with pytest.raises(CommandError, match="klopt niet"):
        call_command("verify_log")


def test_people_who_look_at_the_same_moment_wait_for_each_other(committed):
    """Eight at once leave a chain without a gap."""

    def look(_number):
        write()
        connection.close()

    with ThreadPoolExecutor(8, initializer=begin_as, initargs=[SYSTEM]) as pool:
        list(pool.map(look, range(80)))
    assert AccessRecord.objects.count() == LogHead.objects.get().number == 80
    assert chain.check() == []


def test_what_is_added_while_the_log_is_counted_is_left_for_the_next_time(written):
    last = chain.head()
    write("intussen")
    assert list(faults(chain.lines(until=last.number), last)) == []
    assert list(faults(chain.lines(until=last.number + 1), last))
    assert chain.check() == []


def test_an_anchor_outside_tells_that_a_whole_chain_was_counted_again(written, tmp_path, capsys):
    file = tmp_path / "ankers"
    assert anchors.keep_daily(file, at=NOON)
    assert not anchors.keep_daily(file, at=NOON)
    call_command("verify_log", anchors=file)
    assert "de keten sluit en met 1 ankers" in capsys.readouterr().out
    with connection.owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE portal_accessrecord DISABLE TRIGGER access_log_append_only")
        cursor.execute(f"UPDATE portal_accessrecord SET subject = 'niets' WHERE number = {LAST}")
        cursor.execute(
            "UPDATE portal_accessrecord line SET digest = access_log_digest(line) WHERE subject = 'niets'"
        )
        cursor.execute(
            f"UPDATE portal_loghead SET digest = (SELECT digest FROM portal_accessrecord WHERE number = {LAST})"
        )
    assert chain.check() == []
    assert "buiten de database" in chain.check(anchors=anchors.read(file))[0].sentence


def test_a_file_that_holds_something_else_is_no_file_of_anchors(tmp_path):
    file = tmp_path / "ankers"
    file.write_text("2026-10-05T12:00:00Z 12\n")
    with pytest.raises(CommandError, match=r"Regel 1 van .* is geen anker\."):
        call_command("verify_log", anchors=file)
