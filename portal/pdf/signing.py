"""Whether this installation signs what it prints."""

from datetime import datetime
from pathlib import Path

from django.conf import settings


def signed(pdf: bytes, *, reason: str, at: datetime) -> bytes:
    """The document with a signature of moment `at` behind it; as it was where the installation has no key.

    Raises ValueError when the key cannot be opened.
    """
    if not settings.SIGNING_KEY_FILE:
        return pdf
    from portal.pdf.pades import sign  # only who signs pays for it: 27 MB, and most of a second

    key = Path(settings.SIGNING_KEY_FILE).read_bytes()
    return sign(pdf, key=key, password=settings.SIGNING_KEY_PASSWORD, reason=reason, at=at)
