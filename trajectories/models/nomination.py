"""Nominations: this client to that housing association, the dwellings it offers, what the client says of them."""

from datetime import date, timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from placements.models import HousingEpisode, Tenure
from portal.codes import random_code
from portal.models import Client, Municipality, Organisation, Region, Role, User
from trajectories.models.consent import Purpose, allows

ANSWER_WITHIN = timedelta(days=14)
"""How long a housing association has to answer; after that whoever nominated is reminded, no more than that."""
OFFERED_TENURES = (Tenure.OWN_TENANCY, Tenure.TRIPARTITE, Tenure.INTERMEDIARY)
"""On what terms a housing association lets a dwelling to somebody who was nominated."""
OPEN = Q(declined_on=None, withdrawn_on=None, moved_in_on=None)
STANDS = Q(withdrawn_on=None) & (Q(is_accepted=None) | Q(is_accepted=True))


class NoDwelling(models.TextChoices):
    """Why a housing association cannot house somebody (*reden van de corporatie*)."""

    NONE_FREE = "GEEN_WONING", "Er is nu geen passende woning"
    WISHES = "WENSEN", "Onze woningen passen niet bij wat nodig is"
    COMPLEX = "DRAAGKRACHT", "In dit complex kan er nu niemand bij"
    REGISTRATION = "INSCHRIJVING", "De inschrijving als woningzoekende ontbreekt"
    DEBT = "HUURSCHULD", "Er staat nog een huurschuld bij ons open"
    OTHER = "ANDERS", "Anders"


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Which nominations somebody may see."""

    def visible_to(self, user: User, *, on: date) -> Self:
        """Who works with a client sees its nominations; a housing association those made to it, while it may.

        Once the client takes back consent, the housing association does not see the person any more.
        """
        here = self.filter(region_id=user.region_id, client__merged_into=None)
        match user.role:
            case Role.COORDINATOR | Role.TEAM | Role.PROVIDER:
                return here.filter(client__in=Client.objects.visible_to(user, on=on).values("pk"))
            case Role.HOUSING_ASSOCIATION:
                mine = here.filter(association=user.organisation)
                purpose = Purpose.NOMINATE_TO_HOUSING_ASSOCIATION
                return mine.filter(allows(purpose, client="client", with_=user.organisation, on=on))
            case _:
                return self.none()

    def open(self) -> Self:
        """Nominations that nobody declined, withdrew or finished."""
        return self.filter(OPEN)

    def unanswered(self) -> Self:
        """Open nominations for which the client has no dwelling to say yes or no to, and said yes to none."""
        standing = DwellingOffer.objects.filter(STANDS)
        return self.open().exclude(offers__in=standing)

    def overdue_on(self, day: date) -> Self:
        """Those the housing association should have answered before `day`."""
        return self.unanswered().filter(nominated_on__lt=day - ANSWER_WITHIN)

    def with_everything(self) -> Self:
        """Fetch all that a list of nominations shows, in two queries."""
        return self.select_related("client", "association", "municipality", "nominated_by").prefetch_related(
            models.Prefetch("offers", DwellingOffer.objects.select_related("municipality").order_by("pk"))
        )

    def open_first(self) -> Self:
        """What still waits for somebody on top; the newest first in both parts."""
        is_over = Case(When(OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
        return self.order_by(is_over, "-nominated_on", "-pk")


class Nomination(models.Model):
    """A client is nominated to a housing association for a home (*voordracht*); nothing about care is in it.

    Its state follows from its days and those of its offers: waiting, offered, accepted, moved in, or ended.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="nominations")
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="nominations")
    association = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="woningcorporatie"
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemeente"
    )
    district = models.CharField("wijk", max_length=200, blank=True)
    bedrooms = models.PositiveSmallIntegerField(
        "slaapkamers", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    ground_floor = models.BooleanField("begane grond of met lift", default=False)
    max_rent = models.DecimalField("hoogste huur", max_digits=8, decimal_places=2, null=True, blank=True)
    wishes = models.CharField("wat verder nodig is aan de woning", max_length=2000, blank=True)
    guidance_by = models.CharField("begeleiding door", max_length=200)
    contact = models.CharField("contactpersoon", max_length=200)
    reachable = models.CharField("bereikbaar", max_length=200)
    nominated_on = models.DateField("voorgedragen op")
    nominated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    declined_on = models.DateField("afgewezen op", null=True, blank=True)
    declined_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decline_reason = models.CharField("reden", max_length=12, blank=True, choices=NoDwelling)
    decline_words = models.CharField("toelichting", max_length=2000, blank=True)
    withdrawn_on = models.DateField("ingetrokken op", null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_words = models.CharField("waarom ingetrokken", max_length=2000, blank=True)
    moved_in_on = models.DateField("sleutel op", null=True, blank=True)
    home = models.OneToOneField(HousingEpisode, models.PROTECT, null=True, blank=True, related_name="nomination")

    objects = NominationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"],
                condition=OPEN,
                name="nomination_one_open_per_client",
                violation_error_message="Deze cliënt is al voorgedragen.",
            ),
            models.CheckConstraint(
                name="nomination_declined_with_a_reason",
                condition=Q(declined_on=None, decline_reason="")
                | (Q(declined_on__isnull=False) & ~Q(decline_reason="")),
                violation_error_message="Nee zeggen gaat met een reden.",
            ),
            models.CheckConstraint(
                name="nomination_ends_in_one_way",
                condition=Q(declined_on=None, withdrawn_on=None)
                | Q(declined_on=None, moved_in_on=None)
                | Q(withdrawn_on=None, moved_in_on=None),
                violation_error_message="Deze voordracht is al afgerond.",
            ),
            models.CheckConstraint(
                name="nomination_moves_into_a_home",
                condition=Q(moved_in_on=None, home=None) | Q(moved_in_on__isnull=False, home__isnull=False),
                violation_error_message="De dag van de sleutel hoort bij een woning.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client} bij {self.association}"

    @property
    def ended_on(self) -> date | None:
        """The day it was over; None while it is open."""
        return self.declined_on or self.withdrawn_on or self.moved_in_on

    @property
    def is_open(self) -> bool:
        """Whether nobody declined, withdrew or finished it."""
        return self.ended_on is None

    @property
    def offer(self) -> "DwellingOffer | None":
        """The dwelling that stands: offered or accepted; None when there is none."""
        return next((one for one in self.offers.all() if one.stands), None)

    @property
    def answer_due_on(self) -> date:
        """The last day for the housing association to answer."""
        return self.nominated_on + ANSWER_WITHIN

    def is_overdue_on(self, day: date) -> bool:
        """Whether the housing association should have answered before `day`."""
        return self.is_open and self.offer is None and day > self.answer_due_on

    def shows_name_to(self, user: User) -> bool:
        """Whether `user` may read who it is; a housing association not once it said no or it was withdrawn."""
        return user.role != Role.HOUSING_ASSOCIATION or not (self.declined_on or self.withdrawn_on)

    @property
    def state(self) -> str:
        """What a screen calls where it stands."""
        ended = (
            (self.moved_in_on, "Verhuisd"),
            (self.declined_on, "Afgewezen"),
            (self.withdrawn_on, "Ingetrokken"),
        )
        if said := next((name for day, name in ended if day), ""):
            return said
        if self.offer is None:
            return "Wacht op de corporatie"
        return "Wacht op de sleutel" if self.offer.is_accepted else "Wacht op de cliënt"


class DwellingOffer(models.Model):
    """A dwelling that a housing association offers to somebody who was nominated, and what the client answered."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="offers")
    street = models.CharField("straat", max_length=200)
    house_number = models.CharField("huisnummer", max_length=20)
    postcode = models.CharField("postcode", max_length=10, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name="gemeente")
    rent = models.DecimalField("huur per maand", max_digits=8, decimal_places=2)
    tenure = models.CharField("huurvorm", max_length=12, choices=Tenure)
    available_on = models.DateField("beschikbaar vanaf")
    words = models.CharField("over de woning", max_length=2000, blank=True)
    offered_on = models.DateField("aangeboden op")
    offered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_on = models.DateField("beantwoord op", null=True, blank=True)
    is_accepted = models.BooleanField("wil de cliënt deze woning", null=True, blank=True)
    answer_words = models.CharField("in de woorden van de cliënt", max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField("teruggetrokken op", null=True, blank=True)
    withdrawn_words = models.CharField("waarom teruggetrokken", max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nomination"],
                condition=STANDS,
                name="offer_one_standing_per_nomination",
                violation_error_message="Er is al een woning aangeboden.",
            ),
            models.CheckConstraint(
                name="offer_answered_on_a_day",
                condition=Q(answered_on=None, is_accepted=None)
                | Q(answered_on__isnull=False, is_accepted__isnull=False),
                violation_error_message="Een antwoord van de cliënt heeft een dag.",
            ),
            models.CheckConstraint(
                name="offer_has_a_tenure_that_is_let",
                condition=Q(tenure__in=OFFERED_TENURES),
                violation_error_message="Kies hoe de cliënt huurt.",
            ),
            models.CheckConstraint(
                name="offer_taken_back_with_a_reason",
                condition=Q(withdrawn_on=None, withdrawn_words="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_words="")),
                violation_error_message="Een woning terugtrekken gaat met een reden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}, {self.municipality}"

    @property
    def address(self) -> str:
        """Street and number."""
        return f"{self.street} {self.house_number}"

    @property
    def stands(self) -> bool:
        """Whether it was neither refused nor taken back."""
        return self.withdrawn_on is None and self.is_accepted is not False
