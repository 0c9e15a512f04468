"""What was known on a day: the two timelines as they stood then, whatever was put right since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Q, prefetch_related_objects

from placements.models import HousingEpisode
from portal.models import Client
from portal.periods import midnight
from trajectories.models import CareEpisode, SupersededEpisode, Track

type Episode = HousingEpisode | CareEpisode

WHERE = (
    "place__location__provider",
    "place__location__municipality",
    "place__location__housing_association",
    "municipality",
)
WHAT = ("care_form", "provider")
"""What a page tells of a dwelling, and of care."""
BESIDE = ("client_id", "recorded_at", "expected_end_on", "runs_until")
"""What says nothing about where somebody lived or what they got; the trigger leaves it out too."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where somebody lived and which care they got, each in order of the first day."""

    homes: list[HousingEpisode]
    cares: list[CareEpisode]


def paths_of(client: Client, *, known_on: date | None = None) -> Paths:
    """The two timelines as they stand, or as anybody could have read them at the end of the day `known_on`."""
    homes = client.housing_episodes.select_related(*WHERE).order_by("starts_on")
    cares = client.care_episodes.select_related(*WHAT).order_by("starts_on")
    if known_on is None:
        return Paths(list(homes), list(cares))
    moment = midnight(known_on + timedelta(days=1))
    known = Q(recorded_at__isnull=True) | Q(recorded_at__lt=moment)
    before = as_they_stood(client.superseded.filter(known, superseded_at__gte=moment))
    then_homes = [*homes.filter(known), *(one for one in before if isinstance(one, HousingEpisode))]
    then_cares = [*cares.filter(known), *(one for one in before if isinstance(one, CareEpisode))]
    return Paths(sorted(then_homes, key=_first_day), sorted(then_cares, key=_first_day))


def erase(episode: Episode) -> None:
    """Take away a row that should never have been there; that it stood there stays known."""
    track = Track.HOUSING if isinstance(episode, HousingEpisode) else Track.CARE
    columns = [field.attname for field in episode._meta.concrete_fields if field.attname not in BESIDE]
    SupersededEpisode.objects.create(
        client=episode.client,
        track=track,
        facts={name: getattr(episode, name) for name in columns},
        recorded_at=episode.recorded_at,
        superseded_at=TransactionNow(),
    )
    episode.delete()


def as_they_stood(rows: Iterable[SupersededEpisode]) -> list[Episode]:
    """Rows of before as episodes, in the same order, with all that a page tells of them."""
    found = [_episode(row) for row in rows]
    prefetch_related_objects([one for one in found if isinstance(one, HousingEpisode)], *WHERE)
    prefetch_related_objects([one for one in found if isinstance(one, CareEpisode)], *WHAT)
    return found


def _episode(row: SupersededEpisode) -> Episode:
    model: type[Episode] = HousingEpisode if row.track == Track.HOUSING else CareEpisode
    columns = {field.attname: field for field in model._meta.concrete_fields}
    kept = {name: columns[name].to_python(value) for name, value in row.facts.items() if name in columns}
    return model(client_id=row.client_id, **kept)


def _first_day(episode: Episode) -> date:
    return episode.starts_on
