"""Organisations: teams, providers, housing associations and the region's own office."""

from typing import Self

from django.db import models

from portal.models.region import Municipality, Region


class OrganisationKind(models.TextChoices):
    """What an organisation does in the region."""

    TEAM = "WIJKTEAM", "Sociaal Wijkteam"
    PROVIDER = "AANBIEDER", "Aanbieder"
    HOUSING_ASSOCIATION = "CORPORATIE", "Woningcorporatie"
    REGION = "REGIO", "Regio"
    PLATFORM = "PLATFORM", "Beheer en toezicht"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Ways to choose organisations."""

    def providers_of(self, region: Region | int | None) -> Self:
        """The care providers of a region, by name."""
        return self.filter(region=region, kind=OrganisationKind.PROVIDER)

    def housing_associations_of(self, region: Region | int | None) -> Self:
        """The housing associations of a region, by name."""
        return self.filter(region=region, kind=OrganisationKind.HOUSING_ASSOCIATION)


class Organisation(models.Model):
    """An organisation that works in one region; a permanent identity."""

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="organisations", null=True, blank=True, verbose_name="regio"
    )
    kind = models.CharField("soort", max_length=10, choices=OrganisationKind)
    code = models.CharField("code", max_length=2000)
    name = models.CharField("naam", max_length=2000)
    agb = models.CharField("AGB-code", max_length=2000, blank=True)
    phone = models.CharField("telefoon", max_length=40, blank=True)
    mail = models.EmailField("e-mail", blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemeente"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "code"],
                name="organisation_code_once_per_region_and_kind",
                violation_error_message="Deze code is in deze regio al in gebruik.",
            ),
            models.CheckConstraint(
                name="organisation_team_has_a_municipality",
                condition=~models.Q(kind=OrganisationKind.TEAM) | models.Q(municipality__isnull=False),
                violation_error_message="Een Sociaal Wijkteam hoort bij een gemeente.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
