"""How passwords are kept, Argon2id with parameters that sixteen people can use at once; and which are too weak."""

import re

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal.models import User

KNOWN_HERE = (
    "thuisroute",
    "beschermd",
    "wonen",
    "thuis",
    "gemeente",
    "wijkteam",
    "portaal",
    "welkom",
    "wachtwoord",
)
"""What somebody who guesses tries first."""
ENOUGH_ELSE = 7
"""Letters that have to be left without those words, and without names of the user."""
SAID = {
    "password_too_short": "Dit wachtwoord is te kort: minstens 15 tekens.",
    "password_too_known": "Dit wachtwoord is te raden: het zijn bijna alleen woorden van hier of uit uw naam.",
    "password_too_common": "Dit wachtwoord gebruiken te veel mensen. Kies een ander.",
}
OTHERWISE = "Dit wachtwoord is niet sterk genoeg. Kies een ander."


class Argon2(Argon2PasswordHasher):
    """Argon2id as OWASP advises (19 MiB, two rounds): about 60 ms, where Django's default takes 100 MiB each."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class ContextWords:
    """Refuses a password that is hardly more than words everybody here knows, or a name of its user."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError when too little is left."""
        names = (user.login, user.name, user.organisation.name) if user else ()
        known = {*KNOWN_HERE, *(word for name in names for word in _letters(name).split() if len(word) > 2)}
        left = _letters(password)
        for word in sorted(known, key=len, reverse=True):
            left = left.replace(word, "")
        if len(left.replace(" ", "")) < ENOUGH_ELSE:
            raise ValidationError("", code="password_too_known")

    def get_help_text(self) -> str:
        """Django's own forms would show it."""
        return SAID["password_too_known"]


def _letters(words: str) -> str:
    return re.sub(r"[\W\d_]+", " ", words.lower())


def refusals(password: str, user: User | None = None) -> list[str]:
    """Why a password is not good enough for this user, each in a sentence; none when it is."""
    try:
        validate_password(password, user)
    except ValidationError as weak:
        return [SAID.get(error.code or "", OTHERWISE) for error in weak.error_list]
    return []
