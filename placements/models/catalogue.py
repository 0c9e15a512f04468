"""What a region offers: care forms, and the contracts with providers for them."""

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from portal.models import Organisation, Region
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap

OWN_HOME = "EIGEN_WONING"
"""What `wil_naar` says for a home of one's own; no care form may be called so."""


class CareFormQuerySet(PeriodQuerySet["CareForm"]):
    """Ways to look at the catalogue."""

    def in_order(self) -> Self:
        """By name."""
        return self.order_by("name")


class CareForm(Period):
    """A form of care (*zorgvorm*) in the region's catalogue; any form may follow any other, there is no ladder."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="care_forms")
    code = models.CharField("code", max_length=2000)
    name = models.CharField("naam", max_length=2000)
    is_in_chain = models.BooleanField("keten", default=True)
    is_heavy = models.BooleanField("zwaar (alleen om te tellen)", default=False)
    has_24_7 = models.BooleanField("nabijheid 24/7", default=False)

    objects = CareFormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="care_form_code_once_per_region"),
            models.CheckConstraint(
                name="care_form_heavy_only_in_chain",
                condition=Q(is_heavy=False) | Q(is_in_chain=True),
                violation_error_message="Een zware zorgvorm hoort altijd bij de keten.",
            ),
            models.CheckConstraint(
                name="care_form_is_not_called_own_home",
                condition=~Q(code=OWN_HOME),
                violation_error_message="EIGEN_WONING is geen zorgvorm: kies een andere code.",
            ),
            ends_after_start("care_form_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class Contract(Period):
    """A provider delivers a care form in kind (ZIN), for a number of places, at a day rate in euros."""

    provider = models.ForeignKey(Organisation, models.CASCADE, related_name="contracts")
    care_form = models.ForeignKey(CareForm, models.PROTECT, related_name="contracts")
    places = models.PositiveIntegerField("plekken")
    day_rate = models.DecimalField("dagtarief", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])

    objects = PeriodQuerySet["Contract"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "contract_once_per_provider_form_and_day",
                "provider",
                "care_form",
                message="Deze aanbieder heeft op een deel van deze dagen al een contract voor deze zorgvorm.",
            ),
            ends_after_start("contract_ends_after_start"),
            models.CheckConstraint(
                name="contract_rate_is_not_negative",
                condition=Q(day_rate__gte=0),
                violation_error_message="Een dagtarief is nul of meer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.care_form} vanaf {self.starts_on}"
