"""The log of who looked and who did what (NEN 7513): only ever added to."""

from datetime import timedelta
from typing import Self

from django.contrib.postgres.indexes import BrinIndex
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


class Ground(models.TextChoices):
    """What somebody had to do with the client whose file it was: the ground for being in it (AVG art. 5)."""

    REPORTED = "MELDING", "melding bij de eigen gemeente"
    PAYS = "BETAALT", "de eigen gemeente betaalt de zorg"
    REGION = "REGIO", "toegang in de eigen regio"
    CARE = "ZORG", "zorg van de eigen organisatie"
    HOME = "WONEN", "een plek of woning van de eigen organisatie"
    PROPOSED = "VOORSTEL", "voorgesteld voor een plek"
    NOMINATED = "VOORDRACHT", "voorgedragen voor een woning"
    EMERGENCY = "NOOD", "noodtoegang"
    NONE = "GEEN", "geen relatie gevonden"


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
    # The database finds it when the line is written (migration `say_why_somebody_looks`); NULL where no client is
    # meant, and in lines from before.
    ground = models.CharField("grond", max_length=10, choices=Ground, null=True)
    # The database gives the three that follow when the line is written (portal/audit/chain.py). A column that is
    # added later is NULL in the lines that were there.
    number = models.BigIntegerField("nummer", unique=True)
    previous = models.BinaryField("kenmerk ervoor")
    digest = models.BinaryField("kenmerk")

    objects = AccessRecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["client", "-id"], name="access_of_a_client"),
            BrinIndex(fields=["at"], name="access_in_a_period"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class LogHead(models.Model):
    """The last line of the log as the database wrote it: one row, held by whoever adds a line."""

    id = models.SmallIntegerField(primary_key=True)
    number = models.BigIntegerField("nummer")
    digest = models.BinaryField("kenmerk")

    def __str__(self) -> str:
        return f"regel {self.number}"


class LogCut(models.Model):
    """Up to which line the log was cleared, its term being over: there the chain begins; never changed."""

    number = models.BigIntegerField("nummer", unique=True)
    # The database copies it from the line itself.
    digest = models.BinaryField("kenmerk")
    cut_at = models.DateTimeField("opgeruimd op", auto_now_add=True)

    def __str__(self) -> str:
        return f"opgeruimd tot en met regel {self.number}"
