"""What can change in somebody's life: which acts there are, for whom, and why one cannot be done now."""

from dataclasses import dataclass
from datetime import date

from placements.models import HousingEpisode
from portal.models import Client, Role, User
from portal.templatetags.dutch import dag
from trajectories.models import Absence, CareEpisode


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands on a day, seen by who would change it."""

    client: Client
    home: HousingEpisode | None
    care: CareEpisode | None
    away: Absence | None
    reader: User

    @property
    def others_care(self) -> list[str]:
        """That another provider gives the care, for a provider who would change it."""
        if self.reader.role != Role.PROVIDER or self.care is None:
            return []
        is_own = self.care.provider_id == self.reader.organisation_id
        return [] if is_own else [f"De zorg komt van {self.care.provider or 'een pgb'}: wijzigen kunt u die niet."]

    @property
    def others_home(self) -> list[str]:
        """That the dwelling is another provider's, for a provider who would change it."""
        if self.reader.role != Role.PROVIDER or self.home is None or self.home.place is None:
            return []
        provider = self.home.place.location.provider
        is_own = provider.pk == self.reader.organisation_id
        return [] if is_own else [f"De woning is van {provider}: wijzigen kunt u die niet."]


def standing_of(client: Client, *, reader: User, on: date) -> Standing:
    """How a client stands on a day; three queries."""
    homes = client.housing_episodes.covering(on).select_related("place__location__provider", "municipality")
    cares = client.care_episodes.covering(on).select_related("care_form", "provider")
    return Standing(client, homes.first(), cares.first(), client.absences.covering(on).first(), reader)


def no_other_care(now: Standing) -> list[str]:
    """Why the care cannot change."""
    if now.reader.role == Role.PROVIDER and now.care is None:
        return ["Deze cliënt krijgt nu geen zorg. De coördinator legt vast dat de zorg begint."]
    return now.others_care


def no_other_home(now: Standing) -> list[str]:
    """Why nobody can write down a move."""
    return now.others_home


def no_move_with_care(now: Standing) -> list[str]:
    """Why dwelling and care cannot change together."""
    return no_other_care(now) + no_other_home(now)


def no_end(now: Standing) -> list[str]:
    """Why the care cannot end."""
    if now.care is None:
        return ["Deze cliënt krijgt nu geen zorg die kan stoppen."]
    return now.others_care


def not_away(now: Standing) -> list[str]:
    """Why nobody can write down that the client went away for a while."""
    if now.away:
        return [f"Deze cliënt is al weg sinds {dag(now.away.starts_on)}."]
    return [] if now.home or now.care else ["Deze cliënt heeft geen woning of zorg om te houden."]


def not_back(now: Standing) -> list[str]:
    """Why nobody can write down that the client is back."""
    return [] if now.away else ["Er staat niet dat deze cliënt weg is."]
