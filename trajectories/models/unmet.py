"""Looking for a place and not finding one: the demand that a region's supply does not meet."""

from typing import Self

from django.db import models

from portal.models import User
from trajectories.models.waiting import WaitlistEntry


class Criterion(models.TextChoices):
    """What a place must answer to."""

    CARE_FORM = "ZORGVORM", "Zorgvorm"
    CONTRACT = "CONTRACT", "Contract met de aanbieder"
    NEARNESS = "BEGELEIDING", "Begeleiding dichtbij genoeg"
    DAY = "DAG", "Geen plek op tijd vrij"
    MUNICIPALITY = "GEMEENTE", "Gemeente"
    LIVING_MODE = "WOONVORM", "Woonvorm: in een groep of zelfstandig"
    AGE = "LEEFTIJD", "Leeftijd"
    FEATURE = "KENMERK", "Een kenmerk, zoals rolstoel of huisdier"
    SUBSTANCES = "MIDDELEN", "Huisregels over alcohol en drugs"
    OBJECTION = "BEZWAAR", "Een bezwaar tegen deze locatie"
    RENT = "HUUR", "Huur"
    OTHER = "ANDERS", "Iets anders"


class UnmetDemandQuerySet(models.QuerySet["UnmetDemand"]):
    """What the region lacks."""

    def of_region(self, region_id: int | None) -> Self:
        """Everything recorded for the clients of one region."""
        return self.filter(entry__region_id=region_id)


class UnmetDemand(models.Model):
    """No place was found for a waiting client, and the criterion it failed on; the client keeps waiting."""

    entry = models.ForeignKey(WaitlistEntry, models.CASCADE, related_name="unmet_demand")
    criterion = models.CharField("waarop loopt het vast", max_length=12, choices=Criterion)
    words = models.CharField("toelichting", max_length=2000, blank=True)
    recorded_on = models.DateField("vastgelegd op")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = UnmetDemandQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "criterion", "recorded_on"],
                name="unmet_demand_once_a_day",
                violation_error_message="Dit is vandaag al vastgelegd.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_criterion_display()} op {self.recorded_on}"
