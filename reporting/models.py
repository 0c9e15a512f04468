"""What was reported: frozen figures, as they were on a day."""

from typing import Self

from django.db import models

from portal.models import Region, Role, User


class CouncilReportQuerySet(models.QuerySet["CouncilReport"]):
    """Which reports somebody may read."""

    def visible_to(self, user: User) -> Self:
        """The reports of the user's region; administrators and auditors see all of them."""
        if user.role in (Role.ADMINISTRATOR, Role.AUDITOR):
            return self.all()
        return self.filter(region_id=user.region_id)


class CouncilReport(models.Model):
    """A quarterly report to the council: the figures as they were on its data day, never changed afterwards."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="reports")
    quarter = models.CharField("kwartaal", max_length=6)
    as_of = models.DateField("gegevens tot en met")
    definitions = models.CharField("versie van de definities", max_length=20)
    content = models.JSONField("inhoud")
    content_hash = models.CharField("controlegetal", max_length=64)
    drawn_up_at = models.DateTimeField("opgesteld op")
    drawn_up_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.BinaryField("pdf", null=True, blank=True)
    printed_at = models.DateTimeField("gedrukt op", null=True, blank=True)
    print_attempts = models.PositiveSmallIntegerField("mislukte pogingen", default=0)

    objects = CouncilReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "quarter", "as_of"],
                name="report_once_per_day",
                violation_error_message="Dit rapport is op deze dag al opgesteld.",
            )
        ]
        get_latest_by = ["as_of", "drawn_up_at"]

    def __str__(self) -> str:
        return f"{self.region} {self.quarter}"
