"""Who gets which care: the care timeline of a client."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from placements.models import CareForm
from placements.models.catalogue import Purpose
from portal.codes import random_code
from portal.models import Client, Municipality, Organisation, Region, User
from portal.periods import PeriodQuerySet, RecordedPeriod, ends_after_start, no_overlap


class Funding(models.TextChoices):
    """How the care is paid for."""

    IN_KIND = "ZIN", "Zorg in natura"
    PERSONAL_BUDGET = "PGB", "Persoonsgebonden budget"


class EndReason(models.TextChoices):
    """Where somebody went when the care ended (*uitstroombestemming*)."""

    INDEPENDENT = "ZELFSTANDIG_ZONDER", "Zelfstandig, zonder zorg"
    INDEPENDENT_SUPPORTED = "ZELFSTANDIG_MET_OT", "Zelfstandig, met Ondersteuning Thuis"
    LONG_TERM_CARE = "WLZ", "Langdurige zorg (Wlz)"
    CLINIC = "KLINIEK", "Kliniek"
    OTHER_REGION = "ANDERE_REGIO", "Andere regio"
    SHELTER = "OPVANG_DAKLOOS", "Opvang of dakloos"
    DETENTION = "DETENTIE", "Detentie"
    FAMILY = "FAMILIE", "Familie"
    DROPOUT = "UITVAL_ONBEKEND", "Uitgevallen of onbekend"
    DIED = "OVERLEDEN", "Overleden"


PURPOSES = (Purpose.PREVENTION, Purpose.OUTFLOW)
"""What the care of one person is for: one of the two, where a care form can be there for both."""


class CareEpisodeQuerySet(PeriodQuerySet["CareEpisode"]):
    """Which care somebody may know of."""

    def visible_to(self, user: User, *, on: date) -> Self:
        """The care of clients whose name the user may see on day `on`."""
        return self.filter(region_id=user.region_id, client__in=Client.objects.visible_to(user, on=on))


class CareEpisode(RecordedPeriod):
    """A client gets one care form from one provider for a period (*zorgperiode*).

    In kind (ZIN) every day up to today falls within a contract; a trigger in the database keeps it so.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="care_episodes")
    code = models.CharField("code", max_length=2000, default=random_code)
    client = models.ForeignKey(Client, models.CASCADE, related_name="care_episodes")
    care_form = models.ForeignKey(CareForm, models.PROTECT, related_name="care_episodes", verbose_name="zorgvorm")
    provider = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="care_episodes",
        verbose_name="aanbieder",
    )
    purpose = models.CharField(
        "doel", max_length=9, blank=True, choices=[(purpose.value, purpose.label) for purpose in PURPOSES]
    )
    end_reason = models.CharField("eindreden", max_length=18, blank=True, choices=EndReason)
    funding = models.CharField("financiering", max_length=3, choices=Funding, default=Funding.IN_KIND)
    paying_municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="betalende gemeente",
    )

    objects = CareEpisodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="care_code_once_per_region"),
            no_overlap(
                "care_one_form_per_client",
                "client",
                message="Deze cliënt krijgt op een deel van deze dagen al zorg.",
            ),
            ends_after_start("care_ends_after_start"),
            models.CheckConstraint(
                name="care_is_for_one_purpose",
                condition=Q(purpose__in=["", *PURPOSES]),
                violation_error_message="Kies één doel: voorkomen of doorstromen.",
            ),
            models.CheckConstraint(
                name="care_in_kind_has_a_provider",
                condition=Q(funding=Funding.PERSONAL_BUDGET) | Q(provider__isnull=False),
                violation_error_message="Zorg in natura heeft een aanbieder.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["region", "runs_until", "starts_on"],
                include=["client", "care_form", "provider", "funding", "paying_municipality"],
                name="care_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.client}: {self.care_form} vanaf {self.starts_on}"
