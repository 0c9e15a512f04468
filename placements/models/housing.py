"""Who lives where: the housing timeline of a client."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from placements.models.stock import Place
from portal.codes import random_code
from portal.models import Client, Municipality, Region, User
from portal.periods import PeriodQuerySet, RecordedPeriod, ends_after_start, no_overlap


class Tenure(models.TextChoices):
    """On what terms somebody lives there (*huurvorm*)."""

    INSTITUTION = "INSTELLING", "Kamer van de instelling"
    INTERMEDIARY = "INTERMEDIAIR", "Huurt via de aanbieder"
    TRIPARTITE = "DRIEPARTIJEN", "Driepartijencontract"
    OWN_TENANCY = "EIGEN_HUUR", "Huurt op eigen naam"
    OWNED = "KOOP", "Koopwoning"


OWN_HOME_TENURES = (Tenure.OWN_TENANCY, Tenure.OWNED)


class MoveReason(models.TextChoices):
    """Why the client came to live there (*verhuisreden*)."""

    OWN_WISH = "EIGEN_WENS", "Eigen wens"
    OWN_TENANCY = "EIGEN_HUURCONTRACT", "Eigen huurcontract"
    NETWORK = "NETWERK", "Dichter bij familie of vrienden"
    OTHER_CARE_FORM = "ANDERE_ZORGVORM", "Andere zorgvorm nodig"
    CLOSURE = "SLUITING", "De locatie ging dicht"
    CONVERSION = "OMBOUW", "De plek werd omgebouwd"
    CONTRACT_ENDED = "CONTRACT_EINDE", "Het contract van de aanbieder eindigde"
    TEMPORARY_ENDED = "TIJDELIJK_CONTRACT_EINDE", "Het tijdelijke huurcontract eindigde"
    AGE_LIMIT = "LEEFTIJDSGRENS", "Leeftijdsgrens"
    NUISANCE = "OVERLAST", "Overlast"
    NO_PLACE_AT_ORIGIN = "GEEN_PLEK_HERKOMST", "Geen plek in de eigen gemeente"
    ADMISSION = "OPNAME", "Opname"
    DETENTION = "DETENTIE", "Detentie"


class MoveAsker(models.TextChoices):
    """Who asked for a move (*wie vroeg om de verhuizing*)."""

    CLIENT = "CLIENT", "De cliënt"
    PROVIDER = "AANBIEDER", "De aanbieder"
    ASSOCIATION = "CORPORATIE", "De woningcorporatie"
    MUNICIPALITY = "GEMEENTE", "De gemeente of de regio"
    OTHER = "ANDERS", "Iemand anders"


FORCED_REASONS = (
    MoveReason.OTHER_CARE_FORM,
    MoveReason.CLOSURE,
    MoveReason.CONVERSION,
    MoveReason.CONTRACT_ENDED,
    MoveReason.TEMPORARY_ENDED,
    MoveReason.AGE_LIMIT,
    MoveReason.NUISANCE,
    MoveReason.NO_PLACE_AT_ORIGIN,
)
"""Reasons that were not the client's: a move for one of these was forced (figure E5), whoever writes it down."""


class HousingEpisodeQuerySet(PeriodQuerySet["HousingEpisode"]):
    """Which dwellings somebody may know of."""

    def visible_to(self, user: User, *, on: date) -> Self:
        """The dwellings of clients whose name the user may see on day `on`."""
        return self.filter(region_id=user.region_id, client__in=Client.objects.visible_to(user, on=on))


class HousingEpisode(RecordedPeriod):
    """A client lives somewhere (*verblijf*): on a place of a provider, or in a home of their own."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="housing_episodes")
    code = models.CharField("code", max_length=2000, default=random_code)
    client = models.ForeignKey(Client, models.CASCADE, related_name="housing_episodes")
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="housing_episodes", verbose_name="plek"
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemeente"
    )
    tenure = models.CharField("huurvorm", max_length=12, choices=Tenure)
    move_reason = models.CharField("verhuisreden", max_length=24, blank=True, choices=MoveReason)
    asked_by = models.CharField("wie vroeg erom", max_length=10, blank=True, choices=MoveAsker)
    client_wanted = models.BooleanField("wilde de cliënt dit", null=True, blank=True)
    expected_end_on = models.DateField("vertrekt naar verwachting op", null=True, blank=True)

    objects = HousingEpisodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="housing_code_once_per_region"),
            no_overlap(
                "placement_one_person_per_place",
                "place",
                condition=Q(place__isnull=False),
                message="Op deze plek woont op een deel van deze dagen al iemand.",
            ),
            no_overlap(
                "housing_one_dwelling_per_client",
                "client",
                message="Deze cliënt heeft op een deel van deze dagen al een woning.",
            ),
            ends_after_start("housing_ends_after_start"),
            models.CheckConstraint(
                name="housing_own_home_or_place",
                condition=Q(tenure__in=OWN_HOME_TENURES, place__isnull=True, municipality__isnull=False)
                | (~Q(tenure__in=OWN_HOME_TENURES) & Q(place__isnull=False, municipality__isnull=True)),
                violation_error_message=(
                    "Een eigen woning heeft een gemeente en geen plek; elke andere huurvorm heeft een plek."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["region", "runs_until", "starts_on"],
                include=["client", "place", "municipality", "tenure"],
                name="housing_on_a_day",
            ),
            models.Index(
                fields=["place", "runs_until", "starts_on"],
                condition=Q(place__isnull=False),
                name="housing_of_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client} vanaf {self.starts_on}"

    @property
    def town(self) -> Municipality:
        """The municipality of the dwelling."""
        there = self.place.location.municipality if self.place else self.municipality
        assert there is not None
        return there

    @property
    def is_own_home(self) -> bool:
        """Whether the client rents in their own name or owns the home."""
        return self.tenure in OWN_HOME_TENURES
