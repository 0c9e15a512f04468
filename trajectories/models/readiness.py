"""Ready for the next step: the second waiting list, the one that leads out."""

from django.db import models
from django.db.models import Q

from placements.models import CareForm
from portal.models import Client
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap


class OutflowReadiness(Period):
    """A client is ready to move on (*uitstroomklaar*) for a period, to a care form or to a home of their own."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="readiness")
    wants_care_form = models.ForeignKey(
        CareForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="wil naar"
    )
    wants_own_home = models.BooleanField("wil naar een eigen woning", default=False)

    objects = PeriodQuerySet["OutflowReadiness"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "readiness_once_a_day",
                "client",
                message="Deze cliënt is op een deel van deze dagen al uitstroomklaar.",
            ),
            ends_after_start("readiness_ends_after_start"),
            models.CheckConstraint(
                name="readiness_wants_one_thing",
                condition=Q(wants_own_home=False) | Q(wants_care_form__isnull=True),
                violation_error_message="Kies een zorgvorm of een eigen woning.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client} uitstroomklaar vanaf {self.starts_on}"
