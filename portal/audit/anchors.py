"""Anchors: the end of the log as it was each day, kept where whoever may change the database cannot come."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from portal.audit.chain import Anchor, head

logger = logging.getLogger(__name__)


def keep(file: Path | None, *, at: datetime) -> Anchor:
    """Add the last line of the log to the file, and to the log of the program, which may go to another machine.

    One line: the moment in UTC, the number of the last line of the log, its digest.
    """
    anchor = head()
    logger.info("Logboek: %s regels, kenmerk %s", anchor.number, anchor.digest or "-")
    if file and anchor.number:
        moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with file.open("a") as kept:
            kept.write(f"{moment} {anchor.number} {anchor.digest}\n")
    return anchor


def keep_daily(file: Path | None, *, at: datetime) -> bool:
    """Keep one anchor per day; tells whether it did so now. A disk that refuses is logged as an error."""
    if file is None:
        return False
    today = at.astimezone(UTC).strftime("%Y-%m-%d")
    try:
        if file.exists() and file.read_text().rstrip("\n").rpartition("\n")[2] >= today:
            return False
        keep(file, at=at)
    except OSError:
        logger.exception("Het anker van het logboek is niet bewaard")
        return False
    return True


def read(file: Path) -> Iterator[Anchor]:
    """The anchors of a file; raises ValueError at a line that is none."""
    for place, line in enumerate(file.read_text().splitlines(), 1):
        try:
            moment, number, digest = line.split()
            yield Anchor(int(number), digest, datetime.fromisoformat(moment).date())
        except ValueError:
            raise ValueError(f"Regel {place} van {file} is geen anker.") from None
