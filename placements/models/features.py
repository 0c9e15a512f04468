"""What a place has or allows, from a day on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from placements.models.stock import Place
from portal.periods import Since


class Feature(models.TextChoices):
    """What a place has or allows (*kenmerk*)."""

    WHEELCHAIR = "ROLSTOEL", "Geschikt voor een rolstoel"
    YOUTH = "JONGEREN", "Voor jongeren"
    WOMEN = "VROUWEN", "Alleen voor vrouwen"
    PETS = "HUISDIER", "Huisdier mag mee"
    QUIET = "RUSTIG", "Rustig"
    SMOKING = "ROKEN", "Roken mag"
    NIGHT_WATCH = "NACHTWACHT", "’s Nachts iemand wakker"
    CARETAKER = "BEHEERDER", "Beheerder in de buurt"


class PlaceFeatures(Since):
    """All that a place has or allows from a day on (*kenmerken*), until the next row; none before the first."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="feature_rows")
    features = ArrayField(models.CharField(max_length=12, choices=Feature), default=list, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "starts_on"],
                name="place_features_once_a_day",
                violation_error_message="Op deze dag veranderen de kenmerken van deze plek al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} vanaf {self.starts_on}"
