"""The plan to build up, convert and reduce places (*op-, om-, afbouwplan*), and what is done to keep it."""

import hashlib
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from placements.models.catalogue import CareForm
from portal.codes import random_code
from portal.models import Municipality, Organisation, Region, Role, User
from portal.templatetags.dutch import dag


class ChangeType(models.TextChoices):
    """What happens to places."""

    BUILD_UP = "OPBOUW", "Opbouw"
    CONVERT = "OMBOUW", "Ombouw"
    SCALE_DOWN = "AFBOUW", "Afbouw"


class Certainty(models.TextChoices):
    """How sure it is that a line of the plan will come true."""

    FIXED = "VAST", "Vast"
    LIKELY = "WAARSCHIJNLIJK", "Waarschijnlijk"
    POSSIBLE = "MOGELIJK", "Mogelijk"


class PlanLineQuerySet(models.QuerySet["PlanLine"]):
    """Which lines count, and which of them somebody may see."""

    def visible_to(self, user: User) -> Self:
        """A provider and a housing association see the lines they carry out, everybody else of the region all."""
        here = self.filter(region_id=user.region_id)
        match user.role:
            case Role.PROVIDER:
                return here.filter(provider=user.organisation)
            case Role.HOUSING_ASSOCIATION:
                return here.filter(housing_association=user.organisation)
            case Role.TEAM | Role.COORDINATOR | Role.POLICY | Role.PROJECT_LEADER:
                return here
            case _:
                return self.none()

    def in_force(self) -> Self:
        """Lines that were not withdrawn: the plan as it stands."""
        return self.filter(withdrawn_on=None)

    def with_words(self) -> Self:
        """Ready to be read as sentences, whatever their number."""
        return self.select_related("care_form", "to_care_form", "municipality", "provider", "housing_association")

    def in_order(self) -> Self:
        """The earliest first."""
        return self.order_by("planned_on", "pk")


def _paired(name: str, one: str, other: str, *, message: str) -> models.CheckConstraint:
    """A day and what it explains: both or neither."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{one}__isnull": True, other: ""}) | (Q(**{f"{one}__isnull": False}) & ~Q(**{other: ""})),
        violation_error_message=message,
    )


def _needs(name: str, one: str, other: str, *, message: str) -> models.CheckConstraint:
    """A text that says nothing without another."""
    return models.CheckConstraint(
        name=name, condition=Q(**{one: ""}) | ~Q(**{other: ""}), violation_error_message=message
    )


class PlanLine(models.Model):
    """A number of places to be built up, converted or reduced by a day, for a care form in a municipality.

    What follows `note` is known to the portal alone, not to the regiobestand. A line is withdrawn, never deleted.
    """

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

    is_circa = models.BooleanField("circa", default=False)
    certainty = models.CharField("hoe zeker", max_length=14, blank=True, choices=Certainty)
    provider = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aanbieder"
    )
    housing_association = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="corporatie"
    )
    is_for_youth = models.BooleanField("voor jongeren (18 tot en met 24 jaar)", default=False)
    is_clustered = models.BooleanField("geclusterd", default=False)
    decided_by = models.CharField("besloten door", max_length=200, blank=True)
    decided_on = models.DateField("besloten op", null=True, blank=True)
    document = models.CharField("document", max_length=200, blank=True)
    document_reference = models.CharField("kenmerk of adres van het document", max_length=500, blank=True)
    risk = models.CharField("risico", max_length=2000, blank=True)
    dependency = models.CharField("afhankelijk van", max_length=2000, blank=True)
    depends_on = models.CharField("van wie", max_length=200, blank=True)
    withdrawn_on = models.DateField("ingetrokken op", null=True, blank=True)
    withdrawn_reason = models.CharField("waarom ingetrokken", max_length=2000, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanLineQuerySet.as_manager()

    class Meta:
        constraints = [
            # Withdrawn lines let go of their code: a regiobestand that names it again brings a line of its own.
            models.UniqueConstraint(
                fields=["region", "code"], condition=Q(withdrawn_on=None), name="plan_line_code_once_per_region"
            ),
            models.CheckConstraint(
                name="plan_line_converts_to_something",
                condition=Q(kind=ChangeType.CONVERT, to_care_form__isnull=False)
                | (~Q(kind=ChangeType.CONVERT) & Q(to_care_form__isnull=True)),
                violation_error_message="Ombouw heeft een zorgvorm om naar toe te gaan; op- en afbouw niet.",
            ),
            _paired(
                "plan_line_decision_has_a_day",
                "decided_on",
                "decided_by",
                message="Een besluit heeft een dag en iemand die het nam.",
            ),
            _paired(
                "plan_line_withdrawn_with_a_reason",
                "withdrawn_on",
                "withdrawn_reason",
                message="Een afspraak intrekken gaat met een dag en een reden.",
            ),
            _needs(
                "plan_line_reference_has_a_title",
                "document_reference",
                "document",
                message="Een kenmerk hoort bij een document met een titel.",
            ),
            _needs(
                "plan_line_depends_on_somebody_for_something",
                "depends_on",
                "dependency",
                message="Zeg ook waarvan het afhangt.",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def amount(self) -> str:
        """`circa 12 plekken Beschut Wonen voor jongeren`."""
        circa = "circa " if self.is_circa else ""
        youth = " voor jongeren" if self.is_for_youth else ""
        return f"{circa}{self.places} {'plek' if self.places == 1 else 'plekken'} {self.care_form}{youth}"

    @property
    def sentence(self) -> str:
        """The line as people say it: who does what, where, and before which day."""
        town, by = self.municipality, f"vóór {dag(self.planned_on)}."
        apart, to = {
            ChangeType.BUILD_UP: ("op in", ""),
            ChangeType.CONVERT: ("in", f" om naar {self.to_care_form}"),
            ChangeType.SCALE_DOWN: ("af in", ""),
        }[ChangeType(self.kind)]
        who = f"{self.provider} bouwt" if self.provider else "Bouw"
        return f"{who} {self.amount} {apart} {town}{to}, {by}"

    @property
    def version(self) -> str:
        """Twelve signs that change with anything in the line: they tell whether somebody saved in between."""
        said = "\0".join(str(getattr(self, field.attname)) for field in self._meta.concrete_fields)
        return hashlib.sha256(said.encode()).hexdigest()[:12]


class LineRevision(models.Model):
    """A line got another number or another day: what it was, what it became, and why; only ever added to."""

    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="revisions")
    revised_on = models.DateField("gewijzigd op")
    revised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    places_before = models.PositiveIntegerField("aantal was")
    places_after = models.PositiveIntegerField("aantal wordt")
    planned_before = models.DateField("gepland op was")
    planned_after = models.DateField("gepland op wordt")
    reason = models.CharField("waarom", max_length=2000)

    class Meta:
        ordering = ["-revised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="line_revision_says_why",
                condition=~Q(reason=""),
                violation_error_message="Zeg waarom de afspraak verandert.",
            )
        ]

    def __str__(self) -> str:
        return f"Gewijzigd op {self.revised_on}"


class Deviation(models.Model):
    """Why a line goes otherwise than planned (*afwijking*), as somebody said on a day; only ever added to."""

    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="deviations")
    noted_on = models.DateField("vastgelegd op")
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField("reden van de afwijking", max_length=2000)

    class Meta:
        ordering = ["-noted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="deviation_says_why",
                condition=~Q(reason=""),
                violation_error_message="Zeg wat de reden van de afwijking is.",
            )
        ]

    def __str__(self) -> str:
        return self.reason


class PlanActionQuerySet(models.QuerySet["PlanAction"]):
    """What there is still to do."""

    def to_do(self) -> Self:
        """Actions that are not done, of lines that are in force, the most pressing first."""
        return self.filter(done_on=None, line__withdrawn_on=None).order_by("due_on", "pk")


class PlanAction(models.Model):
    """What somebody will do for a line of the plan, by a day (*actie*)."""

    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="actions")
    what = models.CharField("wat gaat er gebeuren", max_length=500)
    owner = models.CharField("wie doet het", max_length=200)
    due_on = models.DateField("uiterlijk op")
    added_on = models.DateField("toegevoegd op")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_on = models.DateField("klaar op", null=True, blank=True)
    result = models.CharField("wat kwam eruit", max_length=2000, blank=True)

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="action_has_an_owner",
                condition=~Q(owner="") & ~Q(what=""),
                violation_error_message="Een actie zegt wat er gebeurt en wie het doet.",
            ),
            models.CheckConstraint(
                name="action_result_when_done",
                condition=Q(result="") | Q(done_on__isnull=False),
                violation_error_message="Wat eruit kwam, hoort bij een dag waarop het klaar was.",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def days_late(self, on: date) -> int:
        """Days beyond the last day; 0 while in time, or done."""
        return max((on - self.due_on).days, 0) if self.done_on is None else 0

    def days_left(self, on: date) -> int:
        """Days until the last day, which is day 0; below zero when late."""
        return (self.due_on - on).days
