"""The keys that seal what nobody may read in the database, read from the environment."""

import hashlib
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping

LENGTH = 32
HOW = "Zet SEAL_KEY: 32 willekeurige bytes in base64. Maak hem met: openssl rand -base64 32"


def seal_keys_from(environ: Mapping[str, str], *, otherwise: str, is_production: bool) -> list[bytes]:
    """The keys of SEAL_KEY: the first seals, those after a comma only open what was sealed before.

    Demo and tests work without, with a key made from `otherwise`; in production a command does, and has none: no
    page is served there without. Raises ValueError with what to do.
    """
    written = [part.strip() for part in environ.get("SEAL_KEY", "").split(",") if part.strip()]
    if not written and is_production:
        if environ.get("SERVES_PAGES") == "1":
            raise ValueError(HOW)
        return []
    try:
        keys = [b64decode(part, validate=True) for part in written]
    except Error as unreadable:
        raise ValueError(HOW) from unreadable
    if any(len(key) != LENGTH for key in keys):
        raise ValueError(HOW)
    return keys or [hashlib.sha256(f"seal {otherwise}".encode()).digest()]
