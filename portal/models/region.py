"""Regions and the municipalities that take part in them."""

from typing import TYPE_CHECKING, Self

from django.db import models

from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap

if TYPE_CHECKING:
    from portal.models.user import User


class Municipality(models.Model):
    """A municipality as Statistics Netherlands (CBS) codes it, present or former."""

    code = models.CharField("gemeentecode", max_length=4, primary_key=True)
    name = models.CharField("naam", max_length=100)
    ended_on = models.DateField("opgeheven op", null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RegionQuerySet(models.QuerySet["Region"]):
    """Which regions somebody works in."""

    def visible_to(self, user: "User") -> Self:
        """The region of the user's organisation; every region for who belongs to none."""
        return self.filter(pk=user.region_id) if user.region_id else self.all()


class Region(models.Model):
    """A cooperation area around one centre municipality (*centrumgemeente*)."""

    code = models.CharField("code", max_length=2000, unique=True)
    name = models.CharField("naam", max_length=2000)
    centre_municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name="centrumgemeente"
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RegionMembership(Period):
    """A municipality takes part in a region for a period, with or without new inflow."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="memberships")
    admits_new = models.BooleanField("nieuwe instroom", default=True)

    objects = PeriodQuerySet["RegionMembership"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "membership_once_per_municipality_per_day",
                "region",
                "municipality",
                message="Deze gemeente doet op een deel van deze dagen al mee in de regio.",
            ),
            ends_after_start("membership_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} in {self.region}"
