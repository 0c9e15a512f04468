"""How fresh a provider's word is that its places are true: everywhere that their numbers are used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from placements.models import Location, SupplyConfirmation
from portal.models import Organisation

STALE_AFTER_DAYS = 14
"""Days after which a confirmation is called out of date."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How long ago a provider said that its places are true."""

    confirmation: SupplyConfirmation | None
    days: int | None
    """Whole days since; None: never."""

    @property
    def is_stale(self) -> bool:
        """Whether the places may not be true any more."""
        return self.days is None or self.days >= STALE_AFTER_DAYS


def freshness(providers: Iterable[int], *, on: date) -> dict[int, Freshness]:
    """How fresh each provider's word is on a day, by its id; one query for any number of providers."""
    ids = set(providers)
    known = SupplyConfirmation.objects.filter(provider__in=ids, confirmed_on__lte=on).select_related(
        "confirmed_by"
    )
    latest = {
        row.provider_id: row for row in known.order_by("provider_id", "-confirmed_on").distinct("provider_id")
    }
    return {pk: _freshness(latest.get(pk), on) for pk in ids}


def words_of_providers(locations: QuerySet[Location], *, on: date) -> list[tuple[Organisation, Freshness]]:
    """How fresh the word is of everybody with places at these locations, by name; two queries."""
    with_places = locations.filter(places__isnull=False).order_by()
    providers = Organisation.objects.filter(pk__in=with_places.values("provider")).order_by("name", "pk")
    known = freshness((provider.pk for provider in providers), on=on)
    return [(provider, known[provider.pk]) for provider in providers]


def stale_providers(locations: QuerySet[Location], *, on: date) -> list[Organisation]:
    """The providers of places at these locations whose word is too old on a day, by name; two queries."""
    return [provider for provider, fresh in words_of_providers(locations, on=on) if fresh.is_stale]


def _freshness(latest: SupplyConfirmation | None, on: date) -> Freshness:
    return Freshness(latest, (on - latest.confirmed_on).days if latest else None)
