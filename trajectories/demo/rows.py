"""The rows a region leaves behind while it lives: care, dwellings, waiting, meldingen; every period half-open."""

from dataclasses import dataclass, field
from datetime import date

from trajectories.demo.people import Person


@dataclass(slots=True)
class Span:
    """A period with what it says: a care form for a place, a reason for an outage, nothing for a pause."""

    starts_on: date
    ends_on: date | None = None
    what: str = ""

    def covers(self, day: date) -> bool:
        """Whether the day counts: the first day does, the end does not."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(slots=True, eq=False)
class Location:
    """A building or complex of one provider in one municipality."""

    code: str
    provider: str
    landlord: str
    name: str
    municipality: str
    street: str
    number: int
    district: str
    living: str
    youth: bool = False
    clustered: bool = False


@dataclass(slots=True, eq=False)
class Place:
    """One unit of capacity; `free_from` is the day the next person can move in."""

    code: str
    location: Location
    features: tuple[str, ...]
    periods: list[Span]
    free_from: date
    outages: list[Span] = field(default_factory=list)
    occupant: Person | None = None

    @property
    def form(self) -> str:
        """The care form of the last period."""
        return self.periods[-1].what

    def is_open(self, day: date) -> bool:
        """Whether the place exists and nobody keeps it closed that day."""
        return self.periods[-1].covers(day) and not any(outage.covers(day) for outage in self.outages)

    def is_free(self, day: date) -> bool:
        """Whether someone can move in that day."""
        return self.occupant is None and self.free_from <= day and self.is_open(day)


@dataclass(slots=True, eq=False)
class Care:
    """A client gets one care form from one provider, for a period."""

    code: str
    client: Person
    form: str
    provider: str
    starts_on: date
    payer: str
    funding: str = "ZIN"
    ends_on: date | None = None
    end_reason: str = ""


@dataclass(slots=True, eq=False)
class Dwelling:
    """A client lives in a place, or in a home of his own in a municipality, for a period."""

    code: str
    client: Person
    place: Place | None
    municipality: str  # filled for a home of one's own only
    tenure: str
    starts_on: date
    ends_on: date | None = None
    reason: str = ""
    wanted: bool | None = None

    @property
    def town(self) -> str:
        """The municipality the client lives in."""
        return self.place.location.municipality if self.place else self.municipality


@dataclass(slots=True, eq=False)
class Entry:
    """A client waits for a care form."""

    code: str
    client: Person
    form: str
    status: str
    since: date
    bridging: bool | None = None
    wish: str = ""  # municipality; not written, it steers who goes where
    out_on: date | None = None
    out_reason: str = ""
    pauses: list[Span] = field(default_factory=list)

    def is_open(self, day: date) -> bool:
        """Whether the client waits that day and may be placed."""
        return self.out_on is None and self.since <= day and not any(pause.covers(day) for pause in self.pauses)


@dataclass(slots=True, eq=False)
class Notification:
    """A melding with its days; days after today are not written."""

    code: str
    client: Person
    municipality: str
    reported_on: date
    is_urgent: bool = False
    is_early: bool = False
    report_on: date | None = None
    applied_on: date | None = None
    decided_on: date | None = None
    closed_on: date | None = None
    outcome: str = ""
    form: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    suspensions: list[Span] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Readiness:
    """A client could leave, and waits for a dwelling or another care form."""

    client: Person
    starts_on: date
    wants: str
    ends_on: date | None = None


@dataclass(slots=True, eq=False)
class Review:
    """An evaluation, planned and perhaps held."""

    client: Person
    planned_on: date
    held_on: date | None = None
    mark: int | None = None
    points: tuple[str, ...] = ("", "", "", "", "")
