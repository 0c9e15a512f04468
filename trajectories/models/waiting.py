"""The waiting list: a person may stand on it more than once, and be counted once."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from placements.models import CareForm
from portal.codes import random_code
from portal.models import Client, Region, Role, User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap, not_before


class WaitStatus(models.TextChoices):
    """How somebody waits; the four statuses of the Wlz, and those who are only interested."""

    URGENT = "URGENT", "Urgent plaatsen"
    ACTIVE = "ACTIEF", "Actief plaatsen"
    PREFERENCE = "VOORKEUR", "Wacht op voorkeur"
    PRECAUTION = "VOORZORG", "Wacht uit voorzorg"
    INTEREST = "BELANGSTELLEND", "Belangstellend"


class LeaveReason(models.TextChoices):
    """Why an entry left the list."""

    PLACED = "GEPLAATST", "Geplaatst"
    WITHDRAWN = "INGETROKKEN", "Ingetrokken"
    OTHER_SOLUTION = "ANDERE_OPLOSSING", "Andere oplossing"
    DIED = "OVERLEDEN", "Overleden"


IN_TURN = (WaitStatus.URGENT, WaitStatus.ACTIVE)
"""The statuses in which somebody waits for the first fitting place, so that the order counts."""


class WaitlistEntryQuerySet(models.QuerySet["WaitlistEntry"]):
    """Who waits, and in which order."""

    def visible_to(self, user: User, *, on: date) -> Self:
        """Entries of clients whose name the user may see on day `on`, for those who work with the list."""
        if user.role not in (Role.TEAM, Role.COORDINATOR):
            return self.none()
        return self.filter(region_id=user.region_id, client__in=Client.objects.visible_to(user, on=on))

    def open_on(self, day: date) -> Self:
        """Entries that stand on the list on `day`."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day), waiting_since__lte=day)

    def with_rank(self) -> Self:
        """Mark each entry with the `rank` of its status, in the order of `WaitStatus`: urgent first."""
        rank = Case(
            *(When(status=status, then=Value(number)) for number, status in enumerate(WaitStatus)),
            output_field=IntegerField(),
        )
        return self.annotate(rank=rank)

    def in_order(self) -> Self:
        """By rank of the present status and the day the wait began; `trajectories.order` has the whole rule."""
        return self.with_rank().order_by("rank", "waiting_since", "pk")


class WaitlistEntry(models.Model):
    """A client waits for a care form, since a day, with a status: one registration on the region's list."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="waitlist_entries")
    code = models.CharField("code", max_length=2000, default=random_code)
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="waitlist_entries")
    care_form = models.ForeignKey(CareForm, models.PROTECT, related_name="+", verbose_name="zorgvorm")
    status = models.CharField("wachtstatus", max_length=14, choices=WaitStatus)
    waiting_since = models.DateField("wacht sinds")
    left_on = models.DateField("van de lijst op", null=True, blank=True)
    left_reason = models.CharField("reden", max_length=16, blank=True, choices=LeaveReason)
    status_reason = models.CharField("reden van deze status", max_length=2000, blank=True)
    has_bridging = models.BooleanField("overbruggingszorg", null=True, blank=True)

    objects = WaitlistEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="waitlist_code_once_per_region"),
            not_before(
                "waitlist_left_after_waiting",
                "left_on",
                "waiting_since",
                message="Iemand kan niet van de lijst voordat het wachten begon.",
            ),
            models.CheckConstraint(
                name="waitlist_left_with_reason",
                condition=Q(left_on__isnull=True, left_reason="")
                | (Q(left_on__isnull=False) & ~Q(left_reason="")),
                violation_error_message="Van de lijst af gaat met een dag én een reden.",
            ),
        ]
        indexes = [models.Index(fields=["region", "left_on", "waiting_since"], name="waitlist_on_a_day")]

    def __str__(self) -> str:
        return f"{self.client} wacht op {self.care_form}"

    def paused_days(self, until: date) -> int:
        """Days the wait stood still between `waiting_since` and `until` (first day not counted any more)."""
        return sum(
            max((min(pause.runs_until, until) - max(pause.starts_on, self.waiting_since)).days, 0)
            for pause in self.pauses.all()
        )

    def waited_days(self, day: date) -> int:
        """Days waited up to `day`, pauses left out."""
        return (day - self.waiting_since).days - self.paused_days(day)


class WaitPause(Period):
    """An entry stands still for a period: its days do not count as waiting."""

    entry = models.ForeignKey(WaitlistEntry, models.CASCADE, related_name="pauses")
    reason = models.CharField("reden", max_length=2000, blank=True)

    objects = PeriodQuerySet["WaitPause"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "pause_once_a_day",
                "entry",
                message="Deze inschrijving staat op een deel van deze dagen al stil.",
            ),
            ends_after_start("pause_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} staat stil vanaf {self.starts_on}"
