"""Periods, the way all of the house has them: half-open, `ends_on` is the first day that no longer counts."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import make_aware

FOREVER = date(9999, 12, 31)
GAP_DAYS = 30
"""G of the figures: within this many days the next care or dwelling still follows the one before."""


def midnight(day: date) -> datetime:
    """The moment a day begins; `at__gte` it can use an index on `at`, where `at__date` reads every row."""
    return make_aware(datetime.combine(day, time.min))


class DateRange(Func):
    """`daterange(starts_on, ends_on)`, half-open; an empty `ends_on` runs on."""

    function = "daterange"
    output_field = DateRangeField()


class PeriodQuerySet[M: models.Model](models.QuerySet[M]):
    """Questions every period can answer."""

    def covering(self, day: date) -> Self:
        """Periods that count on `day`."""
        return self.filter(starts_on__lte=day, runs_until__gt=day)

    def overlapping(self, first: date, until: date) -> Self:
        """Periods that share at least one day with `[first, until)`."""
        return self.filter(starts_on__lt=until, runs_until__gt=first)

    def beginning_after(self, day: date) -> Self:
        """Periods that have not begun on `day`."""
        return self.filter(starts_on__gt=day)


class Period(models.Model):
    """A stretch of days, `[starts_on, ends_on)`; without `ends_on` it is still running."""

    starts_on = models.DateField("eerste dag")
    ends_on = models.DateField("eerste dag niet meer", null=True, blank=True)
    # A date instead of "none" keeps overlap questions inside a plain btree, eight times faster than GiST.
    runs_until = models.GeneratedField(
        expression=Coalesce(F("ends_on"), Value(FOREVER)), output_field=models.DateField(), db_persist=True
    )

    class Meta:
        abstract = True

    @property
    def last_day(self) -> date | None:
        """The last day that counts, as screens show it after "t/m"; None while running."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    def covers(self, day: date) -> bool:
        """Whether `day` falls in the period."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class RecordedPeriod(Period):
    """A period that knows since when it stands as it does; empty: it came with a file, and was always known."""

    recorded_at = models.DateTimeField("vastgelegd", null=True, editable=False, db_default=TransactionNow())

    class Meta:
        abstract = True


class Since(models.Model):
    """Something that is so from a day on, until the next row about the same thing: no gaps, no overlaps."""

    starts_on = models.DateField("vanaf")

    class Meta:
        abstract = True


def valid_on[S: Since](rows: Iterable[S], day: date) -> S | None:
    """Of rows about one thing, the one that counts on `day`: the last that has begun."""
    begun = (row for row in rows if row.starts_on <= day)
    return max(begun, key=lambda row: row.starts_on, default=None)


def no_overlap(name: str, *fields: str, message: str, condition: Q | None = None) -> ExclusionConstraint:
    """Refuses two periods that share a day while they agree on `fields`."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((field, RangeOperators.EQUAL) for field in fields),
            (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
        ],
        condition=condition,
        violation_error_message=message,
    )


def ends_after_start(name: str, **dates: Any) -> models.CheckConstraint:
    """Refuses a period without a day in it; `start` and `end` name other columns than the usual two."""
    start, end = dates.get("start", "starts_on"), dates.get("end", "ends_on")
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": F(start)}),
        violation_error_message="De einddatum moet na de begindatum liggen.",
    )


def not_before(name: str, later: str, earlier: str, *, message: str) -> models.CheckConstraint:
    """Refuses `later` on a day before `earlier`; the same day and empty days are fine."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{later}__isnull": True})
        | Q(**{f"{earlier}__isnull": True})
        | Q(**{f"{later}__gte": F(earlier)}),
        violation_error_message=message,
    )


def months_after(day: date, months: int) -> date:
    """The same day of the month, so many months later; the first of the next where a month has no such day.

    Whoever was born on 29 February is a year older on 1 March, as `Client.age_on` has it.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    if day.day > last:
        return date(year, month, last) + timedelta(days=1)
    return date(year, month, day.day)
