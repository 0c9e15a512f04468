"""Where the region lacks places: registrations for which no place was found, per care form and municipality."""

from dataclasses import dataclass
from datetime import date

from placements.models import CareForm
from portal.actor import counting
from portal.models import Municipality, Region
from reporting.charts import Chart, Kind, Series
from reporting.groups import A_YEAR, UNKNOWN, shown, town_of
from reporting.thresholds import smallest_of
from reporting.units import Unit
from trajectories.models import Criterion, UnmetDemand

FORM, TOWN, WHY = "zorgvorm", "gemeente", "criterium"


@dataclass(frozen=True, slots=True)
class Missing:
    """What was not found in the year up to and including a day."""

    since: date
    until: date
    chart: Chart | None
    smallest: int
    total: int | None
    """Registrations for which no place was found; None: too few to show."""
    reasons: tuple[tuple[str, int | None], ...]
    """On what it failed, and for how many registrations; the most first. One may fail on more than one thing."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written down at all."""
        return self.chart is None


@counting()
def missing_places(region: Region, *, on: date) -> Missing:
    """Count what was written down in the year up to and including `on`; four queries."""
    since, smallest = on - A_YEAR, smallest_of(region, on=on).inside
    found = UnmetDemand.objects.of_region(region.pk).filter(recorded_on__gte=since, recorded_on__lte=on)
    of_town = found.annotate(town=town_of("entry__client", on=on))
    rows = list(of_town.values_list("entry", "entry__care_form__code", "town", "criterion"))
    if not rows:
        return Missing(since, on, None, smallest, 0, ())
    entries = {entry: (form, town or UNKNOWN) for entry, form, town, _ in rows}
    forms = _named(CareForm.objects.filter(region=region), {form for form, _ in entries.values()})
    towns = _named(Municipality.objects.all(), {town for _, town in entries.values()})
    numbers = shown(entries.values(), (FORM, TOWN), (list(forms), list(towns)), smallest=smallest)
    series = tuple(Series(name, tuple(numbers[form, code] for form in forms)) for code, name in towns.items())
    subtitle = "Inschrijvingen waarvoor geen plek is gevonden, naar de gemeente van de melding"
    chart = Chart(
        kind=Kind.HEAT,
        title="Waar plekken ontbreken",
        subtitle=subtitle,
        labels=tuple(forms.values()),
        series=series,
        unit=Unit.ENTRIES,
        uid="ontbreekt",
        head="Zorgvorm",
    )
    reasons = _reasons({(entry, why) for entry, _, _, why in rows}, smallest)
    return Missing(since, on, chart, smallest, numbers[()], reasons)


def _named(models: object, codes: set[str]) -> dict[str, str]:
    """Names by code, in order of name; what is not known comes last."""
    known = dict(models.filter(code__in=codes).order_by("name").values_list("code", "name"))  # type: ignore[attr-defined]
    return known | dict.fromkeys(sorted(codes - known.keys()), "Onbekend")


def _reasons(pairs: set[tuple[int, str]], smallest: int) -> tuple[tuple[str, int | None], ...]:
    """Apart from each other: one registration may fail on several things, so these add up to nothing."""
    found = []
    for criterion in Criterion:
        failed = [(why,) for _, why in pairs if why == criterion]
        if failed:
            found.append((criterion.label, shown(failed, (WHY,), ([criterion.value],), smallest=smallest)[()]))
    return tuple(sorted(found, key=lambda row: (-(row[1] or 0), row[0])))
