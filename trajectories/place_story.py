"""What was said of a place over time: when it could not be used, and every correction, as sentences old → new."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from placements.models import OutOfUse, Place
from portal.models import Role, User
from portal.templatetags.dutch import periode
from trajectories.story import Event

KIND = "wonen"


def story_of_place(place: Place, *, reader: User) -> list[Event]:
    """Everything, the newest first; explanations in free words are for who works with persons.

    An event carries the day it was recorded, with who did it and at what time.
    """
    with_words = reader.role in (Role.PROVIDER, Role.COORDINATOR, Role.TEAM)
    rows = place.out_of_use.select_related("recorded_by", "cancelled_by", "superseded_by", "supersedes")
    events = [event for row in rows for event in _events(row, with_words)]
    return [event for _, event in sorted(events, key=lambda pair: pair[0], reverse=True)]


def _events(row: OutOfUse, with_words: bool) -> Iterable[tuple[tuple[float, int, int], Event]]:
    at = timezone.localtime(row.recorded_at)
    who = f"{row.recorded_by}, om {at:%H:%M}" if row.recorded_by else "uit een regiobestand"
    yield (at.timestamp(), row.pk, 0), _said_first_or_anew(row, at.date(), who, with_words)
    if row.cancelled_at and not row.superseded_by:
        at = timezone.localtime(row.cancelled_at)
        who = f"{row.cancelled_by}, om {at:%H:%M}" if row.cancelled_by else ""
        said = ", ".join(filter(None, _parts(row, with_words)))
        event = Event(at.date(), KIND, "Niet meer buiten gebruik:", said, because=who)
        yield (at.timestamp(), row.pk, 1), event


def _said_first_or_anew(row: OutOfUse, day: date, who: str, with_words: bool) -> Event:
    """The whole of what was said, or of a correction only what it changed."""
    now, was = _parts(row, with_words), getattr(row, "supersedes", None)
    if was is None:
        return Event(day, KIND, "Buiten gebruik gezet:", after=", ".join(filter(None, now)), because=who)
    changed = [(old, new) for old, new in zip(_parts(was, with_words), now, strict=True) if old != new]
    before, after = (", ".join(filter(None, side)) for side in zip(*changed, strict=True)) if changed else ("", "")
    sentence = f"Buiten gebruik ({was.get_reason_display().lower()}), veranderd:"
    return Event(day, KIND, sentence, before or "leeg", after or "leeg", who)


def _parts(row: OutOfUse, with_words: bool) -> tuple[str, ...]:
    reason = row.get_reason_display().lower()
    return reason, periode(row), row.reference, row.words if with_words else ""
