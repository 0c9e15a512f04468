"""A move in words: from where to where, how far, and whether it was forced and why that follows."""

from collections.abc import Iterable

from placements.models import Fate, HousingEpisode, ResidentPlan
from placements.models.housing import FORCED_REASONS
from portal.models import Client

FORCED = "Gedwongen: deze reden komt niet van de cliënt."
WANTED = {True: "De cliënt wilde het zelf.", False: "De cliënt wilde dit niet.", None: ""}
KEPT = "De woning bleef: niemand hoefde te verhuizen."


def address_of(home: HousingEpisode) -> str:
    """Where somebody lives: the location, or an own home in a municipality."""
    return home.place.location.name if home.place else f"een eigen woning in {home.municipality}"


def from_to(before: HousingEpisode, after: HousingEpisode) -> tuple[str, str]:
    """The two addresses; with the place where the location is the same."""
    if before.place and after.place and before.place.location_id == after.place.location_id:
        return f"{address_of(before)}, plek {before.place}", f"{address_of(after)}, plek {after.place}"
    return address_of(before), address_of(after)


def how_far(before: HousingEpisode, after: HousingEpisode, *, client: Client) -> str:
    """Whether it was the same house, town or another, and what that is to where the client comes from."""
    if before.place and after.place and before.place.location_id == after.place.location_id:
        return "Op dezelfde locatie."
    if before.town == after.town:
        return f"Binnen {after.town}."
    words = f"Van {before.town} naar {after.town}"
    if after.town.pk == client.origin_municipality_id:
        return f"{words}, de gemeente van herkomst."
    if before.town.pk == client.origin_municipality_id:
        return f"{words}, weg uit de gemeente van herkomst."
    return f"{words}."


def why_forced(home: HousingEpisode) -> str:
    """That a move was forced, who asked and whether the client wanted it; empty where nothing is known."""
    forced = FORCED if home.move_reason in FORCED_REASONS else ""
    asked = f"{home.get_asked_by_display()} vroeg erom." if home.asked_by else ""
    return " ".join(filter(None, (forced, asked, WANTED[home.client_wanted])))


def flipped(homes: Iterable[HousingEpisode]) -> set[int]:
    """Homes in which the tenancy passed to the resident (*omklap*): nobody moved."""
    plans = ResidentPlan.objects.filter(fate=Fate.TENANCY, planned_home__in=[home.pk for home in homes])
    return {home for home in plans.values_list("planned_home", flat=True) if home}
