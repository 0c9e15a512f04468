"""Why a place fits a waiting client or not, and what would make it fit: advice, a person decides."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from django.db.models import Max

from placements.capacity import BedDay, BedState, PlaceTimeline, timelines
from placements.freshness import STALE_AFTER_DAYS
from placements.models import Contract, Feature, Location, Place, PlacePeriod, SupplyConfirmation
from portal.models import User
from portal.periods import FOREVER
from portal.templatetags.dutch import dag, laatste_dag
from trajectories.models import Criterion
from trajectories.needs import Needs
from trajectories.vacancy import reserved_among, why_not_free

YOUTH = range(18, 25)
"""Ages in whole years for which a location for youth is meant."""
WEEKS = 12
WISHES = (Criterion.MUNICIPALITY, Criterion.LIVING_MODE)
"""What only the client can give way on."""


class Standing(IntEnum):
    """How well a location fits; in the order in which they are shown."""

    NOW = 0
    LATER = 1
    ALMOST = 2
    NOT = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion: met, not met, or None: we do not know, which counts for nothing."""

    criterion: Criterion
    is_met: bool | None
    text: str
    change: str = ""
    """What would make it fit, to stand after "Past wel als"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place held against the needs."""

    place: Place
    bed: BedDay
    reasons: tuple[Reason, ...]
    starts_on: date | None
    """First day from which somebody new can live there; None: not known."""

    @property
    def unmet(self) -> int:
        """How many criteria it fails, the day left out."""
        return sum(reason.is_met is False for reason in self.reasons)

    @property
    def can_be_proposed(self) -> bool:
        """Whether a coordinator may propose it: wishes are for people to weigh, the care form is a decision."""
        wrong_form = any(reason.criterion == Criterion.CARE_FORM and not reason.is_met for reason in self.reasons)
        return self.starts_on is not None and not wrong_form


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
    change: str
    """A sentence with the nearest change that makes it fit; empty when it fits or nothing known helps."""
    fitting: tuple[Candidate, ...]
    """Places that meet everything now or on a known day, the first to be free on top."""
    proposable: tuple[Candidate, ...]
    """Those, and places that fail a wish only."""
    free_fitting: int
    free: int
    in_service: int
    not_free: tuple[str, ...]
    """Why the other places are not free, never who lives there."""
    weeks: tuple[Week, ...]
    confirmed_on: date | None
    confirmed_days: int | None

    @property
    def is_stale(self) -> bool:
        """Whether the provider never confirmed these places, or two weeks ago or longer."""
        return self.confirmed_days is None or self.confirmed_days >= STALE_AFTER_DAYS

    @property
    def fits_from(self) -> date | None:
        """First day on which a fitting place is free."""
        return self.fitting[0].starts_on if self.fitting else None


@dataclass(frozen=True, slots=True)
class Supply:
    """What was fetched about the places of one search, the same few queries for any number of them."""

    known: dict[int, PlaceTimeline]
    contracted: frozenset[int]
    """Providers that may deliver the care form in kind on the day."""
    confirmed: dict[int, date]


def locations_for(
    user: User, needs: Needs, *, today: date, town: str = "", any_form: bool = False, at: Location | None = None
) -> list[LocationFit]:
    """The locations in reach of a user held against the needs, the best fit first; eight queries, always."""
    places = list(_places(user, needs, town=town, any_form=any_form, at=at))
    supply = _supply(places, needs, today)
    per_location: dict[Location, list[Place]] = defaultdict(list)
    for place in places:
        per_location[place.location].append(place)
    fits = [_fit(location, mine, needs, supply, today) for location, mine in per_location.items()]
    return sorted((fit for fit in fits if fit), key=_rank)


def fit_at(user: User, location: Location, needs: Needs, *, today: date) -> LocationFit | None:
    """One location held against the needs; None where nothing is in use or will be."""
    return next(iter(locations_for(user, needs, today=today, any_form=True, at=location)), None)


def _places(user: User, needs: Needs, *, town: str, any_form: bool, at: Location | None) -> Iterable[Place]:
    found = Place.objects.visible_to(user).select_related("location__provider", "location__municipality")
    if at:
        found = found.filter(location=at)
    if town:
        found = found.filter(location__municipality=town)
    if needs.care_form and not any_form:
        of_form = PlacePeriod.objects.filter(care_form=needs.care_form, runs_until__gt=needs.day)
        found = found.filter(location__in=of_form.values("place__location"))
    return found.prefetch_related("feature_rows").order_by("location__name", "code")


def _supply(places: list[Place], needs: Needs, today: date) -> Supply:
    contracts = Contract.objects.filter(care_form=needs.care_form).covering(needs.day)
    confirmed = SupplyConfirmation.objects.filter(
        provider__in={place.location.provider_id for place in places}, confirmed_on__lte=today
    )
    return Supply(
        known=timelines(places, since=needs.day, reserved=reserved_among(places)),
        contracted=frozenset(contracts.values_list("provider_id", flat=True)),
        confirmed=dict(confirmed.order_by().values_list("provider").annotate(Max("confirmed_on"))),
    )


def _fit(location: Location, places: list[Place], needs: Needs, supply: Supply, today: date) -> LocationFit | None:
    """Hold one location against the needs; None when none of its places is in use or will be."""
    here = _location_reasons(location, needs, supply)
    candidates = [_candidate(place, here, needs, supply.known[place.pk]) for place in places]
    candidates = [one for one in candidates if one.bed.is_in_service or one.bed.free_on]
    if not candidates:
        return None
    candidates.sort(key=_nearest)
    best = candidates[0]
    reasons = (*best.reasons, _day_reason(best, needs))
    fitting = tuple(one for one in candidates if not one.unmet and one.starts_on)
    confirmed_on = supply.confirmed.get(location.provider_id)
    return LocationFit(
        location=location,
        standing=_standing(best, needs),
        reasons=reasons,
        change=_change(best, reasons, needs),
        fitting=fitting,
        proposable=tuple(one for one in candidates if one.can_be_proposed),
        free_fitting=sum(one.starts_on == needs.day for one in fitting),
        free=sum(one.bed.state is BedState.FREE for one in candidates),
        in_service=sum(one.bed.is_in_service for one in candidates),
        not_free=_not_free(candidates),
        weeks=_weeks([supply.known[one.place.pk] for one in candidates], fitting, needs),
        confirmed_on=confirmed_on,
        confirmed_days=(today - confirmed_on).days if confirmed_on else None,
    )


def _candidate(place: Place, here: list[Reason], needs: Needs, known: PlaceTimeline) -> Candidate:
    bed = known.on(needs.day)
    starts_on = bed.free_on
    if starts_on and any(resident.starts_on > starts_on for resident in known.residents):
        starts_on = None
    reasons = [
        *_form_reasons(known.on(starts_on or needs.day), needs),
        *here,
        *_feature_reasons(place, needs, starts_on or needs.day),
    ]
    return Candidate(place, bed, tuple(reasons), starts_on)


def _form_reasons(bed: BedDay, needs: Needs) -> list[Reason]:
    if needs.care_form is None or bed.period is None:
        return []
    if bed.period.care_form_id == needs.care_form.pk:
        return [Reason(Criterion.CARE_FORM, True, f"{needs.care_form}")]
    other = bed.period.care_form
    return [
        Reason(
            Criterion.CARE_FORM,
            False,
            f"Voor {other}; nodig is {needs.care_form}",
            f"het besluit over {other} gaat",
        )
    ]


def _location_reasons(location: Location, needs: Needs, supply: Supply) -> list[Reason]:
    found = [*_town_reasons(location, needs), *_living_reasons(location, needs)]
    if location.is_for_youth:
        found.append(_youth_reason(needs))
    if needs.care_form and location.provider_id not in supply.contracted:
        text = f"{location.provider} heeft op {dag(needs.day)} geen contract voor {needs.care_form}"
        found.append(Reason(Criterion.CARE_FORM, False, text, "er een contract is, of de cliënt een pgb heeft"))
    return found


def _town_reasons(location: Location, needs: Needs) -> list[Reason]:
    town = str(location.municipality)
    if location.municipality_id in needs.excluded:
        change = "de wens over de gemeente verandert"
        return [Reason(Criterion.MUNICIPALITY, False, f"{town} staat bij ‘liever niet’", change)]
    if location.municipality_id in needs.wanted:
        return [Reason(Criterion.MUNICIPALITY, True, f"In {town}, de gewenste gemeente")]
    if needs.wanted:
        text = f"In {town}; gewenst is {' of '.join(needs.wanted.values())}"
        change = f"{town} ook goed is"
        return [Reason(Criterion.MUNICIPALITY, False, text, change)]
    if location.municipality_id == needs.origin:
        return [Reason(Criterion.MUNICIPALITY, True, f"In {town}, waar de cliënt vandaan komt")]
    return []


def _living_reasons(location: Location, needs: Needs) -> list[Reason]:
    if needs.living_mode is None:
        return []
    here, wanted = location.get_living_mode_display(), needs.living_mode.label.lower()
    if location.living_mode == needs.living_mode:
        return [Reason(Criterion.LIVING_MODE, True, f"{here} wonen")]
    change = f"{here.lower()} wonen ook goed is"
    return [Reason(Criterion.LIVING_MODE, False, f"{here} wonen; gewenst is {wanted}", change)]


def _youth_reason(needs: Needs) -> Reason:
    text = f"Voor jongeren van {YOUTH[0]} t/m {YOUTH[-1]} jaar"
    if needs.age is None:
        return Reason(Criterion.AGE, None, text + ": de leeftijd weten we nog niet" * needs.is_about_a_client)
    change = "" if needs.age in YOUTH else "de aanbieder een uitzondering maakt voor de leeftijd"
    return Reason(Criterion.AGE, needs.age in YOUTH, text, change)


def _feature_reasons(place: Place, needs: Needs, day: date) -> list[Reason]:
    has = set(place.features_on(day))
    found = [_feature_reason(feature, feature in has) for feature in Feature if feature in needs.features]
    if Feature.WOMEN in has - needs.features:
        found.append(Reason(Criterion.FEATURE, None, "Alleen voor vrouwen: vraag na of dit past"))
    if Feature.YOUTH in has and not place.location.is_for_youth:
        found.append(_youth_reason(needs))
    return found


def _feature_reason(feature: Feature, is_met: bool) -> Reason:
    if is_met:
        return Reason(Criterion.FEATURE, True, feature.label)
    text = f"Niet bekend als: {feature.label.lower()}"
    return Reason(Criterion.FEATURE, False, text, f"de aanbieder dit kan regelen: {feature.label.lower()}")


def _day_reason(best: Candidate, needs: Needs) -> Reason:
    if best.starts_on is None:
        return Reason(Criterion.DAY, False, f"Geen plek vrij op {dag(needs.day)}; nog niet bekend wanneer wel")
    if best.starts_on > needs.day:
        return Reason(Criterion.DAY, False, f"Nog niet vrij op {dag(needs.day)}")
    until = f", daarna staat er iets gepland: vrij t/m {dag(laatste_dag(best.bed.free_until))}"
    return Reason(Criterion.DAY, True, f"Vrij op {dag(needs.day)}" + (until if best.bed.free_until else ""))


def _standing(best: Candidate, needs: Needs) -> Standing:
    if best.unmet > 1 or best.starts_on is None:
        return Standing.NOT
    if best.unmet == 1:
        return Standing.ALMOST
    return Standing.NOW if best.starts_on == needs.day else Standing.LATER


def _change(best: Candidate, reasons: tuple[Reason, ...], needs: Needs) -> str:
    """The nearest change: a later day, or at most two criteria that somebody would have to give way on."""
    changes = [reason.change for reason in reasons if reason.is_met is False and reason.change]
    if best.starts_on is None:
        return "" if changes else "Past wel zodra een plek vrijkomt."
    when = _later(best, needs)
    if not changes:
        return f"{'Past wel' if needs.is_about_a_client else 'Wel vrij'} {when.rstrip(',')}." if when else ""
    if len(changes) > 2:
        return ""
    is_wish = any(reason.criterion in WISHES for reason in reasons if reason.is_met is False)
    first = f"Past wel{' ' * bool(when)}{when} als {', en als '.join(changes)}."
    return first + (" Bespreek dit eerst met de cliënt." if is_wish else "")


def _later(best: Candidate, needs: Needs) -> str:
    """From which later day; empty when the place is free on the day itself."""
    if best.starts_on is None or best.starts_on <= needs.day:
        return ""
    return f"vanaf {dag(best.starts_on)}" + ("" if best.bed.is_free_on_certain else ", naar verwachting,")


def _not_free(candidates: list[Candidate]) -> tuple[str, ...]:
    """The places that are not free, added up per cause."""
    causes = Counter(why_not_free(one.bed) for one in candidates if one.bed.state is not BedState.FREE)
    return tuple(f"{number} {'plek' if number == 1 else 'plekken'} {cause}" for cause, number in causes.items())


def _weeks(known: list[PlaceTimeline], fitting: tuple[Candidate, ...], needs: Needs) -> tuple[Week, ...]:
    days = [needs.day + timedelta(weeks=number) for number in range(WEEKS)]
    fit_ids = {one.place.pk for one in fitting}
    return tuple(_week(day, known, fit_ids, seen_on=needs.day) for day in days)


def _week(day: date, known: list[PlaceTimeline], fit_ids: set[int], *, seen_on: date) -> Week:
    free = [place.place_id for place in known if _is_free(place, day, seen_on)]
    return Week(day, sum(pk in fit_ids for pk in free), len(free))


def _is_free(place: PlaceTimeline, day: date, seen_on: date) -> bool:
    if place.is_reserved:
        return False
    state = place.state_on(day)
    return state is BedState.FREE or (
        state is BedState.TAKEN and place.is_departure_expected(day, seen_on=seen_on)
    )


def _nearest(candidate: Candidate) -> tuple[int, date, int]:
    return candidate.unmet, candidate.starts_on or FOREVER, candidate.place.pk


def _rank(fit: LocationFit) -> tuple[int, date, int, str, int]:
    unmet = sum(reason.is_met is False for reason in fit.reasons)
    return fit.standing, fit.fits_from or FOREVER, unmet, fit.location.name, fit.location.pk
