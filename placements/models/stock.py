"""The housing stock: places as permanent identities, and dated rows for what a place is."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Now

from placements.models.catalogue import CareForm
from placements.models.location import Location
from portal.codes import random_code
from portal.models import Region, User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap, valid_on


class PlaceQuerySet(models.QuerySet["Place"]):
    """Which places somebody may know of."""

    def visible_to(self, user: User) -> Self:
        """The places of the locations somebody may see."""
        return self.filter(location__in=Location.objects.visible_to(user))

    def with_features(self) -> Self:
        """Fetch what they have or allow, for all of them at once."""
        return self.prefetch_related(Prefetch("feature_rows", to_attr="fetched_features"))


class Place(models.Model):
    """One unit of capacity: room for one person. A permanent identity; what it is, its periods tell."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="places")
    code = models.CharField("code", max_length=2000, default=random_code)
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    location = models.ForeignKey(Location, models.PROTECT, related_name="places")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "code"],
                name="place_code_once_per_region",
                violation_error_message="Deze code is in deze regio al van een andere plek.",
            )
        ]

    def __str__(self) -> str:
        return self.code

    def features_on(self, day: date) -> tuple[str, ...]:
        """What the place has or allows on a day, as `Feature` codes; of many places: `with_features`."""
        fetched = getattr(self, "fetched_features", None)
        row = valid_on(self.feature_rows.all() if fetched is None else fetched, day)
        return tuple(row.features) if row else ()


class PlacePeriod(Period):
    """A place exists for one care form during a period; a change of form is the next period."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="periods")
    care_form = models.ForeignKey(CareForm, models.PROTECT, related_name="place_periods")

    objects = PeriodQuerySet["PlacePeriod"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "place_has_one_care_form_a_day",
                "place",
                message="Deze plek heeft op een deel van deze dagen al een zorgvorm.",
            ),
            ends_after_start("place_period_ends_after_start"),
        ]
        indexes = [
            models.Index(
                fields=["place", "runs_until", "starts_on"],
                include=["care_form"],
                name="place_period_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} als {self.care_form} vanaf {self.starts_on}"


class OutOfUseReason(models.TextChoices):
    """Why a place cannot be used."""

    RENOVATION = "RENOVATIE", "Renovatie"
    STAFF_SHORTAGE = "PERSONEELSTEKORT", "Te weinig personeel"
    DAMAGE = "SCHADE", "Schade"
    RESERVED = "GERESERVEERD", "Gereserveerd"
    OTHER = "ANDERS", "Anders"


LIVE = Q(cancelled_at__isnull=True)


class OutOfUseQuerySet(PeriodQuerySet["OutOfUse"]):
    """What counts, now or as it was known."""

    def live(self) -> Self:
        """Rows that nobody took back or revised: the only ones that count."""
        return self.filter(LIVE)

    def known_at(self, moment: datetime) -> Self:
        """What would have been `live` at `moment`: later corrections do not exist, earlier ones do."""
        return self.filter(LIVE | Q(cancelled_at__gt=moment), recorded_at__lte=moment)


class OutOfUse(Period):
    """A place cannot be used during a period; revised by a new row and cancelled, never changed or deleted."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="out_of_use")
    reason = models.CharField("reden", max_length=16, choices=OutOfUseReason)
    reference = models.CharField("kenmerk", max_length=100, blank=True)
    words = models.CharField("toelichting", max_length=2000, blank=True)
    # What came in a regiobestand has no person, and the moment of loading.
    recorded_at = models.DateTimeField("vastgelegd op", db_default=Now())
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField("telt niet meer sinds", null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    superseded_by = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="supersedes", verbose_name="vervangen door"
    )

    objects = OutOfUseQuerySet.as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "place_out_of_use_once_a_day",
                "place",
                condition=LIVE,
                message="Deze plek is op een deel van deze dagen al buiten gebruik.",
            ),
            ends_after_start("out_of_use_ends_after_start"),
            models.CheckConstraint(
                name="out_of_use_superseded_does_not_count",
                condition=Q(superseded_by__isnull=True) | Q(cancelled_at__isnull=False),
                violation_error_message="Een vervangen periode telt niet meer mee.",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "runs_until", "starts_on"], condition=LIVE, name="out_of_use_on_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.place} buiten gebruik vanaf {self.starts_on}"

    @property
    def is_live(self) -> bool:
        """Whether it counts: nobody took it back or revised it."""
        return self.cancelled_at is None
