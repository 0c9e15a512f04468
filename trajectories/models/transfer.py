"""A person goes over to another region or comes from one, and what is done when the two disagree."""

from typing import Self

from django.db import models
from django.db.models import Q

from portal.codes import random_code
from portal.models import User
from portal.periods import not_before
from trajectories.models.notification import Notification


class Direction(models.TextChoices):
    """From where to where."""

    OUT = "UIT", "Van ons naar een andere regio"
    IN = "IN", "Van een andere regio naar ons"


class TransferStepKind(models.TextChoices):
    """What happened: something was sent, an answer, a step of a dispute, or the end."""

    SENT = "GESTUURD", "Gegevens gestuurd of ontvangen"
    ACCEPTED = "AANVAARD", "De ontvangende regio zegt ja"
    REFUSED = "GEWEIGERD", "De ontvangende regio zegt nee"
    CONTACTS = "CONTACTPERSONEN", "Geschil, stap 1: de contactpersonen overleggen"
    ADVISER = "REGIOADVISEUR", "Geschil, stap 2: de regioadviseur bemiddelt"
    COMMITTEE = "GESCHILLENCOMMISSIE", "Geschil, stap 3: de geschillencommissie adviseert"
    DONE = "OVERGEDRAGEN", "Overgedragen"
    STAYS = "BLIJFT", "De persoon blijft waar die is"


ANSWERS = (TransferStepKind.ACCEPTED, TransferStepKind.REFUSED)
DISPUTE = (TransferStepKind.CONTACTS, TransferStepKind.ADVISER, TransferStepKind.COMMITTEE)
"""The steps of a dispute, in the order two regions take them."""
ENDS = (TransferStepKind.DONE, TransferStepKind.STAYS)


class RegionTransferQuerySet(models.QuerySet["RegionTransfer"]):
    """Transfers somebody may see, and those that run."""

    def visible_to(self, user: User) -> Self:
        """Those of the meldingen somebody may see."""
        return self.filter(notification__in=Notification.objects.visible_to(user).values("pk"))

    def running(self) -> Self:
        """Those that did not end."""
        return self.filter(ended_on=None)


class RegionTransfer(models.Model):
    """A transfer of a person to or from another region (*warme overdracht*): who asked whom, and why there."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="transfers")
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    direction = models.CharField("richting", max_length=3, choices=Direction)
    other_region = models.CharField("andere regio", max_length=200)
    our_contact = models.CharField("onze contactpersoon", max_length=200)
    their_contact = models.CharField("hun contactpersoon", max_length=200)
    reason = models.TextField("waarom daar", max_length=10000)
    bridging = models.CharField("hulp tot die dag", max_length=500)
    asked_on = models.DateField("gevraagd op")
    answer_by = models.DateField("antwoord verwacht op")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_on = models.DateField("afgelopen op", null=True, blank=True)

    objects = RegionTransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notification"],
                condition=Q(ended_on=None),
                name="transfer_one_at_a_time",
                violation_error_message="Er loopt al een overdracht bij deze melding.",
            ),
            not_before(
                "transfer_answer_after_question",
                "answer_by",
                "asked_on",
                message="Het antwoord kan niet vóór de vraag komen.",
            ),
            not_before(
                "transfer_ends_after_question",
                "ended_on",
                "asked_on",
                message="De overdracht kan niet eerder aflopen dan zij is gevraagd.",
            ),
        ]

    def __str__(self) -> str:
        to = "naar" if self.direction == Direction.OUT else "van"
        return f"Overdracht {to} {self.other_region}"


class TransferStep(models.Model):
    """One step of a transfer: on which day, by whom, in words, and when to look again; only ever added to."""

    transfer = models.ForeignKey(RegionTransfer, models.CASCADE, related_name="steps")
    kind = models.CharField("stap", max_length=19, choices=TransferStepKind)
    taken_on = models.DateField("op")
    words = models.TextField("wat er gebeurde", max_length=10000)
    next_on = models.DateField("opnieuw kijken op", null=True, blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["taken_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.taken_on}"
