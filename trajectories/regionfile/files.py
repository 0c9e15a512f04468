"""The twenty files of a regiobestand: their columns, what each means, and where it is kept."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model

from placements.models import (
    CareForm,
    ChangeType,
    Contract,
    HousingEpisode,
    LivingMode,
    Location,
    MoveReason,
    OutOfUse,
    OutOfUseReason,
    Place,
    PlacePeriod,
    PlanLine,
    Tenure,
)
from portal.models import Client, Organisation, OrganisationKind, Region, RegionMembership
from trajectories.models import (
    CareEpisode,
    EndReason,
    FivePoint,
    Funding,
    LeaveReason,
    Notification,
    Outcome,
    OutflowReadiness,
    Review,
    TermSuspension,
    WaitlistEntry,
    WaitPause,
    WaitStatus,
)
from trajectories.regionfile import cells
from trajectories.regionfile.cells import (
    BOOLEAN,
    DAY,
    EUROS,
    MARK,
    MUNICIPALITY,
    ORIGIN,
    REFERENCE,
    TEXT,
    WHOLE,
    Kind,
    one_of,
)

FEATURES = "features"
"""The field that is no field: kenmerken are rows of their own, and the file shows those that are valid."""
CBS = "CBS"
"""What a column refers to that holds a municipality code: not a file, but the list of all codes."""


@dataclass(frozen=True)
class Column:
    """A column: its name, what its cells may say, and the field of the model that holds it."""

    name: str
    kind: Kind
    field: str
    may_be_empty: bool = False
    refers_to: str = ""


@dataclass(frozen=True)
class File:
    """A file: its columns in order, the columns that tell its rows apart, and the model that holds a row.

    `region` is the way from that model to the region; `fixed` are fields with the same value in every row.
    """

    name: str
    model: type[Model]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("code",)
    region: str = "region"
    fixed: dict[str, Any] = field(default_factory=dict)

    @property
    def csv(self) -> str:
        """The name it has in a folder."""
        return f"{self.name}.csv"

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Its columns by their name."""
        return {column.name: column for column in self.columns}

    @property
    def has_periods(self) -> bool:
        """Whether each row stands for a period `[vanaf, tot)`."""
        return "vanaf" in self.by_name


def _maybe(name: str, kind: Kind, field: str) -> Column:
    return Column(name, kind, field, may_be_empty=True)


def _refers(name: str, to: str, field: str, *, may_be_empty: bool = False) -> Column:
    return Column(name, REFERENCE, field, may_be_empty, refers_to=to)


def _municipality(field: str, *, name: str = "gemeentecode", may_be_empty: bool = False) -> Column:
    return Column(name, MUNICIPALITY, field, may_be_empty, refers_to=CBS)


CODE, NAME = Column("code", TEXT, "code"), Column("naam", TEXT, "name")
PERIOD = (Column("vanaf", DAY, "starts_on"), _maybe("tot", DAY, "ends_on"))
CLIENT = _refers("client", "clienten", "client")
CARE_FORM = _refers("zorgvorm", "zorgvormen", "care_form")
PLACE = _refers("plek", "plekken", "place")
FIVE_POINTS = {
    "financien": "finances",
    "huurder": "good_tenant",
    "dagbesteding": "daytime",
    "netwerk": "network",
    "vertrouwenspersoon": "confidant",
}

REGION = File(
    "regio",
    Region,
    (CODE, NAME, _municipality("centre_municipality", name="centrumgemeente")),
    region="pk",
)

FILES: tuple[File, ...] = (
    REGION,
    File(
        "gemeenten",
        RegionMembership,
        (_municipality("municipality"), *PERIOD, Column("nieuwe_instroom", BOOLEAN, "admits_new")),
        key=("gemeentecode", "vanaf"),
    ),
    File(
        "zorgvormen",
        CareForm,
        (
            CODE,
            NAME,
            Column("keten", BOOLEAN, "is_in_chain"),
            Column("zwaar", BOOLEAN, "is_heavy"),
            Column("nabijheid_24_7", BOOLEAN, "has_24_7"),
            *PERIOD,
        ),
    ),
    File(
        "aanbieders",
        Organisation,
        (CODE, NAME, _maybe("agb", TEXT, "agb")),
        fixed={"kind": OrganisationKind.PROVIDER},
    ),
    File("corporaties", Organisation, (CODE, NAME), fixed={"kind": OrganisationKind.HOUSING_ASSOCIATION}),
    File(
        "contracten",
        Contract,
        (
            _refers("aanbieder", "aanbieders", "provider"),
            CARE_FORM,
            *PERIOD,
            Column("plekken", WHOLE, "places"),
            Column("dagtarief", EUROS, "day_rate"),
        ),
        key=("aanbieder", "zorgvorm", "vanaf"),
        region="provider__region",
    ),
    File(
        "locaties",
        Location,
        (
            CODE,
            _refers("aanbieder", "aanbieders", "provider"),
            _refers("corporatie", "corporaties", "housing_association", may_be_empty=True),
            NAME,
            _municipality("municipality"),
            _maybe("straat", TEXT, "street"),
            _maybe("huisnummer", TEXT, "house_number"),
            _maybe("postcode", TEXT, "postcode"),
            _maybe("woonplaats", TEXT, "town"),
            _maybe("wijk", TEXT, "district"),
            Column("woonvorm", one_of(LivingMode), "living_mode"),
            Column("jongeren", BOOLEAN, "is_for_youth"),
            Column("geclusterd", BOOLEAN, "is_clustered"),
        ),
    ),
    File(
        "plekken",
        Place,
        (CODE, _refers("locatie", "locaties", "location"), _maybe("kenmerken", cells.FEATURES, FEATURES)),
    ),
    File("plekperioden", PlacePeriod, (PLACE, CARE_FORM, *PERIOD), key=("plek", "vanaf"), region="place__region"),
    File(
        "buitengebruik",
        OutOfUse,
        (PLACE, *PERIOD, Column("reden", one_of(OutOfUseReason), "reason")),
        key=("plek", "vanaf"),
        region="place__region",
        fixed={"cancelled_at": None},
    ),
    File(
        "planregels",
        PlanLine,
        (
            CODE,
            Column("soort", one_of(ChangeType), "kind"),
            CARE_FORM,
            _refers("naar_zorgvorm", "zorgvormen", "to_care_form", may_be_empty=True),
            _municipality("municipality"),
            Column("aantal", WHOLE, "places"),
            Column("gepland_op", DAY, "planned_on"),
            _maybe("toelichting", TEXT, "note"),
        ),
        fixed={"withdrawn_on": None},
    ),
    File(
        "clienten",
        Client,
        (
            CODE,
            Column("voornamen", TEXT, "given_names"),
            Column("achternaam", TEXT, "family_name"),
            _maybe("geboortedatum", DAY, "born_on"),
            Column("herkomst", ORIGIN, "origin", may_be_empty=True, refers_to=CBS),
            _maybe("via_jeugdhulp", BOOLEAN, "via_youth_care"),
        ),
        fixed={"merged_into": None},
    ),
    File(
        "meldingen",
        Notification,
        (
            CODE,
            CLIENT,
            _municipality("municipality"),
            Column("gemeld_op", DAY, "notified_on"),
            Column("spoed", BOOLEAN, "is_urgent"),
            Column("vooraanmelding", BOOLEAN, "is_pre_notification"),
            _maybe("verslag_op", DAY, "reported_on"),
            _maybe("aangevraagd_op", DAY, "applied_on"),
            _maybe("besloten_op", DAY, "decided_on"),
            _maybe("afgesloten_op", DAY, "closed_on"),
            _maybe("uitkomst", one_of(Outcome), "outcome"),
            _refers("zorgvorm", "zorgvormen", "care_form", may_be_empty=True),
            _maybe("geldig_vanaf", DAY, "valid_from"),
            _maybe("geldig_tot", DAY, "valid_until"),
        ),
    ),
    File(
        "opschortingen",
        TermSuspension,
        (_refers("melding", "meldingen", "notification"), *PERIOD, _maybe("reden", TEXT, "reason")),
        key=("melding", "vanaf"),
        region="notification__region",
    ),
    File(
        "wachtlijst",
        WaitlistEntry,
        (
            CODE,
            CLIENT,
            CARE_FORM,
            Column("status", one_of(WaitStatus), "status"),
            Column("wacht_sinds", DAY, "waiting_since"),
            _maybe("uit_op", DAY, "left_on"),
            _maybe("uit_reden", one_of(LeaveReason), "left_reason"),
            _maybe("overbrugging", BOOLEAN, "has_bridging"),
        ),
    ),
    File(
        "wachtpauzes",
        WaitPause,
        (_refers("wachtlijst", "wachtlijst", "entry"), *PERIOD),
        key=("wachtlijst", "vanaf"),
        region="entry__region",
    ),
    File(
        "zorgperioden",
        CareEpisode,
        (
            CODE,
            CLIENT,
            CARE_FORM,
            _refers("aanbieder", "aanbieders", "provider", may_be_empty=True),
            *PERIOD,
            _maybe("eindreden", one_of(EndReason), "end_reason"),
            Column("financiering", one_of(Funding), "funding"),
            _municipality("paying_municipality", name="betalende_gemeente", may_be_empty=True),
        ),
    ),
    File(
        "verblijven",
        HousingEpisode,
        (
            CODE,
            CLIENT,
            _refers("plek", "plekken", "place", may_be_empty=True),
            _municipality("municipality", may_be_empty=True),
            Column("huurvorm", one_of(Tenure), "tenure"),
            *PERIOD,
            _maybe("verhuisreden", one_of(MoveReason), "move_reason"),
            _maybe("client_wilde", BOOLEAN, "client_wanted"),
        ),
    ),
    File(
        "uitstroomklaar",
        OutflowReadiness,
        (CLIENT, *PERIOD, _refers("wil_naar", "zorgvormen", "wants", may_be_empty=True)),
        key=("client", "vanaf"),
        region="client__region",
    ),
    File(
        "evaluaties",
        Review,
        (
            CLIENT,
            _maybe("gepland_op", DAY, "planned_on"),
            _maybe("gehouden_op", DAY, "held_on"),
            _maybe("rapportcijfer", MARK, "mark"),
            *(_maybe(name, one_of(FivePoint), held_in) for name, held_in in FIVE_POINTS.items()),
        ),
        key=("client", "gepland_op", "gehouden_op"),
        region="client__region",
    ),
)
BY_NAME = {file.name: file for file in FILES}
PLACES = BY_NAME["plekken"]
