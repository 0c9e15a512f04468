"""What an adviser says about an application, before the college decides (Awb 3:5)."""

from django.db import models
from django.db.models import F, Q

from portal.models import User
from trajectories.models.notification import Notification


class Leaning(models.TextChoices):
    """What an adviser advises, in a word."""

    GRANT = "TOEKENNEN", "toekennen"
    REFUSE = "AFWIJZEN", "afwijzen"
    OTHERWISE = "ANDERS", "iets anders"


class AccessAdvice(models.Model):
    """Advice asked for a melding, and the answer; the client sees it before anybody decides on it.

    Asked, then given or called off; one at a time. The advice of a predecessor is kept here too.
    """

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="advices")
    adviser = models.CharField("wie adviseert", max_length=200)
    question = models.TextField("wat vraagt u?", max_length=2000)
    asked_on = models.DateField("gevraagd op")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    wanted_by = models.DateField("antwoord uiterlijk op")
    given_on = models.DateField("gegeven op", null=True, blank=True)
    leaning = models.CharField("het advies is", max_length=10, choices=Leaning, blank=True)
    words = models.TextField("het advies", max_length=8000, blank=True)
    client_saw_on = models.DateField("de cliënt kreeg het op", null=True, blank=True)
    called_off_on = models.DateField("vervallen op", null=True, blank=True)
    called_off_words = models.TextField("waarom het vervalt", max_length=2000, blank=True)

    class Meta:
        ordering = ("asked_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["notification"],
                condition=Q(given_on__isnull=True, called_off_on__isnull=True),
                name="advice_one_open_per_melding",
                violation_error_message="Er loopt al een vraag om advies.",
            ),
            models.CheckConstraint(
                name="advice_after_it_was_asked",
                condition=Q(given_on__isnull=True) | Q(given_on__gte=F("asked_on")),
                violation_error_message="Het advies kan niet eerder zijn dan de vraag.",
            ),
            models.CheckConstraint(
                name="advice_has_words_when_given",
                condition=Q(given_on__isnull=True) | (~Q(leaning="") & ~Q(words="")),
                violation_error_message="Schrijf op wat het advies is.",
            ),
            models.CheckConstraint(
                name="advice_given_or_called_off",
                condition=Q(given_on__isnull=True) | Q(called_off_on__isnull=True),
                violation_error_message="Een gegeven advies kan niet meer vervallen.",
            ),
        ]

    def __str__(self) -> str:
        return f"Advies van {self.adviser}"

    @property
    def is_open(self) -> bool:
        """Whether the answer is still to come."""
        return self.given_on is None and self.called_off_on is None
