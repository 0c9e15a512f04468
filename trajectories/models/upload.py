"""Spreadsheets that somebody handed in on a page, what was found in them, and what became of them."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from portal.codes import random_code
from portal.models import Organisation, Region, Role, User

MOST_ATTEMPTS = 3
"""Work on a spreadsheet that broke down this often is given up."""
KEPT = timedelta(days=7)
"""How long a spreadsheet waits for somebody to load it; then its content is thrown away."""


class UploadKind(models.TextChoices):
    """What a spreadsheet is about."""

    STOCK = "AANBOD", "Locaties en plekken"
    CONTRACTS = "CONTRACTEN", "Contracten en tarieven"
    PLAN = "PLAN", "Planregels"
    CATALOGUE = "CATALOGUS", "Zorgvormen en organisaties"


class UploadState(models.TextChoices):
    """How far a spreadsheet has come; follows from its moments, and is stored nowhere."""

    CHECKING = "NAKIJKEN", "Wordt nagekeken"
    READY = "KLAAR", "Klaar om te laden"
    WRONG = "FOUTEN", "Er zijn fouten"
    LOADING = "LADEN", "Wordt geladen"
    LOADED = "GELADEN", "Geladen"
    CANCELLED = "AFGEBROKEN", "Afgebroken"
    FAILED = "MISLUKT", "Mislukt"


class UploadQuerySet(models.QuerySet["Upload"]):
    """Which spreadsheets somebody may know of, and which wait for work."""

    def visible_to(self, user: User) -> Self:
        """A provider sees its own, who makes the plan those of the plan, an administrator all of them."""
        here = self.filter(region_id=user.region_id)
        match user.role:
            case Role.ADMINISTRATOR:
                return self.all()
            case Role.PROVIDER:
                return here.filter(provider=user.organisation)
            case Role.POLICY | Role.PROJECT_LEADER:
                return here.filter(kind=UploadKind.PLAN)
            case _:
                return self.none()

    def waiting(self) -> Self:
        """Those there is something to do for: look them over, or load them."""
        open_ = self.filter(loaded_at=None, cancelled_at=None, failed_at=None)
        return open_.filter(Q(checked_at=None) | Q(asked_at__isnull=False)).order_by("uploaded_at")

    def stale_at(self, moment: datetime) -> Self:
        """Those nobody loaded in time, with what was in them."""
        return self.filter(content__isnull=False, uploaded_at__lt=moment - KEPT)

    def in_short(self) -> Self:
        """Without what was in them, which may be large."""
        return self.defer("content", "report", "errors")


class Upload(models.Model):
    """A spreadsheet somebody handed in (*inlezing*): looked over first, loaded when asked, kept as a line.

    What was in it is thrown away as soon as it is loaded, cancelled or given up.
    """

    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    region = models.ForeignKey(Region, models.CASCADE, related_name="uploads")
    kind = models.CharField("soort", max_length=10, choices=UploadKind)
    provider = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField("bestand", max_length=200)
    content = models.BinaryField("inhoud", null=True)
    uploaded_at = models.DateTimeField("aangeleverd op")
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    step = models.CharField("stap", max_length=100, blank=True)
    rows_done = models.PositiveIntegerField("rijen gedaan", default=0)
    rows_total = models.PositiveIntegerField("rijen", default=0)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    checked_at = models.DateTimeField("nagekeken op", null=True, blank=True)
    report = models.JSONField("bevindingen", blank=True, default=dict)
    errors = models.JSONField("fouten", blank=True, default=list)
    error_total = models.PositiveIntegerField("aantal fouten", default=0)
    asked_at = models.DateTimeField("laden gevraagd op", null=True, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    only_good = models.BooleanField("alleen de goede rijen", default=False)
    loaded_at = models.DateTimeField("geladen op", null=True, blank=True)
    cancelled_at = models.DateTimeField("afgebroken op", null=True, blank=True)
    failed_at = models.DateTimeField("mislukt op", null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="upload_loaded_after_it_was_asked",
                condition=Q(loaded_at__isnull=True) | Q(asked_at__isnull=False, checked_at__isnull=False),
                violation_error_message="Een bestand wordt pas geladen als iemand dat vraagt.",
            )
        ]
        indexes = [models.Index(fields=["region", "-uploaded_at"], name="upload_of_a_region")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def state(self) -> UploadState:
        """How far it has come."""
        if self.loaded_at:
            return UploadState.LOADED
        if self.cancelled_at:
            return UploadState.CANCELLED
        if self.failed_at:
            return UploadState.FAILED
        if self.checked_at is None:
            return UploadState.CHECKING
        if self.asked_at:
            return UploadState.LOADING
        return UploadState.WRONG if self.error_total else UploadState.READY

    @property
    def is_busy(self) -> bool:
        """Whether the worker still has something to do for it."""
        return self.state in (UploadState.CHECKING, UploadState.LOADING)

    @property
    def is_open(self) -> bool:
        """Whether it can still be loaded or cancelled."""
        return not (self.loaded_at or self.cancelled_at or self.failed_at)
