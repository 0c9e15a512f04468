"""The keys that seal what nobody may read in the database, and that find it again, from the environment."""

import hashlib
from base64 import b64decode
from binascii import Error
from collections.abc import Collection, Mapping

LENGTH = 32
HOW = "Zet {}: 32 willekeurige bytes in base64. Maak hem met: openssl rand -base64 32"


def seal_keys_from(environ: Mapping[str, str], *, otherwise: str, is_production: bool) -> list[bytes]:
    """The keys of SEAL_KEY: the first seals, those after a comma only open what was sealed before.

    Demo and tests work without, with a key made from `otherwise`; in production a command does, and has none: no
    page is served there without. Raises ValueError with what to do.
    """
    keys = _written(environ, "SEAL_KEY")
    if keys or not is_production:
        return keys or [_made_of(f"seal {otherwise}")]
    if environ.get("SERVES_PAGES") == "1":
        raise ValueError(HOW.format("SEAL_KEY"))
    return []


def index_keys_from(
    environ: Mapping[str, str], *, besides: Collection[bytes], otherwise: str, is_production: bool
) -> list[bytes]:
    """The keys of BSN_INDEX_KEY: the first marks, those after a comma only find what was marked before.

    None in production unless somebody set one: then no region can use the BSN. Never one of `besides`, the keys
    that seal: whoever has this one can try all numbers. Raises ValueError with what to do.
    """
    keys = _written(environ, "BSN_INDEX_KEY")
    if set(keys) & set(besides):
        raise ValueError("BSN_INDEX_KEY moet een andere sleutel zijn dan SEAL_KEY.")
    return keys or ([] if is_production else [_made_of(f"index {otherwise}")])


def _written(environ: Mapping[str, str], name: str) -> list[bytes]:
    """The keys that a setting holds; none when it is empty."""
    written = [part.strip() for part in environ.get(name, "").split(",") if part.strip()]
    try:
        keys = [b64decode(part, validate=True) for part in written]
    except Error as unreadable:
        raise ValueError(HOW.format(name)) from unreadable
    if any(len(key) != LENGTH for key in keys):
        raise ValueError(HOW.format(name))
    return keys


def _made_of(words: str) -> bytes:
    return hashlib.sha256(words.encode()).digest()
