"""The client's voice: what somebody thinks of a step, in their own words; kept as it was said."""

from typing import Self

from django.db import models
from django.db.models import Q

from portal.models import Client, Role, User
from trajectories.models.notification import Notification
from trajectories.models.proposal import MatchProposal
from trajectories.models.review import Review


class VoiceStep(models.TextChoices):
    """What the client speaks about."""

    MELDING = "MELDING", "de melding"
    INVESTIGATION = "ONDERZOEK", "het onderzoek"
    REPORT = "VERSLAG", "het verslag"
    DECISION = "BESLUIT", "het besluit"
    PROPOSAL = "VOORSTEL", "het voorstel"
    REVIEW = "EVALUATIE", "de evaluatie"


OF_A_MELDING = (VoiceStep.MELDING, VoiceStep.INVESTIGATION, VoiceStep.REPORT, VoiceStep.DECISION)


class Opinion(models.TextChoices):
    """Whether the client agrees."""

    AGREES = "EENS", "Eens"
    PARTLY = "DEELS", "Deels eens"
    DISAGREES = "ONEENS", "Niet eens"
    NOT_ASKED = "NIET_GEVRAAGD", "Niet gevraagd"


class VoiceSource(models.TextChoices):
    """Who held the pen."""

    SELF = "ZELF", "De cliënt zelf"
    WITH_HELP = "MET_HULP", "De cliënt, met hulp"
    STAFF = "MEDEWERKER", "Een medewerker"


class ClientVoiceQuerySet(models.QuerySet["ClientVoice"]):
    """Which words somebody may read."""

    def visible_to(self, user: User) -> Self:
        """Of a client within reach a coordinator reads all, a provider only what concerns it.

        What somebody told another municipality stays there: a wijkteam reads what was said of its own meldingen.
        """
        here = self.filter(client__region_id=user.region_id)
        match user.role:
            case Role.COORDINATOR:
                return here
            case Role.TEAM:
                own = Q(notification__municipality=user.organisation.municipality_id)
                return here.filter(own | Q(notification=None))
            case Role.PROVIDER:
                mine = Q(proposal__place__location__provider=user.organisation)
                return here.filter(mine | Q(step=VoiceStep.REVIEW))
            case _:
                return self.none()


class ClientVoice(models.Model):
    """What a client thinks of one step, or why nobody asked; only ever added to: the database refuses changes."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="voices")
    step = models.CharField("waarover", max_length=9, choices=VoiceStep)
    notification = models.ForeignKey(Notification, models.CASCADE, null=True, blank=True, related_name="voices")
    proposal = models.ForeignKey(MatchProposal, models.CASCADE, null=True, blank=True, related_name="voices")
    review = models.ForeignKey(Review, models.CASCADE, null=True, blank=True, related_name="voices")
    opinion = models.CharField("mening", max_length=13, blank=True, choices=Opinion)
    words = models.TextField("in eigen woorden", max_length=10000, blank=True)
    why_not_asked = models.CharField("waarom niet gevraagd", max_length=2000, blank=True)
    source = models.CharField("wie schreef", max_length=10, blank=True, choices=VoiceSource)
    said_on = models.DateField("gezegd op")
    written_at = models.DateTimeField("opgeschreven op")
    written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ClientVoiceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["client", "said_on"], name="voice_of_a_client")]
        constraints = [
            models.CheckConstraint(
                name="voice_says_something",
                condition=~Q(opinion="") | ~Q(words=""),
                violation_error_message="Schrijf op wat de cliënt zei, of of de cliënt het ermee eens is.",
            ),
            models.CheckConstraint(
                name="voice_not_asked_has_a_reason",
                condition=Q(opinion=Opinion.NOT_ASKED, words="") & ~Q(why_not_asked="")
                | ~Q(opinion=Opinion.NOT_ASKED) & Q(why_not_asked=""),
                violation_error_message="Schrijf op waarom het niet is gevraagd, en dan geen woorden.",
            ),
            models.CheckConstraint(
                name="voice_has_a_source",
                condition=Q(opinion=Opinion.NOT_ASKED, source="") | ~Q(opinion=Opinion.NOT_ASKED) & ~Q(source=""),
                violation_error_message="Kies wie dit opschreef.",
            ),
            models.CheckConstraint(
                name="voice_is_about_one_thing",
                condition=Q(step__in=OF_A_MELDING, notification__isnull=False, proposal=None, review=None)
                | Q(step=VoiceStep.PROPOSAL, proposal__isnull=False, notification=None, review=None)
                | Q(step=VoiceStep.REVIEW, review__isnull=False, notification=None, proposal=None),
                violation_error_message="Kies waar dit over gaat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_opinion_display() or 'eigen woorden'}"
