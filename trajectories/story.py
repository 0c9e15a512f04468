"""What happened to a client, as sentences: before → after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from placements.models import Fate, HousingEpisode, ResidentPlan
from portal.models import Client, Role, User
from trajectories.known import Paths
from trajectories.models import CareEpisode, Notification, WaitlistEntry

CASE_WORKERS = (Role.TEAM, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on a day; `before` and `after` are shown as old → new."""

    day: date
    kind: str
    sentence: str
    before: str = ""
    after: str = ""
    because: str = ""


def story_of(client: Client, paths: Paths, *, reader: User, on: date) -> list[Event]:
    """Everything up to day `on` that `reader` may know, the newest first; `paths` is where and what.

    Providers read where somebody lives and which care there is; the access side is for those who decide.
    """
    events = [*_moves(paths.homes, _flipped(paths.homes)), *_care_changes(paths.cares), *_absences(client)]
    if reader.role in CASE_WORKERS:
        notifications = client.notifications.select_related("municipality", "care_form")
        events += _merges(client)
        events += _access(notifications) + _waiting(client.waitlist_entries.select_related("care_form"))
    return sorted((event for event in events if event.day <= on), key=lambda event: event.day, reverse=True)


def _merges(client: Client) -> list[Event]:
    merges = client.merges.select_related("gone", "merged_by")
    return [
        Event(
            merge.merged_on,
            "dossier",
            f"{merge.merged_by} voegde een dubbel dossier samen:",
            before=merge.gone.code,
            after=client.code,
            because=merge.reason,
        )
        for merge in merges
    ]


def told(episode: HousingEpisode | CareEpisode) -> str:
    """One dwelling or care in words."""
    if isinstance(episode, CareEpisode):
        return _care(episode)
    where = _address(episode)
    return f"{episode.get_tenure_display()}, {where}, plek {episode.place.code}" if episode.place else where


def _address(home: HousingEpisode) -> str:
    return home.place.location.name if home.place else f"een eigen woning in {home.municipality}"


def _flipped(homes: Sequence[HousingEpisode]) -> set[int]:
    """Homes in which the tenancy passed to the resident (*omklap*): nobody moved."""
    plans = ResidentPlan.objects.filter(fate=Fate.TENANCY, planned_home__in=[home.pk for home in homes])
    return {home for home in plans.values_list("planned_home", flat=True) if home}


def _moves(homes: Sequence[HousingEpisode], flipped: set[int]) -> list[Event]:
    events = [
        Event(home.starts_on, "wonen", "Kwam wonen:", after=_address(home), because=home.get_move_reason_display())
        for home in homes[:1]
    ]
    for before, after in pairwise(homes):
        if after.pk in flipped or (before.place_id and before.place_id == after.place_id):
            old, new = before.get_tenure_display(), after.get_tenure_display()
            events.append(Event(after.starts_on, "wonen", "Bleef wonen, met andere huur:", old, new))
        else:
            reason = after.get_move_reason_display()
            events.append(Event(after.starts_on, "wonen", "Verhuisde:", _address(before), _address(after), reason))
    for home, next_home in pairwise([*homes, None]):
        if home and home.ends_on and (next_home is None or next_home.starts_on > home.ends_on):
            events.append(Event(home.ends_on, "wonen", "Vertrok uit:", before=_address(home)))
    return events


def _absences(client: Client) -> list[Event]:
    """Away for a while, and back; where, never why."""
    events = []
    for absence in client.absences.all():
        where = absence.get_reason_display().lower()
        events.append(Event(absence.starts_on, "wonen", f"Tijdelijk weg, en houdt de woning: {where}."))
        if absence.ends_on:
            events.append(Event(absence.ends_on, "wonen", "Was weer terug."))
    return events


def _care_changes(cares: Sequence[CareEpisode]) -> list[Event]:
    events = [Event(care.starts_on, "zorg", "De zorg begon:", after=_care(care)) for care in cares[:1]]
    for before, after in pairwise(cares):
        if before.ends_on == after.starts_on:
            events.append(Event(after.starts_on, "zorg", "De zorg veranderde:", _care(before), _care(after)))
        else:
            events.append(Event(after.starts_on, "zorg", "De zorg begon opnieuw:", after=_care(after)))
    for care, next_care in pairwise([*cares, None]):
        if care and care.ends_on and (next_care is None or next_care.starts_on > care.ends_on):
            reason = care.get_end_reason_display()
            events.append(Event(care.ends_on, "zorg", "De zorg stopte:", before=_care(care), because=reason))
    return events


def _care(care: CareEpisode) -> str:
    return f"{care.care_form}, {care.provider}" if care.provider else f"{care.care_form} (PGB)"


def _access(notifications: Iterable[Notification]) -> list[Event]:
    events = []
    for melding in notifications:
        kind = "Vooraanmelding" if melding.is_pre_notification else "Melding"
        events.append(Event(melding.notified_on, "besluit", f"{kind} bij {melding.municipality}."))
        if melding.reported_on:
            events.append(Event(melding.reported_on, "besluit", "Het verslag van het onderzoek was klaar."))
        if melding.applied_on:
            events.append(Event(melding.applied_on, "besluit", "Vroeg ondersteuning aan."))
        ended = melding.decided_on or melding.closed_on
        if ended and melding.outcome:
            form = str(melding.care_form or "")
            sentence = f"{melding.municipality}: {melding.get_outcome_display().lower()}"
            events.append(Event(ended, "besluit", f"{sentence}:" if form else f"{sentence}.", after=form))
    return events


def _waiting(entries: Iterable[WaitlistEntry]) -> list[Event]:
    events = []
    for entry in entries:
        events.append(
            Event(entry.waiting_since, "besluit", "Kwam op de wachtlijst voor:", after=str(entry.care_form))
        )
        if entry.left_on:
            why = entry.get_left_reason_display()
            events.append(
                Event(entry.left_on, "besluit", "Ging van de wachtlijst:", str(entry.care_form), because=why)
            )
    return events
