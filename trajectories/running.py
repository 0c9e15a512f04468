"""What still runs when something of the catalogue ends: counted, so that an administrator may read it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from placements.models import CareForm, Contract, PlacePeriod
from portal.actor import counting
from portal.periods import FOREVER
from portal.templatetags.dutch import dag
from trajectories.models import CareEpisode, Funding, WaitlistEntry


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Care in kind that would have days outside every contract."""

    past: int
    """Care periods with such a day up to today: the database refuses that."""
    future: int
    """Care periods whose first such day is still to come: they need another contract in time."""
    first_day: date | None

    def sentences(self) -> Iterator[str]:
        """What somebody should do about it."""
        if self.past and self.first_day:
            yield (
                f"{_periods(self.past)} met zorg in natura op of na {dag(self.first_day)}, een dag die al voorbij"
                " is. Laat het contract langer lopen, of laat eerst de zorg aanpassen."
            )
        elif self.future and self.first_day:
            yield (
                f"{_periods(self.future)} door zonder contract, de eerste op {dag(self.first_day)}. Sluit op tijd"
                " een nieuw contract, of laat de zorg overgaan naar een andere aanbieder."
            )


def left_uncovered(contract: Contract, *, starts_on: date, ends_on: date | None, today: date) -> Uncovered:
    """The care that would lie outside every contract if this one ran over `[starts_on, ends_on)`; two queries.

    Only care that it covers today is looked at: care uncovered already is not its doing.
    """
    same = Contract.objects.filter(provider=contract.provider_id, care_form=contract.care_form_id)
    others = [(row.starts_on, row.ends_on or FOREVER) for row in same.exclude(pk=contract.pk)]
    changed = [*others, (starts_on, ends_on or FOREVER)]
    present = [*others, (contract.starts_on, contract.ends_on or FOREVER)]
    care = CareEpisode.objects.filter(
        provider=contract.provider_id, care_form=contract.care_form_id, funding=Funding.IN_KIND
    )
    gaps = []
    with counting(region=contract.care_form.region_id):
        periods = list(care.values_list("starts_on", "runs_until"))
    for first, until in periods:
        gap = first_gap(changed, first, until)
        if gap is not None and gap != first_gap(present, first, until):
            gaps.append(gap)
    past = sum(gap <= today for gap in gaps)
    return Uncovered(past, len(gaps) - past, min(gaps, default=None))


def first_gap(periods: Iterable[tuple[date, date]], first: date, until: date) -> date | None:
    """The first day of `[first, until)` that none of the half-open periods covers, or None."""
    reached = first
    for start, end in sorted(periods):
        if start > reached:
            break
        reached = max(reached, end)
    return reached if reached < until else None


def still_running(form: CareForm, *, on: date) -> list[str]:
    """What of a care form goes on after its last day, each in a sentence; four queries."""
    with counting(region=form.region_id):
        care = CareEpisode.objects.filter(care_form=form, runs_until__gt=on).count()
        waiting = WaitlistEntry.objects.filter(care_form=form, left_on=None).count()
    places = PlacePeriod.objects.filter(care_form=form, runs_until__gt=on).count()
    contracts = Contract.objects.filter(care_form=form, runs_until__gt=on).count()
    found = {
        f"{_many(care, 'zorgperiode loopt', 'zorgperioden lopen')} op {dag(on)} nog door.": care,
        f"{_many(waiting, 'inschrijving staat', 'inschrijvingen staan')} op de wachtlijst.": waiting,
        f"{_many(places, 'plek heeft', 'plekken hebben')} dan nog deze zorgvorm.": places,
        f"{_many(contracts, 'contract loopt', 'contracten lopen')} dan nog.": contracts,
    }
    return [sentence for sentence, number in found.items() if number]


def _periods(number: int) -> str:
    return _many(number, "zorgperiode loopt", "zorgperioden lopen")


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
