"""The two legal clocks of a melding: six weeks to investigate, two weeks to decide (Wmo 2015, 2.3.2 and 2.3.5).

Figures count whole days and nothing else (B2–B5). Pages say the day that is really the last one: a term set by law
that ends on a day off ends on the first working day after it (Algemene termijnenwet, article 1); and where the
client was told a later day (Awb 4:14), it is that day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from portal.legal_days import end_of_legal_term
from portal.templatetags.dutch import dag, dagen
from trajectories.models import Notification

INVESTIGATION_DAYS = 42
DECISION_DAYS = 14
PLAN_DAYS = 7
INVESTIGATION, DECISION, PERSONAL_PLAN = "Onderzoek", "Besluit", "Persoonlijk plan"


class Standstill(Protocol):
    """Days `[starts_on, ends_on)` on which the clocks stand still; without an end they still do."""

    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Term:
    """A clock on a day: when it began, the last day that is in time, and how much of it is left.

    Days are whole; the day it began is day 0. `days_left` is below zero when too late. While the clock stands
    still `due_on` moves along a day every day. `finished_on` is the day it stopped, empty while it runs.
    """

    name: str
    started_on: date
    due_on: date
    days_total: int
    days_used: int
    suspended_days: int
    finished_on: date | None = None
    is_suspended: bool = False
    grace: int = 0
    """Days between the last day as counted and the last day in time."""
    promised_on: date | None = None
    """The day the client was told, where that is later."""
    allowed: str = ""
    """How long it may take, in words, where that is no number of weeks."""

    @property
    def label(self) -> str:
        """Its name with how long it may take."""
        return f"{self.name}, {self.allowed or f'{self.days_total // 7} weken'}"

    @property
    def note(self) -> str:
        """While it stands still: what is left of it."""
        if not self.is_suspended or self.is_over:
            return ""
        return f"Nog {dagen(self.days_left)} als de termijn weer loopt."

    @property
    def why(self) -> str:
        """Why the last day is another than the one counted."""
        if not self.grace:
            return ""
        counted = self.due_on - timedelta(days=self.grace)
        if self.promised_on == self.due_on:
            return f"Deze dag is aan de cliënt toegezegd. Zonder dat was het {dag(end_of_legal_term(counted))}."
        return f"Geteld is het {dag(counted)}, een vrije dag. Dan telt de eerste werkdag daarna."

    @property
    def days_left(self) -> int:
        """Days that still count before it is too late; 0 on the last day."""
        return self.days_total - self.days_used + self.grace

    @property
    def is_over(self) -> bool:
        """Whether it took, or takes, longer than it may."""
        return self.days_left < 0

    @property
    def days_late(self) -> int:
        """Days beyond the last day in time; 0 when in time."""
        return max(-self.days_left, 0)


def term(
    name: str,
    started_on: date,
    *,
    limit: int,
    on: date,
    suspensions: Iterable[Standstill] = (),
    finished_on: date | None = None,
    is_by_law: bool = False,
    promised_on: date | None = None,
    allowed: str = "",
) -> Term:
    """The clock that began on `started_on` and may take `limit` days, as it stands on day `on`.

    What happens after `on` is not known yet, except the end of a standstill that is on paper. `is_by_law`: the law
    sets it, so it never ends on a day off. `promised_on`: a later last day that the client was told.
    """
    finished_on = finished_on if finished_on and finished_on <= on else None
    until = finished_on or on
    pauses = sorted(suspensions, key=lambda pause: pause.starts_on)
    still = suspended_days(pauses, started_on, until)
    used = (until - started_on).days - still
    is_suspended = finished_on is None and any(_covers(pause, on) for pause in pauses)
    grace = 0 if is_suspended else _grace(until + timedelta(days=limit - used), is_by_law, promised_on)
    return Term(
        name=name,
        started_on=started_on,
        due_on=_last_day_in_time(started_on, limit, pauses, until) + timedelta(days=grace),
        days_total=limit,
        days_used=used,
        suspended_days=still,
        finished_on=finished_on,
        is_suspended=is_suspended,
        grace=grace,
        promised_on=promised_on,
        allowed=allowed,
    )


def _grace(counted: date, is_by_law: bool, promised_on: date | None) -> int:
    """Days from the last day as counted to the last day in time."""
    ends = end_of_legal_term(counted) if is_by_law else counted
    return (max(ends, promised_on or ends) - counted).days


def suspended_days(suspensions: Iterable[Standstill], start: date, until: date) -> int:
    """Days in `[start, until)` on which the clock stood still."""
    return sum(
        max((min(pause.ends_on or until, until) - max(pause.starts_on, start)).days, 0) for pause in suspensions
    )


def _last_day_in_time(start: date, limit: int, pauses: list[Standstill], until: date) -> date:
    """Push the last day by each standstill that begins by then, in order; a running one counts up to `until`."""
    due = start + timedelta(days=limit)
    for pause in pauses:
        if pause.starts_on <= due:
            first, end = max(pause.starts_on, start), pause.ends_on or max(until, pause.starts_on)
            due += timedelta(days=max((end - first).days, 0))
    return due


def _covers(pause: Standstill, day: date) -> bool:
    return pause.starts_on <= day and (pause.ends_on is None or day < pause.ends_on)


def investigation(notification: Notification, *, on: date) -> Term | None:
    """The six weeks from melding to report (2.3.2 lid 1); none for a vooraanmelding."""
    if notification.is_pre_notification:
        return None
    return term(
        INVESTIGATION,
        notification.notified_on,
        limit=INVESTIGATION_DAYS,
        on=on,
        suspensions=notification.suspensions.all(),
        finished_on=_first(notification.reported_on, notification.decided_on, notification.closed_on),
        is_by_law=True,
    )


def decision(notification: Notification, *, on: date) -> Term | None:
    """The two weeks from application to decision (2.3.5 lid 2); none while nothing was applied for."""
    return _decision(notification, on=on, promised_on=_promised(notification, on))


def decision_by_law(notification: Notification, *, on: date) -> Term | None:
    """The two weeks as the law has them: a day that was promised does not move them (Awb 4:14 lid 1)."""
    return _decision(notification, on=on, promised_on=None)


def _decision(notification: Notification, *, on: date, promised_on: date | None) -> Term | None:
    applied_on = notification.applied_on
    if notification.is_pre_notification or applied_on is None or applied_on > on:
        return None
    return term(
        DECISION,
        applied_on,
        limit=DECISION_DAYS,
        on=on,
        suspensions=notification.suspensions.all(),
        finished_on=_first(notification.decided_on, notification.closed_on),
        is_by_law=True,
        promised_on=promised_on,
    )


def _promised(notification: Notification, on: date) -> date | None:
    """The latest day the client was told by day `on`."""
    return max((row.promised_on for row in notification.extensions.all() if row.told_on <= on), default=None)


def running(notification: Notification, *, on: date) -> Term | None:
    """The clock that runs and presses most on day `on`; none when no clock runs."""
    clocks = (investigation(notification, on=on), decision(notification, on=on))
    return min(
        (clock for clock in clocks if clock and clock.finished_on is None),
        key=lambda clock: clock.days_left,
        default=None,
    )


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def personal_plan(notification: Notification, *, on: date) -> Term | None:
    """The seven days in which the client may hand in a plan (2.3.2 lid 2); none for a vooraanmelding."""
    if notification.is_pre_notification:
        return None
    return term(PERSONAL_PLAN, notification.notified_on, limit=PLAN_DAYS, on=on, is_by_law=True, allowed="7 dagen")
