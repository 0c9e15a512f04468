"""The matching table: a meeting of the region about who waits and what is free, and what was decided there."""

from typing import Self

from django.db import models
from django.db.models import Q

from portal.codes import random_code
from portal.models import Client, Region, Role, User


class MatchingTableQuerySet(models.QuerySet["MatchingTable"]):
    """Whose tables these are."""

    def visible_to(self, user: User) -> Self:
        """The coordinators of the region: the agenda is about everybody in it."""
        return self.filter(region=user.region_id) if user.role == Role.COORDINATOR else self.none()


class MatchingTable(models.Model):
    """One meeting of the matching table on a day; once closed its minutes are frozen and never change."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="matching_tables")
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    held_on = models.DateField("dag")
    attendance = models.TextField("wie erbij zijn", max_length=2000, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("gesloten op", null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField("verslag", null=True, blank=True)
    content_hash = models.CharField("controlegetal", max_length=64, blank=True)
    pdf = models.BinaryField("pdf", null=True, blank=True)
    printed_at = models.DateTimeField("gedrukt op", null=True, blank=True)
    print_attempts = models.PositiveSmallIntegerField("mislukte pogingen", default=0)

    objects = MatchingTableQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "held_on"],
                name="matching_table_once_a_day",
                violation_error_message="Voor deze dag is er al een tafel.",
            ),
            models.CheckConstraint(
                name="matching_table_closed_with_minutes",
                condition=Q(closed_at=None, content__isnull=True)
                | Q(closed_at__isnull=False, content__isnull=False),
                violation_error_message="Een gesloten tafel heeft een verslag.",
            ),
        ]

    def __str__(self) -> str:
        return f"Matchingstafel {self.held_on}"


class TableDecisionQuerySet(models.QuerySet["TableDecision"]):
    """What is still to be done."""

    def to_do(self) -> Self:
        """Decisions that somebody has to carry out and nobody did yet, the most pressing first."""
        return self.exclude(owner="").filter(done_on=None).order_by("due_on", "pk")


class TableDecision(models.Model):
    """What was decided at the table about one point, and if something follows: who does it, by when."""

    table = models.ForeignKey(MatchingTable, models.CASCADE, related_name="decisions")
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    about = models.CharField("punt", max_length=200)
    client = models.ForeignKey(Client, models.SET_NULL, null=True, blank=True, related_name="+")
    what = models.CharField("wat is besloten", max_length=500)
    owner = models.CharField("wie doet het", max_length=200, blank=True)
    due_on = models.DateField("uiterlijk op", null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_on = models.DateField("klaar op", null=True, blank=True)

    objects = TableDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="table_decision_owner_has_a_day",
                condition=Q(owner="", due_on=None) | (~Q(owner="") & Q(due_on__isnull=False)),
                violation_error_message="Schrijf op wie het doet én uiterlijk wanneer, of laat allebei leeg.",
            ),
            models.CheckConstraint(
                name="table_decision_done_by_somebody",
                condition=Q(done_on=None) | ~Q(owner=""),
                violation_error_message="Klaar is alleen wat iemand zou doen.",
            ),
        ]

    def __str__(self) -> str:
        return self.what
