"""How passwords are kept, Argon2id with parameters that sixteen people can use at once; and which are too weak."""

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

SAID = {
    "password_too_short": "Dit wachtwoord is te kort: minstens 15 tekens.",
    "password_too_common": "Dit wachtwoord gebruiken te veel mensen. Kies een ander.",
}
OTHERWISE = "Dit wachtwoord is niet sterk genoeg. Kies een ander."


class Argon2(Argon2PasswordHasher):
    """Argon2id as OWASP advises (19 MiB, two rounds): about 60 ms, where Django's default takes 100 MiB each."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


def refusals(password: str) -> list[str]:
    """Why a password is not good enough, each in a sentence; none when it is."""
    try:
        validate_password(password)
    except ValidationError as weak:
        return [SAID.get(error.code or "", OTHERWISE) for error in weak.error_list]
    return []
