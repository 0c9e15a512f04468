"""Decisions (*besluiten*): prepared, taken once, never changed; a correction is a new one that names the old."""

from datetime import date

from django.db import models
from django.db.models import Q

from placements.models import CareForm
from portal.codes import random_code
from portal.models import User
from portal.periods import ends_after_start
from trajectories.models.care import Funding
from trajectories.models.notification import Notification, Outcome
from trajectories.models.waiting import WaitStatus


class DecisionKind(models.TextChoices):
    """Why this decision was taken."""

    FIRST = "EERSTE", "Besluit op de aanvraag"
    CORRECTION = "HERSTEL", "Hersteld besluit"
    OBJECTION = "BEZWAAR", "Besluit na bezwaar"
    REASSESSMENT = "HERINDICATIE", "Besluit na herindicatie"


class ContributionType(models.TextChoices):
    """What the client contributes; amounts are set elsewhere (CAK)."""

    NONE = "GEEN", "Geen eigen bijdrage"
    ORDINARY = "WMO", "De gewone Wmo-bijdrage"
    LOW = "CAK_LAAG", "Lage bijdrage via het CAK: er is nog een eigen huishouden"
    HIGH = "CAK_HOOG", "Hoge bijdrage via het CAK"


class GoalTheme(models.TextChoices):
    """What a goal is about."""

    LIVING = "WONEN", "Wonen en huishouden"
    DAYTIME = "WERK_DAGBESTEDING", "Werk en dagbesteding"
    PAPERWORK = "ADMINISTRATIE", "Geld en administratie"
    SELF_CARE = "ZELFZORG", "Zorgen voor uzelf"
    HEALTH = "GEZONDHEID", "Gezondheid"
    NETWORK = "NETWERK", "Contact met anderen"
    ACCEPTING_HELP = "HULP_AANVAARDEN", "Hulp aanvaarden"


class Decision(models.Model):
    """What the college decides on a melding; a draft until `decided_on`, and from then on never changed."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="decisions")
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    kind = models.CharField("soort", max_length=12, choices=DecisionKind)
    replaces = models.OneToOneField(
        "self", models.RESTRICT, null=True, blank=True, related_name="replaced_by", verbose_name="in plaats van"
    )
    outcome = models.CharField(
        "uitkomst",
        max_length=12,
        choices=[(one.value, one.label) for one in (Outcome.GRANTED, Outcome.REJECTED)],
    )
    care_form = models.ForeignKey(
        CareForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="zorgvorm"
    )
    valid_from = models.DateField("geldig vanaf", null=True, blank=True)
    valid_until = models.DateField("geldig tot", null=True, blank=True)
    funding = models.CharField("financiering", max_length=3, blank=True, choices=Funding)
    contribution = models.CharField("eigen bijdrage", max_length=8, blank=True, choices=ContributionType)
    motivation = models.TextField("motivering", max_length=10000)
    alternatives = models.TextField("wat ook is overwogen", max_length=10000, blank=True)
    wait_status = models.CharField("hoe de cliënt wacht", max_length=14, blank=True, choices=WaitStatus)
    has_bridging = models.BooleanField("overbruggingszorg", null=True, blank=True)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_on = models.DateField("voorbereid op")
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    returned_words = models.TextField("waarom teruggestuurd", max_length=2000, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField("besloten op", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notification"],
                condition=Q(decided_on__isnull=True),
                name="decision_one_draft_at_a_time",
                violation_error_message="Er ligt al een besluit klaar bij deze melding.",
            ),
            models.UniqueConstraint(
                fields=["notification"],
                condition=Q(decided_on__isnull=False, kind=DecisionKind.FIRST),
                name="decision_first_once",
                violation_error_message="Op deze aanvraag is al besloten.",
            ),
            models.CheckConstraint(
                name="decision_taken_by_somebody",
                condition=Q(decided_on__isnull=True, decided_by__isnull=True)
                | Q(decided_on__isnull=False, decided_by__isnull=False),
                violation_error_message="Bij een besluit hoort wie het nam en wanneer.",
            ),
            models.CheckConstraint(
                name="decision_granted_is_whole",
                condition=~Q(outcome=Outcome.GRANTED)
                | (
                    Q(care_form__isnull=False, valid_from__isnull=False)
                    & ~Q(funding="")
                    & ~Q(contribution="")
                    & ~Q(alternatives="")
                ),
                violation_error_message="Een toekenning noemt zorgvorm, begin, financiering, bijdrage en"
                " wat ook is overwogen.",
            ),
            models.CheckConstraint(
                name="decision_first_replaces_none",
                condition=~Q(kind=DecisionKind.FIRST) | Q(replaces__isnull=True),
                violation_error_message="Een eerste besluit komt niet in plaats van een ander.",
            ),
            ends_after_start("decision_validity_has_days", start="valid_from", end="valid_until"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_outcome_display().lower()}"

    @property
    def is_taken(self) -> bool:
        """Whether it was taken; before that it is a draft."""
        return self.decided_on is not None

    @property
    def is_granted(self) -> bool:
        """Whether it grants something."""
        return self.outcome == Outcome.GRANTED

    @property
    def status_label(self) -> str:
        """How the client waits, in words."""
        return WaitStatus(self.wait_status).label if self.wait_status else ""

    def waits_since(self, decided_on: date) -> date:
        """The wait begins with the decision, or later when the right begins later."""
        return max(decided_on, self.valid_from or decided_on)


class DecisionGoal(models.Model):
    """One goal of a decision: what the help is for, in the client's own terms."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="goals")
    theme = models.CharField("thema", max_length=17, choices=GoalTheme)
    words = models.TextField("doel", max_length=1000)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_theme_display()}: {self.words}"
