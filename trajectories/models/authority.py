"""How the access of a region works, and since when: who advises, who decides, who directs the list."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from portal.models import Municipality, Region, User
from portal.periods import DateRange, Period, PeriodQuerySet, ends_after_start, no_overlap


class AccessBody(models.TextChoices):
    """Who can have a part in the access."""

    GGD = "GGD", "de GGD"
    TEAM = "WIJKTEAM", "het Sociaal Wijkteam"
    CENTRE = "CENTRUM", "de centrumgemeente"


class AccessModel(Period):
    """For a period, who in a region advises, decides and directs the waiting list (*toegangsmodel*)."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="access_models")
    advisor = models.CharField("adviseert", max_length=8, choices=AccessBody)
    decision_maker = models.CharField("besluit", max_length=8, choices=AccessBody)
    list_director = models.CharField("voert de wachtlijst", max_length=8, choices=AccessBody)
    has_four_eyes = models.BooleanField("een tweede persoon neemt het besluit", default=False)
    review_months = models.PositiveSmallIntegerField("evaluatie om de zoveel maanden", default=6)

    objects = PeriodQuerySet["AccessModel"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "access_model_one_a_day",
                "region",
                message="Op een deel van deze dagen geldt in deze regio al een andere werkwijze.",
            ),
            ends_after_start("access_model_ends_after_start"),
            models.CheckConstraint(
                name="access_model_reviews_within_two_years",
                condition=Q(review_months__gte=1, review_months__lte=24),
            ),
        ]

    def __str__(self) -> str:
        return f"Toegang in {self.region} vanaf {self.starts_on}"


class MandateQuerySet(PeriodQuerySet["Mandate"]):
    """Who may decide where."""

    def to_decide(self, user: User, municipality: str, *, on: date) -> Self:
        """The mandates of a user that hold for a municipality on a day."""
        here = Q(municipality=municipality) | Q(municipality__isnull=True)
        return self.covering(on).filter(here, user=user)


class Mandate(Period):
    """Somebody may decide on behalf of the college, for one municipality or the whole region, for a period."""

    user = models.ForeignKey(User, models.CASCADE, related_name="mandates", verbose_name="wie")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="voor welke gemeente"
    )
    source = models.CharField("op grond van", max_length=200)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="mandate_once_a_day",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (Coalesce(F("municipality"), Value("")), RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Op een deel van deze dagen is dit mandaat er al.",
            ),
            ends_after_start("mandate_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"Mandaat van {self.user}"
