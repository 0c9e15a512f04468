"""Two records of one person that became one."""

from django.db import models
from django.db.models import F, Q

from portal.models import Client, User


class ClientMerge(models.Model):
    """Two records proved to be one person: which one went on, what moved to it, and why; only ever added to."""

    kept = models.ForeignKey(Client, models.PROTECT, related_name="merges", verbose_name="gaat verder")
    gone = models.OneToOneField(Client, models.PROTECT, related_name="merge", verbose_name="ging erin op")
    moved = models.JSONField("wat verhuisde")
    """Per model the keys of the rows that moved."""
    reason = models.CharField("reden", max_length=500)
    merged_on = models.DateField("samengevoegd op")
    merged_at = models.DateTimeField("moment")
    merged_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="merge_is_of_two",
                condition=~Q(kept=F("gone")),
                violation_error_message="Een dossier kan niet met zichzelf worden samengevoegd.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone.code} ging op in {self.kept.code}"
