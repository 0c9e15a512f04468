"""The two legal clocks of a melding: six weeks to investigate, two weeks to decide (Wmo 2015, 2.3.2 and 2.3.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from django.db.models import Case, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from portal.models import User
from portal.templatetags.dutch import dagen
from trajectories.models import Notification, NotificationQuerySet, TermSuspension

INVESTIGATION_DAYS = 42
DECISION_DAYS = 14
INVESTIGATION, DECISION = "Onderzoek", "Besluit"


class Standstill(Protocol):
    """Days `[starts_on, ends_on)` on which the clocks stand still; without an end they still do."""

    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Term:
    """A legal clock on a day: when it began, the last day that is in time, and how much of it is left.

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

    @property
    def label(self) -> str:
        """Its name with how long the law allows."""
        return f"{self.name}, {self.days_total // 7} weken"

    @property
    def note(self) -> str:
        """While it stands still: what is left of it."""
        if not self.is_suspended or self.is_over:
            return ""
        return f"Nog {dagen(self.days_left)} als de termijn weer loopt."

    @property
    def days_left(self) -> int:
        """Days that still count before it is too late; 0 on the last day."""
        return self.days_total - self.days_used

    @property
    def is_over(self) -> bool:
        """Whether it took, or takes, longer than the law allows."""
        return self.days_left < 0

    @property
    def days_late(self) -> int:
        """Days beyond the last day in time; 0 when in time."""
        return max(-self.days_left, 0)


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """A melding with the clock that presses most."""

    notification: Notification
    term: Term


def term(
    name: str,
    started_on: date,
    *,
    limit: int,
    on: date,
    suspensions: Iterable[Standstill],
    finished_on: date | None = None,
) -> Term:
    """The clock that began on `started_on` and may take `limit` days, as it stands on day `on`.

    What happens after `on` is not known yet, except the end of a standstill that is on paper.
    """
    finished_on = finished_on if finished_on and finished_on <= on else None
    until = finished_on or on
    pauses = sorted(suspensions, key=lambda pause: pause.starts_on)
    still = suspended_days(pauses, started_on, until)
    return Term(
        name=name,
        started_on=started_on,
        due_on=_last_day_in_time(started_on, limit, pauses, until),
        days_total=limit,
        days_used=(until - started_on).days - still,
        suspended_days=still,
        finished_on=finished_on,
        is_suspended=finished_on is None and any(_covers(pause, on) for pause in pauses),
    )


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
    )


def decision(notification: Notification, *, on: date) -> Term | None:
    """The two weeks from application to decision (2.3.5 lid 2); none while nothing was applied for."""
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
    )


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


def open_terms(user: User, *, on: date, limit: int | None = None) -> list[OpenTerm]:
    """Meldingen within reach whose clock runs, the latest first, then by days left; three queries at most."""
    known = Notification.objects.visible_to(user).open_on(on).with_suspensions()
    found = with_days_left(known.select_related("client", "municipality"), on=on)
    rows = found.filter(days_left__lt=NO_CLOCK).order_by("days_left", "notified_on", "pk")[:limit]
    pairs = ((row, running(row, on=on)) for row in rows)
    return [OpenTerm(row, clock) for row, clock in pairs if clock is not None]


NO_CLOCK = 100_000
"""What `days_left` is where no clock runs: after all others in any order."""


class _Days(Func):
    """`later - earlier` in whole days, as PostgreSQL subtracts dates."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


def with_days_left(notifications: NotificationQuerySet, *, on: date) -> QuerySet[Any]:
    """Mark each melding with `days_left`, the least of its running clocks on day `on`, as `running` says it.

    For rows that are open on `on`; in SQL, so that a list can be ordered and cut without reading it all.
    """
    day = Cast(Value(on), Notification._meta.get_field("notified_on"))
    known_report = Q(reported_on__isnull=False, reported_on__lte=on)
    investigating = _left(INVESTIGATION_DAYS, "notified_on", day)
    deciding = _left(DECISION_DAYS, "applied_on", day)
    none = Value(NO_CLOCK)
    return notifications.annotate(
        days_left=Case(
            When(is_pre_notification=True, then=none),
            default=Least(
                Case(When(known_report, then=none), default=investigating),
                Case(When(applied_on__lte=on, then=deciding), default=none),
            ),
            output_field=IntegerField(),
        )
    )


def _left(limit: int, start: str, day: Combinable) -> Combinable:
    stood_still = (
        TermSuspension.objects.filter(notification=OuterRef("pk"), starts_on__lt=day)
        .filter(runs_until__gt=OuterRef(start))
        .order_by()
        .values("notification")
        .annotate(days=Sum(_Days(Least("runs_until", day), Greatest("starts_on", OuterRef(start)))))
        .values("days")
    )
    return Value(limit) - _Days(day, F(start)) + Coalesce(Subquery(stood_still), 0)
