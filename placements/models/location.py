"""Where places are: locations, with what is worth knowing about the house, the rent and the neighbourhood."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from portal.codes import random_code
from portal.models import Municipality, Organisation, Region, Role, User


class LivingMode(models.TextChoices):
    """How people live at a location (*woonvorm*)."""

    GROUP = "GROEP", "In een groep"
    INDEPENDENT = "ZELFSTANDIG", "Zelfstandig"


class TargetGroup(models.TextChoices):
    """For whom a location is meant in particular (*doelgroep*)."""

    YOUTH = "JONGEREN", "Jongeren van 18 t/m 24 jaar"
    OLDER = "OUDEREN", "Ouderen"
    PARENTS = "OUDER_KIND", "Ouders met een kind"
    COUPLES = "STELLEN", "Stellen"
    LEARNING = "LVB", "Mensen met een licht verstandelijke beperking"
    AUTISM = "AUTISME", "Mensen met autisme"
    RECOVERY = "VERSLAVING", "Mensen die herstellen van een verslaving"
    HOMELESS = "DAKLOOS", "Mensen die dakloos waren"


class Amenity(models.TextChoices):
    """What a location offers to who lives there (*voorziening*)."""

    LIFT = "LIFT", "Lift"
    GARDEN = "TUIN", "Tuin of buitenruimte"
    COMMON_ROOM = "GEZAMENLIJK", "Gezamenlijke ruimte"
    OWN_KITCHEN = "KEUKEN", "Eigen keuken"
    OWN_BATHROOM = "BADKAMER", "Eigen badkamer"
    BICYCLES = "FIETSEN", "Plek voor fietsen"
    TRANSPORT = "VERVOER", "Bus of trein dichtbij"
    SHOPS = "WINKELS", "Winkels dichtbij"


class Host(models.TextChoices):
    """Who of the house is at hand (*hoofdbewoner of beheerder*)."""

    NONE = "GEEN", "Geen beheerder"
    NEARBY = "BUURT", "Beheerder in de buurt"
    LIVE_IN = "INWONEND", "Inwonende hoofdbewoner of beheerder"


class RentBasis(models.TextChoices):
    """What the rent level covers (*huurgrondslag*)."""

    BARE = "KAAL", "Kale huur per maand"
    SERVICE = "SERVICE", "Huur met servicekosten per maand"
    IN_CARE = "ZORG", "De woning zit in het zorgtarief"


class LocationQuerySet(models.QuerySet["Location"]):
    """Which locations somebody may know of."""

    def visible_to(self, user: User) -> Self:
        """A provider and a housing association see their own, everybody else of the region sees all of it."""
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


class Location(models.Model):
    """An address or complex with places, run by a provider, often in a house of a housing association."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="locations")
    code = models.CharField("code", max_length=2000, default=random_code)
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="locations")
    housing_association = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="dwellings"
    )
    name = models.CharField("naam", max_length=2000)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name="gemeente")
    street = models.CharField("straat", max_length=2000, blank=True)
    house_number = models.CharField("huisnummer", max_length=2000, blank=True)
    postcode = models.CharField("postcode", max_length=2000, blank=True)
    town = models.CharField("woonplaats", max_length=2000, blank=True)
    district = models.CharField("wijk", max_length=2000, blank=True)
    living_mode = models.CharField("woonvorm", max_length=12, choices=LivingMode)
    is_for_youth = models.BooleanField("voor jongeren", default=False)
    is_clustered = models.BooleanField("geclusterd", default=False)
    target_groups = ArrayField(
        models.CharField(max_length=10, choices=TargetGroup), default=list, blank=True, verbose_name="doelgroepen"
    )
    amenities = ArrayField(
        models.CharField(max_length=11, choices=Amenity), default=list, blank=True, verbose_name="voorzieningen"
    )
    host = models.CharField("hoofdbewoner of beheerder", max_length=8, blank=True, choices=Host)
    rent_basis = models.CharField("huurgrondslag", max_length=7, blank=True, choices=RentBasis)
    rent = models.DecimalField(
        "huur", max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    neighbour_phone = models.CharField("telefoon voor de buurt", max_length=50, blank=True)
    neighbour_mail = models.EmailField("e-mail voor de buurt", blank=True)
    community = models.TextField("buurt en voorbeelden", max_length=10_000, blank=True)

    objects = LocationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "code"],
                name="location_code_once_per_region",
                violation_error_message="Deze code is in deze regio al van een andere locatie.",
            ),
            models.CheckConstraint(
                name="location_rent_says_what_it_covers",
                condition=Q(rent__isnull=True) | Q(rent_basis__in=[RentBasis.BARE, RentBasis.SERVICE]),
                violation_error_message="Bij een huurbedrag hoort of het kale huur is of met servicekosten.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
