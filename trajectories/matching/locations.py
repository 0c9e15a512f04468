"""Why a location fits a waiting client or not, how well, and what would make it fit: for people to look at."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from django.db.models import Max

from placements.capacity import BedDay, BedState, PlaceTimeline
from placements.freshness import STALE_AFTER_DAYS
from placements.models import Location, Place, PlacePeriod, SupplyConfirmation
from portal.models import User
from portal.periods import FOREVER
from portal.templatetags.dutch import laatste_dag
from trajectories.agreements import in_force
from trajectories.matching import words
from trajectories.matching.advice import Advice, advise
from trajectories.matching.inputs import Offer, Profile, Rules, Wish
from trajectories.matching.letting_go import LettingGo, letting_go
from trajectories.matching.offers import Held, hold, with_location
from trajectories.matching.rules import BY_KEY, Verdict
from trajectories.matching.words import Labels
from trajectories.models import Criterion
from trajectories.needs import Needs
from trajectories.vacancy import why_not_free

WEEKS = 12
GOES_WITHOUT_SAYING = {("GEMEENTE", Verdict.MET)}
"""Not in a municipality that cannot be: no reason for a place, only against one."""
MOST_CHANGES = 3
"""More changes than this are not worth a sentence: the place does not fit."""
THE_CLIENTS = frozenset({"GEMEENTE", "DAG", "HUUR"})
"""Rules on which only the client can give way."""


class Standing(IntEnum):
    """How well a location fits; in the order in which they are shown."""

    NOW = 0
    LATER = 1
    ALMOST = 2
    NOT = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule or wish says: met, not met, or None: we do not know, which counts for nothing."""

    key: str
    is_met: bool | None
    text: str
    change: str = ""
    """What would make it fit, to stand after "Past wel als"."""
    refusal: str = ""
    """Why not this place, as the client may be told."""
    is_wish: bool = False

    @property
    def is_the_clients(self) -> bool:
        """Whether only the client can give way on it."""
        return self.key in THE_CLIENTS and self.change != words.UNTIL_FREE

    @property
    def criterion(self) -> Criterion | None:
        """What a place must answer to, of a rule."""
        return None if self.is_wish else BY_KEY[self.key].criterion


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One wish in the sum of the fit."""

    name: str
    points: int | None
    weight: int
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place held against the needs."""

    place: Place
    bed: BedDay
    offer: Offer
    advice: Advice
    starts_on: date | None
    """First day from which somebody new can live there; None: not known."""

    @property
    def unmet(self) -> int:
        """How many rules refuse it."""
        return len(self.advice.failing)

    @property
    def can_be_proposed(self) -> bool:
        """Whether a coordinator may propose it; where a rule refuses, with a reason."""
        return self.starts_on is not None and self.advice.can_be_proposed


@dataclass(frozen=True, slots=True)
class Week:
    """Places free on the first day of a week: for the criteria, and in all."""

    starts_on: date
    fitting: int
    free: int


@dataclass(frozen=True, slots=True)
class LocationFit:
    """A location held against the needs of one search."""

    location: Location
    standing: Standing
    reasons: tuple[Reason, ...]
    fit: int | None
    """How well the best place fits, 0 to 100 of the wishes that are known; says nothing of who goes first."""
    scores: tuple[ScoreLine, ...]
    change: str
    """A sentence with the nearest change that makes it fit; empty when it fits."""
    fitting: tuple[Candidate, ...]
    """Places that no rule refuses, now or on a known day, the first to be free on top."""
    proposable: tuple[Candidate, ...]
    """Those, and places on which people may decide otherwise."""
    free_fitting: int
    free: int
    in_service: int
    not_free: tuple[str, ...]
    """Why the other places are not free, never who lives there."""
    closing: tuple[str, ...]
    """Which other places close, and their last day."""
    day: date
    """The day asked for."""
    coming_free: tuple[PlaceTimeline, ...]
    """What is known of the places that are free then, or become so later."""
    confirmed_on: date | None
    confirmed_days: int | None

    @property
    def is_stale(self) -> bool:
        """Whether the provider never confirmed these places, or two weeks ago or longer."""
        return self.confirmed_days is None or self.confirmed_days >= STALE_AFTER_DAYS

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The weeks from the day asked for on; worked out for who draws them."""
        days = (self.day + timedelta(weeks=number) for number in range(WEEKS))
        fitting = {one.place.pk for one in self.fitting}
        return tuple(_week(day, self.coming_free, fitting, seen_on=self.day) for day in days)

    @property
    def fits_from(self) -> date | None:
        """First day on which a fitting place is free."""
        return self.fitting[0].starts_on if self.fitting else None

    @property
    def refusals(self) -> tuple[str, ...]:
        """Why not, as it can be told to the client."""
        return tuple(reason.refusal for reason in self.reasons if reason.refusal)

    @property
    def has_objection(self) -> bool:
        """Whether there is an objection to it for this client."""
        return any(reason.criterion is Criterion.OBJECTION for reason in self.reasons)

    @property
    def missed_wishes(self) -> int:
        """How many known wishes it does not meet in full."""
        return sum(reason.is_wish and reason.is_met is False for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Supply:
    """What was fetched about the places of one search, the same few queries for any number of them."""

    rules: Rules
    confirmed: Mapping[int, date]
    forms: Mapping[str, str]
    towns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found: locations, the best on top, and what letting go of one demand would add."""

    fits: list[LocationFit]
    letting_go: list[LettingGo]


def search(
    user: User, needs: Needs, *, today: date, town: str = "", any_form: bool = False, at: Location | None = None
) -> Search:
    """The locations in reach of a user held against the needs; twelve queries, always."""
    held = hold(list(_places(user, needs, town=town, any_form=any_form, at=at)), day=needs.day)
    supply = _supply(user, held, needs, today)
    per_location: dict[Location, list[Held]] = defaultdict(list)
    for one in held:
        per_location[one.place.location].append(one)
    fits = [_fit(location, mine, needs, supply, today) for location, mine in per_location.items()]
    found = sorted((fit for fit in fits if fit), key=_rank)
    return Search(found, letting_go(needs, [one.offer for one in held], supply.rules))


def locations_for(
    user: User, needs: Needs, *, today: date, town: str = "", any_form: bool = False
) -> list[LocationFit]:
    """The locations in reach of a user held against the needs, the best fit first."""
    return search(user, needs, today=today, town=town, any_form=any_form).fits


def fit_at(user: User, location: Location, needs: Needs, *, today: date) -> LocationFit | None:
    """One location held against the needs; None where nothing is in use or will be."""
    return next(iter(search(user, needs, today=today, any_form=True, at=location).fits), None)


def _places(user: User, needs: Needs, *, town: str, any_form: bool, at: Location | None) -> Iterable[Place]:
    found = with_location(Place.objects.visible_to(user))
    if at:
        found = found.filter(location=at)
    if town:
        found = found.filter(location__municipality=town)
    if needs.care_form and not any_form:
        of_form = PlacePeriod.objects.filter(care_form=needs.care_form, runs_until__gt=needs.day)
        found = found.filter(location__in=of_form.values("place__location"))
    return found.order_by("location__name", "code")


def _supply(user: User, held: list[Held], needs: Needs, today: date) -> Supply:
    providers = {one.place.location.provider_id for one in held}
    confirmed = SupplyConfirmation.objects.filter(provider__in=providers, confirmed_on__lte=today)
    forms = {period.care_form for one in held for period in one.timeline.periods}
    of_locations = {one.place.location.municipality_id: one.place.location.municipality.name for one in held}
    return Supply(
        rules=in_force(user.region_id, on=today),
        confirmed=dict(confirmed.order_by().values_list("provider").annotate(Max("confirmed_on"))),
        forms={form.code: form.name for form in (*forms, *filter(None, [needs.care_form]))},
        towns=of_locations | dict(needs.wanted) | dict(needs.excluded),
    )


def _fit(location: Location, held: list[Held], needs: Needs, supply: Supply, today: date) -> LocationFit | None:
    """Hold one location against the needs; None when none of its places is in use or will be."""
    profile = needs.profile
    candidates = [
        Candidate(one.place, one.bed, one.offer, advise(profile, one.offer, supply.rules), one.starts_on)
        for one in held
        if one.bed.is_in_service or one.bed.free_on
    ]
    if not candidates:
        return None
    candidates.sort(key=_nearest)
    best = candidates[0]
    labels = _labels(best, supply)
    reasons = _reasons(best.advice, profile, best.offer, labels)
    fitting = tuple(one for one in candidates if one.advice.fits)
    confirmed_on = supply.confirmed.get(location.provider_id)
    return LocationFit(
        location=location,
        standing=_standing(best, needs),
        reasons=reasons,
        fit=best.advice.fit,
        scores=_score_lines(best.advice, profile, best.offer, labels),
        change=_change(reasons, needs),
        fitting=fitting,
        proposable=tuple(one for one in candidates if one.can_be_proposed),
        free_fitting=sum(one.starts_on == needs.day for one in fitting),
        free=sum(one.bed.state is BedState.FREE for one in candidates),
        in_service=sum(one.bed.is_in_service for one in candidates),
        not_free=_not_free(candidates),
        closing=_closing(best, candidates),
        day=needs.day,
        coming_free=tuple(one.timeline for one in held if one.bed.free_on),
        confirmed_on=confirmed_on,
        confirmed_days=(today - confirmed_on).days if confirmed_on else None,
    )


def _labels(best: Candidate, supply: Supply) -> Labels:
    return Labels(
        forms=supply.forms,
        towns=supply.towns,
        provider=str(best.place.location.provider),
        is_free_certain=best.bed.is_free_on_certain,
        free_until=laatste_dag(best.bed.free_until),
    )


def _reasons(advice: Advice, profile: Profile, offer: Offer, labels: Labels) -> tuple[Reason, ...]:
    """What every rule that was asked says, and every wish that is known and not told by a rule."""
    rules = [
        _reason(key, verdict, profile, offer, labels)
        for key, verdict in advice.verdicts
        if verdict is not Verdict.NOT_ASKED and (key, verdict) not in GOES_WITHOUT_SAYING
    ]
    wishes = (
        Reason(score.wish, score.points == score.weight, text, is_wish=True)
        for score in advice.scores
        if score.wish is not Wish.START and score.weight
        if (text := words.wish_said(score, profile, offer, labels))
    )
    return (*rules, *wishes)


def _reason(key: str, verdict: Verdict, profile: Profile, offer: Offer, labels: Labels) -> Reason:
    is_met = {Verdict.MET: True, Verdict.FAILS: False}.get(verdict)
    text = words.said(key, verdict, profile, offer, labels)
    if is_met is not False:
        return Reason(key, is_met, text)
    change = words.change(key, profile, offer, labels)
    return Reason(key, False, text, change, words.refusal(key, profile, offer, labels))


def _score_lines(advice: Advice, profile: Profile, offer: Offer, labels: Labels) -> tuple[ScoreLine, ...]:
    return tuple(
        ScoreLine(
            words.WISHES[score.wish],
            score.points,
            score.weight,
            words.wish_said(score, profile, offer, labels),
        )
        for score in advice.scores
        if score.weight
    )


def _standing(best: Candidate, needs: Needs) -> Standing:
    if best.unmet > 1 or best.starts_on is None:
        return Standing.NOT
    if best.unmet == 1:
        return Standing.ALMOST
    return Standing.NOW if best.starts_on == needs.day else Standing.LATER


def _change(reasons: tuple[Reason, ...], needs: Needs) -> str:
    """The nearest change, as a sentence: what somebody would have to give way on, all of it together."""
    changes = [reason for reason in reasons if reason.change]
    if not changes or len(changes) > MOST_CHANGES:
        return ""
    if [one.change for one in changes] == [words.UNTIL_FREE]:
        return f"{'Past wel' if needs.is_about_a_client else 'Wel vrij'} zodra {words.UNTIL_FREE}."
    what = ", en als ".join(reason.change for reason in changes)
    if not needs.is_about_a_client:
        return f"Wel vrij als {what}."
    first = f"Past wel als {what}."
    return first + (" Bespreek dit eerst met de cliënt." if any(one.is_the_clients for one in changes) else "")


def _not_free(candidates: list[Candidate]) -> tuple[str, ...]:
    """The places that are not free, added up per cause."""
    causes = Counter(why_not_free(one.bed) for one in candidates if one.bed.state is not BedState.FREE)
    return tuple(f"{number} {'plek' if number == 1 else 'plekken'} {cause}" for cause, number in causes.items())


def _closing(best: Candidate, candidates: list[Candidate]) -> tuple[str, ...]:
    """The places that close, added up per last day; not where the best one does: it says so itself."""
    if best.offer.closes:
        return ()
    days = Counter((one.offer.closes_on, one.offer.may_close_on) for one in candidates if one.offer.closes)
    return tuple(
        f"{number} {'plek' if number == 1 else 'plekken'} {words.closes_said(*last, number=number).lower()}"
        for last, number in days.items()
    )


def _week(day: date, coming_free: Iterable[PlaceTimeline], fitting: set[int], *, seen_on: date) -> Week:
    free = [place.place_id for place in coming_free if place.is_free(day, seen_on=seen_on)]
    return Week(day, sum(pk in fitting for pk in free), len(free))


def _nearest(candidate: Candidate) -> tuple[int, int, date, int]:
    fit = candidate.advice.fit
    return candidate.unmet, -(100 if fit is None else fit), candidate.starts_on or FOREVER, candidate.place.pk


def _rank(fit: LocationFit) -> tuple[int, int, int, date, str, int]:
    how_well = -(100 if fit.fit is None else fit.fit)
    unmet = sum(reason.is_met is False and not reason.is_wish for reason in fit.reasons)
    return fit.standing, unmet, how_well, fit.fits_from or FOREVER, fit.location.name, fit.location.pk
