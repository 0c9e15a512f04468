"""What stands in the way of a closing, and from which day it could be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from placements.capacity import BedState, PlaceTimeline, timelines
from placements.models import (
    Closing,
    HousingEpisode,
    OutOfUse,
    OutOfUseReason,
    Place,
    PlacePeriod,
    ResidentPlan,
)
from portal.templatetags.dutch import dag, ja_nee
from trajectories.models import MatchProposal
from trajectories.vacancy import reserved_among


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who lives on a place on the day it closes, with what was answered so far."""

    home: HousingEpisode
    plan: ResidentPlan | None

    @property
    def is_known(self) -> bool:
        """Whether somebody said what happens to this person."""
        return self.plan is not None and self.plan.is_known

    @property
    def answer(self) -> str:
        """What happens, in one line; empty while nobody said so."""
        return in_words(self.plan) if self.plan and self.plan.is_known else ""

    @property
    def leaves_on(self) -> date | None:
        """The day this person leaves anyway, settled or expected; None: not known."""
        return self.home.ends_on or self.home.expected_end_on


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything on the way of one closing, as it is on a day."""

    closing: Closing
    on: date
    periods: tuple[PlacePeriod, ...]
    """Periods of the places that would be cut or taken away."""
    residents: tuple[Resident, ...]
    arrivals: tuple[HousingEpisode, ...]
    """Who would come to live there on the day it closes, or later."""
    proposals: tuple[MatchProposal, ...]
    kept: tuple[OutOfUse, ...]
    """Places kept for somebody (out of use because reserved) on the day it closes: told, not in the way."""
    full: tuple[Place, ...]
    """Places to which somebody would move but cannot on that day."""

    @property
    def places(self) -> int:
        """How many places close."""
        return len({period.place_id for period in self.periods if period.covers(self.closing.closes_on)})

    @property
    def unanswered(self) -> tuple[Resident, ...]:
        """For whom nobody said yet what happens."""
        return tuple(resident for resident in self.residents if not resident.is_known)

    @property
    def answered(self) -> int:
        """For how many residents somebody said what happens."""
        return len(self.residents) - len(self.unanswered)

    @property
    def obstacles(self) -> list[str]:
        """Why it cannot be scheduled, as sentences; empty when it can."""
        return [
            *self._day_obstacles(),
            *self.periods_obstacles,
            *self._unanswered_obstacles(),
            *self.promises,
            *self._target_obstacles(),
        ]

    def _day_obstacles(self) -> Iterable[str]:
        closes_on = self.closing.closes_on
        if closes_on <= self.on:
            yield f"De eerste dag dicht was {dag(closes_on)}. Kies een dag die nog moet komen."

    @property
    def periods_obstacles(self) -> list[str]:
        """That there is nothing to close."""
        day = dag(self.closing.closes_on)
        return [] if self.periods else [f"Op {day} is hier geen plek meer in gebruik: er valt niets te sluiten."]

    @property
    def promises(self) -> list[str]:
        """Who was promised one of the places: by a proposal, or because they would come to live there."""
        return [*self._proposed(), *self._arriving()]

    def _unanswered_obstacles(self) -> Iterable[str]:
        if number := len(self.unanswered):
            codes = ", ".join(str(resident.home.place) for resident in self.unanswered)
            who = "1 bewoner" if number == 1 else f"{number} bewoners"
            yield f"Van {who} is nog niet bekend wat er gebeurt: plek {codes}."

    def _proposed(self) -> Iterable[str]:
        for proposal in self.proposals:
            since = f"sinds {dag(proposal.proposed_on)}"
            yield f"Voor plek {proposal.place} loopt {since} een voorstel. Rond het af of laat het intrekken."

    def _arriving(self) -> Iterable[str]:
        for home in self.arrivals:
            yield f"Op {dag(home.starts_on)} komt er iemand wonen op plek {home.place}. Plan dat eerst anders."

    def _target_obstacles(self) -> Iterable[str]:
        targets = Counter(resident.plan.to_place for resident in self.residents if resident.plan)
        for place, number in targets.items():
            if place and number > 1:
                yield f"{number} bewoners zouden naar plek {place} gaan. Kies voor ieder een eigen plek."
        for place in self.full:
            yield f"Plek {place} is niet vrij op {dag(self.closing.closes_on)}. Kies een andere plek."

    @property
    def earliest(self) -> date:
        """The first day it could close once everybody who has no last day here has an answer."""
        later = [resident.leaves_on for resident in self.residents if resident.leaves_on and not resident.is_known]
        return max([self.on + timedelta(days=1), *later])

    @property
    def endless(self) -> int:
        """How many residents have neither an answer nor a day on which they leave."""
        return sum(not resident.is_known and resident.leaves_on is None for resident in self.residents)


def survey(closing: Closing, *, on: date) -> Survey:
    """Look at everything the closing touches; the same few queries for any number of places."""
    places = [closing.place] if closing.place else list(closing.location.places.all())
    here = {"place__in": places, "runs_until__gt": closing.closes_on}
    homes = HousingEpisode.objects.filter(**here).select_related("client", "place").order_by("place__code")
    lived_in = [home for home in homes if home.starts_on < closing.closes_on]
    plans = {plan.home_id: plan for plan in _answers(closing)}
    periods = PlacePeriod.objects.filter(**here).select_related("place", "care_form").order_by("starts_on")
    proposals = MatchProposal.objects.open().filter(place__in=places).select_related("place", "entry__client")
    kept = OutOfUse.objects.live().filter(**here, reason=OutOfUseReason.RESERVED).select_related("place")
    return Survey(
        closing=closing,
        on=on,
        periods=tuple(periods),
        residents=tuple(Resident(home, plans.get(home.pk)) for home in lived_in),
        arrivals=tuple(home for home in homes if home.starts_on >= closing.closes_on),
        proposals=tuple(proposals),
        kept=tuple(kept),
        full=_full([plans[home.pk] for home in lived_in if home.pk in plans], closing.closes_on),
    )


def _answers(closing: Closing) -> Iterable[ResidentPlan]:
    """What was said of each resident; nothing yet of a closing that is only looked at."""
    return closing.resident_plans.select_related("care_form", "to_place__location") if closing.pk else ()


def in_words(plan: ResidentPlan) -> str:
    """What happens to a resident, in one line without a name."""
    parts = [plan.get_fate_display()]
    if plan.care_form:
        parts.append(f"{plan.care_form}")
    if plan.to_place:
        parts.append(f"naar plek {plan.to_place}")
    if plan.to_words:
        parts.append(plan.to_words)
    if plan.is_known:
        parts.append(f"cliënt wil dit: {ja_nee(plan.client_wanted)}")
    return ", ".join(parts)


def free_from(places: Iterable[Place], day: date) -> list[Place]:
    """Those that are free on `day` and promised to nobody after it, as far as known now; four queries."""
    places = list(places)
    known = timelines(places, since=day, reserved=reserved_among(places))
    return [place for place in places if _is_free_from(known[place.pk], day)]


def _is_free_from(place: PlaceTimeline, day: date) -> bool:
    is_promised = place.is_reserved or any(home.starts_on > day for home in place.residents)
    return place.state_on(day) is BedState.FREE and not is_promised


def _full(plans: list[ResidentPlan], day: date) -> tuple[Place, ...]:
    """Places that somebody should move to on `day`, but that are not free from then on."""
    targets = [plan.to_place for plan in plans if plan.to_place]
    free = free_from(targets, day) if targets else []
    return tuple(place for place in targets if place not in free)
