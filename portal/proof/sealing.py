"""What nobody can read in the database: sealed with a key that stands elsewhere, and bound to whose it is."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.seal_keys import HOW

KEY_ID = 4
"""Bytes in front of what is sealed that say with which key."""
NONCE = 12
"""Bytes of chance after those (AES-256-GCM)."""


class BrokenSealError(Exception):
    """Sealed with a key that is not here, for somebody else, or changed since."""

    def __str__(self) -> str:
        return "dit is niet te openen met een van de sleutels"


def seal(plain: bytes, *, whose: str) -> bytes:
    """Make this unreadable but for the portal, and worthless in the row of anybody else."""
    key, nonce = _first_key(), secrets.token_bytes(NONCE)
    return key_id(key) + nonce + AESGCM(key).encrypt(nonce, plain, whose.encode())


def opened(sealed: bytes, *, whose: str) -> bytes:
    """What was sealed, also with an earlier key; raises BrokenSealError."""
    said, nonce, hidden = sealed[:KEY_ID], sealed[KEY_ID : KEY_ID + NONCE], sealed[KEY_ID + NONCE :]
    key = next((key for key in settings.SEAL_KEYS if key_id(key) == said), None)
    if key is None:
        raise BrokenSealError
    try:
        return AESGCM(key).decrypt(nonce, hidden, whose.encode())
    except (InvalidTag, ValueError) as broken:
        raise BrokenSealError from broken


def is_of_today(sealed: bytes) -> bool:
    """Whether it was sealed with the first key, so that it stays readable when the earlier ones go."""
    return sealed[:KEY_ID] == key_id(_first_key())


def key_id(key: bytes) -> bytes:
    """What a key is called; tells nothing of the key itself."""
    return hashlib.sha256(b"key id\0" + key).digest()[:KEY_ID]


def fingerprints(words: str, *, whose: str) -> list[bytes]:
    """What is kept to recognise these words by, with each key; the first is the one to keep."""
    said = f"{whose}\0{words}".encode()
    return [hmac.new(key, said, hashlib.sha256).digest() for key in settings.SEAL_KEYS]


def _first_key() -> bytes:
    if not settings.SEAL_KEYS:
        raise ImproperlyConfigured(HOW.format("SEAL_KEY"))
    key: bytes = settings.SEAL_KEYS[0]
    return key
