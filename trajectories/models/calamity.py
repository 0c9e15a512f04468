"""That a calamity was reported to the supervisor, and on which day. What happened is not for this portal."""

from typing import Self

from django.db import models

from portal.models import Client, Role, User


class CalamityReportQuerySet(models.QuerySet["CalamityReport"]):
    """Which reports somebody may know of."""

    def visible_to(self, user: User) -> Self:
        """Of whoever sees the client: all for a wijkteam and a coordinator, a provider knows of its own only."""
        if user.role == Role.PROVIDER:
            return self.filter(noted_by__organisation=user.organisation)
        return self


class CalamityReport(models.Model):
    """A calamity was reported to the supervisor (*calamiteit*, Wmo 2015 article 3.4): the day, and no more."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="calamities")
    reported_on = models.DateField("gemeld op")
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = CalamityReportQuerySet.as_manager()

    class Meta:
        ordering = ["reported_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "reported_on"],
                name="calamity_once_a_day",
                violation_error_message="Op die dag is al een calamiteit gemeld.",
            ),
        ]

    def __str__(self) -> str:
        return f"Calamiteit bij {self.client}, gemeld op {self.reported_on}"
