"""The log of who looked and who did what (NEN 7513): only ever added to."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models.functions import Now

from portal.models.client import Client
from portal.models.user import User


class Action(models.TextChoices):
    """What somebody did."""

    VIEW = "INZIEN", "Bekeken"
    SEARCH = "ZOEKEN", "Gezocht"
    CREATE = "TOEVOEGEN", "Toegevoegd"
    CHANGE = "WIJZIGEN", "Gewijzigd"
    EXPORT = "EXPORTEREN", "Gedownload"
    REVEAL = "OPVRAGEN", "Opgevraagd"
    SIGN_IN = "INLOGGEN", "Ingelogd"
    SIGN_OUT = "UITLOGGEN", "Uitgelogd"
    REFUSED = "GEWEIGERD", "Geweigerd"
    EMERGENCY = "NOODTOEGANG", "Noodtoegang"


class AccessRecordQuerySet(models.QuerySet["AccessRecord"]):
    """Ways to read the log."""

    def latest_first(self) -> Self:
        """The newest on top."""
        return self.order_by("-pk")

    def lately(self) -> Self:
        """The last ten minutes, by the clock of the log itself."""
        return self.filter(at__gte=Now() - timedelta(minutes=10))


class AccessRecord(models.Model):
    """One act or look of one user; never changed, never removed: the database refuses it."""

    at = models.DateTimeField("moment", auto_now_add=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    role = models.CharField("rol", max_length=15, blank=True)
    organisation_name = models.CharField("organisatie", max_length=2000, blank=True)
    action = models.CharField("handeling", max_length=12, choices=Action)
    subject = models.CharField("onderwerp", max_length=100)
    # No constraint: the line stays when the term of the dossier is over and the client is gone.
    client = models.ForeignKey(
        Client, models.DO_NOTHING, null=True, related_name="access_records", db_constraint=False
    )
    path = models.CharField("pagina", max_length=200, blank=True)
    origin = models.GenericIPAddressField("herkomst", null=True, blank=True)
    # The database gives the three that follow when the line is written (portal/audit/chain.py). A column that is
    # added later is NULL in the lines that were there.
    number = models.BigIntegerField("nummer", unique=True)
    previous = models.BinaryField("kenmerk ervoor")
    digest = models.BinaryField("kenmerk")

    objects = AccessRecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["client", "-id"], name="access_of_a_client")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class LogHead(models.Model):
    """The last line of the log as the database wrote it: one row, held by whoever adds a line."""

    id = models.SmallIntegerField(primary_key=True)
    number = models.BigIntegerField("nummer")
    digest = models.BinaryField("kenmerk")

    def __str__(self) -> str:
        return f"regel {self.number}"
