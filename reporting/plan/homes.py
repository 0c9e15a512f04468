"""Dwellings promised against delivered, and dwellings that left the stock because the resident rents them now."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from placements.models import DwellingQuota, Fate, Location, PlacePeriod, ResidentPlan
from portal.actor import counting
from portal.models import Municipality, Organisation, Role, User
from trajectories.models import Nomination

ENOUGH = 10
"""Fewer homes than this tell too much of single people to show a share of them."""
TOWN = Coalesce("home__municipality", "home__place__location__municipality")


@dataclass(frozen=True, slots=True)
class Promise:
    """What was agreed for a municipality, with one housing association or all of them, and what came of it."""

    municipality: Municipality
    association: Organisation | None
    revisions: tuple[DwellingQuota, ...]
    """What it was and became, the last one first; none: nothing was agreed."""
    delivered: int
    is_over: bool
    """Whether the year is."""
    is_rest: bool = False
    """Whether it is for all of them but those with a promise of their own."""

    @property
    def agreed(self) -> int | None:
        """How many dwellings were promised; None where nothing was agreed."""
        return self.revisions[0].dwellings if self.revisions else None

    @property
    def to_go(self) -> int:
        """Dwellings still to come; 0 when all came, or nothing was agreed."""
        return max((self.agreed or 0) - self.delivered, 0)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of promises, with the sums of those that run over the municipalities."""

    year: int
    rows: tuple[Promise, ...]
    at_origin: float | None
    """Share of the homes that are in the municipality the client comes from; None: too few to tell."""

    @property
    def agreed(self) -> int:
        """Everything promised."""
        return sum(row.agreed or 0 for row in self.rows)

    @property
    def delivered(self) -> int:
        """Everything delivered; a home counts once."""
        return sum(row.delivered for row in self.rows)


def years_of(user: User, *, on: date) -> list[int]:
    """Years with a promise or a home that this user may know of, and this one; the last first."""
    promised = set(DwellingQuota.objects.visible_to(user).values_list("year", flat=True))
    homes = set(_homes(user).filter(moved_in_on__lte=on).values_list("moved_in_on__year", flat=True))
    return sorted(promised | homes | {on.year}, reverse=True)


@counting()
def year_of(user: User, year: int, *, on: date) -> Year:
    """Promised against delivered in a year, per municipality and housing association; five queries.

    A home is delivered on the day of the key. One of a housing association that promised something counts there,
    every other home where all of them promised together, or in a row of its own.
    """
    quotas = DwellingQuota.objects.visible_to(user).filter(year=year)
    said: dict[tuple[str, int | None], list[DwellingQuota]] = {}
    for quota in quotas.select_related("municipality", "association", "agreed_by").order_by("-pk"):
        said.setdefault((quota.municipality_id, quota.association_id), []).append(quota)
    homes = _homes(user).filter(moved_in_on__year=year, moved_in_on__lte=on).annotate(town=TOWN)
    delivered: Counter[tuple[str, int | None]] = Counter()
    for town, association, number in homes.values_list("town", "association").annotate(number=Count("pk")):
        delivered[(town, association) if (town, association) in said else (town, None)] += number
    keys = sorted(said.keys() | delivered.keys(), key=lambda key: (key[0], key[1] or 0))
    towns = Municipality.objects.in_bulk([town for town, _ in keys])
    known = Organisation.objects.in_bulk([association for _, association in keys if association])
    rows = [
        Promise(
            towns[town],
            known[association] if association else None,
            tuple(said.get((town, association), ())),
            delivered[town, association],
            is_over=year < on.year,
            is_rest=association is None and any(town == other and own for other, own in said),
        )
        for town, association in keys
    ]
    ordered = sorted(rows, key=lambda row: (str(row.municipality), str(row.association or "")))
    return Year(year, tuple(ordered), _share_at_origin(homes))


def _share_at_origin(homes: QuerySet[Nomination]) -> float | None:
    found = homes.filter(client__origin_municipality__isnull=False).aggregate(
        all=Count("pk"), here=Count("pk", filter=Q(town=F("client__origin_municipality")))
    )
    return found["here"] / found["all"] if found["all"] >= ENOUGH else None


def _homes(user: User) -> QuerySet[Nomination]:
    """Nominations that became a home, of the region or of the user's own housing association; no persons."""
    here = Nomination.objects.filter(region=user.region, moved_in_on__isnull=False)
    is_own = user.role == Role.HOUSING_ASSOCIATION
    return here.filter(association=user.organisation) if is_own else here


@counting()
def unreplaced(user: User, *, on: date) -> list[ResidentPlan]:
    """Dwellings whose tenancy passed to the resident and that nothing replaces, the first first; one query.

    A place that opened again was replaced; so was one for which a line of the plan was named.
    """
    after = {"place": OuterRef("home__place"), "starts_on__gte": OuterRef("closing__closes_on")}
    again = PlacePeriod.objects.filter(**after)
    flips = ResidentPlan.objects.filter(
        ~Exists(again),
        fate=Fate.TENANCY,
        planned_home__isnull=False,
        closing__called_off_at=None,
        closing__location__in=Location.objects.visible_to(user),
    )
    missing = flips.filter(Q(replaced_by=None) | Q(replaced_by__withdrawn_on__isnull=False))
    shown = missing.select_related("closing__location__municipality", "home__place")
    return list(shown.order_by("closing__closes_on", "pk"))
