"""Priority for a home: asked of a municipality, granted until a day, or refused."""

from datetime import date

from django.db import models
from django.db.models import Q

from portal.models import User
from portal.periods import not_before
from portal.templatetags.dutch import dag
from trajectories.models.readiness import OutflowReadiness


class UrgencyDeclaration(models.Model):
    """Somebody who is ready asked for priority for a home (*urgentieverklaring*); the last request counts."""

    readiness = models.ForeignKey(OutflowReadiness, models.CASCADE, related_name="urgencies")
    asked_on = models.DateField("aangevraagd op")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_on = models.DateField("besloten op", null=True, blank=True)
    is_granted = models.BooleanField("is de urgentie verleend", null=True, blank=True)
    valid_until = models.DateField("geldig t/m", null=True, blank=True)

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["readiness"],
                condition=Q(decided_on=None),
                name="urgency_one_open_request",
                violation_error_message="Er loopt al een aanvraag voor urgentie.",
            ),
            models.CheckConstraint(
                name="urgency_decided_on_a_day",
                condition=Q(decided_on=None, is_granted=None)
                | Q(decided_on__isnull=False, is_granted__isnull=False),
                violation_error_message="Een besluit over urgentie heeft een dag.",
            ),
            models.CheckConstraint(
                name="urgency_valid_until_when_granted",
                condition=Q(is_granted__isnull=False, is_granted=True, valid_until__isnull=False)
                | (Q(valid_until=None) & (Q(is_granted=None) | Q(is_granted=False))),
                violation_error_message="Een verleende urgentie geldt tot en met een dag.",
            ),
            not_before(
                "urgency_decided_after_asking",
                "decided_on",
                "asked_on",
                message="Het besluit kan niet eerder zijn dan de aanvraag.",
            ),
        ]

    def __str__(self) -> str:
        return f"Urgentie, aangevraagd op {dag(self.asked_on)}"

    def in_words_on(self, day: date) -> str:
        """Where it stands on a day: asked, granted, over or refused."""
        if self.decided_on is None:
            return f"aangevraagd op {dag(self.asked_on)}"
        if not self.is_granted:
            return f"geweigerd op {dag(self.decided_on)}"
        assert self.valid_until is not None
        return f"{'geldig' if day <= self.valid_until else 'verlopen'} t/m {dag(self.valid_until)}"

    def may_be_asked_again_on(self, day: date) -> bool:
        """Whether it was refused, or is valid no longer."""
        return self.decided_on is not None and (self.valid_until is None or day > self.valid_until)
