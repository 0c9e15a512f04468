"""Mail that waits or was sent: which fixed sentence, about which number, to whom; never what it is about."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from portal.models.user import Role, User


class MailKind(models.TextChoices):
    """What a mail says; the sentence is fixed, so that it can say nothing about a person."""

    ANSWER = "VOORSTEL_WACHT", "Er wacht een voorstel op uw antwoord."
    ANSWERED = "VOORSTEL_BEANTWOORD", "Een voorstel is beantwoord."
    WITHDRAWN = "VOORSTEL_INGETROKKEN", "Een voorstel is ingetrokken."
    OVERDUE = "VOORSTEL_TE_LAAT", "Een voorstel wacht te lang op antwoord."
    RESERVED = "PLEK_GERESERVEERD", "Er is een plek gereserveerd."
    TERM = "TERMIJN", "Een termijn loopt bijna af."
    CONFIRM = "INSCHRIJVING", "Wilt u bericht over nieuwe rapporten?"
    REPORT = "RAPPORT", "Er is een nieuw rapport gepubliceerd."
    SIGN_IN = "INLOGGEN", "De manier waarop u inlogt is gewijzigd. Deed u dat niet zelf? Bel dan uw beheerder."
    NEW_DEVICE = (
        "NIEUW_APPARAAT",
        "Er is met uw account ingelogd op een nieuw apparaat. Deed u dat niet zelf? Bel dan uw beheerder.",
    )
    EMERGENCY = "NOODTOEGANG", "Iemand opende een dossier met noodtoegang."


FOR_WHOM: dict[MailKind, frozenset[Role]] = {
    MailKind.ANSWER: frozenset({Role.PROVIDER}),
    MailKind.ANSWERED: frozenset({Role.COORDINATOR, Role.TEAM}),
    MailKind.WITHDRAWN: frozenset({Role.PROVIDER, Role.TEAM}),
    MailKind.OVERDUE: frozenset({Role.PROVIDER, Role.COORDINATOR}),
    MailKind.RESERVED: frozenset({Role.TEAM}),
    MailKind.TERM: frozenset({Role.COORDINATOR, Role.TEAM}),
}
"""Which roles can switch a notice on; what is not here goes to people who do not log in."""
GETS_NOTICES = frozenset[Role]().union(*FOR_WHOM.values())
MOST_ATTEMPTS = 10
"""Handing over that failed this often waits for an administrator."""


class MailQuerySet(models.QuerySet["Mail"]):
    """How far mail is."""

    def waiting(self) -> Self:
        """Not handed over yet, and tried again by itself."""
        return self.filter(sent_at=None, taken_at=None, attempts__lt=MOST_ATTEMPTS)

    def given_up(self) -> Self:
        """Tried so often that it waits for an administrator."""
        return self.filter(sent_at=None, taken_at=None, attempts__gte=MOST_ATTEMPTS)

    def broken_off_before(self, moment: datetime) -> Self:
        """Taken in hand and never finished: nobody knows whether it left, so it is not sent again by itself."""
        return self.filter(sent_at=None, taken_at__lt=moment)


class Mail(models.Model):
    """One mail to one person about one event; the same event never gives a second one."""

    once = models.CharField("gebeurtenis", max_length=150, unique=True)
    kind = models.CharField("wat erin staat", max_length=20, choices=MailKind)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    to = models.EmailField("aan wie", blank=True)
    about = models.CharField("nummer", max_length=60)
    path = models.CharField("pagina", max_length=200)
    way_out = models.CharField("pagina om het uit te zetten", max_length=200)
    written_on = models.DateField("geschreven op")
    retry_at = models.DateTimeField("opnieuw vanaf", null=True, blank=True)
    taken_at = models.DateTimeField("in behandeling sinds", null=True, blank=True)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("mislukte pogingen", default=0)
    problem = models.CharField("wat er misging", max_length=200, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(sent_at=None), name="mail_not_sent")]
        constraints = [
            models.CheckConstraint(
                name="mail_to_a_user_or_an_address",
                condition=Q(user=None) | Q(to=""),
                violation_error_message="Een mail gaat naar een gebruiker of naar een adres, niet naar allebei.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.about}"
