"""A region's agreements about waiting and matching, in dated versions that never change once published."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from portal.models import Region, User
from portal.periods import not_before


class MatchingRulesQuerySet(models.QuerySet["MatchingRules"]):
    """Which versions somebody may read, and which one counts."""

    def visible_to(self, user: User) -> Self:
        """The versions of the user's own region."""
        return self.filter(region_id=user.region_id)

    def published(self) -> Self:
        """Versions that were published, the newest first."""
        return self.filter(published_on__isnull=False).order_by("-starts_on", "-number")

    def drafts(self) -> Self:
        """The version somebody is still working on; at most one per region."""
        return self.filter(published_on__isnull=True)

    def in_force_on(self, day: date) -> Self:
        """Versions that have begun by `day`; the first of them counts."""
        return self.published().filter(starts_on__lte=day)


class MatchingRules(models.Model):
    """How a region orders its list and weighs wishes (*werkafspraken*), from a day on until the next version.

    Published by name with a reason and what it did to the list of that day; the database refuses any change after.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="matching_rules")
    number = models.PositiveSmallIntegerField("versie")
    weights = models.JSONField("gewichten")
    horizon_weeks = models.PositiveSmallIntegerField("hoeveel weken vooruit een plek nog past", default=26)
    class_weeks = ArrayField(models.PositiveSmallIntegerField(), verbose_name="grenzen van de wachtklassen")
    ask_after_days = models.PositiveSmallIntegerField("na hoeveel dagen opnieuw vragen", default=90)
    reason = models.CharField("waarom deze afspraken", max_length=2000, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="opgesteld door")
    starts_on = models.DateField("geldt vanaf", null=True, blank=True)
    published_on = models.DateField("gepubliceerd op", null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    effect = models.JSONField("gevolg voor de lijst van die dag", null=True, blank=True)

    objects = MatchingRulesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="rules_number_once_per_region"),
            models.UniqueConstraint(
                fields=["region", "starts_on"],
                name="rules_begin_once_a_day",
                violation_error_message="Op deze dag gaan al andere werkafspraken in. Kies een andere dag.",
            ),
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(published_on__isnull=True),
                name="rules_one_draft_per_region",
                violation_error_message="Er is al een concept. Werk daarin verder.",
            ),
            models.CheckConstraint(
                name="rules_published_whole",
                condition=Q(published_on=None, published_by=None, starts_on=None, effect__isnull=True)
                | (
                    Q(published_on__isnull=False, published_by__isnull=False, starts_on__isnull=False)
                    & Q(effect__isnull=False)
                    & ~Q(reason="")
                ),
                violation_error_message="Publiceren gaat met een dag, een naam, een reden en het gevolg.",
            ),
            not_before(
                "rules_begin_after_publishing",
                "starts_on",
                "published_on",
                message="Werkafspraken gaan niet in vóór de dag waarop u ze publiceert.",
            ),
        ]

    def __str__(self) -> str:
        return f"Werkafspraken {self.region}, versie {self.number}"

    @property
    def is_published(self) -> bool:
        """Whether it can no longer be changed."""
        return self.published_on is not None
