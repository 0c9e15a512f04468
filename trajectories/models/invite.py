"""A code with which a client says, without an account, how the care is."""

from django.db import models

from portal.models import User
from trajectories.models.review import Review


class ExperienceInvite(models.Model):
    """One code for one review: used once, gone after its last day; the code itself is not kept, only its hash."""

    review = models.OneToOneField(Review, models.CASCADE, related_name="invite")
    code_hash = models.CharField(max_length=64, unique=True)
    made_on = models.DateField("gemaakt op")
    expires_on = models.DateField("geldt niet meer vanaf")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    used_at = models.DateTimeField("gebruikt op", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invite_expires_after_it_was_made", condition=models.Q(expires_on__gt=models.F("made_on"))
            )
        ]

    def __str__(self) -> str:
        return f"Code voor {self.review}"

    @property
    def mark(self) -> str:
        """A short word that tells this code from the next, and nothing about it."""
        return self.code_hash[:8]
