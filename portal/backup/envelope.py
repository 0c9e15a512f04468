"""The envelope of a backup: AES-256-GCM, piece by piece, so that any size passes through little memory.

A file is MAGIC, a salt of 16 bytes, and pieces. A piece is its length (4 bytes, big endian) and what AES-GCM makes
of it, with MAGIC beside it; the nonce of a piece is its number (11 bytes) and whether it is the last (1 byte). The
last piece is empty. So a piece that was changed, moved, left out or added is noticed, and so is a
cut. The key is made of the passphrase and the salt by scrypt (n = 2^15, r = 8, p = 1), anew for every file.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"THUISROUTE-BACKUP-1\n"
SALT = 16
MOST = 4 * 1024 * 1024
"""The largest piece, in bytes: a reader never takes in more at once."""
TAG = 16


class BackupRefused(Exception):
    """Why no backup is made or restored: one sentence, in Dutch."""


def seal(pieces: Iterable[bytes], target: BinaryIO, *, key: str) -> None:
    """Write the pieces into `target`, and that they are all there."""
    salt = os.urandom(SALT)
    target.write(MAGIC + salt)
    lock, number = _lock(key, salt), 0
    for number, piece in enumerate(pieces, start=1):
        assert 0 < len(piece) <= MOST
        _write(target, lock.encrypt(_nonce(number, is_last=False), piece, MAGIC))
    _write(target, lock.encrypt(_nonce(number + 1, is_last=True), b"", MAGIC))


def opened(source: BinaryIO, *, key: str) -> Iterator[bytes]:
    """The pieces, each proven to be what was written; raises BackupRefused where one is not, or is missing."""
    if source.read(len(MAGIC)) != MAGIC:
        raise BackupRefused("Dit bestand is geen back-up van Thuisroute.")
    lock, number = _lock(key, source.read(SALT)), 1
    while piece := _read(source, lock, number):
        yield piece
        number += 1
    if source.read(1):
        raise BackupRefused("De back-up is veranderd: er staat iets achter het einde. Er is niets teruggezet.")


def _read(source: BinaryIO, lock: AESGCM, number: int) -> bytes:
    length = int.from_bytes(source.read(4))
    if not TAG <= length <= MOST + TAG:
        raise BackupRefused(_complaint(number))
    try:
        return lock.decrypt(_nonce(number, is_last=length == TAG), source.read(length), MAGIC)
    except InvalidTag:
        raise BackupRefused(_complaint(number)) from None


def _complaint(number: int) -> str:
    if number == 1:
        return "De sleutel past niet op deze back-up, of het bestand is veranderd. Er is niets teruggezet."
    return "De back-up is afgebroken of veranderd. Er is niets teruggezet."


def _write(target: BinaryIO, sealed: bytes) -> None:
    target.write(len(sealed).to_bytes(4) + sealed)


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])


def _lock(key: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(key.encode()))
