"""All that matching may know: of a client, of a place, and of the region's rules. Nothing else goes in.

Diagnosis, origin, nationality, religion and free text are no inputs; a test reads the fields below. Codes only, so
that what went into an advice can be kept and worked out again. Empty or None is: not asked, or not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

BY_APPOINTMENT, NEARBY, DAY_AND_NIGHT = 0, 1, 2
"""How near guidance has to be."""


class Wish(StrEnum):
    """What counts for how well a place fits: never traded against a rule, each with a weight of the region."""

    TOWN = "GEMEENTE"
    NETWORK = "NETWERK"
    NOT_HEAVIER = "NIET_ZWAARDER"
    LIVING_MODE = "WOONVORM"
    FEATURES = "KENMERKEN"
    GROUP_AGE = "LEEFTIJD_GROEP"
    START = "STARTDAG"
    RENT = "HUUR"


STANDARD_WEIGHTS: Mapping[Wish, int] = MappingProxyType(
    {
        Wish.TOWN: 25,
        Wish.NETWORK: 10,
        Wish.NOT_HEAVIER: 15,
        Wish.LIVING_MODE: 10,
        Wish.FEATURES: 10,
        Wish.GROUP_AGE: 10,
        Wish.START: 10,
        Wish.RENT: 10,
    }
)
"""Together 100; what counts until a region publishes its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A version of a region's rules; number 0 is the standard of Thuisroute."""

    number: int = 0
    weights: Mapping[Wish, int] = field(default_factory=lambda: STANDARD_WEIGHTS)
    horizon_weeks: int = 26
    """How long after the day asked for a place may still come free to fit."""
    class_weeks: tuple[int, ...] = (4, 12, 26, 52)
    """Where one class of waiting ends and the next begins."""
    ask_after_days: int = 90
    """After how many days somebody asks whether a wait still holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What matching may know of a client, for a place from `day` on."""

    day: date
    care_form: str = ""
    also_forms: frozenset[str] = frozenset()
    """Care forms the professional allowed as well."""
    nearness: int | None = None
    oversight: int | None = None
    """How much oversight safety asks for, 0 to 3."""
    age: int | None = None
    """Whole years on `day`."""
    towns: frozenset[str] = frozenset()
    """Gemeentecodes the client wants; `not_towns`: where it cannot be."""
    not_towns: frozenset[str] = frozenset()
    network_town: str = ""
    living_mode: str = ""
    features: frozenset[str] = frozenset()
    """What is needed at the place; `wished`: what would be good."""
    wished: frozenset[str] = frozenset()
    needs_sober_house: bool | None = None
    objections: frozenset[str] = frozenset()
    """Codes of locations to which there is an objection: only that there is one, never which."""
    highest_rent: int | None = None
    """Euros a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What matching may know of a place, for somebody who comes to live there."""

    location: str
    care_form: str = ""
    """On the first day that it is free; empty: none known."""
    is_contracted: bool = True
    """Whether the provider may deliver this care in kind."""
    is_day_and_night: bool = False
    is_nearby: bool | None = None
    """Whether guidance is near in the daytime."""
    oversight: int | None = None
    youngest: int | None = None
    oldest: int | None = None
    """The ages in whole years the place is for; both empty: any age."""
    is_for_women: bool = False
    town: str = ""
    living_mode: str = ""
    features: frozenset[str] = frozenset()
    is_sober: bool | None = None
    rent: int | None = None
    group_age: int | None = None
    """The middle age of who live at the location, where there are enough of them to tell nothing of one."""
    free_on: date | None = None
    """First day on which somebody new can live there; None: not known."""
    closes_on: date | None = None
    """First day, not before `free_on`, that it is in use no longer; `may_close_on`: if a closing goes through."""
    may_close_on: date | None = None

    @property
    def closes(self) -> bool:
        """Whether somebody new would have to leave again, for certain or perhaps."""
        return self.closes_on is not None or self.may_close_on is not None


def as_json(one: Profile | Offer | Rules) -> dict[str, Any]:
    """Values that JSON can hold, in a fixed order, to be kept and read back by `from_json`."""
    return {one_field.name: _plain(getattr(one, one_field.name)) for one_field in fields(one)}


def from_json[T: (Profile, Offer, Rules)](kind: type[T], facts: Mapping[str, Any]) -> T:
    """What `as_json` wrote; a field that did not exist then has its usual value."""
    known = {one.name for one in fields(kind)}
    return kind(**{name: _read(name, value) for name, value in facts.items() if name in known})


SETS = {"also_forms", "towns", "not_towns", "features", "wished", "objections"}
DAYS = {"day", "free_on", "closes_on", "may_close_on"}


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): number for key, number in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> Any:
    if name in SETS:
        return frozenset(value)
    if name in DAYS and value:
        return date.fromisoformat(value)
    if name == "weights":
        return {Wish(key): number for key, number in value.items()}
    return tuple(value) if name == "class_weeks" else value
