"""What a region offers: care forms, what they are called and described as from when, and in which phase."""

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from portal.models import Region, Role, User
from portal.periods import Period, PeriodQuerySet, Since, ends_after_start, valid_on

OWN_HOME = "EIGEN_WONING"
"""What `wil_naar` says for a home of one's own; no care form may be called so."""


class Purpose(models.TextChoices):
    """What a care form is there for (*doel*)."""

    PREVENTION = "VOORKOMEN", "Voorkomen dat zwaardere zorg nodig is"
    OUTFLOW = "UITSTROOM", "Doorstromen uit zwaardere zorg"
    BOTH = "BEIDE", "Voorkomen en doorstromen"


class Phase(models.TextChoices):
    """How settled a care form is in the region's offer (*fase*)."""

    PILOT = "PILOT", "Pilot"
    REGULAR = "REGULIER", "Regulier"
    ENDED = "BEEINDIGD", "Beëindigd"


class CareFormQuerySet(PeriodQuerySet["CareForm"]):
    """Ways to look at the catalogue."""

    def visible_to(self, user: User) -> Self:
        """The catalogue of the user's region; an administrator sees that of every region."""
        return self.all() if user.role == Role.ADMINISTRATOR else self.filter(region_id=user.region_id)

    def in_order(self) -> Self:
        """By name."""
        return self.order_by("name")


class CareForm(Period):
    """A form of care (*zorgvorm*) in the region's catalogue; any form may follow any other, there is no ladder."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="care_forms")
    code = models.CharField("code", max_length=2000)
    name = models.CharField("naam", max_length=2000)
    is_in_chain = models.BooleanField("keten", default=True)
    is_heavy = models.BooleanField("zwaar (alleen om te tellen)", default=False)
    has_24_7 = models.BooleanField("nabijheid 24/7", default=False)
    is_intramural = models.BooleanField("intramuraal", null=True, blank=True)
    purpose = models.CharField("doel", max_length=9, blank=True, choices=Purpose)
    iwmo_category = models.CharField(
        "iWmo-productcategorie",
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{2}\Z", "Een productcategorie heeft twee cijfers, zoals 15.")],
    )
    product_code = models.CharField(
        "productcode",
        max_length=5,
        blank=True,
        validators=[
            RegexValidator(r"^[0-9A-Z]{5}\Z", "Een productcode heeft vijf tekens: cijfers en hoofdletters.")
        ],
    )

    objects = CareFormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "code"],
                name="care_form_code_once_per_region",
                violation_error_message="Deze code is al van een andere zorgvorm in deze regio.",
            ),
            models.CheckConstraint(
                name="care_form_heavy_only_in_chain",
                condition=Q(is_heavy=False) | Q(is_in_chain=True),
                violation_error_message="Een zware zorgvorm hoort altijd bij de keten.",
            ),
            models.CheckConstraint(
                name="care_form_is_not_called_own_home",
                condition=~Q(code=OWN_HOME),
                violation_error_message="EIGEN_WONING is geen zorgvorm: kies een andere code.",
            ),
            ends_after_start("care_form_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    def phase_on(self, day: date) -> Phase | None:
        """The phase on a day; None before the form begins. Its own last day goes before what the phases say."""
        if day < self.starts_on:
            return None
        if not self.covers(day):
            return Phase.ENDED
        row = valid_on((row for row in self.phases.all() if row.phase != Phase.ENDED), day)
        return Phase(row.phase) if row else Phase.REGULAR

    def description_on(self, day: date) -> "ProductDescription | None":
        """The product description as valid on a day."""
        return valid_on(self.descriptions.all(), day)


class CareFormPhase(Since):
    """A care form is a pilot, regular or ended from a day on, by a decision (*fase van een zorgvorm*)."""

    care_form = models.ForeignKey(CareForm, models.CASCADE, related_name="phases")
    phase = models.CharField("fase", max_length=9, choices=Phase)
    decision = models.CharField("besluit", max_length=2000, blank=True)
    document = models.CharField("document", max_length=2000, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["care_form", "starts_on"],
                name="care_form_one_phase_a_day",
                violation_error_message="Op deze dag begint al een fase. Kies een andere dag.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.care_form}: {self.get_phase_display()} vanaf {self.starts_on}"


class ProductDescription(Since):
    """What a care form is, in words, as valid from a day on (*productbeschrijving*); earlier versions stay."""

    care_form = models.ForeignKey(CareForm, models.CASCADE, related_name="descriptions")
    text = models.TextField("tekst", max_length=10_000)
    decision = models.CharField("besluit", max_length=2000, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["care_form", "starts_on"],
                name="care_form_one_description_a_day",
                violation_error_message="Op deze dag begint al een tekst. Kies een andere dag.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.care_form} vanaf {self.starts_on}"
