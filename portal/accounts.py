"""Who may log in: added with a link to choose one's own password, kept out, and let in again.

Nobody ever sees the password of somebody else, an administrator neither. A link works once, for three days.
"""

import secrets
from datetime import date

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from portal import rights
from portal.models import Organisation, Role, User

TAKEN = "Deze inlognaam is al in gebruik. Kies een andere."


class InvitationKeys(PasswordResetTokenGenerator):
    """Keys that stop working once a password is chosen, once somebody logged in, and after three days."""

    key_salt = "portal.accounts.InvitationKeys"


keys = InvitationKeys()


def add_user(
    *, login: str, name: str, role: Role, organisation: Organisation, mail: str = "", on: date, by: User
) -> User:
    """A user who cannot log in yet: only the link of `invitation_key` gives a password.

    Their rights begin with it, and are reviewed each year. Raises ValidationError when the log-in name is taken,
    also in the same second.
    """
    _demand_administrator(by)
    if User.objects.filter(login__iexact=login).exists():
        raise ValidationError(TAKEN)
    unknown = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            made = User.objects.create_user(
                login, name=name, role=role, organisation=organisation, password=unknown, mail=mail
            )
            rights.confirm(made, on=on, by=by)
            return made
    except IntegrityError as refusal:
        raise ValidationError(TAKEN) from refusal


def change_mail(user: User, mail: str, *, by: User) -> None:
    """Where this user gets mail; nowhere when empty."""
    _demand_administrator(by)
    user.mail = mail
    user.save(update_fields=["mail"])


def admit(user: User, *, may_enter: bool, by: User) -> None:
    """Let a user in or keep them out; an open session ends with its next page. Nobody keeps themselves out."""
    _demand_administrator(by)
    if user == by:
        raise ValidationError("U kunt uzelf niet blokkeren. Vraag een andere beheerder.")
    user.is_active = may_enter
    user.save(update_fields=["is_active"])


def invitation_key(user: User, *, by: User) -> str:
    """The secret half of a link with which this user chooses a password."""
    _demand_administrator(by)
    if not user.is_active:
        raise ValidationError("Deze gebruiker is geblokkeerd. Laat de gebruiker eerst weer toe.")
    return keys.make_token(user)


def invited(pk: str, key: str) -> User | None:
    """Whose link this is; None when it was used, is too old, or never was."""
    user = User.objects.filter(pk=int(pk), is_active=True).first() if pk.isdecimal() and len(pk) < 18 else None
    return user if user and keys.check_token(user, key) else None


def _demand_administrator(by: User) -> None:
    if by.role != Role.ADMINISTRATOR:
        raise PermissionDenied
