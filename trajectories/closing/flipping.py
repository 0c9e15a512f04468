"""Omklap: the tenancy passes to the resident in the same dwelling, and the place leaves the stock that day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from placements.models import Closing, ClosingReason, Fate, HousingEpisode, LivingMode, Place
from portal.models import Client, User
from portal.templatetags.dutch import dag
from trajectories.closing.carrying_out import schedule
from trajectories.closing.preparing import answer, demand_own, on_its_way, prepare
from trajectories.closing.survey import survey
from trajectories.obstacles import demand, one_at_a_time, refusals_in_dutch

WORDS = "Omklap: de bewoner huurt deze woning zelf."


@dataclass(frozen=True, slots=True)
class Flip:
    """A tenancy that would pass to the resident of a place on a day, with what is in the way."""

    place: Place
    flips_on: date
    home: HousingEpisode | None
    obstacles: tuple[str, ...]

    @property
    def warnings(self) -> Iterable[str]:
        """What to know first; nothing that stops it."""
        location = self.place.location
        if location.living_mode == LivingMode.GROUP:
            yield "Hier wonen mensen in een groep. Kan deze kamer een eigen huurcontract krijgen?"
        if location.housing_association is None:
            yield "Bij deze locatie staat geen woningcorporatie. Spreek af wie de woning verhuurt."

    @property
    def follows(self) -> Iterable[str]:
        """What will happen, as sentences."""
        day, location = dag(self.flips_on), self.place.location
        yield "De bewoner blijft wonen. Dit telt niet als verhuizing, en de zorg gaat door zoals hij is."
        yield f"Vanaf {day} huurt de bewoner de woning op eigen naam, in {location.municipality}."
        yield f"Plek {self.place} telt vanaf {day} niet meer mee: een plek minder. In het plan is dat afbouw."
        yield "Het plan vraagt om een vervangende woning, tot iemand die afspreekt."
        yield "Tot die dag kunt u dit afblazen, bij het sluiten van deze plek."


def look_ahead(place: Place, *, flips_on: date) -> Flip:
    """Look at a place before its tenancy passes to the resident."""
    home = _resident(place, flips_on)
    closing = Closing(location=place.location, place=place, closes_on=flips_on, reason=ClosingReason.OTHER)
    way = survey(closing, on=_day_before(flips_on))
    obstacles = [*way.periods_obstacles, *way.promises] if home else []
    return Flip(place, flips_on, home, (*_no_resident(place, home, flips_on), *obstacles))


def flip(
    place: Place, *, flips_on: date, client_wanted: bool | None, on: date, at: datetime, by: User
) -> tuple[Closing, bool]:
    """Have the resident rent the dwelling in their own name from `flips_on`; also whether it was done now.

    The same dwelling and the same care; the place ends that day, in the way places end. Raises `Obstructed`, and
    `PermissionDenied` for whoever is not the provider of the place.
    """
    demand_own(place.location, by)
    with refusals_in_dutch():
        _hold(place, flips_on)
        if known := _done(place, flips_on):
            return known, False
        demand(_closes_already(place, on) + list(look_ahead(place, flips_on=flips_on).obstacles))
        home = _resident(place, flips_on)
        assert home is not None
        reason, seen = ClosingReason.OTHER, min(on, _day_before(flips_on))
        closing, _ = prepare(
            place.location, place=place, closes_on=flips_on, reason=reason, words=WORDS, on=on, at=at, by=by
        )
        answer(closing, home, fate=Fate.TENANCY, client_wanted=client_wanted, on=seen, at=at, by=by)
        schedule(closing, on=seen, at=at, by=by)
        closing.refresh_from_db()
        return closing, True


def _hold(place: Place, flips_on: date) -> None:
    """Wait for whoever changes the resident, then for whoever changes the location; always in this order."""
    home = _resident(place, flips_on)
    if home:
        Client.objects.select_for_update(no_key=True).get(pk=home.client_id)
    one_at_a_time(place.location)


def _resident(place: Place, flips_on: date) -> HousingEpisode | None:
    """Who lives there the day before, and would go on living there."""
    there = place.housing_episodes.filter(starts_on__lt=flips_on, runs_until__gt=flips_on)
    return there.select_related("client").first()


def _done(place: Place, flips_on: date) -> Closing | None:
    done = place.closings.standing().filter(closes_on=flips_on, scheduled_at__isnull=False)
    return done.filter(resident_plans__fate=Fate.TENANCY).first()


def _closes_already(place: Place, on: date) -> list[str]:
    """That this place, or its whole location, is about to close in another way."""
    if on_its_way(place.location, place, on=on) or on_its_way(place.location, None, on=on):
        return ["Het sluiten van deze plek loopt al. Leg daar vast dat de bewoner het huurcontract krijgt."]
    return []


def _no_resident(place: Place, home: HousingEpisode | None, flips_on: date) -> list[str]:
    if home:
        return []
    return [f"Op plek {place} woont op {dag(flips_on)} niemand die blijft. Er is dan geen huur om over te nemen."]


def _day_before(day: date) -> date:
    return day - timedelta(days=1)
