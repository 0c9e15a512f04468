"""An objection to a location for a client (*contra-indicatie*): matching learns that there is one, never which."""

from django.db import models

from placements.models import Location
from portal.models import Client, User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap


class ContraIndication(Period):
    """A reason why a location does not suit a client, for a period; read by those who decide, by nobody else."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="contra_indications")
    location = models.ForeignKey(Location, models.CASCADE, related_name="+")
    reason = models.CharField("reden", max_length=2000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="vastgelegd door")

    objects = PeriodQuerySet["ContraIndication"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "contra_indication_once_a_day",
                "client",
                "location",
                message="Bij deze locatie is voor deze cliënt op een deel van deze dagen al een bezwaar.",
            ),
            ends_after_start("contra_indication_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.client}: bezwaar tegen {self.location}"
