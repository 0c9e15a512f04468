"""What happens to the legal clocks besides a standstill: a later day is promised, or the client presses."""

from django.db import models
from django.db.models import F, Q

from portal.models import User
from trajectories.models.notification import Notification


class TermExtension(models.Model):
    """The client was told that the decision comes later, and by which day (Awb 4:14); figures do not move."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="extensions")
    promised_on = models.DateField("toegezegd uiterlijk op")
    told_on = models.DateField("aan de cliënt gemeld op")
    reason = models.TextField("reden", max_length=2000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "promised_on"],
                name="extension_promises_a_day_once",
                violation_error_message="Deze dag is al aan de cliënt toegezegd.",
            ),
            models.CheckConstraint(
                name="extension_promises_a_later_day",
                condition=Q(promised_on__gt=F("told_on")),
                violation_error_message="De toegezegde dag ligt na de dag van het bericht.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notification}: besluit uiterlijk {self.promised_on}"


class PenaltyNotice(models.Model):
    """The client says in writing that the decision is late (*ingebrekestelling*, Awb 4:17): two weeks are left."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="penalty_notices")
    received_on = models.DateField("ontvangen op")
    words = models.TextField("wat erin staat", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "received_on"],
                name="penalty_notice_once_a_day",
                violation_error_message="Op deze dag is al een ingebrekestelling vastgelegd.",
            )
        ]

    def __str__(self) -> str:
        return f"Ingebrekestelling van {self.received_on} bij {self.notification}"
