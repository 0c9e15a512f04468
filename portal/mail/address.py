"""Which mail server we hand mail to, read from the environment."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SECONDS = 10
"""How long to wait for a mail server before trying again later."""
PORTS = {"smtp": 587, "smtps": 465, "smtp-open": 25}


def mailers_from(environ: Mapping[str, str], *, folder: Path, is_production: bool) -> dict[str, Any]:
    """Django's mailers: the server of EMAIL_URL, or else files in `folder`.

    In production nothing is sent without EMAIL_URL: `settings.SENDS_MAIL` is off then.
    `smtp://` begins in the open and must become TLS, `smtps://` is TLS from the start, `smtp-open://` has none.
    """
    url = urlsplit(environ.get("EMAIL_URL", ""))
    if url.scheme in PORTS:
        return {"default": {"OPTIONS": _server(url.scheme, environ["EMAIL_URL"])}}
    if url.scheme == "console":
        return {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    if url.scheme:
        raise ValueError("EMAIL_URL begint met smtp://, smtps://, smtp-open:// of console:")
    if is_production:
        return {"default": {}}
    backend = "django.core.mail.backends.filebased.EmailBackend"
    return {"default": {"BACKEND": backend, "OPTIONS": {"file_path": str(folder)}}}


def _server(scheme: str, address: str) -> dict[str, Any]:
    url = urlsplit(address)
    return {
        "host": url.hostname or "localhost",
        "port": url.port or PORTS[scheme],
        "username": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "use_tls": scheme == "smtp",
        "use_ssl": scheme == "smtps",
        "timeout": SECONDS,
    }
