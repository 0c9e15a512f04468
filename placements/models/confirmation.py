"""The provider's word that its places are true."""

from django.db import models

from portal.models import Organisation, User


class SupplyConfirmation(models.Model):
    """A provider confirms on a day that its places are true; the counts are kept as they were."""

    provider = models.ForeignKey(Organisation, models.CASCADE, related_name="confirmations")
    confirmed_on = models.DateField("bevestigd t/m")
    confirmed_at = models.DateTimeField("moment")
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    counts = models.JSONField("aantallen")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "confirmed_on"],
                name="confirmation_once_a_day",
                violation_error_message="Vandaag is al bevestigd.",
            )
        ]
        get_latest_by = "confirmed_on"

    def __str__(self) -> str:
        return f"{self.provider} t/m {self.confirmed_on}"
