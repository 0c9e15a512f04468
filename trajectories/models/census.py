"""The daily census of the waiting list: what the list was on a day, sealed so that it cannot be rewritten."""

from typing import Self

from django.db import models

from portal.models import Region, Role, User


class WaitlistCensusQuerySet(models.QuerySet["WaitlistCensus"]):
    """Which counts somebody may read."""

    def visible_to(self, user: User) -> Self:
        """The counts of the coordinator's own region."""
        return self.filter(region_id=user.region_id) if user.role == Role.COORDINATOR else self.none()


class WaitlistCensus(models.Model):
    """The waiting list of a region at the end of a day: counts and order, never changed: the database refuses it.

    `entries` holds an entry's random code and its status, in the order of the list; no names. `seal` is a checksum
    of it all and of the seal before it.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="censuses")
    day = models.DateField("dag")
    taken_at = models.DateTimeField("vastgelegd op")
    counts = models.JSONField("aantallen")
    entries = models.JSONField("volgorde")
    previous_seal = models.CharField("controlegetal ervoor", max_length=64, blank=True)
    seal = models.CharField("controlegetal", max_length=64)

    objects = WaitlistCensusQuerySet.as_manager()

    class Meta:
        get_latest_by = "day"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "day"],
                name="census_once_a_day",
                violation_error_message="De stand van deze dag is al vastgelegd.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} op {self.day}"
