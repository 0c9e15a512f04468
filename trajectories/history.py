"""What happened to a melding, read from its days and its saved parts; newest first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator

from portal.models import User
from portal.templatetags.dutch import dag
from trajectories.forms.parts import PartForm
from trajectories.models import DecisionKind, Notification, PartChange, PartKind, PartState

NOTHING: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, perhaps at a known moment, perhaps by a known person."""

    on: date
    sentence: str
    who: str = ""
    at: datetime | None = None
    before: str = ""
    after: str = ""
    order: int = 1
    """Which comes first on one day: the melding 0, work 1, then the steps as they follow each other."""


def events(melding: Notification, *, forms: Mapping[str, PartForm]) -> list[Event]:
    """Everything we know of, newest first; `forms` know how to say the answers of each part."""
    found = [
        *_steps(melding),
        *_standstills(melding),
        *_clocks(melding),
        *_advices(melding),
        *_handovers(melding),
        *_remedies(melding),
        *_letters(melding),
        *_saves(melding, forms),
    ]
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


def _advices(melding: Notification) -> Iterator[Event]:
    """Advice asked, given, shown to the client, or no longer waited for."""
    for row in melding.advices.all():
        yield Event(row.asked_on, f"Advies gevraagd aan: {row.adviser}.")
        if row.given_on:
            yield Event(row.given_on, f"{row.adviser} adviseert: {row.get_leaning_display()}.")
        if row.client_saw_on:
            yield Event(row.client_saw_on, f"De cliënt kreeg het advies van {row.adviser}.")
        if row.called_off_on:
            yield Event(row.called_off_on, f"De vraag om advies aan {row.adviser} vervalt: {row.called_off_words}")


def _remedies(melding: Notification) -> Iterator[Event]:
    """Objections, and the decisions that came in the place of the first one."""
    for row in melding.objections.all():
        yield Event(row.received_on, "De cliënt maakte bezwaar.", order=6)
        if row.decided_on:
            said = row.get_outcome_display().lower()
            yield Event(row.decided_on, f"Beslist op het bezwaar: {said}.", str(row.decided_by), order=7)
    for decision in melding.decisions.all():
        if decision.decided_on and decision.kind != DecisionKind.FIRST:
            said = f"{decision.get_kind_display()}: {decision.get_outcome_display().lower()}."
            yield Event(decision.decided_on, said, str(decision.decided_by), order=8)


def _letters(melding: Notification) -> Iterator[Event]:
    """Letters that went out."""
    for letter in melding.letters.all():
        if letter.sent_on:
            said = f"Brief verstuurd: {letter.get_kind_display().lower()}."
            yield Event(letter.sent_on, said, str(letter.sent_by or ""), order=9)


def _handovers(melding: Notification) -> Iterator[Event]:
    """Who became responsible after whom, and why."""
    for before, after in pairwise(melding.holders.all()):
        who = str(after.handed_over_by or "")
        yield Event(after.starts_on, f"Overgedragen van {before} aan {after}: {after.reason}", who)


def _signed(melding: Notification) -> Callable[[User], str]:
    """How a name stands under what somebody wrote: with the organisation, if another has the melding now."""
    holder = next(reversed(melding.holders.all()), None)
    here = holder.organisation_id if holder else None
    return lambda user: str(user) if here in (None, user.organisation_id) else f"{user}, {user.organisation}"


def _saves(melding: Notification, forms: Mapping[str, PartForm]) -> list[Event]:
    """What people answered: one line per part, person and day, and one per answer that was changed."""
    found: list[Event] = []
    signed = _signed(melding)
    for part in melding.parts.all():
        by_day: dict[tuple[str, date], list[PartChange]] = {}
        for change in part.changes.all():
            by_day.setdefault((signed(change.saved_by), timezone.localdate(change.saved_at)), []).append(change)
        for (who, day), changes in by_day.items():
            found += _saves_of_a_day(PartKind(part.kind), forms.get(part.kind), who, day, changes)
    return found


def _saves_of_a_day(
    kind: PartKind, form: PartForm | None, who: str, day: date, changes: Sequence[PartChange]
) -> Iterator[Event]:
    folded = _folded(changes)
    state = folded.pop("state", None)
    changed = {name: pair for name, pair in folded.items() if pair[0] not in NOTHING}
    filled = len(folded) - len(changed)
    at = changes[-1].saved_at
    if filled or state:
        said = [f"{filled} {'vraag' if filled == 1 else 'vragen'} beantwoord"] if filled else []
        said += [f"nu {PartState(state[1]).label.lower()}"] if state else []
        yield Event(day, f"‘{kind.label}’: {', '.join(said)}.", who, at)
    for name, (old, new) in changed.items():
        if form:
            before, after = (Truncator(form.said(name, answer)).chars(80) for answer in (old, new))
            yield Event(day, f"‘{form.called(name)}’:", who, at, before=before, after=after)


def _folded(changes: Sequence[PartChange]) -> dict[str, tuple[Any, Any]]:
    """Per question what stood there first and what stands there last, where that differs."""
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for change in changes:
        for name, (old, new) in change.answers.items():
            first.setdefault(name, old)
            last[name] = new
    return {name: (first[name], new) for name, new in last.items() if first[name] != new}
