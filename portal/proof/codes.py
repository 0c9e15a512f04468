"""The six digits of an app on a telephone (TOTP, RFC 6238): a new code every half minute."""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

STEP = 30
"""Seconds that a code lasts."""
EITHER_SIDE = 1
"""Codes before and after the one of now that count too: whoever types takes time, and clocks differ."""
DIGITS = 6


def new_secret() -> bytes:
    """What a telephone and the portal both know: 160 bits of chance."""
    return secrets.token_bytes(20)


def spelled(secret: bytes) -> str:
    """The secret in letters and digits, as an app takes it."""
    return base64.b32encode(secret).decode()


def step_at(moment: datetime) -> int:
    """Which half minute since 1970 it is."""
    return int(moment.timestamp()) // STEP


def code_at(secret: bytes, step: int) -> str:
    """The digits of one half minute."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")  # what every app does
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(typed: str, secret: bytes, *, at: datetime) -> int | None:
    """The half minute that these digits belong to, around a moment; None when they are wrong."""
    now = step_at(at)
    steps = range(now - EITHER_SIDE, now + EITHER_SIDE + 1)
    right = [step for step in steps if hmac.compare_digest(code_at(secret, step).encode(), typed.encode())]
    return right[0] if right else None


def address(secret: bytes, *, login: str) -> str:
    """What a QR code tells an app: the secret, and under which name to keep it."""
    facts = {"secret": spelled(secret), "issuer": "Thuisroute", "digits": DIGITS, "period": STEP}
    return f"otpauth://totp/{quote(f'Thuisroute:{login}')}?{urlencode(facts)}"
