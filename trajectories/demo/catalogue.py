"""What a demo region is made of: municipalities, care forms, organisations, places and flows, as plain values."""

from dataclasses import dataclass, field
from datetime import date

OWN_HOME = "EIGEN_WONING"


@dataclass(frozen=True)
class Municipality:
    """One municipality of the region: four-digit code, name, inhabitants in thousands."""

    code: str
    name: str
    inhabitants: int
    newcomers_until: date | None = None  # from this day on others take new notifications


@dataclass(frozen=True)
class Form:
    """One care form; `tariff` is euros a day in 2025, `queue` the usual number of people waiting for it."""

    code: str
    name: str
    tariff: float
    since: date
    chain: bool = True
    heavy: bool = False
    around_clock: bool = False
    with_places: bool = True
    own_home: float = 0.0  # share of those who start it in a home of their own
    queue: int = 0
    location_size: int = 8


@dataclass(frozen=True)
class Organisation:
    """A provider or a housing association, and the care forms it has a contract for."""

    code: str
    name: str
    forms: tuple[str, ...] = ()
    agb: str = ""


@dataclass(frozen=True)
class Step:
    """A day on which `count` planned places really came, changed or went."""

    on: date
    count: int


@dataclass(frozen=True)
class PlanLine:
    """One line of the plan to build up, convert or scale down, with what came of it."""

    kind: str
    form: str
    municipality: str
    count: int
    planned_on: date
    note: str
    to_form: str = ""
    provider: str = ""
    youth: bool = False
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Closure:
    """All places of a care form in a municipality that nobody can use, since a day, and why."""

    form: str
    municipality: str
    since: date
    reason: str


@dataclass(frozen=True)
class Region:
    """A demo region: realised places on 31 December 2023, chances a quarter, and its size."""

    code: str
    name: str
    centre: str
    municipalities: tuple[Municipality, ...]
    forms: tuple[Form, ...]
    providers: tuple[Organisation, ...]
    landlords: tuple[Organisation, ...]
    places: dict[str, dict[str, int]]
    flows: dict[str, dict[str, float]]
    notifications: int  # a quarter
    patience: int  # days, on average, until someone who waits has found something else
    home_support: int  # people with OT
    plan: tuple[PlanLine, ...]
    teams: tuple[str, ...]  # municipalities whose team must find work in every stage
    conversions: tuple[tuple[str, str], ...]  # (care form, municipality), taken in turn
    contract_ends: dict[tuple[str, str], date] = field(default_factory=dict)
    closures: tuple[Closure, ...] = ()
    no_chain_homes: frozenset[str] = frozenset()  # municipalities without a chain client in a home of their own
    later_places: dict[tuple[str, str], date] = field(default_factory=dict)  # (form, municipality): opened on

    def form(self, code: str) -> Form:
        """The care form with this code; KeyError when the region has none."""
        return {form.code: form for form in self.forms}[code]

    def municipality(self, code: str) -> Municipality:
        """The municipality with this code; KeyError when it is not in the region."""
        return {municipality.code: municipality for municipality in self.municipalities}[code]

    def offering(self, form: str) -> list[str]:
        """Codes of the providers that take new clients for the care form; not one whose contract will end."""
        return [
            provider.code
            for provider in self.providers
            if form in provider.forms and (provider.code, form) not in self.contract_ends
        ]
