"""What matching said when a proposal was made, kept so that it can be worked out again."""

from django.db import models

from trajectories.models.proposal import MatchProposal


class MatchAdvice(models.Model):
    """The inputs, the version of the rules and the outcome behind a proposal; the database refuses any change.

    Codes only: no names, no words about anybody. Of others who waited: only those who could have gone first.
    """

    proposal = models.OneToOneField(MatchProposal, models.CASCADE, related_name="advice")
    rules_number = models.PositiveSmallIntegerField("versie van de werkafspraken")
    inputs = models.JSONField("invoer")
    outcome = models.JSONField("uitkomst")
    is_overruled = models.BooleanField("afgeweken van het advies")

    class Meta:
        indexes = [models.Index(fields=["is_overruled"], name="advice_overruled")]

    def __str__(self) -> str:
        return f"Advies bij {self.proposal}"
