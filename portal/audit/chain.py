"""The chain of the log: every line carries a digest of itself and of the line before it.

The database adds the digest (migration `chain_the_log`). Here it is counted again outside the database, from what
is in the lines, so that a changed line, a line that is gone and a tail that was cut off are all found. Whoever may
change everything in the database can count a whole new chain; an anchor kept elsewhere tells that too.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from portal.models import AccessRecord, LogCut, LogHead

OUTSIDE = {"id", "previous", "digest"}
"""Columns that the text of a line leaves out: `previous` is counted before it, `digest` is the outcome."""
AT_A_TIME = 2_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the chain was at a moment: the number of its last line, and the digest of that line."""

    number: int
    digest: str
    kept_on: date = field(default=date.min, compare=False)


BEGIN = Anchor(0, "")
"""Before the first line there was."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot be when the log is only added to; `number` is the line where it shows."""

    number: int
    sentence: str


def digest_of(line: Mapping[str, Any], previous: bytes) -> bytes:
    """SHA-256 of the digest before and of the line as text; what a line does not have is not in the text.

    So a column that comes later changes nothing about the lines that were there.
    """
    facts = {name: value for name, value in line.items() if name not in OUTSIDE and value is not None}
    facts["at"] = _moment(line["at"])
    # As PostgreSQL writes jsonb: keys by length, then by their bytes.
    ordered = dict(sorted(facts.items(), key=lambda fact: (len(fact[0]), fact[0])))
    return hashlib.sha256(previous + json.dumps(ordered, ensure_ascii=False).encode()).digest()


def faults(
    lines: Iterable[Mapping[str, Any]], head: Anchor, *, start: Anchor = BEGIN, anchors: Iterable[Anchor] = ()
) -> Iterator[Fault]:
    """What is wrong in the lines of a log, which come by number, against both its ends and what was anchored."""
    anchored = {anchor.number: anchor.digest for anchor in anchors if anchor.number >= start.number}
    number, before = start.number, bytes.fromhex(start.digest)
    if anchored.pop(number, start.digest) != start.digest:
        yield Fault(number, f"Regel {number}, tot waar is opgeruimd, is niet wat er buiten van is bewaard.")
    for line in lines:
        if line["number"] != number + 1:
            yield Fault(number + 1, f"Regel {number + 1} tot en met {line['number'] - 1} ontbreken.")
        elif bytes(line["previous"]) != before:
            yield Fault(line["number"], f"Regel {line['number']} sluit niet aan op de regel ervoor.")
        number, before = line["number"], bytes(line["digest"])
        if digest_of(line, bytes(line["previous"])) != before:
            yield Fault(number, f"Regel {number} is veranderd.")
        if anchored.pop(number, before.hex()) != before.hex():
            yield Fault(number, f"Regel {number} is niet meer wat er buiten de database van is bewaard.")
    if (number, before.hex()) != (head.number, head.digest):
        yield Fault(number + 1, f"Het logboek hoort {head.number} regels te hebben en eindigt bij regel {number}.")
    for gone in sorted(anchored):
        yield Fault(gone, f"Regel {gone} is buiten de database bewaard en staat niet meer in het logboek.")


def cut_too_early(start: Anchor, *, anchors: Iterable[Anchor], since: date) -> Iterator[Fault]:
    """Lines that are gone though they were anchored after the day `since`, part of whose lines may go."""
    for anchor in anchors:
        if anchor.number <= start.number and anchor.kept_on > since:
            yield Fault(anchor.number, f"Regel {anchor.number} is te vroeg opgeruimd.")


def start() -> Anchor:
    """The last line that was cleared; number 0 where none ever was."""
    found = LogCut.objects.order_by("number").last()
    return Anchor(found.number, bytes(found.digest).hex()) if found else BEGIN


def head() -> Anchor:
    """The last line that the database wrote down as written; number 0 before the first."""
    found = LogHead.objects.first()
    return Anchor(found.number, bytes(found.digest).hex()) if found else BEGIN


def check(*, anchors: Iterable[Anchor] = (), since: date = date.max) -> list[Fault]:
    """Count the log again, line by line, up to the line that is the last one now; empty when all is well.

    What was anchored after `since` has to be there still.

    Nobody waits for it: a head that can be read has all its lines; what is added meanwhile is for the next time.
    """
    kept, first, last = tuple(anchors), start(), head()
    found = faults(lines(until=last.number), last, start=first, anchors=kept)
    return [*cut_too_early(first, anchors=kept, since=since), *found]


def lines(*, until: int) -> Iterator[dict[str, Any]]:
    """Every line of the log up to and including this number, by the names of the columns."""
    columns = [str(field.column) for field in AccessRecord._meta.concrete_fields]
    number = 0
    while page := _page(columns, number, until):
        yield from page
        number = page[-1]["number"]


def _page(columns: list[str], after: int, until: int) -> list[dict[str, Any]]:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names} FROM portal_accessrecord"  # noqa: S608 (our own columns)
            " WHERE number > %s AND number <= %s ORDER BY number LIMIT %s",
            [after, until, AT_A_TIME],
        )
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
