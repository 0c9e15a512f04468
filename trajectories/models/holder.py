"""Who is responsible for a melding, and since when: one row per holder, a new one at every handover."""

from django.db import models
from django.db.models import Q

from portal.models import Organisation, User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap
from trajectories.models.notification import Notification


class CaseHolder(Period):
    """For a period, who is responsible for a melding: an organisation, or a predecessor without an account."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="holders")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="verantwoordelijk"
    )
    predecessor = models.CharField("voorganger", max_length=500, blank=True)
    reason = models.CharField("waarom overgedragen", max_length=2000, blank=True)
    # What the one before wrote about it, kept as it was handed over.
    words = models.TextField("wat de voorganger meegaf", max_length=10000, blank=True)
    handed_over_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    noted_on = models.DateField("kennisgenomen op", null=True, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PeriodQuerySet["CaseHolder"].as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            no_overlap(
                "case_holder_one_a_day",
                "notification",
                message="Op een deel van deze dagen is al iemand anders verantwoordelijk voor deze melding.",
            ),
            ends_after_start("case_holder_ends_after_start"),
            models.CheckConstraint(
                name="case_holder_is_one_of_two",
                condition=Q(organisation=None) ^ Q(predecessor=""),
                violation_error_message="Kies een organisatie, of schrijf op wie de voorganger was.",
            ),
            models.CheckConstraint(
                name="case_holder_noted_by_somebody",
                condition=Q(noted_on=None, noted_by=None) | Q(noted_on__isnull=False, noted_by__isnull=False),
                violation_error_message="Wie kennisneemt, doet dat op een dag.",
            ),
        ]

    def __str__(self) -> str:
        return self.predecessor or str(self.organisation)

    @property
    def is_unread(self) -> bool:
        """Whether it was handed over and nobody of the organisation took note."""
        return self.handed_over_by_id is not None and self.noted_on is None
