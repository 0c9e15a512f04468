"""The tables of the nation as lines of text for COPY; every id is given out here."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from bench.nation import FIRST
from portal.codes import ALPHABET

NONE, YES, NO = "\\N", "t", "f"
HALVES = tuple(map("".join, product(ALPHABET, repeat=4)))
SPREAD = 100_000_000_003
"""Shares no factor with the number of codes: each number gives another one, and neighbours look nothing alike."""
DAYS = tuple((FIRST + timedelta(days)).isoformat() for days in range(20 * 365))
"""Every day that is written, by its number since the first."""

COLUMNS = {
    "portal_region": "code name centre_municipality_id",
    "portal_regionmembership": "region_id municipality_id starts_on admits_new=t",
    "portal_organisation": "region_id kind code name municipality_id agb= phone= mail=",
    "portal_user": "login name role organisation_id password=! mail= mail_kinds={} is_active=t",
    "portal_client": (
        "region_id code slug given_names family_name born_on origin_municipality_id via_youth_care"
        " also_called= origin_elsewhere="
    ),
    "placements_careform": (
        "region_id code name is_in_chain is_heavy has_24_7 starts_on purpose= iwmo_category= product_code="
    ),
    "placements_contract": "provider_id care_form_id starts_on places day_rate rate_ground= rate_note=",
    "placements_location": (
        "region_id code slug provider_id name municipality_id living_mode=ZELFSTANDIG street= house_number="
        " postcode= town= district= host= rent_basis= neighbour_phone= neighbour_mail= community= is_for_youth=f"
        " is_clustered=f target_groups={} amenities={}"
    ),
    "placements_place": "region_id code slug location_id",
    "placements_placeperiod": "place_id care_form_id starts_on",
    "placements_outofuse": "place_id starts_on ends_on reason=RENOVATIE reference= words=",
    "placements_planline": (
        "region_id code kind care_form_id municipality_id places planned_on certainty= note= decided_by= document="
        " document_reference= risk= dependency= depends_on= withdrawn_reason= is_circa=f is_for_youth=f"
        " is_clustered=f"
    ),
    "placements_housingepisode": (
        "region_id code client_id place_id municipality_id tenure starts_on ends_on recorded_at move_reason"
        " client_wanted asked_by="
    ),
    "trajectories_careepisode": (
        "region_id code client_id care_form_id provider_id paying_municipality_id starts_on ends_on recorded_at"
        " end_reason funding=ZIN purpose="
    ),
    "trajectories_notification": (
        "region_id code slug client_id municipality_id notified_on reported_on applied_on decided_on outcome"
        " care_form_id valid_from is_urgent=f is_pre_notification=f channel= reporter= urgent_reason= motivation="
        " alternatives= withdrawn_by="
    ),
    "trajectories_waitlistentry": (
        "region_id code slug client_id care_form_id status waiting_since left_on left_reason status_reason="
    ),
    "trajectories_consent": (
        "client_id organisation_id starts_on recorded_by_id purpose=PLEK_ZOEKEN is_given=t given_by=CLIENT"
        " manner=MONDELING recipient= scope= representative= withdrawal_words="
    ),
    "trajectories_review": "client_id planned_on held_on mark finances good_tenant daytime network confidant",
    "trajectories_outflowreadiness": "client_id starts_on wants_care_form_id wants_own_home=f",
}
"""What is written of each table, in the order in which they point to each other; `=`: the same in every row."""


class Tables:
    """What is drawn and not loaded yet."""

    def __init__(self) -> None:
        self.last = dict.fromkeys(COLUMNS, 0)
        self._lines: dict[str, list[str]] = {table: [] for table in COLUMNS}
        self._same = {table: _always_in(table) for table in COLUMNS}

    def add(self, table: str, *values: str) -> str:
        """Write a row, and give its id."""
        self.last[table] += 1
        pk = str(self.last[table])
        self._lines[table].append("\t".join((pk, *values, *self._same[table])))
        return pk

    def take(self) -> Iterator[tuple[str, str]]:
        """Hand over the lines of every table that has any, and begin anew."""
        for table, lines in self._lines.items():
            if lines:
                yield table, "\n".join(lines) + "\n"
                lines.clear()


def columns_of(table: str) -> list[str]:
    """The names of the columns that are written, the id first."""
    return ["id", *(column.partition("=")[0] for column in COLUMNS[table].split())]


def _always_in(table: str) -> tuple[str, ...]:
    parts = (column.partition("=") for column in COLUMNS[table].split())
    return tuple(word for _, sign, word in parts if sign)


def code_of(number: int) -> str:
    """The random-looking code of a number, never twice the same."""
    high, low = divmod(number * SPREAD % len(HALVES) ** 2, len(HALVES))
    return HALVES[high] + HALVES[low]


def day(number: int | None) -> str:
    """A day by its number since the first; none at all is empty."""
    return NONE if number is None else DAYS[number]


def number_of(of: date) -> int:
    """The number of a day."""
    return (of - FIRST).days
