"""Mending who somebody is: what stood there stays to be read."""

from django.db import models

from portal.models import Client, User


class ClientCorrection(models.Model):
    """The facts of a client that were mended at one time, and why (AVG 16); only ever added to."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="corrections")
    changes = models.JSONField("wat er stond en wat er staat")
    reason = models.CharField("reden", max_length=500)
    corrected_at = models.DateTimeField("gewijzigd op")
    corrected_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.client}: {self.reason}"
