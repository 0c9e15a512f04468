"""Signals about a tenancy: a fact that a housing association tells who guides, and what was done about it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from placements.models import HousingEpisode
from portal.codes import random_code
from portal.models import Client, Organisation, Region, Role, User
from portal.periods import not_before


class SignalKind(models.TextChoices):
    """What a housing association noticed (*huursignaal*)."""

    NUISANCE = "OVERLAST", "Overlast"
    ARREARS = "ACHTERSTAND", "Huurachterstand"
    UPKEEP = "ONDERHOUD", "De staat van de woning"
    OTHER = "ANDERS", "Iets anders"


def dwelling_of(home: HousingEpisode) -> str:
    """Where somebody rents: the location and place, or the municipality of an own home."""
    if home.place:
        return f"{home.place.location}, plek {home.place}"
    return f"eigen woning in {home.municipality}"


class TenancySignalQuerySet(models.QuerySet["TenancySignal"]):
    """Which signals somebody may see, and which wait for something."""

    def visible_to(self, user: User, *, on: date) -> Self:
        """A housing association sees its own, everybody else those about clients whose name they may see."""
        here = self.filter(region_id=user.region_id)
        match user.role:
            case Role.HOUSING_ASSOCIATION:
                return here.filter(association=user.organisation)
            case Role.TEAM | Role.COORDINATOR | Role.PROVIDER:
                return here.filter(home__client__in=Client.objects.visible_to(user, on=on).values("pk"))
            case _:
                return self.none()

    def open(self) -> Self:
        """Signals that nobody settled."""
        return self.filter(settled_on=None)

    def unanswered(self) -> Self:
        """Open signals about which nobody did anything yet."""
        return self.open().filter(~Exists(SignalFollowUp.objects.filter(signal=OuterRef("pk"))))

    def with_everything(self) -> Self:
        """Fetch all that a list of signals shows, in two queries."""
        shown = self.select_related(
            "home__client", "home__municipality", "home__place__location__municipality", "association",
            "recorded_by", "settled_by",
        )  # fmt: skip
        return shown.prefetch_related(
            models.Prefetch("follow_ups", SignalFollowUp.objects.select_related("recorded_by"))
        )

    def open_first(self) -> Self:
        """Open ones on top, the newest first in both parts."""
        return self.order_by(F("settled_on").desc(nulls_first=True), "-noticed_on", "-pk")


class TenancySignal(models.Model):
    """A housing association noticed something about a tenancy (*huursignaal*): a fact and a day, never care."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="tenancy_signals")
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    home = models.ForeignKey(
        HousingEpisode, models.PROTECT, related_name="signals", verbose_name="woning en huurder"
    )
    association = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="woningcorporatie"
    )
    kind = models.CharField("wat", max_length=11, choices=SignalKind)
    noticed_on = models.DateField("op welke dag")
    words = models.CharField("wat er gebeurde", max_length=2000)
    recorded_on = models.DateField("gemeld op")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    settled_on = models.DateField("voorbij op", null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    result = models.CharField("hoe het afliep", max_length=2000, blank=True)

    objects = TenancySignalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="signal_says_what_happened",
                condition=~Q(words=""),
                violation_error_message="Schrijf op wat er gebeurde.",
            ),
            models.CheckConstraint(
                name="signal_settled_with_a_result",
                condition=Q(settled_on=None, settled_by=None, result="")
                | (Q(settled_on__isnull=False, settled_by__isnull=False) & ~Q(result="")),
                violation_error_message="Zeg hoe het afliep.",
            ),
            not_before(
                "signal_recorded_after_it_happened",
                "recorded_on",
                "noticed_on",
                message="Deze dag ligt na vandaag.",
            ),
            not_before(
                "signal_settled_after_it_was_recorded",
                "settled_on",
                "recorded_on",
                message="Voorbij kan niet eerder dan de dag van de melding.",
            ),
        ]
        indexes = [models.Index(fields=["region", "settled_on"], name="signal_open_in_a_region")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.address}"

    @property
    def address(self) -> str:
        """Where it is: the location, or the municipality of an own home."""
        return dwelling_of(self.home)

    @property
    def is_open(self) -> bool:
        """Whether nobody settled it."""
        return self.settled_on is None


class SignalFollowUp(models.Model):
    """What somebody did about a signal, on a day; only ever added to."""

    signal = models.ForeignKey(TenancySignal, models.CASCADE, related_name="follow_ups")
    done_on = models.DateField("gedaan op")
    words = models.CharField("wat is er gedaan", max_length=2000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["done_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="follow_up_says_what",
                condition=~Q(words=""),
                violation_error_message="Schrijf op wat er gedaan is.",
            ),
        ]

    def __str__(self) -> str:
        return self.words
