"""What nobody can read in the database: sealed with a key that stands elsewhere, and bound to whose it is."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.seal_keys import HOW

NONCE = 12
"""Bytes of chance in front of what is sealed (AES-256-GCM)."""


class BrokenSealError(Exception):
    """Sealed with another key, for somebody else, or changed since."""


def seal(plain: bytes, *, whose: str) -> bytes:
    """Make this unreadable but for the portal, and worthless in the row of anybody else."""
    if not settings.SEAL_KEYS:
        raise ImproperlyConfigured(HOW)
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(settings.SEAL_KEYS[0]).encrypt(nonce, plain, whose.encode())


def opened(sealed: bytes, *, whose: str) -> bytes:
    """What was sealed, also with an earlier key; raises BrokenSealError."""
    for key in settings.SEAL_KEYS:
        try:
            return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], whose.encode())
        except (InvalidTag, ValueError):
            continue
    raise BrokenSealError


def fingerprints(words: str, *, whose: str) -> list[bytes]:
    """What is kept to recognise these words by, with each key; the first is the one to keep."""
    said = f"{whose}\0{words}".encode()
    return [hmac.new(key, said, hashlib.sha256).digest() for key in settings.SEAL_KEYS]
