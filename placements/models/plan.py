"""The plan to build up, convert and reduce places (*op-, om-, afbouwplan*)."""

from django.db import models
from django.db.models import Q

from placements.models.catalogue import CareForm
from portal.codes import random_code
from portal.models import Municipality, Region


class ChangeType(models.TextChoices):
    """What happens to places."""

    BUILD_UP = "OPBOUW", "Opbouw"
    CONVERT = "OMBOUW", "Ombouw"
    SCALE_DOWN = "AFBOUW", "Afbouw"


class PlanLine(models.Model):
    """A number of places to be built up, converted or reduced by a day, for a care form in a municipality."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="plan_lines")
    code = models.CharField("code", max_length=2000, default=random_code)
    kind = models.CharField("soort", max_length=6, choices=ChangeType)
    care_form = models.ForeignKey(CareForm, models.PROTECT, related_name="+", verbose_name="zorgvorm")
    to_care_form = models.ForeignKey(
        CareForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="naar zorgvorm"
    )
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name="gemeente")
    places = models.PositiveIntegerField("aantal")
    planned_on = models.DateField("gepland op")
    note = models.CharField("toelichting", max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="plan_line_code_once_per_region"),
            models.CheckConstraint(
                name="plan_line_converts_to_something",
                condition=Q(kind=ChangeType.CONVERT, to_care_form__isnull=False)
                | (~Q(kind=ChangeType.CONVERT) & Q(to_care_form__isnull=True)),
                violation_error_message="Ombouw heeft een zorgvorm om naar toe te gaan; op- en afbouw niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.places} {self.care_form}"
