"""The net under somebody who goes on: who is there, for how long, whether one may come back; and what became."""

from django.db import models
from django.db.models import Q

from portal.models import Client, User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap


class SafetyNet(Period):
    """What was agreed for when it gets hard (*vangnet*), for a period: who, where to, and a right to come back."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="safety_nets")
    who = models.CharField("wie", max_length=200)
    phone = models.CharField("telefoon", max_length=40, blank=True)
    time_out = models.CharField("plek om op adem te komen", max_length=200, blank=True)
    may_return = models.BooleanField("mag terugkomen", default=False)
    agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PeriodQuerySet["SafetyNet"].as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            no_overlap(
                "safety_net_one_a_day",
                "client",
                message="Op een deel van deze dagen is er al een vangnet afgesproken.",
            ),
            ends_after_start("safety_net_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"Vangnet van {self.client} vanaf {self.starts_on}"


class AftercareOutcome(models.TextChoices):
    """How somebody was found to be after leaving."""

    WELL = "GAAT_GOED", "Het gaat goed"
    SUPPORT = "WAT_STEUN", "Met wat steun gaat het"
    BACK = "ZORG_TERUG", "Er is weer zorg nodig"
    NOT_REACHED = "NIET_BEREIKT", "Niet bereikt"


class AftercareMoment(models.Model):
    """One moment after leaving at which somebody asks how it goes (*nazorg*): planned, and then what was found."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="aftercare")
    planned_on = models.DateField("gepland op")
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    held_on = models.DateField("gehouden op", null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=12, blank=True, choices=AftercareOutcome)
    words = models.CharField("toelichting", max_length=500, blank=True)

    class Meta:
        ordering = ["planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "planned_on"],
                name="aftercare_once_a_day",
                violation_error_message="Op die dag staat al een nazorgmoment.",
            ),
            models.CheckConstraint(
                name="aftercare_held_with_an_outcome",
                condition=Q(held_on__isnull=True, outcome="") | Q(held_on__isnull=False) & ~Q(outcome=""),
                violation_error_message="Een nazorgmoment heeft een uitkomst.",
            ),
        ]

    def __str__(self) -> str:
        return f"Nazorg voor {self.client} op {self.planned_on}"
