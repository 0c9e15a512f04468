"""Emergency access: somebody looks in the file of a person they do not work for, for an hour, and says why."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from portal.codes import random_code
from portal.models import Client, Region, Role, User

LASTS = timedelta(minutes=60)


class EmergencyAccessQuerySet(models.QuerySet["EmergencyAccess"]):
    """Which openings run, and who may know of them."""

    def running(self) -> Self:
        """Opened less than an hour ago, by the clock of the database."""
        return self.filter(opened_at__gt=Now() - LASTS)

    def visible_to(self, user: User) -> Self:
        """The auditor reads of all, a coordinator of the region, anybody else of their own."""
        match user.role:
            case Role.AUDITOR:
                return self
            case Role.COORDINATOR:
                return self.filter(region=user.region)
            case _:
                return self.filter(user=user)


class EmergencyAccess(models.Model):
    """One opening of a file in an emergency (*noodtoegang*, NEN 7513): for an hour, to read only."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="emergency_accesses")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField("waarom", max_length=2000)
    opened_at = models.DateTimeField("geopend", db_default=Now())

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["user", "-opened_at"], name="emergency_of_a_user")]
        constraints = [
            models.CheckConstraint(
                name="emergency_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Schrijf op waarom u nu in dit dossier moet kijken.",
            ),
        ]

    def __str__(self) -> str:
        return f"Noodtoegang {self.slug}"
