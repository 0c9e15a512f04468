"""What was where on a day: the words the definitions are written in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from .reading import Row, Rows

G = 30
UNKNOWN = "ONBEKEND"
OWN = ("EIGEN_HUUR", "KOOP")
type Number = int | float | Decimal | None


@dataclass(frozen=True)
class Cell:
    """One row of one figure."""

    code: str
    dimensions: dict[str, str]
    value: Number
    n: Number
    providers: int = 0


def covers(row: Row, on: date) -> bool:
    """A period is half-open; without an end it still runs."""
    return row["vanaf"] <= on and (row["tot"] is None or on < row["tot"])


def days(first: date, end: date) -> Iterator[date]:
    """Every day from the first up to, not including, the end."""
    while first < end:
        yield first
        first += timedelta(days=1)


def percentile(values: list, share: float) -> float | None:
    """The value below which a share lies, between two neighbours in proportion; as `percentile_cont`."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (ordered[above] - ordered[below]) * (place - below))


def share(part: int, whole: int) -> float | None:
    """A fraction; no value without a denominator."""
    return part / whole if whole else None


def mean(values: list) -> float | None:
    """No value without observations."""
    return float(sum(values) / len(values)) if values else None


@dataclass
class Spell:
    """Care periods in forms of the chain that follow each other within thirty days."""

    client: str
    periods: list[Row]

    @property
    def start(self) -> date:
        return self.periods[0]["vanaf"]

    @property
    def end(self) -> date | None:
        return self.periods[-1]["tot"]

    def covers(self, on: date) -> bool:
        return covers({"vanaf": self.start, "tot": self.end}, on)


@dataclass
class World:
    """A region in a quarter [p0, p1) as seen on `now`; `t` is the last day that counts."""

    rows: Rows
    p0: date
    p1: date
    now: date
    t: date = field(init=False)
    forms: dict[str, Row] = field(init=False)
    spells: list[Spell] = field(init=False)

    def __post_init__(self) -> None:
        self.t = min(self.p1 - timedelta(days=1), self.now)
        self.forms = {row["code"]: row for row in self.rows["zorgvormen"]}
        self.clients = {row["code"]: row for row in self.rows["clienten"]}
        self.places = {row["code"]: row for row in self.rows["plekken"]}
        self.locations = {row["code"]: row for row in self.rows["locaties"]}
        self.spells = [spell for client in self.clients for spell in self.spells_of(client)]

    def inside(self, on: date | None) -> bool:
        """In the quarter, and not after the last day that counts."""
        return on is not None and self.p0 <= on <= self.t

    def days(self) -> Iterator[date]:
        """The days of the quarter that count."""
        return days(self.p0, self.t + timedelta(days=1))

    def yes(self, row: Row, column: str) -> bool:
        """Whether the care form of a row has `ja` in a column."""
        return self.forms[row["zorgvorm"]][column] == "ja"

    def care_on(self, on: date) -> list[Row]:
        return [row for row in self.rows["zorgperioden"] if covers(row, on)]

    def dwellings_on(self, on: date) -> list[Row]:
        return [row for row in self.rows["verblijven"] if covers(row, on)]

    def municipality_of_place(self, place: str) -> str:
        return self.locations[self.places[place]["locatie"]]["gemeentecode"]

    def municipality(self, dwelling: Row) -> str:
        """Of a dwelling: its own, or that of the location of its place."""
        return dwelling["gemeentecode"] or self.municipality_of_place(dwelling["plek"])

    def municipalities_on(self, on: date) -> set[str]:
        return {row["gemeentecode"] for row in self.rows["gemeenten"] if covers(row, on)}

    def spells_of(self, client: str) -> list[Spell]:
        """Only care in the chain; the next within thirty days of the previous joins it."""
        periods = [row for row in self.rows["zorgperioden"] if row["client"] == client and self.yes(row, "keten")]
        spells: list[Spell] = []
        for period in sorted(periods, key=lambda row: row["vanaf"]):
            last = spells[-1].end if spells else None
            if last is not None and (period["vanaf"] - last).days <= G:
                spells[-1].periods.append(period)
            else:
                spells.append(Spell(client, [period]))
        return spells

    def pairs(self) -> list[tuple[str, Row, Row]]:
        """Within spells: consecutive care periods with different forms, with their client."""
        return [
            (spell.client, first, second)
            for spell in self.spells
            for first, second in zip(spell.periods, spell.periods[1:], strict=False)
            if first["zorgvorm"] != second["zorgvorm"]
        ]

    def from_heavy(self, first: Row, second: Row) -> bool:
        return self.yes(first, "zwaar") and not self.yes(second, "zwaar")

    def place_periods_on(self, on: date) -> list[Row]:
        return [row for row in self.rows["plekperioden"] if covers(row, on)]

    def usable_on(self, on: date) -> list[Row]:
        """The place periods of a day whose place is not out of use."""
        out = {row["plek"] for row in self.rows["buitengebruik"] if covers(row, on)}
        return [row for row in self.place_periods_on(on) if row["plek"] not in out]

    def occupied_on(self, on: date) -> set[str]:
        return {row["plek"] for row in self.dwellings_on(on) if row["plek"]}

    def interrupted(self, name: str, column: str, code: str, first: date, end: date) -> int:
        """The days of [first, end) on which a suspension of a melding, or a pause of an entry, runs."""
        breaks = [row for row in self.rows[name] if row[column] == code]
        return sum(any(covers(row, on) for row in breaks) for on in days(first, end))
