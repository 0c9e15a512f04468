"""What logging in leans on beside the password: second steps, recovery codes, and how often somebody guessed."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from portal.models.user import User


class SignInKeyKind(models.TextChoices):
    """What somebody proves it with."""

    APP = "APP", "App met codes"
    PASSKEY = "TOEGANGSSLEUTEL", "Toegangssleutel"


class SignInKeyQuerySet(models.QuerySet["SignInKey"]):
    """Ways to choose keys."""

    def visible_to(self, user: User) -> Self:
        """One's own."""
        return self.filter(user=user)


class SignInKey(models.Model):
    """A second step of one user: an app that shows codes, or a passkey on a device."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_keys")
    kind = models.CharField("soort", max_length=20, choices=SignInKeyKind)
    name = models.CharField("naam", max_length=60)
    # Sealed: of an app what telephone and portal both know, of a passkey its public half.
    secret = models.BinaryField("geheim")
    handle = models.BinaryField("kenmerk van de toegangssleutel", null=True, unique=True)
    # What the next proof has to exceed: the half minute of the last code, or the count of the passkey.
    counter = models.BigIntegerField("teller", default=0)
    added_at = models.DateTimeField("toegevoegd op")
    used_at = models.DateTimeField("laatst gebruikt op", null=True, blank=True)

    objects: ClassVar[SignInKeyQuerySet] = SignInKeyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="only_a_passkey_has_a_handle",
                condition=Q(kind=SignInKeyKind.PASSKEY, handle__isnull=False)
                | Q(kind=SignInKeyKind.APP, handle=None),
                violation_error_message="Een toegangssleutel heeft een kenmerk, een app met codes niet.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """A code on paper for whoever has no telephone at hand; gone once it is used."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField("kenmerk", unique=True)

    def __str__(self) -> str:
        return f"herstelcode van {self.user}"


class OfficeLogin(models.Model):
    """Whom somebody's own organisation means: its name for a person, for good, and who that is here."""

    user = models.ForeignKey(User, models.CASCADE, related_name="office_logins")
    issuer = models.CharField("organisatie die ervoor instaat", max_length=500)
    person = models.CharField("persoon daar", max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "person"],
                name="a_person_there_is_one_user_here",
                violation_error_message="Dit account hoort hier al bij een andere gebruiker.",
            ),
            models.UniqueConstraint(
                fields=["user", "issuer"],
                name="a_user_has_one_account_at_an_organisation",
                violation_error_message="Deze gebruiker heeft hier al een account van deze organisatie.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} via {self.issuer}"


class Guess(models.Model):
    """A log-in that failed, forgotten after some minutes: about which name or from which address, unreadable."""

    about = models.BinaryField("waarover")
    at = models.DateTimeField("moment")

    class Meta:
        indexes = [models.Index(fields=["about", "at"], name="guesses_of_late")]

    def __str__(self) -> str:
        return f"mislukte poging van {self.at:%H:%M}"
