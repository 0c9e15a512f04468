"""Single sign-on (OpenID Connect): somebody's own organisation says who it is, and signs it.

Authorization code with PKCE. What comes back counts when the issuer signed it, for us, for this very journey, a
moment ago, and when it says that the person took two steps there. People are known by what the organisation calls
them for good, never by an e-mail address.
"""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import jwt

from portal.offices import Office, is_safe

SECONDS = 5
"""How long to wait for the server of an organisation."""
MOST = 256 * 1024
"""Bytes of an answer that are read."""
SIGNATURES = ["RS256", "PS256", "ES256"]
CLOCKS_DIFFER = 30
NEEDED = ["iss", "aud", "exp", "iat", "sub", "nonce"]


class RefusedError(Exception):
    """Why somebody does not get in this way: a word for the page, and for our own log what it was."""

    def __init__(self, why: str, detail: object = "") -> None:
        super().__init__(f"{why}: {detail}")
        self.why = why


@dataclass(frozen=True)
class Journey:
    """What somebody left with, to hold against what they come back with; it stays in the session."""

    office: str
    state: str
    nonce: str
    verifier: str

    def kept(self) -> dict[str, str]:
        """For the session."""
        return asdict(self)


def leave_for(office: Office, *, back: str) -> tuple[str, Journey]:
    """Where to send somebody, and what to remember of it. `back` is our own address to return to."""
    journey = Journey(office.slug, *(secrets.token_urlsafe(32) for _ in range(3)))
    digest = hashlib.sha256(journey.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": office.client_id,
        "redirect_uri": back,
        "scope": "openid",
        "state": journey.state,
        "nonce": journey.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    door = _address(_found(office), "authorization_endpoint")
    return f"{door}{'&' if '?' in door else '?'}{urlencode(asked | _second_step(office))}", journey


def _second_step(office: Office) -> dict[str, str]:
    """How to ask that somebody takes two steps there."""
    if office.second_step == "acr":
        return {"acr_values": " ".join(office.accepted)}
    one, *others = office.accepted
    values = {"values": list(office.accepted)} if others else {"value": one}
    return {"claims": json.dumps({"id_token": {office.second_step: {"essential": True} | values}})}


def arrived(office: Office, journey: Journey, *, state: str, code: str, back: str) -> str:
    """Who came back, as the organisation calls them for good; raises RefusedError."""
    if not hmac.compare_digest(state.encode(), journey.state.encode()):
        raise RefusedError("antwoord", "another state")
    found = _found(office)
    told = _claims(office, found, _token(office, found, journey, code=code, back=back))
    if not hmac.compare_digest(str(told["nonce"]).encode(), journey.nonce.encode()):
        raise RefusedError("antwoord", "another nonce")
    if told.get("azp", office.client_id) != office.client_id:
        raise RefusedError("antwoord", "meant for another portal")
    said = told.get(office.second_step)
    if not set(office.accepted) & set(said if isinstance(said, list) else [said]):
        raise RefusedError("stap", f"{office.second_step} is {said!r}")
    if not isinstance(person := told.get(office.person), str) or not person:
        raise RefusedError("antwoord", f"no {office.person}")
    return person


def _token(office: Office, found: dict[str, Any], journey: Journey, *, code: str, back: str) -> str:
    """What the organisation signed, in exchange for the code; a code works once."""
    facts = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": journey.verifier,
    }
    us = f"{quote(office.client_id, safe='')}:{quote(office.client_secret, safe='')}"
    name = {"Authorization": f"Basic {base64.b64encode(us.encode()).decode()}"}
    answer = _read(_address(found, "token_endpoint"), urlencode(facts).encode(), name)
    if not isinstance(token := answer.get("id_token"), str):
        raise RefusedError("antwoord", "no id_token")
    return token


def _claims(office: Office, found: dict[str, Any], token: str) -> dict[str, Any]:
    """What was signed: by this issuer, for us, and not too long ago."""
    try:
        signer = jwt.PyJWKClient(_address(found, "jwks_uri"), timeout=SECONDS).get_signing_key_from_jwt(token)
        return jwt.decode(
            token,
            signer,
            algorithms=SIGNATURES,
            audience=office.client_id,
            issuer=office.issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": NEEDED},
        )
    except jwt.PyJWKClientConnectionError as away:
        raise RefusedError("weg", away) from away
    except jwt.PyJWTError as wrong:
        raise RefusedError("antwoord", repr(wrong)) from wrong


def _found(office: Office) -> dict[str, Any]:
    """Where this organisation's doors are, as it says itself."""
    found = _read(f"{office.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != office.issuer:
        raise RefusedError("antwoord", "another issuer")
    return found


def _address(found: dict[str, Any], word: str) -> str:
    url = found.get(word)
    if not isinstance(url, str) or not is_safe(url):
        raise RefusedError("antwoord", f"no safe {word}")
    return url


def _read(url: str, form: bytes | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """What a server of an organisation answers; the address is https or loopback (`is_safe`)."""
    try:
        with urlopen(Request(url, form, headers or {}), timeout=SECONDS) as answer:  # noqa: S310
            said = json.loads(answer.read(MOST))
    except HTTPError as refusal:
        raise RefusedError("weg" if refusal.code >= 500 else "antwoord", refusal) from refusal
    except (OSError, HTTPException, ValueError) as away:
        raise RefusedError("weg", away) from away
    if not isinstance(said, dict):
        raise RefusedError("antwoord", "no object")
    return said
