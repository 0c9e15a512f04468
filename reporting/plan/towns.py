"""Beschermd Thuis in every municipality, and places for the young: where there is something, and what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery

from placements.models import CareForm, Feature, PlaceFeatures, PlacePeriod
from placements.progress import LineState, Progress
from portal.models import Municipality, Region
from portal.templatetags.dutch import dag
from reporting.charts import Chart, Kind, Series
from reporting.figures import Frame, compute
from reporting.figures.capacity import COVERAGE
from reporting.figures.known import ask
from reporting.quarter import Quarter
from reporting.tiles import tiles_of
from reporting.units import Unit


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality with what makes it count for figure D6: a home of one's own with care, or lighter places."""

    municipality: Municipality
    has_home: bool
    places: int
    per_form: tuple[tuple[str, int], ...]
    """The usable places by care form, the name of it first."""

    @property
    def is_covered(self) -> bool:
        """Whether there is Beschermd Thuis here."""
        return self.has_home or self.places > 0


@dataclass(frozen=True, slots=True)
class Young:
    """Places for the young of a care form in a municipality, of those the clustered ones."""

    care_form: str
    town: str
    places: int
    clustered: int


@dataclass(frozen=True, slots=True)
class ForTheYoung:
    """Figure D7: the places for the young that there are, and what became of the lines that plan them."""

    rows: tuple[Young, ...]
    lines: tuple[Progress, ...]

    @property
    def places(self) -> int:
        """All that there are."""
        return sum(row.places for row in self.rows)

    @property
    def clustered(self) -> int:
        """Of those: together in one complex."""
        return sum(row.clustered for row in self.rows)

    @property
    def planned(self) -> int:
        """Places that should be there by now."""
        return sum(progress.line.places for progress in self.lines if progress.is_due)

    @property
    def realised(self) -> int:
        """Places that are there for those lines and the ones to come."""
        return sum(progress.realised for progress in self.lines)

    @property
    def ahead(self) -> int:
        """Places planned for later."""
        return sum(progress.line.places for progress in self.lines if not progress.is_due)


def towns(region: Region, *, on: date) -> list[Town]:
    """Every municipality of the region on day `on`; together they are figure D6, their places are those of D1."""
    frame = Frame(region, Quarter.containing(on), on)
    rows = [row for _, row in ask({"coverage": COVERAGE}, frame)]
    known = Municipality.objects.in_bulk([row["municipality"] for row in rows])
    usable = _usable(region, on)
    found = (
        Town(
            known[row["municipality"]],
            has_home=row["has_home"],
            places=row["places"],
            per_form=tuple(usable.get(row["municipality"], ())),
        )
        for row in rows
    )
    return sorted(found, key=lambda town: town.municipality.name)


def coverage_map(region: Region, towns: list[Town], *, on: date) -> Chart:
    """The usable lighter places of each municipality, about where it lies; two queries at most."""
    places = tiles_of(region)
    known = all(town.municipality.pk in places for town in towns)
    bare = [town.municipality.name for town in towns if not town.is_covered]
    return Chart(
        Kind.TILES,
        f"Nog niets in {', '.join(bare)}" if bare else "In elke gemeente is er Beschermd Thuis",
        f"Bruikbare plekken voor lichtere zorg per gemeente, {dag(on)}",
        tuple(town.municipality.name for town in towns),
        (Series("plekken", tuple(float(town.places) for town in towns)),),
        unit=Unit.PLACES,
        uid="dekking-kaart",
        head="Gemeente",
        tiles=tuple(places[town.municipality.pk] for town in towns) if known else (),
    )


def _usable(region: Region, on: date) -> dict[str, list[tuple[str, int]]]:
    """BRUIKBAAR of figure D1 for every form that is not heavy, per municipality."""
    light = dict(CareForm.objects.filter(region=region, is_heavy=False).values_list("code", "name"))
    found: dict[str, list[tuple[str, int]]] = {}
    for cell in compute(region, Quarter.containing(on), now=on, codes=["D1"]):
        row = dict(cell.dimensions)
        if row.get("soort") == "BRUIKBAAR" and "gemeente" in row and row.get("zorgvorm") in light and cell.value:
            found.setdefault(row["gemeente"], []).append((light[row["zorgvorm"]], int(cell.value)))
    return found


def for_the_young(region: Region, progress: Iterable[Progress], *, on: date) -> ForTheYoung:
    """The places for the young on day `on`, and the lines that plan them; one query."""
    known = PlaceFeatures.objects.filter(place=OuterRef("place"), starts_on__lte=on).order_by("-starts_on")
    is_marked = Q(features_now__contains=[Feature.YOUTH])
    rows = (
        PlacePeriod.objects.annotate(features_now=Subquery(known.values("features")[:1]))
        .filter(Q(place__location__is_for_youth=True) | is_marked, place__region=region)
        .covering(on)
        .order_by("care_form__name", "place__location__municipality__name")
        .values_list("care_form__name", "place__location__municipality__name")
        .annotate(places=Count("pk"), clustered=Count("pk", filter=Q(place__location__is_clustered=True)))
    )
    lines = (one for one in progress if one.line.is_for_youth and one.state is not LineState.WITHDRAWN)
    return ForTheYoung(tuple(Young(*row) for row in rows), tuple(lines))
