"""The review of rights: somebody said that a user still needs to log in."""

from django.db import models
from django.db.models import F, Q

from portal.models.user import User


class RightsReview(models.Model):
    """An administrator says on a day that a user rightly logs in; the first when that user was added."""

    user = models.ForeignKey(User, models.CASCADE, related_name="rights_reviews")
    reviewed_on = models.DateField("nagelopen op")
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["reviewed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "reviewed_on"],
                name="rights_are_reviewed_once_a_day",
                violation_error_message="Deze gebruiker is vandaag al nagelopen.",
            ),
            models.CheckConstraint(
                name="nobody_reviews_their_own_rights",
                condition=~Q(user=F("reviewed_by")),
                violation_error_message="U kunt uw eigen toegang niet nalopen. Vraag een andere beheerder.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} nagelopen op {self.reviewed_on}"
