"""The plan of one client: what they work on, and where they expect to be when."""

from django.db import models
from django.db.models import Q

from portal.models import Client, User
from portal.periods import not_before
from trajectories.models.decision import GoalTheme


class GoalResult(models.TextChoices):
    """What became of a goal."""

    REACHED = "BEHAALD", "Behaald"
    PARTLY = "DEELS_BEHAALD", "Deels behaald"
    NOT_REACHED = "NIET_BEHAALD", "Niet behaald"
    DROPPED = "NIET_MEER_NODIG", "Niet meer nodig"


class SupportGoal(models.Model):
    """Something a client works on, in the client's words, until it has a result (*doel*)."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="support_goals")
    theme = models.CharField("thema", max_length=17, choices=GoalTheme)
    words = models.CharField("doel", max_length=500)
    set_on = models.DateField("afgesproken op")
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_on = models.DateField("afgesloten op", null=True, blank=True)
    result = models.CharField("resultaat", max_length=15, blank=True, choices=GoalResult)
    result_words = models.CharField("toelichting", max_length=500, blank=True)

    class Meta:
        ordering = ["set_on", "pk"]
        constraints = [
            not_before(
                "goal_ends_after_it_was_set",
                "ended_on",
                "set_on",
                message="Een doel eindigt niet voor het begint.",
            ),
            models.CheckConstraint(
                name="goal_ends_with_a_result",
                condition=Q(ended_on__isnull=True, result="") | Q(ended_on__isnull=False) & ~Q(result=""),
                violation_error_message="Een doel wordt afgesloten met een resultaat.",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class Outlook(models.Model):
    """Where somebody expects a client to be and when, as said on a day (*perspectief*)."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="outlooks")
    said_on = models.DateField("gezegd op")
    expected_on = models.DateField("verwachte uitstroom", null=True, blank=True)
    words = models.CharField("perspectief", max_length=500)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-said_on", "-pk"]
        constraints = [
            not_before(
                "outlook_looks_ahead",
                "expected_on",
                "said_on",
                message="De verwachte dag ligt niet voor de dag waarop dit is gezegd.",
            )
        ]

    def __str__(self) -> str:
        return self.words
