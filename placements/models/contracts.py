"""What a region has agreed with providers: for how many places, and at what day rate, made up of what."""

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from placements.models.catalogue import CareForm
from portal.models import Organisation, Role, User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap


class RateGround(models.TextChoices):
    """What a day rate rests on (*grond van het tarief*)."""

    FAIR_PRICE = "REELE_PRIJS", "Reële prijs (artikel 5.4 Uitvoeringsbesluit Wmo 2015)"
    TENDER = "AANBESTEDING", "Uitkomst van de aanbesteding"
    INDEXATION = "INDEXATIE", "Het vorige tarief, geïndexeerd"
    AGREEMENT = "AFSPRAAK", "Afspraak met de aanbieder"


class ContractQuerySet(PeriodQuerySet["Contract"]):
    """Which contracts somebody may see, with their rates."""

    def visible_to(self, user: User) -> Self:
        """A provider sees its own and no price of another; the region's office and administrators see all."""
        here = self.filter(provider__region_id=user.region_id)
        match user.role:
            case Role.ADMINISTRATOR:
                return self.all()
            case Role.COORDINATOR | Role.POLICY | Role.PROJECT_LEADER:
                return here
            case Role.PROVIDER:
                return here.filter(provider=user.organisation)
            case _:
                return self.none()


class Contract(Period):
    """A provider delivers a care form in kind (ZIN), for a number of places, at a day rate in euros."""

    provider = models.ForeignKey(Organisation, models.CASCADE, related_name="contracts", verbose_name="aanbieder")
    care_form = models.ForeignKey(CareForm, models.PROTECT, related_name="contracts", verbose_name="zorgvorm")
    places = models.PositiveIntegerField("plekken")
    day_rate = models.DecimalField("dagtarief", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    rate_ground = models.CharField("grond van het tarief", max_length=12, blank=True, choices=RateGround)
    rate_note = models.CharField("toelichting op het tarief", max_length=2000, blank=True)

    objects = ContractQuerySet.as_manager()

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


class RateElement(models.TextChoices):
    """What part of a day rate pays for; the first three and the last but one are those of article 5.4."""

    WAGES = "LOON", "Loon van begeleiders"
    HOURS_OFF = "NIET_DECLARABEL", "Verlof, ziekte, scholing en overleg"
    TRAVEL = "REIS_OPLEIDING", "Reizen en opleiding"
    HOUSING = "HUISVESTING", "Huisvesting"
    OVERHEAD = "OVERHEAD", "Overhead"
    DEMANDS = "EISEN", "Kosten door eisen van de gemeente"
    OTHER = "OVERIG", "Overig"


class RatePart(models.Model):
    """A part of the day rate of a contract (*opbouw*); where there are parts, they add up to the rate.

    A trigger in the database keeps it so.
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="parts")
    element = models.CharField("waarvoor", max_length=15, choices=RateElement)
    amount = models.DecimalField("bedrag", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "element"], name="rate_part_once_per_contract"),
            models.CheckConstraint(
                name="rate_part_is_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message="Een deel van een tarief is nul of meer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_element_display()}: {self.amount}"
