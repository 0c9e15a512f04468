"""How often somebody may guess a password or a code: five times in five minutes about one name."""

from datetime import datetime, timedelta

from django.db import connection

from portal.models import Guess
from portal.proof.sealing import fingerprints

A_WHILE = timedelta(minutes=5)
MOST_ABOUT_A_NAME = 5
MOST_FROM_AN_ADDRESS = 50
"""An office shares one address; a morning on which many mistype is no attack."""
TOO_OFTEN = "Er is te vaak geprobeerd. Wacht 5 minuten en probeer het dan opnieuw."


def may_guess(login: str, origin: str | None, *, at: datetime) -> bool:
    """Whether one more guess is let through. Whoever guesses at the same moment waits for how this one ends."""
    return all(_is_open(about, most, at) for about, most in _counted(login, origin))


def count_wrong(login: str, origin: str | None, *, at: datetime) -> None:
    """A guess that failed counts for a while, about the name and from the address."""
    Guess.objects.filter(at__lt=at - A_WHILE).delete()
    Guess.objects.bulk_create([Guess(about=about, at=at) for about, _most in _counted(login, origin)])


def forget(login: str) -> None:
    """Whoever is in starts again with none."""
    about, _most = _counted(login, None)[0]
    Guess.objects.filter(about=about).delete()


def _counted(login: str, origin: str | None) -> list[tuple[bytes, int]]:
    """What is counted and how often it may be: a name that does not exist as much as one that does."""
    name = (fingerprints(login.lower(), whose="inlognaam")[0], MOST_ABOUT_A_NAME)
    place = (fingerprints(origin or "", whose="adres")[0], MOST_FROM_AN_ADDRESS)
    return [name, place] if origin else [name]


def _is_open(about: bytes, most: int, at: datetime) -> bool:
    with connection.cursor() as cursor:  # one at a time, until this transaction ends
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(about[:8], "big", signed=True)])
    return Guess.objects.filter(about=about, at__gte=at - A_WHILE).count() < most
