"""Reviews: how it goes, in five points and a mark."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from portal.models import Client


class FivePoint(models.TextChoices):
    """How one of the five points stands (JSO)."""

    IN_ORDER = "OP_ORDE", "Op orde"
    WITH_SUPPORT = "MET_STEUN", "Met steun"
    NOT = "NIET", "Niet"
    NOT_DISCUSSED = "NIET_BESPROKEN", "Niet besproken"


class Review(models.Model):
    """A review of how a client is doing (*evaluatie*), planned, held, or both."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="reviews")
    planned_on = models.DateField("gepland op", null=True, blank=True)
    held_on = models.DateField("gehouden op", null=True, blank=True)
    mark = models.DecimalField(
        "rapportcijfer", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    finances = models.CharField("financiën", max_length=14, blank=True, choices=FivePoint)
    good_tenant = models.CharField("huurder", max_length=14, blank=True, choices=FivePoint)
    daytime = models.CharField("dagbesteding", max_length=14, blank=True, choices=FivePoint)
    network = models.CharField("netwerk", max_length=14, blank=True, choices=FivePoint)
    confidant = models.CharField("vertrouwenspersoon", max_length=14, blank=True, choices=FivePoint)

    class Meta:
        indexes = [models.Index(fields=["planned_on"], name="review_to_hold", condition=Q(held_on__isnull=True))]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "planned_on", "held_on"],
                name="review_once",
                nulls_distinct=False,
                violation_error_message="Deze evaluatie staat er al.",
            ),
            models.CheckConstraint(
                name="review_planned_or_held",
                condition=Q(planned_on__isnull=False) | Q(held_on__isnull=False),
                violation_error_message="Een evaluatie is gepland of gehouden.",
            ),
            models.CheckConstraint(
                name="review_mark_from_one_to_ten",
                condition=Q(mark__isnull=True) | Q(mark__gte=1, mark__lte=10),
                violation_error_message="Een rapportcijfer ligt tussen 1 en 10.",
            ),
        ]

    def __str__(self) -> str:
        return f"Evaluatie van {self.client}"
