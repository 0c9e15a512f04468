"""Codes that mean nothing: safe in an address, in a letter and over the phone."""

import secrets

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No vowels (no words), no 0, 1, I, L, O (no mix-ups)."""
LENGTH = 8


def random_code() -> str:
    """Eight random signs: 280 thousand million possibilities, not to be guessed or counted."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
