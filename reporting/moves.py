"""Moves in a quarter, forced or not, and the moves that were not needed, from the views that the figures read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from placements.models import Fate, HousingEpisode
from portal.models import Client, Region, User
from reporting.figures.frame import Frame
from reporting.figures.known import ask
from reporting.quarter import Quarter
from trajectories.known import WHAT, WHERE
from trajectories.models import CareEpisode
from trajectories.move_words import address_of, from_to, how_far, why_forced
from trajectories.story import told

IN_QUARTER = "starts_on >= %(first)s AND starts_on < %(until)s"
# Who got the tenancy of the dwelling they live in (omklap) has not moved.
STAYED = f"SELECT planned_home_id FROM placements_residentplan WHERE fate = '{Fate.TENANCY.value}'"  # noqa: S608
MOVED = f"""
    SELECT id, previous_id, is_forced FROM relocations
    WHERE {IN_QUARTER} AND (is_forced OR id NOT IN ({STAYED} AND planned_home_id IS NOT NULL))
"""  # noqa: S608 (text of our own)
KEPT = f"SELECT id, previous_id, home_id, false AS is_forced FROM kept_homes WHERE {IN_QUARTER}"  # noqa: S608 (our own)

type Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Move:
    """One move, or one change of care for which nobody had to move, in words."""

    day: date
    client: Client
    before: str
    after: str
    reason: str
    note: str
    is_forced: bool = False


@dataclass(frozen=True, slots=True)
class Moves:
    """How often people of a region moved, how often they had to (E5), and how often no move was needed."""

    moved: int
    forced: int
    kept: int
    rows: tuple[Move, ...] = ()
    kept_rows: tuple[Move, ...] = ()
    """Each of both that is about somebody whose name the reader may see, the newest first."""

    def counts(self, *, smallest: int) -> tuple[int | None, int | None, int | None]:
        """Moved, forced and kept as they are shown; None where the number is too small."""
        moved, forced, kept = (
            None if 0 < number < smallest else number for number in (self.moved, self.forced, self.kept)
        )
        return moved, forced, kept


def moves_of(region: Region, quarter: Quarter, *, on: date, reader: User) -> Moves:
    """The moves of a quarter with the data of day `on`; each of them only where `reader` sees the person."""
    found: dict[str, Rows] = {"moved": [], "kept": []}
    for name, row in ask({"moved": MOVED, "kept": KEPT}, Frame(region, quarter, on)):
        found[name].append(row)
    lived = _numbers(found["moved"], "id", "previous_id") | _numbers(found["kept"], "home_id")
    homes = HousingEpisode.objects.visible_to(reader, on=on).select_related("client", *WHERE).in_bulk(lived)
    given = _numbers(found["kept"], "id", "previous_id")
    cares = CareEpisode.objects.visible_to(reader, on=on).select_related("client", *WHAT).in_bulk(given)
    return Moves(
        moved=len(found["moved"]),
        forced=sum(row["is_forced"] for row in found["moved"]),
        kept=len(found["kept"]),
        rows=_newest_first(_moved(found["moved"], homes)),
        kept_rows=_newest_first(_kept(found["kept"], homes, cares)),
    )


def _numbers(rows: Rows, *names: str) -> set[int]:
    return {row[name] for row in rows for name in names}


def _moved(rows: Rows, homes: dict[int, HousingEpisode]) -> Iterator[Move]:
    for row in rows:
        before, after = homes.get(row["previous_id"]), homes.get(row["id"])
        if before and after:
            note = f"{how_far(before, after, client=after.client)} {why_forced(after)}".strip()
            reason = after.get_move_reason_display()
            yield Move(after.starts_on, after.client, *from_to(before, after), reason, note, row["is_forced"])


def _kept(rows: Rows, homes: dict[int, HousingEpisode], cares: dict[int, CareEpisode]) -> Iterator[Move]:
    for row in rows:
        before, after, home = cares.get(row["previous_id"]), cares.get(row["id"]), homes.get(row["home_id"])
        if before and after and home:
            yield Move(
                after.starts_on, after.client, told(before), told(after), "", f"Bleef wonen: {address_of(home)}."
            )


def _newest_first(moves: Iterable[Move]) -> tuple[Move, ...]:
    return tuple(sorted(moves, key=lambda move: (move.day, move.client.pk), reverse=True))
