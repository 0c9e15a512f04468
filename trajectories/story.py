"""What happened to a client, as sentences: before → after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from placements.models import HousingEpisode
from portal.models import Client, Role, User
from portal.periods import FOREVER, GAP_DAYS
from portal.templatetags.dutch import dagen
from trajectories.known import Paths
from trajectories.models import CareEpisode, Notification, WaitlistEntry
from trajectories.move_words import KEPT, address_of, flipped, from_to, how_far, why_forced

WITHIN_A_YEAR = timedelta(days=365)
"""As long after as a return still counts as falling back (figure A7)."""
CASE_WORKERS = (Role.TEAM, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on a day; `before` and `after` are shown as old → new, `note` is said of it."""

    day: date
    kind: str
    sentence: str
    before: str = ""
    after: str = ""
    because: str = ""
    note: str = ""


def story_of(client: Client, paths: Paths, *, reader: User, on: date) -> list[Event]:
    """Everything up to day `on` that `reader` may know, the newest first; `paths` is where and what.

    Providers read where somebody lives and which care there is; the access side is for those who decide.
    """
    events = [*_moves(client, paths.homes), *_care_changes(paths), *_absences(client)]
    events += _calamities(client, reader)
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
    where = address_of(episode)
    return f"{episode.get_tenure_display()}, {where}, plek {episode.place.code}" if episode.place else where


def _moves(client: Client, homes: Sequence[HousingEpisode]) -> list[Event]:
    stayed = flipped(homes)
    events = [_came(home, "Kwam wonen:") for home in homes[:1]]
    for before, after in pairwise(homes):
        if after.pk in stayed or (before.place_id and before.place_id == after.place_id):
            old, new = before.get_tenure_display(), after.get_tenure_display()
            events.append(Event(after.starts_on, "wonen", "Bleef wonen, met andere huur:", old, new))
        elif before.ends_on and after.starts_on - before.ends_on > timedelta(days=GAP_DAYS):
            events.append(_came(after, "Kwam opnieuw wonen:"))
        else:
            events.append(_moved(client, before, after))
    for home, next_home in pairwise([*homes, None]):
        if home and home.ends_on and (next_home is None or next_home.starts_on > home.ends_on):
            events.append(Event(home.ends_on, "wonen", "Vertrok uit:", before=address_of(home)))
    return events


def _came(home: HousingEpisode, sentence: str) -> Event:
    reason = home.get_move_reason_display()
    return Event(home.starts_on, "wonen", sentence, after=address_of(home), because=reason)


def _moved(client: Client, before: HousingEpisode, after: HousingEpisode) -> Event:
    note = f"{how_far(before, after, client=client)} {why_forced(after)}".strip()
    reason = after.get_move_reason_display()
    return Event(after.starts_on, "wonen", "Verhuisde:", *from_to(before, after), because=reason, note=note)


def _absences(client: Client) -> list[Event]:
    """Away for a while, and back; where, never why."""
    events = []
    for absence in client.absences.all():
        where = absence.get_reason_display().lower()
        events.append(Event(absence.starts_on, "wonen", f"Tijdelijk weg, en houdt de woning: {where}."))
        if absence.ends_on:
            events.append(Event(absence.ends_on, "wonen", "Was weer terug."))
    return events


def _calamities(client: Client, reader: User) -> list[Event]:
    """That a calamity was reported; never what happened."""
    days = client.calamities.visible_to(reader).values_list("reported_on", flat=True)
    return [Event(day, "dossier", "Een calamiteit is gemeld bij de toezichthouder.") for day in days]


def _care_changes(paths: Paths) -> list[Event]:
    cares = paths.cares
    events = [
        Event(care.starts_on, "zorg", "De zorg begon:", after=_care(care), note=_purpose(care))
        for care in cares[:1]
    ]
    for before, after in pairwise(cares):
        is_next = before.ends_on == after.starts_on
        sentence, old = ("De zorg veranderde:", _care(before)) if is_next else ("De zorg begon opnieuw:", "")
        notes = (_came_back(before, after), _purpose(after), _kept(paths.homes, before, after))
        note = " ".join(filter(None, notes))
        events.append(Event(after.starts_on, "zorg", sentence, old, _care(after), note=note))
    for care, next_care in pairwise([*cares, None]):
        if care and care.ends_on and (next_care is None or next_care.starts_on > care.ends_on):
            reason = care.get_end_reason_display()
            events.append(Event(care.ends_on, "zorg", "De zorg stopte:", before=_care(care), because=reason))
    return events


def _came_back(before: CareEpisode, after: CareEpisode) -> str:
    """How long somebody had been without care: within the gap one trajectory, and always the old file."""
    away = after.starts_on - (before.ends_on or after.starts_on)
    if not away:
        return ""
    if away <= timedelta(days=GAP_DAYS):
        is_one = before.care_form.is_in_chain and after.care_form.is_in_chain
        return f"Na {dagen(away.days)} zonder zorg{': het traject ging verder' if is_one else ''}."
    how_soon = "binnen een jaar" if away <= WITHIN_A_YEAR else "na meer dan een jaar"
    return f"Kwam {how_soon} terug. Dit dossier ging verder."


def _purpose(care: CareEpisode) -> str:
    return f"Doel: {care.get_purpose_display().lower()}." if care.purpose else ""


def _kept(homes: Iterable[HousingEpisode], before: CareEpisode, after: CareEpisode) -> str:
    """That somebody stayed in one dwelling, where another care form or provider followed within the gap."""
    until = before.ends_on
    if until is None or after.starts_on - until > timedelta(days=GAP_DAYS) or _care(before) == _care(after):
        return ""
    is_kept = any(home.starts_on < until and (home.ends_on or FOREVER) > after.starts_on for home in homes)
    return KEPT if is_kept else ""


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
