"""Users: people who log in, each with one role in one organisation."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from portal.models.organisation import Organisation
from portal.models.region import Region


class Role(models.TextChoices):
    """What a person does here; decides which pages open (domain: roles × data)."""

    TEAM = "WIJKTEAM", "Sociaal Wijkteam"
    COORDINATOR = "COORDINATOR", "Toegangscoördinator"
    PROVIDER = "AANBIEDER", "Aanbieder"
    HOUSING_ASSOCIATION = "CORPORATIE", "Woningcorporatie"
    POLICY = "BELEID", "Beleidsmedewerker"
    PROJECT_LEADER = "PROJECTLEIDER", "Projectleider"
    ADMINISTRATOR = "BEHEER", "Functioneel beheerder"
    AUDITOR = "AUDITOR", "Auditor"


class UserManager(BaseUserManager["User"]):
    """Makes users whose password is kept as a hash only."""

    def create_user(
        self, login: str, *, name: str, role: str, organisation: Organisation, password: str, mail: str = ""
    ) -> "User":
        """Make a user who can log in at once."""
        user = self.model(login=login, name=name, role=role, organisation=organisation, mail=mail)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with one role in one organisation."""

    login = models.CharField("inlognaam", max_length=100, unique=True)
    name = models.CharField("naam", max_length=200)
    role = models.CharField("rol", max_length=15, choices=Role)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="users")
    mail = models.EmailField("e-mailadres", blank=True)
    # Which notices somebody wants by mail, as codes of `MailKind`.
    mail_kinds = ArrayField(
        models.CharField(max_length=20), verbose_name="berichten per mail", default=list, blank=True
    )
    is_active = models.BooleanField("actief", default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def region(self) -> Region | None:
        """The region of the user's organisation; none for administrators and auditors."""
        return self.organisation.region

    @property
    def region_id(self) -> int | None:
        """The key of that region, without fetching it."""
        return self.organisation.region_id
