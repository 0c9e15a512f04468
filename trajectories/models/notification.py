"""Meldingen: a report that somebody needs support, and the way to a decision (Wmo 2015, 2.3.2 and 2.3.5)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from placements.models import CareForm
from portal.codes import random_code
from portal.models import Client, Municipality, Region, Role, User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap, not_before
from trajectories.models.consent import GivenBy


class Channel(models.TextChoices):
    """How the melding came in."""

    DESK = "BALIE", "Aan de balie"
    PHONE = "TELEFOON", "Per telefoon"
    WEB = "WEBFORMULIER", "Via het webformulier"
    PROFESSIONAL = "PROFESSIONAL", "Via een hulpverlener"
    MAIL = "MAIL", "Per e-mail of brief"
    OFFICIAL = "AMBTSHALVE", "Ambtshalve"


class Reporter(models.TextChoices):
    """Who reported it."""

    CLIENT = "CLIENT", "De cliënt zelf"
    REPRESENTATIVE = "VERTEGENWOORDIGER", "Een vertegenwoordiger"
    FAMILY = "FAMILIE", "Familie of een naaste"
    PROVIDER = "AANBIEDER", "Een zorgaanbieder"
    YOUTH_CARE = "JEUGDHULP", "De jeugdhulp"
    CLINIC = "GGZ_KLINIEK", "Een ggz-kliniek"
    GP = "HUISARTS", "De huisarts"
    SHELTER = "MO", "De maatschappelijke opvang"
    DETENTION = "REINTEGRATIE_DETENTIE", "Re-integratie na detentie"
    TEAM = "WIJKTEAM", "Het Sociaal Wijkteam"
    OTHER_MUNICIPALITY = "ANDERE_GEMEENTE", "Een andere gemeente"
    OTHER = "ANDERS", "Iemand anders"


class Outcome(models.TextChoices):
    """How a melding ended."""

    GRANTED = "TOEGEKEND", "Toegekend"
    REJECTED = "AFGEWEZEN", "Afgewezen"
    WITHDRAWN = "INGETROKKEN", "Ingetrokken"
    FORWARDED = "DOORGESTUURD", "Doorgestuurd"
    TRANSFERRED = "OVERGEDRAGEN", "Overgedragen aan een andere regio"


class Stage(models.TextChoices):
    """How far a melding is on a day; follows from its days, never stored."""

    PRE = "VOORAANMELDING", "Vooraanmelding"
    INVESTIGATING = "ONDERZOEK", "In onderzoek"
    REPORTED = "VERSLAG", "Verslag klaar"
    APPLIED = "AANVRAAG", "Aangevraagd"
    DECIDED = "BESLUIT", "Besloten"
    CLOSED = "AFGESLOTEN", "Afgesloten"


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Which meldingen somebody may see, and in which order they call for work."""

    def visible_to(self, user: User) -> Self:
        """A wijkteam sees the meldingen of its municipality, a coordinator those of the region."""
        here = self.filter(region_id=user.region_id)
        match user.role:
            case Role.COORDINATOR:
                return here
            case Role.TEAM:
                return here.filter(municipality_id=user.organisation.municipality_id)
            case _:
                return self.none()

    def open_on(self, day: date) -> Self:
        """Meldingen reported by `day` that were neither decided nor closed by then."""
        return self.filter(notified_on__lte=day).filter(
            Q(decided_on__isnull=True) | Q(decided_on__gt=day),
            Q(closed_on__isnull=True) | Q(closed_on__gt=day),
        )

    def finished_on(self, day: date) -> Self:
        """Meldingen that were decided or closed by `day`."""
        return self.filter(Q(decided_on__lte=day) | Q(closed_on__lte=day))

    def with_clocks(self) -> Self:
        """Fetch what moves the clocks, standstills and promised days, in two queries for all."""
        return self.prefetch_related("suspensions", "extensions")


class Notification(models.Model):
    """A melding: starts the six weeks for the investigation; never the same thing as the application."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="notifications")
    code = models.CharField("code", max_length=2000, default=random_code)
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="notifications")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="notifications", verbose_name="gemeente"
    )
    notified_on = models.DateField("gemeld op")
    is_urgent = models.BooleanField("spoed", default=False)
    is_pre_notification = models.BooleanField("vooraanmelding", default=False)
    reported_on = models.DateField("verslag op", null=True, blank=True)
    applied_on = models.DateField("aangevraagd op", null=True, blank=True)
    decided_on = models.DateField("besloten op", null=True, blank=True)
    closed_on = models.DateField("afgesloten op", null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=12, blank=True, choices=Outcome)
    care_form = models.ForeignKey(
        CareForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="zorgvorm"
    )
    valid_from = models.DateField("geldig vanaf", null=True, blank=True)
    valid_until = models.DateField("geldig tot", null=True, blank=True)

    channel = models.CharField("hoe", max_length=12, blank=True, choices=Channel)
    reporter = models.CharField("door wie", max_length=21, blank=True, choices=Reporter)
    urgent_reason = models.CharField("reden van spoed", max_length=2000, blank=True)
    # The database refuses a vooraanmelding that wants to begin before the eighteenth birthday.
    wanted_from = models.DateField("gewenste eerste dag", null=True, blank=True)
    motivation = models.TextField("motivering", max_length=10000, blank=True)
    alternatives = models.TextField("wat ook is overwogen", max_length=10000, blank=True)
    registered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_by = models.CharField("ingetrokken door", max_length=17, blank=True, choices=GivenBy)
    # One key per opened form: sending the same form twice finds the first melding instead of making a second.
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="notification_code_once_per_region"),
            not_before(
                "notification_report_after_melding",
                "reported_on",
                "notified_on",
                message="Het verslag kan niet vóór de melding liggen.",
            ),
            not_before(
                "notification_application_after_melding",
                "applied_on",
                "notified_on",
                message="De aanvraag kan niet vóór de melding liggen.",
            ),
            not_before(
                "notification_decision_after_melding",
                "decided_on",
                "notified_on",
                message="Het besluit kan niet vóór de melding liggen.",
            ),
            not_before(
                "notification_closed_after_melding",
                "closed_on",
                "notified_on",
                message="Een melding kan niet eerder zijn afgesloten dan zij is gedaan.",
            ),
            not_before(
                "notification_decision_after_application",
                "decided_on",
                "applied_on",
                message="Het besluit kan niet vóór de aanvraag liggen.",
            ),
            ends_after_start("notification_validity_has_days", start="valid_from", end="valid_until"),
        ]
        indexes = [
            models.Index(fields=["region", "notified_on"], name="notification_by_day"),
            models.Index(fields=["region", "decided_on"], name="notification_by_decision"),
        ]

    def __str__(self) -> str:
        return f"Melding van {self.client}"

    def stage_on(self, day: date) -> Stage:
        """How far it is on `day`."""
        steps = (
            (self.closed_on, Stage.CLOSED),
            (self.decided_on, Stage.DECIDED),
            (self.applied_on, Stage.APPLIED),
            (self.reported_on, Stage.REPORTED),
        )
        begun = Stage.PRE if self.is_pre_notification else Stage.INVESTIGATING
        return next((stage for happened, stage in steps if happened and happened <= day), begun)

    def is_open_on(self, day: date) -> bool:
        """Whether there is still work to do on `day`."""
        return self.stage_on(day) not in (Stage.DECIDED, Stage.CLOSED)


class TermSuspension(Period):
    """The legal clocks of a melding stand still for a period (Awb 4:15)."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="suspensions")
    reason = models.CharField("reden", max_length=2000, blank=True)

    objects = PeriodQuerySet["TermSuspension"].as_manager()

    class Meta:
        constraints = [
            no_overlap(
                "suspension_once_a_day",
                "notification",
                message="De termijn staat op een deel van deze dagen al stil.",
            ),
            ends_after_start("suspension_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.notification} staat stil vanaf {self.starts_on}"
