"""What was reported: frozen figures, as they were on a day."""

import secrets
from typing import Self

from django.db import models

from portal.models import Municipality, Region, Role, User
from reporting.suppression import SMALLEST, SMALLEST_INSIDE


class CouncilReportQuerySet(models.QuerySet["CouncilReport"]):
    """Which reports somebody may read."""

    def visible_to(self, user: User) -> Self:
        """The reports of the user's region; administrators and auditors see all of them."""
        if user.role in (Role.ADMINISTRATOR, Role.AUDITOR):
            return self.all()
        return self.filter(region_id=user.region_id)

    def published(self) -> Self:
        """Reports that everybody may read."""
        return self.filter(published_at__isnull=False)

    def newest_first(self) -> Self:
        """The last quarter on top, of each the last edition."""
        return self.order_by("-quarter", "-as_of", "-drawn_up_at")


class CouncilReport(models.Model):
    """A quarterly report to the council: the figures as they were on its data day, never changed afterwards.

    A draft until somebody approves it by name; then its words are fixed too. Once it is published the database
    refuses every change: a correction is a report with a later data day.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="reports")
    quarter = models.CharField("kwartaal", max_length=6)
    as_of = models.DateField("gegevens tot en met")
    definitions = models.CharField("versie van de definities", max_length=20)
    content = models.JSONField("inhoud")
    content_hash = models.CharField("controlegetal", max_length=64)
    drawn_up_at = models.DateTimeField("opgesteld op")
    drawn_up_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.BinaryField("pdf", null=True, blank=True)
    printed_at = models.DateTimeField("gedrukt op", null=True, blank=True)
    print_attempts = models.PositiveSmallIntegerField("mislukte pogingen", default=0)
    approved_at = models.DateTimeField("goedgekeurd op", null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField("gepubliceerd op", null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CouncilReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "quarter", "as_of"],
                name="report_once_per_day",
                violation_error_message="Dit rapport is op deze dag al opgesteld.",
            ),
            models.CheckConstraint(
                name="report_published_after_approval",
                condition=models.Q(published_at__isnull=True)
                | models.Q(approved_at__isnull=False, published_at__gte=models.F("approved_at")),
                violation_error_message="Publiceren kan pas nadat iemand het rapport heeft goedgekeurd.",
            ),
        ]
        get_latest_by = ["as_of", "drawn_up_at"]

    def __str__(self) -> str:
        return f"{self.region} {self.quarter}"


class ReportText(models.Model):
    """What the policy officer says in one chapter of a report that is still a draft."""

    report = models.ForeignKey(CouncilReport, models.CASCADE, related_name="texts")
    chapter = models.CharField("hoofdstuk", max_length=20)
    text = models.TextField("toelichting", max_length=10000, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField("opgeslagen op")
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "chapter"], name="report_text_once_per_chapter")]

    def __str__(self) -> str:
        return f"{self.report}: {self.chapter}"


class QuarterCount(models.Model):
    """What may be shown inside of a quarter as counted on a day, of the region and of each municipality.

    `smallest` is k; of a few figures `summed` keeps the numbers themselves. It saves counting the same quarter,
    and finding what to hide, again for everybody who looks on that day.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="quarter_counts")
    quarter = models.CharField("kwartaal", max_length=6)
    as_of = models.DateField("gegevens tot en met")
    definitions = models.CharField("versie van de definities", max_length=20)
    smallest = models.PositiveIntegerField("kleinste getal")
    shown = models.JSONField("cijfers")
    summed = models.JSONField("cijfers om op te tellen")
    counted_at = models.DateTimeField("geteld op")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "quarter"], name="quarter_counted_once")]

    def __str__(self) -> str:
        return f"{self.region} {self.quarter} per {self.as_of}"


def _secret() -> str:
    return secrets.token_urlsafe(16)


class Subscription(models.Model):
    """An address that wants to hear when a report of a region is published; gone as soon as it does not."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="subscriptions")
    address = models.EmailField("e-mailadres")
    slug = models.CharField(max_length=22, unique=True, default=_secret, editable=False)
    asked_on = models.DateField("gevraagd op")
    confirmed_on = models.DateField("bevestigd op", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "address"], name="subscription_once_per_region")]

    def __str__(self) -> str:
        return f"Inschrijving voor {self.region}"


class MunicipalityTile(models.Model):
    """Where a municipality lies on the region's map of tiles: column and row, from 0."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="tiles")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name="gemeente")
    column = models.PositiveSmallIntegerField("kolom")
    row = models.PositiveSmallIntegerField("rij")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "municipality"], name="tile_once_per_municipality"),
            models.UniqueConstraint(
                fields=["region", "column", "row"],
                name="tile_one_municipality_a_place",
                violation_error_message="Op deze plaats ligt al een andere gemeente.",
            ),
            models.CheckConstraint(
                name="tile_within_the_map",
                condition=models.Q(column__lt=12, row__lt=12),
                violation_error_message="De kaart heeft twaalf kolommen en twaalf rijen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.column}, {self.row}"


class Threshold(models.Model):
    """From which number on a region shows what rests on it, counted from a day: never less than the house asks.

    Reports keep the number they were drawn up with; a later one changes nothing in them.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="thresholds")
    starts_on = models.DateField("vanaf")
    published = models.PositiveSmallIntegerField("grens voor wat openbaar is")
    inside = models.PositiveSmallIntegerField("grens binnen de regio")
    set_at = models.DateTimeField("vastgelegd op")
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "starts_on"], name="threshold_once_per_day"),
            models.CheckConstraint(
                name="threshold_public_at_least_the_floor",
                condition=models.Q(published__gte=SMALLEST, published__lte=100),
                violation_error_message=f"De grens voor wat openbaar is, ligt tussen {SMALLEST} en 100.",
            ),
            models.CheckConstraint(
                name="threshold_inside_at_least_the_floor",
                condition=models.Q(inside__gte=SMALLEST_INSIDE, inside__lte=models.F("published")),
                violation_error_message=(
                    f"De grens binnen de regio is minstens {SMALLEST_INSIDE}, en niet hoger dan die voor wat "
                    "openbaar is."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.published} en {self.inside} vanaf {self.starts_on}"
