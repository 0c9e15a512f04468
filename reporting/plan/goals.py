"""What a region wants and what it needs, beside what there is: targets per year, estimates of need."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from placements.models import CareForm, NeedEstimate, PlanTarget
from placements.movements import Stock, in_service
from portal.models import Municipality, Region


@dataclass(frozen=True, slots=True)
class Goal:
    """How many places there must be at the end of a year, and how many there are by then, or today."""

    care_form: CareForm
    municipality: Municipality | None
    year: int
    revisions: tuple[PlanTarget, ...]
    """What it was and became, the first one first."""
    realised: int | None
    """None: the year has not begun."""
    is_over: bool
    """Whether the year is."""

    @property
    def now(self) -> PlanTarget:
        """The target in force."""
        return self.revisions[-1]

    @property
    def steps(self) -> tuple[tuple[PlanTarget, PlanTarget], ...]:
        """Each change: what it was and what it became, the last one first."""
        return tuple(zip(self.revisions[-2::-1], self.revisions[:0:-1], strict=True))

    @property
    def to_go(self) -> int:
        """Places still to come; below zero: more than wanted."""
        return self.now.places - (self.realised or 0)


@dataclass(frozen=True, slots=True)
class Need:
    """How many places are needed, as last estimated, beside those that there are: figure D5."""

    care_form: CareForm
    present: int
    estimates: tuple[NeedEstimate, ...]
    """The last one first; none where nobody estimated yet."""

    @property
    def latest(self) -> NeedEstimate | None:
        """The one that counts."""
        return self.estimates[0] if self.estimates else None

    @property
    def earlier(self) -> tuple[NeedEstimate, ...]:
        """Those that no longer count."""
        return self.estimates[1:]

    @property
    def spare(self) -> int:
        """Places more than needed; 0 when there are too few."""
        return max(-self.short, 0)

    @property
    def short(self) -> int:
        """Places too few; below zero: more than needed."""
        return self.latest.places - self.present if self.latest else 0


def goals(region: Region, *, on: date) -> list[Goal]:
    """Every target by year and care form with its history; two queries."""
    rows = (
        PlanTarget.objects.filter(region=region)
        .select_related("care_form", "municipality", "set_by")
        .order_by("pk")
    )
    grouped: dict[tuple[int, CareForm, Municipality | None], list[PlanTarget]] = {}
    for row in rows:
        grouped.setdefault((row.year, row.care_form, row.municipality), []).append(row)
    ends = {year: min(date(year, 12, 31), on) for year, _, _ in grouped if year <= on.year}
    stock = in_service(region, days=set(ends.values()))
    found = [
        Goal(
            form,
            town,
            year,
            tuple(revisions),
            realised=_places(stock[ends[year]], form, town) if year in ends else None,
            is_over=year < on.year,
        )
        for (year, form, town), revisions in grouped.items()
    ]
    return sorted(found, key=lambda goal: (goal.year, goal.care_form.name, str(goal.municipality or "")))


def needs(region: Region, *, on: date) -> list[Need]:
    """Every care form that has places or an estimate, with what is needed and what there is; three queries."""
    present = in_service(region, days=(on,))[on]
    said: dict[int, list[NeedEstimate]] = {}
    for estimate in NeedEstimate.objects.filter(region=region, made_on__lte=on).order_by("-made_on", "-pk"):
        said.setdefault(estimate.care_form_id, []).append(estimate)
    forms = CareForm.objects.filter(region=region).in_order()
    rows = (Need(form, _places(present, form, None), tuple(said.get(form.pk, ()))) for form in forms)
    return [row for row in rows if row.present or row.estimates]


def _places(counts: Counter[Stock], care_form: CareForm, town: Municipality | None) -> int:
    return sum(
        number for stock, number in _of(counts, care_form) if town is None or stock.municipality_id == town.pk
    )


def _of(counts: Counter[Stock], care_form: CareForm) -> Iterable[tuple[Stock, int]]:
    return ((stock, number) for stock, number in counts.items() if stock.care_form_id == care_form.pk)
