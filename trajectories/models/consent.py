"""Consent per purpose: what a client allows us to share, with whom, since when; and what was shared."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Least

from portal.models import Client, Organisation, OrganisationKind, Role, User
from portal.periods import FOREVER, DateRange, Period, PeriodQuerySet, not_before


class Purpose(models.TextChoices):
    """What consent is asked for; the intake itself needs none (it is a public task)."""

    MEDICAL_INFO_REQUEST = "MEDISCHE_INFORMATIE", "Medische informatie opvragen"
    SHARE_FOR_MATCHING = "PLEK_ZOEKEN", "Gegevens delen om een plek te zoeken"
    NOMINATE_TO_HOUSING_ASSOCIATION = "VOORDRACHT", "Voordragen bij een woningcorporatie"
    REGION_TRANSFER = "OVERDRACHT", "Het dossier overdragen aan een andere regio"
    INVOLVE_RELATIVE = "NAASTE", "Een naaste erbij betrekken"
    SURVEY_CONTACT = "ERVARINGSONDERZOEK", "Benaderen voor het onderzoek naar ervaringen"
    PRACTICE_STORY = "PRAKTIJKVERHAAL", "Het verhaal vertellen in een rapport, zonder naam"

    @property
    def word(self) -> str:
        """How an address names it."""
        return self.value.lower().replace("_", "-")

    @property
    def kind(self) -> OrganisationKind | None:
        """With which organisations of the region this purpose shares; none for others."""
        kinds = {
            Purpose.SHARE_FOR_MATCHING: OrganisationKind.PROVIDER,
            Purpose.NOMINATE_TO_HOUSING_ASSOCIATION: OrganisationKind.HOUSING_ASSOCIATION,
        }
        return kinds.get(self)


NAMES_SOMEBODY = (Purpose.MEDICAL_INFO_REQUEST, Purpose.REGION_TRANSFER, Purpose.INVOLVE_RELATIVE)
"""Purposes whose recipient is no organisation of the region: the name is written down."""


class GivenBy(models.TextChoices):
    """Who gave the answer."""

    CLIENT = "CLIENT", "De cliënt zelf"
    REPRESENTATIVE = "VERTEGENWOORDIGER", "Een vertegenwoordiger"


class Manner(models.TextChoices):
    """How the answer was given."""

    SPOKEN = "MONDELING", "Mondeling, in een gesprek"
    WRITTEN = "SCHRIFTELIJK", "Schriftelijk, met een handtekening"
    DIGITAL = "DIGITAAL", "Per e-mail of digitaal formulier"


class ConsentQuerySet(PeriodQuerySet["Consent"]):
    """Which answers hold, and for whom."""

    def visible_to(self, user: User, *, on: date) -> Self:
        """Those who decide see the answers of their clients, an organisation the answers about itself."""
        match user.role:
            case Role.TEAM | Role.COORDINATOR:
                return self.filter(client__in=Client.objects.visible_to(user, on=on).values("pk"))
            case Role.PROVIDER | Role.HOUSING_ASSOCIATION:
                return self.filter(organisation=user.organisation)
            case _:
                return self.none()

    def about(self, purpose: str, *, with_: Organisation | str | None) -> Self:
        """Answers for a purpose: about this recipient, or about all there are."""
        found = self.filter(purpose=purpose)
        if with_ is None:
            return found
        everybody = Q(organisation__isnull=True, recipient="")
        one = Q(recipient__iexact=with_) if isinstance(with_, str) else Q(organisation=with_)
        return found.filter(one | everybody)


class Consent(Period):
    """A client's answer, for a period: sharing for this purpose with this recipient is allowed, or refused."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="consents")
    purpose = models.CharField("waarvoor", max_length=20, choices=Purpose)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="met welke organisatie"
    )
    recipient = models.CharField("met wie", max_length=200, blank=True)
    is_given = models.BooleanField("mag het", default=True)
    scope = models.TextField("wat er gedeeld mag worden", max_length=2000, blank=True)
    given_by = models.CharField("wie gaf het antwoord", max_length=17, choices=GivenBy)
    representative = models.CharField("naam van de vertegenwoordiger", max_length=200, blank=True)
    manner = models.CharField("hoe", max_length=12, choices=Manner)
    withdrawn_on = models.DateField("ingetrokken op", null=True, blank=True)
    withdrawal_words = models.TextField("wat de cliënt daarbij zei", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # What was agreed ends on `ends_on`; a withdrawal cuts it short, perhaps on its first day.
    runs_until = models.GeneratedField(
        expression=Least(Coalesce(F("withdrawn_on"), Value(FOREVER)), Coalesce(F("ends_on"), Value(FOREVER))),
        output_field=models.DateField(),
        db_persist=True,
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="consent_one_answer_a_day",
                expressions=[
                    ("client", RangeOperators.EQUAL),
                    ("purpose", RangeOperators.EQUAL),
                    (Coalesce(F("organisation"), Value(0)), RangeOperators.EQUAL),
                    ("recipient", RangeOperators.EQUAL),
                    (DateRange("starts_on", "runs_until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Over deze dagen is hierover al een antwoord vastgelegd.",
            ),
            not_before(
                "consent_ends_after_start",
                "ends_on",
                "starts_on",
                message="De laatste dag kan niet vóór de eerste liggen.",
            ),
            not_before(
                "consent_withdrawn_after_start",
                "withdrawn_on",
                "starts_on",
                message="Intrekken kan niet vóór de dag dat de toestemming begon.",
            ),
            models.CheckConstraint(
                name="consent_names_one_recipient",
                condition=Q(organisation__isnull=True) | Q(recipient=""),
                violation_error_message="Kies een organisatie of schrijf een naam op, niet allebei.",
            ),
            models.CheckConstraint(
                name="consent_names_the_representative",
                condition=~Q(given_by=GivenBy.REPRESENTATIVE) | ~Q(representative=""),
                violation_error_message="Schrijf op wie de vertegenwoordiger is.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.with_whom}"

    @property
    def with_whom(self) -> str:
        """The recipient in words."""
        if self.organisation:
            return str(self.organisation)
        general = {
            Purpose.SHARE_FOR_MATCHING: "alle aanbieders in de regio",
            Purpose.NOMINATE_TO_HOUSING_ASSOCIATION: "alle woningcorporaties in de regio",
        }
        return self.recipient or general.get(Purpose(self.purpose), "de regio")

    def covers(self, day: date) -> bool:
        """Whether the answer holds on `day`."""
        return super().covers(day) and (self.withdrawn_on is None or day < self.withdrawn_on)


def allows(purpose: str, *, client: str, with_: Organisation | OuterRef, on: date) -> Q:
    """That the client in field `client` of a row allows sharing with an organisation on a day; for a list.

    An answer about this organisation goes before one about all of its kind.
    """
    holds = Consent.objects.filter(client=OuterRef(client), purpose=purpose).covering(on)
    about_it = holds.filter(organisation=with_)
    about_all = holds.filter(organisation=None, recipient="")
    return Q(Exists(about_it.filter(is_given=True))) | Q(
        Exists(about_all.filter(is_given=True)), ~Exists(about_it)
    )


class Disclosure(models.Model):
    """Something about a client was shared with somebody, under a consent; only ever added to."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="disclosures")
    consent = models.ForeignKey(Consent, models.RESTRICT, related_name="disclosures")
    purpose = models.CharField("waarvoor", max_length=20, choices=Purpose)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    recipient = models.CharField("met wie", max_length=200, blank=True)
    what = models.CharField("wat", max_length=500)
    shared_on = models.DateField("gedeeld op")
    shared_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["client", "-id"], name="disclosure_of_a_client")]

    def __str__(self) -> str:
        return f"{self.what}, met {self.with_whom}"

    @property
    def with_whom(self) -> str:
        """Who got it."""
        return str(self.organisation) if self.organisation else self.recipient or "de regio"
