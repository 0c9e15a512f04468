"""What keeps somebody who is ready from taking the next step, and who has to do something about it."""

from django.db import models
from django.db.models import Q

from portal.models import User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap
from trajectories.models.readiness import OutflowReadiness


class BlockerKind(models.TextChoices):
    """What is waited for before somebody can move on."""

    HOME = "WONING", "Een woning"
    PLACE = "PLEK", "Een plek bij een aanbieder"
    DECISION = "INDICATIE", "Een besluit van de gemeente"
    GUIDANCE = "BEGELEIDING", "Begeleiding die klaarstaat"
    DEBTS = "SCHULDEN", "Een regeling voor schulden"
    INCOME = "INKOMEN", "Een vast inkomen"
    PAPERS = "PAPIEREN", "Papieren, zoals een identiteitsbewijs"
    REGISTRATION = "INSCHRIJFTIJD", "Inschrijftijd als woningzoekende"
    OTHER = "ANDERS", "Iets anders"


class Mover(models.TextChoices):
    """Who has to act: *wie is aan zet*."""

    PROVIDER = "AANBIEDER", "De aanbieder"
    TEAM = "WIJKTEAM", "Het wijkteam"
    COORDINATOR = "COORDINATOR", "De toegangscoördinator"
    ASSOCIATION = "CORPORATIE", "De woningcorporatie"
    CLIENT = "CLIENT", "De cliënt zelf"
    OTHER = "ANDERS", "Iemand anders"


class OutflowBlocker(Period):
    """Something that somebody who is ready has to wait for, for a period, with who has to act."""

    readiness = models.ForeignKey(OutflowReadiness, models.CASCADE, related_name="blockers")
    kind = models.CharField("wacht op", max_length=16, choices=BlockerKind)
    mover = models.CharField("wie is aan zet", max_length=12, choices=Mover)
    words = models.CharField("toelichting", max_length=2000, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PeriodQuerySet["OutflowBlocker"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "blocker_of_a_kind_once_a_day",
                "readiness",
                "kind",
                message="Hierop wacht deze cliënt op een deel van deze dagen al.",
            ),
            ends_after_start("blocker_ends_after_start"),
            models.CheckConstraint(
                name="blocker_of_another_kind_has_words",
                condition=~Q(kind=BlockerKind.OTHER) | ~Q(words=""),
                violation_error_message="Schrijf op waarop deze cliënt wacht.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} vanaf {self.starts_on}"
