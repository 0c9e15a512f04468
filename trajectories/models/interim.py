"""What happens while somebody waits: another status, care to bridge it, and whether it still holds."""

from django.db import models
from django.db.models import F, Q

from portal.models import Organisation, User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap
from trajectories.models.waiting import WaitlistEntry, WaitStatus


class StatusChange(models.Model):
    """From a day on somebody waits with another status; what it was on an earlier day follows from these.

    The entry holds the present status. The database refuses a status that changes without such a row.
    """

    entry = models.ForeignKey(WaitlistEntry, models.CASCADE, related_name="status_changes")
    changed_on = models.DateField("gewijzigd op")
    was = models.CharField("was", max_length=14, choices=WaitStatus)
    became = models.CharField("werd", max_length=14, choices=WaitStatus)
    reason = models.CharField("reden", max_length=2000, blank=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["changed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="status_change_changes_something",
                condition=~Q(was=F("became")),
                violation_error_message="Kies een andere wachtstatus dan die er al staat.",
            )
        ]
        indexes = [models.Index(fields=["entry", "changed_on"], name="status_changes_of_an_entry")]

    def __str__(self) -> str:
        return f"{self.get_was_display()} → {self.get_became_display()}"


class BridgingCare(Period):
    """Care that bridges the wait (*overbruggingszorg*): since when, and by whom."""

    entry = models.ForeignKey(WaitlistEntry, models.CASCADE, related_name="bridging")
    provider = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aanbieder"
    )
    given_by = models.CharField("wie anders", max_length=200, blank=True)

    objects = PeriodQuerySet["BridgingCare"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "bridging_once_a_day",
                "entry",
                message="Voor deze inschrijving is op een deel van deze dagen al overbruggingszorg.",
            ),
            ends_after_start("bridging_ends_after_start"),
            models.CheckConstraint(
                name="bridging_by_one_party",
                condition=Q(provider__isnull=False, given_by="") | (Q(provider__isnull=True) & ~Q(given_by="")),
                violation_error_message="Kies een aanbieder, of schrijf op wie anders de zorg geeft.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_whom} vanaf {self.starts_on}"

    @property
    def by_whom(self) -> str:
        """Who gives it, in words."""
        return str(self.provider) if self.provider else self.given_by


class SpokenWith(models.TextChoices):
    """Who answered when we asked whether the wait still holds."""

    CLIENT = "CLIENT", "De cliënt zelf"
    REPRESENTATIVE = "VERTEGENWOORDIGER", "Een vertegenwoordiger"
    FAMILY = "FAMILIE", "Familie of een naaste"
    PROFESSIONAL = "PROFESSIONAL", "Een hulpverlener"


class CheckAnswer(models.TextChoices):
    """What came of asking."""

    HOLDS = "KLOPT", "Ja, alles klopt nog"
    CHANGED = "VERANDERD", "Er is iets veranderd"
    NOT_REACHED = "NIET_BEREIKT", "Niet bereikt"


class WaitCheck(models.Model):
    """Somebody asked whether the wait still holds (*klopt dit nog?*): who, when, and what the client says."""

    entry = models.ForeignKey(WaitlistEntry, models.CASCADE, related_name="checks")
    asked_on = models.DateField("gevraagd op")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.CharField("antwoord", max_length=12, choices=CheckAnswer)
    spoken_with = models.CharField("wie gaf antwoord", max_length=17, blank=True, choices=SpokenWith)
    words = models.CharField("wat de cliënt zegt", max_length=2000, blank=True)

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "asked_on", "answer"],
                name="wait_check_once_a_day",
                violation_error_message="Dit antwoord is vandaag al vastgelegd.",
            ),
            models.CheckConstraint(
                name="wait_check_answered_by_somebody",
                condition=Q(answer=CheckAnswer.NOT_REACHED, spoken_with="")
                | (~Q(answer=CheckAnswer.NOT_REACHED) & ~Q(spoken_with="")),
                violation_error_message="Zeg wie antwoord gaf, of kies ‘niet bereikt’.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()} ({self.asked_on})"
