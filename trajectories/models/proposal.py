"""Proposals: this client on that place, asked of the provider."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from placements.models import HousingEpisode, Place
from portal.codes import random_code
from portal.models import Client, Region, Role, User
from portal.models.client import with_provider
from trajectories.models.care import CareEpisode
from trajectories.models.consent import Purpose, allows
from trajectories.models.waiting import WaitlistEntry


class DeclineReason(models.TextChoices):
    """Why a proposal did not go through."""

    NO_FIT_CARE = "ZORG_PAST_NIET", "De zorg past niet bij deze locatie"
    NO_FIT_GROUP = "GROEP_PAST_NIET", "Past niet bij de groep"
    NO_STAFF = "PERSONEEL", "Te weinig personeel"
    PLACE_GONE = "PLEK_NIET_VRIJ", "De plek is toch niet vrij"
    CLIENT_REFUSES = "CLIENT_WIL_NIET", "De cliënt wil deze plek niet"
    OTHER = "ANDERS", "Anders"


ANSWER_WITHIN = timedelta(days=7)
"""How long a provider has to answer; after that the coordinator is reminded, and nothing happens by itself."""
OPEN = Q(declined_on__isnull=True, withdrawn_on__isnull=True, moved_in_on__isnull=True)


class MatchProposalQuerySet(models.QuerySet["MatchProposal"]):
    """Which proposals somebody may see."""

    def visible_to(self, user: User) -> Self:
        """Coordinators see the region's, providers those for their places, a wijkteam those of its clients.

        A wijkteam's clients are those whose names it may see: there is no page of theirs with a link to nowhere.
        """
        here = self.filter(region_id=user.region_id)
        match user.role:
            case Role.COORDINATOR:
                return here
            case Role.PROVIDER:
                return here.filter(place__location__provider=user.organisation)
            case Role.TEAM:
                mine = Client.objects.of_municipality(user.organisation.municipality_id)
                return here.filter(entry__client__in=mine)
            case _:
                return self.none()

    def answerable_by(self, user: User) -> Self:
        """Proposals a user may act on: a wijkteam only reads along."""
        return self.visible_to(user) if user.role in (Role.COORDINATOR, Role.PROVIDER) else self.none()

    def with_everything(self) -> Self:
        """Fetch all that a page about proposals shows, in one query."""
        return self.select_related(
            "entry__client", "entry__care_form", "place__location__provider", "place__location__municipality"
        )

    def open_first(self) -> Self:
        """What still waits for somebody on top; the newest first in both parts."""
        is_over = Case(When(OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
        return self.order_by(is_over, "-proposed_on", "-pk")

    def named_on(self, day: date) -> Self:
        """Proposals whose provider may know on `day` who it is about.

        It said yes, and the client allows that; or the client lives there or gets its care: then it has to know.
        """
        provider = OuterRef("place__location__provider")
        allowed = allows(Purpose.SHARE_FOR_MATCHING, client="entry__client", with_=provider, on=day)
        in_care = Client.objects.filter(with_provider(provider, on=day), pk=OuterRef("entry__client"))
        said_yes = self.filter(accepted_on__lte=day, declined_on=None, withdrawn_on=None)
        return said_yes.filter(Q(allowed, moved_in_on=None) | Exists(in_care))

    def naming(self, user: User, *, on: date) -> Self:
        """Proposals `user` may see with the client's name."""
        mine = self.visible_to(user)
        return mine.named_on(on) if user.role == Role.PROVIDER else mine

    def open(self) -> Self:
        """Proposals that nobody declined, withdrew or finished."""
        return self.filter(OPEN)

    def open_on(self, day: date) -> Self:
        """Proposals made by `day` that were not declined, withdrawn or finished by then."""
        over = Q(declined_on__lte=day) | Q(withdrawn_on__lte=day) | Q(moved_in_on__lte=day)
        return self.filter(proposed_on__lte=day).exclude(over)

    def open_on_or_after(self, day: date) -> Self:
        """Proposals that were open on `day`, or became so later."""
        ended = Q(declined_on__gte=day) | Q(withdrawn_on__gte=day) | Q(moved_in_on__gte=day)
        return self.filter(OPEN | ended)

    def overdue_on(self, day: date) -> Self:
        """Open proposals that the provider should have answered before `day`."""
        return self.unanswered().filter(proposed_on__lt=day - ANSWER_WITHIN)

    def unanswered(self) -> Self:
        """Open proposals the provider has not answered."""
        return self.open().filter(accepted_on__isnull=True)


class MatchProposal(models.Model):
    """The coordinator proposes a waiting client for a place; a person decides at every step.

    Its state follows from its days: proposed, accepted or declined by the provider, withdrawn, or moved in.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="proposals")
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    entry = models.ForeignKey(WaitlistEntry, models.CASCADE, related_name="proposals")
    place = models.ForeignKey(Place, models.PROTECT, related_name="proposals")
    proposed_on = models.DateField("voorgesteld op")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    intended_start_on = models.DateField("gewenste eerste dag")
    message = models.CharField("bericht aan de aanbieder", max_length=2000, blank=True)
    skip_reason = models.CharField("waarom eerder dan anderen", max_length=2000, blank=True)
    accepted_on = models.DateField("aanvaard op", null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    introduced_on = models.DateField("kennisgemaakt op", null=True, blank=True)
    client_agrees = models.BooleanField("wil de cliënt deze plek", null=True, blank=True)
    declined_on = models.DateField("afgewezen op", null=True, blank=True)
    declined_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decline_reason = models.CharField("reden", max_length=16, blank=True, choices=DeclineReason)
    decline_words = models.CharField("toelichting", max_length=2000, blank=True)
    withdrawn_on = models.DateField("ingetrokken op", null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    moved_in_on = models.DateField("ingetrokken in de woning op", null=True, blank=True)
    housing_episode = models.OneToOneField(HousingEpisode, models.PROTECT, null=True, blank=True)
    care_episode = models.OneToOneField(CareEpisode, models.PROTECT, null=True, blank=True)

    objects = MatchProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=OPEN,
                name="proposal_one_open_per_place",
                violation_error_message="Voor deze plek loopt al een voorstel.",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=OPEN,
                name="proposal_one_open_per_entry",
                violation_error_message="Voor deze cliënt loopt al een voorstel.",
            ),
            models.CheckConstraint(
                name="proposal_declined_with_reason",
                condition=Q(declined_on__isnull=True, decline_reason="")
                | (Q(declined_on__isnull=False) & ~Q(decline_reason="")),
                violation_error_message="Afwijzen gaat met een reden.",
            ),
            models.CheckConstraint(
                name="proposal_moves_in_after_accepting",
                condition=Q(moved_in_on__isnull=True) | Q(accepted_on__isnull=False),
                violation_error_message="Intrekken in de woning kan pas na aanvaarden.",
            ),
            models.CheckConstraint(
                name="proposal_introduces_after_accepting",
                condition=Q(introduced_on=None, client_agrees=None)
                | Q(introduced_on__isnull=False, client_agrees__isnull=False, accepted_on__isnull=False),
                violation_error_message="Kennismaken kan pas na aanvaarden, en met wat de cliënt ervan vindt.",
            ),
            models.CheckConstraint(
                name="proposal_ends_in_one_way",
                condition=(
                    Q(declined_on__isnull=True, withdrawn_on__isnull=True)
                    | Q(declined_on__isnull=True, moved_in_on__isnull=True)
                    | Q(withdrawn_on__isnull=True, moved_in_on__isnull=True)
                ),
                violation_error_message="Dit voorstel is al afgerond.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry.client} voor {self.place}"

    def state_on(self, day: date) -> str:
        """What a screen calls the state: Voorgesteld, Aanvaard, Afgewezen, Ingetrokken or Verhuisd."""
        steps = (
            (self.moved_in_on, "Verhuisd"),
            (self.declined_on, "Afgewezen"),
            (self.withdrawn_on, "Ingetrokken"),
            (self.accepted_on, "Aanvaard"),
        )
        return next((name for happened, name in steps if happened and happened <= day), "Voorgesteld")

    @property
    def answer_due_on(self) -> date:
        """The last day for the provider to answer."""
        return self.proposed_on + ANSWER_WITHIN

    def is_overdue_on(self, day: date) -> bool:
        """Whether the provider should have answered before `day`."""
        return self.is_open and self.accepted_on is None and day > self.answer_due_on

    @property
    def ended_on(self) -> date | None:
        """First day on which it was not open any more; None while it is."""
        return self.declined_on or self.withdrawn_on or self.moved_in_on

    @property
    def is_open(self) -> bool:
        """Whether nobody declined, withdrew or finished it."""
        return self.ended_on is None
