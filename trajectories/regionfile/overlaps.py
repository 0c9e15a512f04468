"""Periods that share a day while they may not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush

from portal.periods import FOREVER
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.tables import STORED, Delivery, Key, Row


@dataclass(frozen=True)
class Alone:
    """Within `file`, rows that agree on `columns` never share a day."""

    file: str
    columns: tuple[str, ...]
    sentence: str


RULES = (
    Alone("gemeenten", ("gemeentecode",), "Deze gemeente doet op een deel van deze dagen al mee"),
    Alone(
        "contracten",
        ("aanbieder", "zorgvorm"),
        "Deze aanbieder heeft op een deel van deze dagen al een contract voor deze zorgvorm",
    ),
    Alone("plekperioden", ("plek",), "Deze plek heeft op een deel van deze dagen al een zorgvorm"),
    Alone("buitengebruik", ("plek",), "Deze plek is op een deel van deze dagen al buiten gebruik"),
    Alone("opschortingen", ("melding",), "De termijn van deze melding staat op een deel van deze dagen al stil"),
    Alone("wachtpauzes", ("wachtlijst",), "Deze inschrijving staat op een deel van deze dagen al stil"),
    Alone("zorgperioden", ("client",), "Deze cliënt krijgt op een deel van deze dagen al zorg"),
    Alone("verblijven", ("client",), "Deze cliënt heeft op een deel van deze dagen al een woning"),
    Alone("verblijven", ("plek",), "Op deze plek woont op een deel van deze dagen al iemand"),
    Alone("uitstroomklaar", ("client",), "Deze cliënt is op een deel van deze dagen al uitstroomklaar"),
)


def until(row: Row) -> date:
    """The first day that no longer counts; FOREVER while the period runs."""
    return row.day("tot") or FOREVER


def has_days(row: Row) -> bool:
    """Whether both ends could be read and there is a day between them."""
    start = row.day("vanaf")
    return start is not None and row.knows("tot") and start < until(row)


def check_overlaps(delivery: Delivery, problems: Problems) -> None:
    """Report every delivered row that shares a day with an earlier row, or with what is loaded."""
    for rule in RULES:
        groups: dict[Key, list[Row]] = defaultdict(list)
        for row in delivery.merged(rule.file) if delivery.rows(rule.file) else ():
            if row.knows(*rule.columns) and has_days(row) and None not in row.key(*rule.columns):
                groups[row.key(*rule.columns)].append(row)
        for rows in groups.values():
            for row, earlier in sorted(clashes(rows), key=lambda pair: pair[0].number):
                sentence = f"{rule.sentence}: {_where(earlier)}. Pas een van beide perioden aan."
                delivery.tables[rule.file].report(row, "vanaf", sentence, problems)


def clashes(rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Each row that shares a day with a row of a lower number, and one such row.

    Goes through the rows by first day and keeps those that still run: in one heap to find the lowest number,
    in another those without a clash so far, to find the ones above the number at hand.
    """
    found: list[tuple[Row, Row]] = []
    lowest: list[tuple[int, int, Row]] = []
    without: list[tuple[int, int, Row]] = []
    for order, row in enumerate(sorted(rows, key=lambda row: (row.values["vanaf"], row.number))):
        start = row.day("vanaf")
        assert start is not None
        while lowest and until(lowest[0][2]) <= start:
            heappop(lowest)
        while without and -without[0][0] > row.number:
            later = heappop(without)[2]
            if until(later) > start:
                found.append((later, row))
        if lowest and lowest[0][0] < row.number:
            found.append((row, lowest[0][2]))
        else:
            heappush(without, (-row.number, order, row))
        heappush(lowest, (row.number, order, row))
    return found


def _where(earlier: Row) -> str:
    where = "wat al is geladen" if earlier.number == STORED else f"rij {earlier.number}"
    last = f" tot {earlier.day('tot')}" if earlier.day("tot") else ""
    return f"zie {where}, vanaf {earlier.day('vanaf')}{last}"
