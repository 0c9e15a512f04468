"""The citizen service number (*BSN*) of a client, unreadable in the database, and the regions that use it."""

from django.db import models
from django.db.models import F, Q

from portal.models import Client, Municipality, Region, User


class BsnUse(models.Model):
    """A region uses the BSN, from one moment to another; without a row it does not, and nothing of it shows."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="bsn_uses")
    source = models.CharField("op grond van", max_length=200)
    began_at = models.DateTimeField("aangezet")
    began_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("uitgezet", null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(ended_at=None),
                name="bsn_use_one_that_runs",
                violation_error_message="Deze regio gebruikt het BSN al.",
            ),
            models.CheckConstraint(
                name="bsn_use_ends_after_it_began",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__gte=F("began_at"), ended_by__isnull=False),
                violation_error_message="Uitzetten komt na aanzetten, en iemand doet het.",
            ),
        ]

    def __str__(self) -> str:
        return f"BSN in {self.region}"


class Bsn(models.Model):
    """The BSN of one client: sealed, and marked so that the same number is found again."""

    client = models.OneToOneField(Client, models.CASCADE, related_name="bsn")
    region = models.ForeignKey(Region, models.CASCADE, related_name="+", verbose_name="regio")
    # The same number may be known elsewhere: a rule over all would tell a municipality so.
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name="vastgelegd voor"
    )
    sealed = models.BinaryField("verzegeld nummer")
    mark = models.BinaryField("kenmerk van het nummer")
    recorded_on = models.DateField("vastgelegd op")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="vastgelegd door")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "municipality", "mark"],
                name="bsn_once_per_municipality",
                violation_error_message="In deze gemeente heeft een ander dossier dit BSN al. Zoek op het BSN.",
            ),
        ]
        indexes = [models.Index(fields=["mark"], name="bsn_by_mark")]

    def __str__(self) -> str:
        return f"BSN van {self.client}"
