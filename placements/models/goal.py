"""What a region wants, needs and was promised: targets for a year, estimates of need, numbers of dwellings."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from placements.models.catalogue import CareForm
from portal.models import Municipality, Organisation, Region, Role, User


class PlanTargetQuerySet(models.QuerySet["PlanTarget"]):
    """Which targets somebody may see."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's region, for who reads its plan."""
        roles = (Role.TEAM, Role.COORDINATOR, Role.POLICY, Role.PROJECT_LEADER)
        return self.filter(region_id=user.region_id) if user.role in roles else self.none()


class PlanTarget(models.Model):
    """How many places a region wants of a care form at the end of a year, as set on a day and why.

    The last row for a care form, municipality (none: the region) and year is in force. The earlier ones are what
    it was: only ever added to, the database refuses to change or remove them.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="plan_targets")
    care_form = models.ForeignKey(CareForm, models.PROTECT, related_name="targets", verbose_name="zorgvorm")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemeente"
    )
    year = models.PositiveSmallIntegerField("jaar", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    places = models.PositiveIntegerField("plekken")
    set_on = models.DateField("vastgesteld op")
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField("waarom", max_length=2000)

    objects = PlanTargetQuerySet.as_manager()

    class Meta:
        ordering = ["year", "care_form__name", "municipality__name", "set_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="target_says_why",
                condition=~Q(reason=""),
                violation_error_message="Zeg waarom dit het doel is.",
            ),
            models.CheckConstraint(
                name="target_year_is_a_year",
                condition=Q(year__range=(2000, 2100)),
                violation_error_message="Kies een jaar tussen 2000 en 2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.places} {self.care_form} in {self.year}"

    @property
    def in_force(self) -> "PlanTarget":
        """The last row about the same: what the target is now."""
        same = PlanTarget.objects.filter(care_form=self.care_form, municipality=self.municipality, year=self.year)
        return same.select_related("care_form", "municipality", "set_by").latest("pk")


class NeedEstimate(models.Model):
    """How many places of a care form a region needs, as somebody estimated on a day and why (*raming*).

    The last one of a care form counts; the earlier ones stay, the database refuses to change or remove them.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="need_estimates")
    care_form = models.ForeignKey(CareForm, models.PROTECT, related_name="estimates", verbose_name="zorgvorm")
    places = models.PositiveIntegerField("plekken nodig")
    is_circa = models.BooleanField("circa", default=False)
    made_on = models.DateField("geraamd op")
    made_by = models.CharField("geraamd door", max_length=200)
    reasoning = models.CharField("hoe komen we aan dit aantal", max_length=2000)
    source = models.CharField("bron", max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["care_form__name", "made_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="estimate_says_who_and_how",
                condition=~Q(made_by="") & ~Q(reasoning=""),
                violation_error_message="Zeg wie dit raamde en hoe.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.places} {self.care_form} nodig"


class DwellingQuotaQuerySet(models.QuerySet["DwellingQuota"]):
    """Which agreements about dwellings somebody may see."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's region, for who reads its plan; a housing association its own."""
        here = self.filter(region_id=user.region_id)
        match user.role:
            case Role.TEAM | Role.COORDINATOR | Role.POLICY | Role.PROJECT_LEADER:
                return here
            case Role.HOUSING_ASSOCIATION:
                return here.filter(association=user.organisation)
            case _:
                return self.none()


class DwellingQuota(models.Model):
    """How many dwellings were promised in a municipality in a year to people who move on (*contingent*).

    The last row for a municipality, housing association (none: all of them together) and year is in force. The
    earlier ones are what it was: only ever added to, the database refuses to change or remove them.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="dwelling_quotas")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name="gemeente")
    association = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="woningcorporatie"
    )
    year = models.PositiveSmallIntegerField("jaar", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    dwellings = models.PositiveIntegerField("woningen")
    agreed_on = models.DateField("afgesproken op")
    agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField("waar staat dit, of waarom", max_length=2000)

    objects = DwellingQuotaQuerySet.as_manager()

    class Meta:
        ordering = ["year", "municipality__name", "association__name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="quota_says_why",
                condition=~Q(reason=""),
                violation_error_message="Zeg waar deze afspraak staat.",
            ),
            models.CheckConstraint(
                name="quota_year_is_a_year",
                condition=Q(year__range=(2000, 2100)),
                violation_error_message="Kies een jaar tussen 2000 en 2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dwellings} woningen in {self.municipality} in {self.year}"
