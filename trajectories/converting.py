"""What another care form for places means for who lives there, for proposals, contracts and the plan."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from placements.conversion import obstacles_to_convert
from placements.models import CareForm, Contract, HousingEpisode, Location, Place
from portal.models import Client
from portal.templatetags.dutch import dag
from trajectories.models import CareEpisode, MatchProposal


@dataclass(slots=True)
class Conversion:
    """Places that would be for another care form from a day on: what stands in the way, and what to know first."""

    places: list[Place]
    to: CareForm
    on: date
    obstacles: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    """How the plan counts it."""


def look_ahead(
    location: Location, chosen: Iterable[Place], *, to: CareForm, on: date, names: dict[int, Client]
) -> Conversion:
    """Look at places before they are converted; six queries for any number of them.

    `names` are the residents that the reader may know, by the id of their dwelling.
    """
    ids = [place.pk for place in chosen]
    places = list(location.places.filter(pk__in=ids).prefetch_related("periods__care_form").order_by("code"))
    found = Conversion(places, to, on)
    proposed = MatchProposal.objects.open().filter(place__in=ids).values_list("place_id", flat=True)
    for place in places:
        found.obstacles += obstacles_to_convert(place, to, on=on)
        if place.pk in set(proposed):
            found.obstacles.append(f"Voor plek {place} loopt een voorstel. Wacht tot dat is afgerond.")
    found.warnings += _residents(places, to, on, names)
    if not Contract.objects.filter(provider=location.provider, care_form=to).covering(on).exists():
        found.warnings.append(
            f"U hebt op {dag(on)} geen contract voor {to}. Zorg in natura kan er dan niet beginnen."
        )
    found.counted = list(_counted(places, to, on))
    return found


def homes_on(places: Iterable[Place], *, on: date) -> list[HousingEpisode]:
    """The dwellings on these places from a day on."""
    ids = [place.pk for place in places]
    return list(HousingEpisode.objects.filter(place__in=ids, runs_until__gt=on).select_related("place"))


def _residents(places: list[Place], to: CareForm, on: date, names: dict[int, Client]) -> list[str]:
    homes = homes_on(places, on=on)
    care = CareEpisode.objects.filter(client__in=[home.client_id for home in homes], runs_until__gt=on)
    forms = {row.client_id: row.care_form for row in care.select_related("care_form").order_by("-starts_on")}
    said = []
    for home in homes:
        who, now = str(names.get(home.pk, "een bewoner")), forms.get(home.client_id)
        said.append(f"Op plek {home.place} woont {who}" + (f", met zorg in de vorm {now}." if now else "."))
    if any(form.pk != to.pk for form in forms.values()):
        said.append(
            f"Hun zorg en hun wonen veranderen niet mee. Past {to} niet? Dan is een ander besluit of een andere"
            " woning nodig: overleg met de toegang."
        )
    elif homes:
        said.append("Niemand verhuist hierdoor.")
    return said


def _counted(places: list[Place], to: CareForm, on: date) -> Iterable[str]:
    periods = [period for place in places for period in place.periods.all() if period.covers(on)]
    forms = Counter(str(period.care_form) for period in periods)
    for form, number in forms.items():
        plekken = "1 plek" if number == 1 else f"{number} plekken"
        yield f"In het plan telt dit als ombouw: {plekken} van {form} naar {to}."
