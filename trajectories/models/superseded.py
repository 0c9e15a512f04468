"""What we knew before: a dwelling or care as it stood until somebody wrote down something else."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F

from portal.models import Client, User


class Track(models.TextChoices):
    """Which of the two timelines."""

    HOUSING = "WONEN", "Wonen"
    CARE = "ZORG", "Zorg"


class SupersededEpisode(models.Model):
    """A row of one of the two timelines as it stood in `[recorded_at, superseded_at)`.

    Without `recorded_at` it came with a file, and counts as known for as long as it runs. `reason` says why it was
    wrong, when it was a mistake that somebody put right.
    """

    client = models.ForeignKey(Client, models.CASCADE, related_name="superseded")
    track = models.CharField("spoor", max_length=5, choices=Track)
    facts = models.JSONField("wat er stond", encoder=DjangoJSONEncoder)
    recorded_at = models.DateTimeField("vastgelegd", null=True)
    superseded_at = models.DateTimeField("vervangen")
    reason = models.CharField("waarom rechtgezet", max_length=500, blank=True)
    corrected_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="superseded_after_recorded",
                condition=models.Q(recorded_at__isnull=True) | models.Q(superseded_at__gt=F("recorded_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_track_display()} van {self.client} tot {self.superseded_at:%Y-%m-%d}"
