"""Letters to clients: worded by the region, frozen when made, printed once, and sent on a day."""

from typing import Self

from django.db import models

from portal.codes import random_code
from portal.models import Client, Region, User
from portal.periods import Since, not_before
from trajectories.models.decision import Decision
from trajectories.models.notification import Notification


class LetterKind(models.TextChoices):
    """What a letter is for."""

    RECEIPT = "ONTVANGST", "Bevestiging van de melding"
    SUSPENSION = "OPSCHORTING", "De termijn staat stil"
    EXTENSION = "VERLENGING", "Het besluit komt later"
    FORWARDING = "DOORZENDING", "De melding is doorgestuurd"
    GRANT = "TOEKENNING", "Besluit: toegekend"
    REJECTION = "AFWIJZING", "Besluit: afgewezen"
    OBJECTION_RECEIPT = "BEZWAAR_ONTVANGST", "Bevestiging van het bezwaar"

    @property
    def word(self) -> str:
        """How an address names it."""
        return self.value.lower().replace("_", "-")


class LetterText(Since):
    """How a region words a kind of letter from a day on; letters that were made keep the words they had."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="letter_texts")
    kind = models.CharField("brief", max_length=17, choices=LetterKind)
    subject = models.CharField("onderwerp", max_length=200)
    body = models.TextField("tekst", max_length=10000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "starts_on"],
                name="letter_text_once_a_day",
                violation_error_message="Vanaf deze dag is er al een tekst. Kies een andere dag.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} vanaf {self.starts_on}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Which letters somebody may read."""

    def visible_to(self, user: User) -> Self:
        """The letters about the meldingen somebody may see."""
        return self.filter(notification__in=Notification.objects.visible_to(user).values("pk"))

    def without_pdf(self) -> Self:
        """Everything but the printed file, which may be large."""
        return self.defer("pdf")


class Letter(models.Model):
    """A letter to a client as it was made: its content never changes, and its hash shows that it did not."""

    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    notification = models.ForeignKey(Notification, models.CASCADE, related_name="letters")
    client = models.ForeignKey(Client, models.CASCADE, related_name="letters")
    decision = models.OneToOneField(Decision, models.RESTRICT, null=True, blank=True, related_name="letter")
    kind = models.CharField("brief", max_length=17, choices=LetterKind)
    made_on = models.DateField("gemaakt op")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    content = models.JSONField("inhoud")
    content_hash = models.CharField("controlegetal", max_length=64)
    sent_on = models.DateField("verstuurd op", null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.BinaryField("pdf", null=True, blank=True)
    printed_at = models.DateTimeField("gedrukt op", null=True, blank=True)
    print_attempts = models.PositiveSmallIntegerField("mislukte pogingen", default=0)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "content_hash"],
                name="letter_with_one_content_once",
                violation_error_message="Deze brief is er al.",
            ),
            not_before(
                "letter_sent_after_made",
                "sent_on",
                "made_on",
                message="Een brief kan niet verstuurd zijn voordat hij gemaakt is.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.made_on}"
