"""The second steps of a user: adding and removing them, and proving with them that it is you."""

import logging
import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError

from portal.codes import ALPHABET
from portal.mail.writing import write_to
from portal.models import MailKind, RecoveryCode, Role, SignInKey, SignInKeyKind, User
from portal.proof import codes
from portal.proof.sealing import BrokenSealError, fingerprints, is_of_today, opened, seal

logger = logging.getLogger(__name__)
MOST = 10
"""Keys of one user; nobody has that many devices."""
RECOVERY_CODES = 10
PARTS, PART = 3, 4
"""A recovery code is three times four signs: 57 bits of chance, and well to type over."""


def owner(user: User) -> str:
    """Whose a sealed secret is."""
    return f"gebruiker {user.pk}"


def add_app(user: User, secret: bytes, *, typed: str, name: str, at: datetime) -> SignInKey:
    """Keep an app, when the code it shows is right; raises ValidationError when it is not."""
    step = codes.step_of(typed, secret, at=at)
    if step is None:
        raise ValidationError("Deze code klopt niet. Wacht op de volgende code in uw app en typ die over.")
    sealed = seal(secret, whose=owner(user))
    return keep(SignInKey(user=user, kind=SignInKeyKind.APP, name=name, secret=sealed, counter=step), at=at)


def keep(key: SignInKey, *, at: datetime) -> SignInKey:
    """One more way to log in, up to a number; its user is told."""
    if key.user.sign_in_keys.count() >= MOST:
        raise ValidationError(f"U hebt al {MOST} manieren om in te loggen. Verwijder er eerst een.")
    key.added_at = key.used_at = at
    key.save()
    tell(key.user, at=at)
    return key


def renew(key: SignInKey) -> bool:
    """Seal what is known of a key with the first key of the portal; False when it was. Raises BrokenSealError."""
    old, whose = bytes(key.secret), owner(key.user)
    if is_of_today(old):
        return False
    fresh = seal(opened(old, whose=whose), whose=whose)
    return SignInKey.objects.filter(pk=key.pk, secret=old).update(secret=fresh) == 1


def remove(key: SignInKey, *, at: datetime) -> None:
    """Never used again; the recovery codes go with the last one."""
    user = key.user
    key.delete()
    if not user.sign_in_keys.exists():
        user.recovery_codes.all().delete()
    tell(user, at=at)


def remove_all(user: User, *, by: User, at: datetime) -> None:
    """For who lost everything, by an administrator who knows for certain who asks; never for oneself."""
    if by.role != Role.ADMINISTRATOR:
        raise PermissionDenied
    if user == by:
        raise ValidationError("U kunt uw eigen tweede stap hier niet wissen. Vraag een andere beheerder.")
    user.sign_in_keys.all().delete()
    user.recovery_codes.all().delete()
    user.office_logins.all().delete()
    tell(user, at=at)


def is_right_code(user: User, typed: str, *, at: datetime) -> bool:
    """Whether this is a code of now from one of the user's apps, not used before, or an unused recovery code."""
    words = "".join(typed.split()).replace("-", "").upper()
    return _is_code_of_app(user, words, at=at) or _is_recovery_code(user, words)


def _is_code_of_app(user: User, typed: str, *, at: datetime) -> bool:
    for key in user.sign_in_keys.filter(kind=SignInKeyKind.APP):
        try:
            step = codes.step_of(typed, opened(bytes(key.secret), whose=owner(user)), at=at)
        except BrokenSealError:
            logger.error("The secret of key %s does not open: is SEAL_KEY the one it was sealed with?", key.pk)
            continue
        if step is not None and use(key, count=step, at=at):
            return True
    return False


def use(key: SignInKey, *, count: int, at: datetime) -> bool:
    """Whether this proof is newer than the last one; of two that come at once only one is."""
    newer = SignInKey.objects.filter(pk=key.pk, counter__lt=count)
    return newer.update(counter=count, used_at=at) == 1


def _is_recovery_code(user: User, typed: str) -> bool:
    kept = fingerprints(typed, whose=owner(user))
    used, _ = RecoveryCode.objects.filter(user=user, digest__in=kept).delete()
    return used == 1


def new_recovery_codes(user: User) -> list[str]:
    """Ten codes to print, shown this once; those from before stop working."""
    user.recovery_codes.all().delete()
    made = ["".join(secrets.choice(ALPHABET) for _ in range(PARTS * PART)) for _ in range(RECOVERY_CODES)]
    rows = [RecoveryCode(user=user, digest=fingerprints(code, whose=owner(user))[0]) for code in made]
    RecoveryCode.objects.bulk_create(rows)
    return ["-".join(code[start : start + PART] for start in range(0, PARTS * PART, PART)) for code in made]


def tell(user: User, kind: MailKind = MailKind.SIGN_IN, *, at: datetime) -> None:
    """A mail that something changed in how this user logs in, wanted or not: it may have been somebody else."""
    if user.mail:
        once = f"{user.pk} {at.isoformat()}"
        write_to(user.mail, kind, once=once, about="", path="/account/", way_out="", on=at.date())
