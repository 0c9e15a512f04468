"""How long a file is kept: what holds it, and what is left when it is gone."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from portal.codes import random_code
from portal.models import Client, Region, Role, User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap


class LegalHold(Period):
    """A file may not be destroyed for a period, whatever its term says (*langer bewaren*): why, and by whom."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="holds")
    reason = models.CharField("waarom langer bewaren", max_length=500)
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="vastgelegd door")
    lifted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="opgeheven door"
    )

    objects = PeriodQuerySet["LegalHold"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "hold_once_a_day",
                "client",
                message="Op een deel van deze dagen wordt dit dossier al langer bewaard.",
            ),
            ends_after_start("hold_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.client.code} langer bewaren vanaf {self.starts_on}"


class RetentionGround(models.TextChoices):
    """Which term a file has, by how it ended; the terms stand in `retention.toml`."""

    HELPED = "HULP", "Er was hulp"
    NOT_HELPED = "GEEN_HULP", "Er kwam geen hulp"


class DestructionQuerySet(models.QuerySet["Destruction"]):
    """Which destructions somebody may know of, and how far they are."""

    def visible_to(self, user: User) -> Self:
        """Those of the region of a coordinator; an auditor reads all."""
        match user.role:
            case Role.COORDINATOR:
                return self.filter(region_id=user.region_id)
            case Role.AUDITOR:
                return self.all()
            case _:
                return self.none()

    def proposed(self) -> Self:
        """Files that wait for a second person, the first on top."""
        return self.filter(destroyed_at=None).order_by("proposed_on", "pk")

    def done(self) -> Self:
        """Files that are gone, the last on top."""
        return self.exclude(destroyed_at=None).order_by("-destroyed_at", "-pk")


class Destruction(models.Model):
    """The destruction of one file: proposed by one, done by another; what was destroyed, never who it was about.

    No key to the client: it outlives the file. Once done the database refuses every change.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="destructions")
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    client_code = models.CharField("dossier", max_length=2000)
    client_slug = models.CharField("nummer", max_length=8, unique=True)
    ground = models.CharField("grond", max_length=9, choices=RetentionGround)
    ended_on = models.DateField("termijn begon op")
    due_on = models.DateField("te vernietigen vanaf")
    proposed_on = models.DateField("voorgesteld op")
    # Empty where a list of what was destroyed names somebody whom a restored backup does not know.
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="voorgesteld door"
    )
    destroyed_at = models.DateTimeField("vernietigd op", null=True, blank=True)
    destroyed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vernietigd door"
    )
    counts = models.JSONField("wat er is vernietigd", default=dict, blank=True)
    """Kinds of rows by their Dutch name, and how many there were."""

    objects = DestructionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="destruction_by_two_people",
                condition=Q(destroyed_by=None) | ~Q(destroyed_by=F("proposed_by")),
                violation_error_message="Iemand anders dan wie het voorstelde, vernietigt een dossier.",
            ),
            models.CheckConstraint(
                name="destruction_after_its_term",
                condition=Q(proposed_on__gte=F("due_on"), due_on__gt=F("ended_on")),
                violation_error_message="De bewaartermijn van dit dossier is nog niet voorbij.",
            ),
        ]

    def __str__(self) -> str:
        return f"Vernietiging van {self.client_code}"
