"""Days left on the clocks of many meldingen at once, in SQL: the same as `terms.running` says of each."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from portal.legal_days import holidays_between
from trajectories.models import NotificationQuerySet, TermExtension, TermSuspension
from trajectories.terms import DECISION_DAYS, INVESTIGATION_DAYS

NO_CLOCK = 100_000
"""What `days_left` is where no clock runs: after all others in any order."""


class _Days(Func):
    """`later - earlier` in whole days, as PostgreSQL subtracts dates."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


class _LaterBy(Func):
    """A day so many days after another."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = DateField()


class _EndOfLegalTerm(Func):
    """`end_of_legal_term` in SQL: of a day and the holidays around it; without holidays the day itself."""

    template = (
        "(SELECT min(counted + n) FROM (SELECT %(expressions)s) AS term(counted, free),"
        " generate_series(0, 10) AS n WHERE (free IS NULL AND n = 0) OR"
        " (free IS NOT NULL AND extract(isodow FROM counted + n) < 6 AND counted + n <> ALL (free)))"
    )
    output_field = DateField()


YEARS_BACK = 10
"""How long ago a clock that still runs may have ended and have its holidays counted."""


def with_days_left(notifications: NotificationQuerySet, *, on: date) -> QuerySet[Any]:
    """Mark each melding with `days_left`, the least of its running clocks on day `on`, as `running` says it.

    For rows that are open on `on`; in SQL, so that a list can be ordered and cut without reading it all.
    """
    day = Cast(Value(on), DateField())
    known_report = Q(reported_on__isnull=False, reported_on__lte=on)
    investigating = _left(INVESTIGATION_DAYS, "notified_on", day, on=on)
    deciding = _left(DECISION_DAYS, "applied_on", day, on=on, promised=_latest_promise(day))
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


def _left(limit: int, start: str, day: Combinable, *, on: date, promised: Combinable | None = None) -> Combinable:
    left = Value(limit) - _Days(day, F(start)) + _stood_still(start, day)
    counted = _LaterBy(day, Cast(left, IntegerField()))
    ends: Combinable = _EndOfLegalTerm(counted, _holidays_unless_still(on))
    if promised is not None:
        ends = Greatest(ends, promised)
    return _Days(ends, day)


def _stood_still(start: str, day: Combinable) -> Combinable:
    days = (
        TermSuspension.objects.filter(notification=OuterRef("pk"), starts_on__lt=day)
        .filter(runs_until__gt=OuterRef(start))
        .order_by()
        .values("notification")
        .annotate(days=Sum(_Days(Least("runs_until", day), Greatest("starts_on", OuterRef(start)))))
        .values("days")
    )
    return Coalesce(Subquery(days), 0)


def _still_on(day: date | Combinable) -> Exists:
    still = TermSuspension.objects.filter(notification=OuterRef("pk"), starts_on__lte=day, runs_until__gt=day)
    return Exists(still)


def _holidays_unless_still(on: date) -> Combinable:
    """The holidays around `on`; nothing while the clock stands still, for then no last day is known."""
    first, last = date(on.year - YEARS_BACK, 1, 1), date(on.year + 1, 12, 31)
    days = ArrayField(DateField())
    free, none = Value(list(holidays_between(first, last))), Value(None)
    return Case(
        When(_still_on(on), then=Cast(none, days)),
        default=Cast(free, days),
        output_field=days,
    )


def _latest_promise(day: Combinable) -> Combinable:
    promises = TermExtension.objects.filter(notification=OuterRef("pk"), told_on__lte=day).order_by()
    latest = promises.values("notification").annotate(latest=Max("promised_on")).values("latest")
    return Case(
        When(~_still_on(day), then=Subquery(latest)),
        default=Cast(Value(None), DateField()),
        output_field=DateField(),
    )
