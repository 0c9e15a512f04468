"""Which organisations vouch for their own people at the log-in, read from the file that SSO_FILE names."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = {"127.0.0.1", "localhost"}
WORDS = {"name", "issuer", "client_id", "client_secret", "second_step", "accepted"}
"""What has to stand there about each."""


@dataclass(frozen=True)
class Office:
    """A municipality's own log-in (Entra ID) or an eHerkenning broker, and what it has to tell about a person."""

    slug: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    second_step: str
    """The claim that says how somebody proved it there: acr, acrs or amr."""
    accepted: tuple[str, ...]
    """Which of its values are proof enough."""
    person: str = "sub"
    """The claim that names a person for good: sub, or oid with Entra ID."""


def offices_from(environ: Mapping[str, str]) -> dict[str, Office]:
    """Every organisation in the file, by its word; none without SSO_FILE. Raises ValueError with what to mend."""
    if not (path := environ.get("SSO_FILE")):
        return {}
    written = tomllib.loads(Path(path).read_text())
    return {slug: _office(slug, facts) for slug, facts in written.items()}


def _office(slug: str, facts: dict[str, Any]) -> Office:
    if missing := WORDS - facts.keys():
        raise ValueError(f"SSO_FILE: bij [{slug}] ontbreekt {', '.join(sorted(missing))}.")
    if strange := facts.keys() - WORDS - {"person"}:
        raise ValueError(f"SSO_FILE: bij [{slug}] staat iets dat we niet kennen: {', '.join(sorted(strange))}.")
    accepted = facts["accepted"]
    if not (isinstance(accepted, list) and accepted):
        raise ValueError(f"SSO_FILE: zet bij [{slug}] in accepted een lijst met minstens één waarde.")
    if not is_safe(facts["issuer"]):
        raise ValueError(f"SSO_FILE: issuer van [{slug}] begint met https://.")
    return Office(slug, **(facts | {"accepted": tuple(accepted)}))


def is_safe(url: str) -> bool:
    """Whether nobody reads along: https, or a server on this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
