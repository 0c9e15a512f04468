"""What happened to a melding, read from its days and its saved parts; newest first."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from portal.templatetags.dutch import dag
from trajectories.models import Notification, PartKind


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, perhaps at a known moment, perhaps by a known person."""

    on: date
    sentence: str
    who: str = ""
    at: datetime | None = None
    order: int = 1
    """Which comes first on one day: the melding 0, work 1, then the steps as they follow each other."""


def events(melding: Notification) -> list[Event]:
    """Everything we know of, newest first."""
    found = [*_steps(melding), *_standstills(melding), *_clocks(melding), *_saves(melding)]
    return sorted(found, key=_when, reverse=True)


def _when(event: Event) -> tuple[date, int, float]:
    return event.on, event.order, event.at.timestamp() if event.at else 0


def _steps(melding: Notification) -> list[Event]:
    how = melding.get_reporter_display().lower() if melding.reporter else ""
    reported = f"Gemeld door {how}." if how else "Gemeld."
    outcome = melding.get_outcome_display().lower()
    decider = str(melding.decided_by or "")
    steps = (
        (melding.notified_on, reported, str(melding.registered_by or "")),
        (melding.reported_on, "Het verslag van het onderzoek is klaar.", ""),
        (melding.applied_on, "De cliënt vroeg de ondersteuning aan.", ""),
        (melding.decided_on, f"Besluit: {outcome}.", decider),
        (melding.closed_on, f"Afgesloten: {outcome}.", decider),
    )
    orders = (0, 2, 3, 4, 5)
    return [
        Event(day, sentence, who, order=order)
        for order, (day, sentence, who) in zip(orders, steps, strict=True)
        if day
    ]


def _standstills(melding: Notification) -> list[Event]:
    found = []
    for still in melding.suspensions.all():
        why = f": {still.reason}" if still.reason else "."
        found.append(Event(still.starts_on, f"De termijn staat stil{why}"))
        if still.ends_on:
            since = dag(still.starts_on)
            found.append(Event(still.ends_on, f"De termijn loopt weer; hij stond stil sinds {since}."))
    return found


def _clocks(melding: Notification) -> list[Event]:
    """Days promised, notices that it was late, temporary help."""
    promised = [
        Event(row.told_on, f"Aan de cliënt toegezegd: besluit uiterlijk {dag(row.promised_on)}.")
        for row in melding.extensions.all()
    ]
    pressed = [Event(row.received_on, "De cliënt stelde ons in gebreke.") for row in melding.penalty_notices.all()]
    provisions = melding.provisions.all()
    helped = [Event(row.starts_on, f"Tijdelijke oplossing begonnen: {row.what}") for row in provisions]
    ended = [Event(row.ends_on, "De tijdelijke oplossing is geëindigd.") for row in provisions if row.ends_on]
    return [*promised, *pressed, *helped, *ended]


def _saves(melding: Notification) -> list[Event]:
    return [
        Event(
            timezone.localdate(part.saved_at),
            f"‘{PartKind(part.kind).label}’ opgeslagen: {part.get_state_display().lower()}.",
            str(part.saved_by),
            part.saved_at,
        )
        for part in melding.parts.all()
    ]
