"""What numbers count, so that they can be written the way a reader expects."""

from enum import StrEnum


class Unit(StrEnum):
    """What a number counts, as the plural that stands behind it."""

    CLIENTS = "cliënten"
    SPELLS = "trajecten"
    MOVES = "overstappen"
    NOTIFICATIONS = "meldingen"
    ENTRIES = "inschrijvingen"
    PLACES = "plekken"
    MUNICIPALITIES = "gemeenten"
    MOVED_HOMES = "verhuizingen"
    REVIEWS = "evaluaties"
    DAYS = "dagen"
    SHARE = "procent"
    EUROS = "euro"
    MARK = "rapportcijfer"
    RATE = "per 100 cliëntjaren"
