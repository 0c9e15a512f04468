"""The parts of an investigation, each saved on its own, and every change of an answer."""

from django.db import models

from portal.models import User
from trajectories.models.notification import Notification

YOUNG = 27
"""Who is younger when the melding comes is asked about growing up."""


class PartKind(models.TextChoices):
    """What a part of the investigation is about (Wmo 2015, 2.3.2 lid 4), in the order of the task list."""

    RECEPTION = "melding", "Melding en ontvangst"
    PERSON = "persoon", "Persoon en contact"
    REPRESENTATION = "vertegenwoordiging", "Vertegenwoordiging en contactpersonen"
    OWN_WORDS = "eigen-woorden", "De hulpvraag in eigen woorden"
    STRENGTH = "eigen-kracht", "Eigen kracht en netwerk"
    CARE = "zorg", "Zorg: welke begeleiding is nodig"
    HOUSING = "wonen", "Wonen: nu en straks"
    YOUTH = "jeugd", "Jong: van jeugdhulp naar volwassen"
    OTHER_LAWS = "andere-wetten", "Andere wetten"
    LIMITS = "grenzen", "Grenzen: wat niet kan"
    SELF_RELIANCE = "zelfredzaamheid", "Zelfredzaamheid"
    MONEY = "geld", "Inkomen en schulden"


BY_CHOICE = frozenset({PartKind.LIMITS, PartKind.SELF_RELIANCE, PartKind.MONEY})
"""Asked only when the request needs it; these never count for how far an investigation is."""


class PartState(models.TextChoices):
    """How far a part is, as the worker says."""

    BUSY = "BEZIG", "Bezig"
    DONE = "KLAAR", "Klaar"
    NOT_NEEDED = "NIET_NODIG", "Niet nodig"


def parts_of(melding: Notification) -> list[PartKind]:
    """The parts of this investigation, in order: growing up is asked of the young only."""
    age = melding.client.age_on(melding.notified_on)
    is_young = age is not None and age < YOUNG
    return [kind for kind in PartKind if kind != PartKind.YOUTH or is_young]


def parts_by_law(melding: Notification) -> list[PartKind]:
    """The parts that have to be ready before the report: what the law asks of every investigation."""
    return [kind for kind in parts_of(melding) if kind not in BY_CHOICE]


class InvestigationPart(models.Model):
    """The answers of one part; its version tells whether somebody else saved in between."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="parts")
    kind = models.CharField("onderdeel", max_length=20, choices=PartKind)
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


class InvestigationReport(models.Model):
    """The report of an investigation in the words the client got; never changed once it is there."""

    notification = models.OneToOneField(Notification, models.CASCADE, related_name="report")
    content = models.JSONField("inhoud")
    made_on = models.DateField("gemaakt op")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Verslag van {self.notification}"


class PartChange(models.Model):
    """What one save changed in a part: per question what stood there and what stands there now; never changed."""

    part = models.ForeignKey(InvestigationPart, models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField("versie")
    answers = models.JSONField("veranderde antwoorden")
    saved_at = models.DateTimeField("opgeslagen op")
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # Which opened page saved: what somebody saved a minute ago on the same page is no other's answer.
    tab = models.UUIDField(null=True, editable=False)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["part", "version"], name="part_change_once_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.part}, versie {self.version}"
