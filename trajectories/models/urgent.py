"""Help at once, ahead of the investigation (Wmo 2015, 2.3.3)."""

from django.db import models
from django.db.models import Q

from placements.models import CareForm
from portal.models import Organisation, User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap
from trajectories.models.notification import Notification


class TemporaryProvision(Period):
    """Temporary help while the investigation is done; it ends when somebody ends it, never by itself."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="provisions")
    what = models.TextField("wat", max_length=2000)
    care_form = models.ForeignKey(
        CareForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="zorgvorm"
    )
    provider = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="door welke aanbieder"
    )
    by_whom = models.CharField("door wie anders", max_length=200, blank=True)
    decided_on = models.DateField("besloten op")
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PeriodQuerySet["TemporaryProvision"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "provision_one_at_a_time",
                "notification",
                message="Op een deel van deze dagen loopt al een tijdelijke oplossing.",
            ),
            ends_after_start("provision_ends_after_start"),
            models.CheckConstraint(
                name="provision_is_given_by_somebody",
                condition=Q(provider__isnull=False) | ~Q(by_whom=""),
                violation_error_message="Schrijf op wie deze hulp geeft.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tijdelijk: {self.what}"

    @property
    def giver(self) -> str:
        """Who gives the help."""
        return str(self.provider) if self.provider else self.by_whom
