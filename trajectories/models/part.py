"""The parts of an investigation, each saved on its own."""

from django.db import models

from portal.models import User
from trajectories.models.notification import Notification

QUOTES = "quotes"
"""Where the answers of a part keep what the client said: a list that is only ever added to."""


class PartKind(models.TextChoices):
    """What a part of the investigation is about (Wmo 2015, 2.3.2 lid 4)."""

    OWN_WORDS = "eigen-woorden", "De hulpvraag in eigen woorden"
    STRENGTH = "eigen-kracht", "Eigen kracht en netwerk"
    CARE = "zorg", "Zorg: welke begeleiding is nodig"
    HOUSING = "wonen", "Wonen: wensen en grenzen"
    OTHER_LAWS = "andere-wetten", "Andere wetten"


class PartState(models.TextChoices):
    """How far a part is, as the worker says."""

    BUSY = "BEZIG", "Bezig"
    DONE = "KLAAR", "Klaar"
    NOT_NEEDED = "NIET_NODIG", "Niet nodig"


class InvestigationPart(models.Model):
    """The answers of one part; its version tells whether somebody else saved in between."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="parts")
    kind = models.CharField("onderdeel", max_length=14, choices=PartKind)
    state = models.CharField("stand", max_length=10, choices=PartState, default=PartState.BUSY)
    answers = models.JSONField("antwoorden", default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField("opgeslagen op")
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notification", "kind"], name="part_once_per_melding"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"
