"""What somebody can do against a decision: an objection, heard and decided (Awb chapters 6 and 7)."""

from django.db import models
from django.db.models import Q

from portal.models import User
from portal.periods import not_before
from trajectories.models.notification import Notification


class ObjectionOutcome(models.TextChoices):
    """How an objection ended."""

    FOUNDED = "GEGROND", "Gegrond"
    UNFOUNDED = "ONGEGROND", "Ongegrond"
    INADMISSIBLE = "NIET_ONTVANKELIJK", "Niet-ontvankelijk"
    WITHDRAWN = "INGETROKKEN", "Ingetrokken"


class Objection(models.Model):
    """The client objects to a decision on a melding (*bezwaar*); well-founded leads to a new decision."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="objections")
    received_on = models.DateField("ontvangen op")
    ground = models.TextField("waarom", max_length=10000)
    has_committee = models.BooleanField("met een commissie", default=False)
    heard_on = models.DateField("gehoord op", null=True, blank=True)
    decided_on = models.DateField("beslist op", null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=17, blank=True, choices=ObjectionOutcome)
    motivation = models.TextField("motivering", max_length=10000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notification"],
                condition=Q(decided_on__isnull=True),
                name="objection_one_at_a_time",
                violation_error_message="Er loopt al een bezwaar bij deze melding.",
            ),
            models.CheckConstraint(
                name="objection_decided_whole",
                condition=Q(decided_on__isnull=True, outcome="", decided_by__isnull=True)
                | (Q(decided_on__isnull=False, decided_by__isnull=False) & ~Q(outcome="") & ~Q(motivation="")),
                violation_error_message="Een beslissing op bezwaar noemt de dag, de uitkomst en waarom.",
            ),
            not_before(
                "objection_heard_after_received",
                "heard_on",
                "received_on",
                message="Horen kan niet vóór de ontvangst van het bezwaar.",
            ),
            not_before(
                "objection_decided_after_received",
                "decided_on",
                "received_on",
                message="Beslissen kan niet vóór de ontvangst van het bezwaar.",
            ),
        ]

    def __str__(self) -> str:
        return f"Bezwaar van {self.received_on} bij {self.notification}"
