"""Closing a location or a place: prepared, scheduled, called off or happened; what was before is kept."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from placements.models.catalogue import CareForm
from placements.models.housing import HousingEpisode
from placements.models.plan import PlanLine
from placements.models.stock import Location, Place
from portal.codes import random_code
from portal.models import Role, User


class ClosingReason(models.TextChoices):
    """Why places close."""

    PLAN = "AFBOUW", "Afbouw volgens het plan"
    LEASE = "HUUR_EINDE", "De huur van het pand eindigt"
    BUILDING = "GEBOUW", "Het gebouw voldoet niet meer"
    CONTRACT = "CONTRACT_EINDE", "Het contract eindigt"
    OTHER = "ANDERS", "Anders"


class Fate(models.TextChoices):
    """What happens to who lives on a place that closes."""

    STAYS = "BLIJFT", "Blijft wonen met andere zorg"
    MOVES = "VERHUIST", "Verhuist"
    TENANCY = "OMKLAP", "Krijgt het huurcontract op eigen naam"
    UNKNOWN = "ONBEKEND", "Nog niet bekend"


class ClosingQuerySet(models.QuerySet["Closing"]):
    """Which closings somebody may read, and which still stand."""

    def visible_to(self, user: User) -> Self:
        """A provider reads those of its own locations, a coordinator those of the region: they name persons."""
        if user.role not in (Role.PROVIDER, Role.COORDINATOR):
            return self.none()
        return self.filter(location__in=Location.objects.visible_to(user))

    def standing(self) -> Self:
        """Those that nobody called off."""
        return self.filter(called_off_at__isnull=True)

    def with_everything(self) -> Self:
        """Fetch all that a page about closings shows of them, in one query."""
        return self.select_related(
            "location__municipality", "location__provider", "place", "prepared_by", "scheduled_by", "called_off_by"
        )


class Closing(models.Model):
    """A location, or one of its places, closes: from `closes_on` on it is in use no longer.

    It is prepared until it is scheduled. Then the periods of the places end on that day; it can be called off
    until the day has come.
    """

    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    location = models.ForeignKey(Location, models.CASCADE, related_name="closings")
    place = models.ForeignKey(Place, models.CASCADE, null=True, blank=True, related_name="closings")
    closes_on = models.DateField("eerste dag dicht")
    reason = models.CharField("reden", max_length=14, choices=ClosingReason)
    words = models.CharField("toelichting", max_length=2000, blank=True)
    prepared_at = models.DateTimeField("begonnen op")
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    scheduled_at = models.DateTimeField("vastgelegd op", null=True, blank=True)
    scheduled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    called_off_at = models.DateTimeField("afgeblazen op", null=True, blank=True)
    called_off_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    called_off_words = models.CharField("waarom het niet doorgaat", max_length=2000, blank=True)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["location", "place", "closes_on"],
                condition=Q(called_off_at__isnull=True),
                nulls_distinct=False,
                name="closing_once_a_day",
                violation_error_message="Voor deze dag staat het sluiten al klaar.",
            ),
            models.CheckConstraint(
                name="closing_scheduled_by_somebody",
                condition=Q(scheduled_at__isnull=True, scheduled_by__isnull=True)
                | Q(scheduled_at__isnull=False, scheduled_by__isnull=False),
                violation_error_message="Wie het sluiten vastlegde, hoort bij het moment.",
            ),
            models.CheckConstraint(
                name="closing_called_off_with_a_reason",
                condition=Q(called_off_at__isnull=True, called_off_by__isnull=True, called_off_words="")
                | (Q(called_off_at__isnull=False, called_off_by__isnull=False) & ~Q(called_off_words="")),
                violation_error_message="Afblazen gaat met een reden.",
            ),
        ]

    def __str__(self) -> str:
        return f"Plek {self.place}, {self.location}" if self.place else str(self.location)

    @property
    def last_day(self) -> date:
        """The last day on which it is in use."""
        return date.fromordinal(self.closes_on.toordinal() - 1)

    @property
    def is_prepared(self) -> bool:
        """Whether it is still being prepared: nothing has been scheduled yet."""
        return self.scheduled_at is None and self.called_off_at is None

    def state_on(self, day: date) -> str:
        """What a screen calls it: In voorbereiding, Gaat dicht, Gesloten or Afgeblazen."""
        if self.called_off_at:
            return "Afgeblazen"
        if self.scheduled_at is None:
            return "In voorbereiding"
        return "Gesloten" if self.closes_on <= day else "Gaat dicht"

    def can_be_called_off_on(self, day: date) -> bool:
        """Whether it has not happened yet, nor been called off."""
        return self.called_off_at is None and (self.scheduled_at is None or self.closes_on > day)


class CutPeriod(models.Model):
    """A period of a place as it was before a closing cut it short, or took it away when it had not begun."""

    closing = models.ForeignKey(Closing, models.CASCADE, related_name="cut_periods")
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    care_form = models.ForeignKey(CareForm, models.PROTECT, related_name="+")
    began_on = models.DateField("eerste dag")
    ended_on = models.DateField("eerste dag niet meer", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["closing", "place", "began_on"], name="cut_period_once_per_closing")
        ]

    def __str__(self) -> str:
        return f"{self.place} als {self.care_form} vanaf {self.began_on}"


class ResidentPlan(models.Model):
    """What happens to one resident when the place closes, and what the dwelling was before that was scheduled."""

    closing = models.ForeignKey(Closing, models.CASCADE, related_name="resident_plans")
    home = models.ForeignKey(HousingEpisode, models.CASCADE, related_name="resident_plans")
    fate = models.CharField("wat gebeurt er", max_length=8, choices=Fate, default=Fate.UNKNOWN)
    care_form = models.ForeignKey(
        CareForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="met welke zorg"
    )
    to_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="naar welke plek"
    )
    to_words = models.CharField("waarheen", max_length=2000, blank=True)
    client_wanted = models.BooleanField("wil de cliënt dit", null=True, blank=True)
    ended_on = models.DateField("eindigde eerst op", null=True, blank=True)
    expected_end_on = models.DateField("vertrok eerst naar verwachting op", null=True, blank=True)
    planned_home = models.OneToOneField(
        HousingEpisode,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="planned_by",
        verbose_name="nieuwe woning",
    )

    replaced_by = models.ForeignKey(
        PlanLine, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vervangen door"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["closing", "home"], name="resident_plan_once_per_closing"),
            models.CheckConstraint(
                name="resident_plan_stays_with_other_care",
                condition=Q(fate=Fate.STAYS, care_form__isnull=False)
                | (~Q(fate=Fate.STAYS) & Q(care_form__isnull=True)),
                violation_error_message="Blijven wonen gaat met een zorgvorm; een andere keuze niet.",
            ),
            models.CheckConstraint(
                name="resident_plan_moves_somewhere",
                condition=(Q(fate=Fate.MOVES) & (Q(to_place__isnull=False) | ~Q(to_words="")))
                | (~Q(fate=Fate.MOVES) & Q(to_place__isnull=True, to_words="")),
                violation_error_message="Verhuizen gaat ergens naartoe; een andere keuze niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home}: {self.get_fate_display()}"

    @property
    def is_known(self) -> bool:
        """Whether somebody said what happens."""
        return self.fate != Fate.UNKNOWN


class ClosingEvent(models.Model):
    """One step on the way to a closing, as a sentence without names; only ever added to."""

    closing = models.ForeignKey(Closing, models.CASCADE, related_name="events")
    at = models.DateTimeField("moment")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sentence = models.CharField("wat er gebeurde", max_length=200)
    before = models.CharField("was", max_length=2000, blank=True)
    after = models.CharField("werd", max_length=2000, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.sentence
