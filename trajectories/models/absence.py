"""Away for a while: somebody is elsewhere, and keeps the dwelling."""

from django.db import models

from portal.models import Client, User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap


class AbsenceReason(models.TextChoices):
    """Where somebody is who is away for a while; never why."""

    ADMISSION = "OPNAME", "Opgenomen"
    DETENTION = "DETENTIE", "In detentie"
    FAMILY = "FAMILIE", "Bij familie of vrienden"
    OTHER = "ANDERS", "Ergens anders"


class Absence(Period):
    """A client is away for a while and comes back (*tijdelijk weg*); dwelling and care go on as they are.

    `expected_back_on` is what somebody thinks, not a promise: nothing ends or begins by itself.
    """

    client = models.ForeignKey(Client, models.CASCADE, related_name="absences")
    reason = models.CharField("waar", max_length=8, choices=AbsenceReason)
    expected_back_on = models.DateField("naar verwachting terug op", null=True, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PeriodQuerySet["Absence"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "absence_once_a_day",
                "client",
                message="Op een deel van deze dagen staat al dat deze cliënt weg is.",
            ),
            ends_after_start("absence_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.client}: {self.get_reason_display()} vanaf {self.starts_on}"
