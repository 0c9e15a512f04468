"""A small OpenID Connect server on loopback, as honest as a test wants it to be. For tests only."""

import base64
import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

OURS, SECRET = "thuisroute", "geheim:van/ons"
KEY, OTHER_KEY = (rsa.generate_private_key(65537, 2048) for _ in range(2))


@dataclass
class Provider:
    """Knows who logged in where, by code; tells about it once."""

    issuer: str
    differs: dict[str, Any] = field(default_factory=dict)
    """What it says otherwise than it should; None leaves it out."""
    signs_with: Any = KEY
    algorithm: str = "RS256"
    answers: int = 200
    waiting: dict[str, dict[str, str]] = field(default_factory=dict)

    def log_in(self, address: str, person: str = "persoon-1") -> dict[str, str]:
        """What somebody who logged in here comes back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["client_id"], asked["response_type"], asked["scope"]) == (OURS, "code", "openid")
        code = secrets.token_urlsafe(16)
        self.waiting[code] = asked | {"person": person}
        return {"state": asked["state"], "code": code}

    def token(self, form: dict[str, list[str]], name: str) -> tuple[int, dict[str, Any]]:
        """What it signs for who comes with a code, its own name and the other half of the challenge."""
        asked = self.waiting.pop(form["code"][0], None)
        ours = f"{OURS}:{SECRET.replace(':', '%3A').replace('/', '%2F')}"
        if self.answers != 200 or asked is None or name != f"Basic {base64.b64encode(ours.encode()).decode()}":
            return (self.answers if self.answers != 200 else 400), {"error": "invalid_grant"}
        digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time())
        said = {"iss": self.issuer, "aud": OURS, "sub": asked["person"], "nonce": asked["nonce"], "acr": "loa3"}
        said |= {"iat": now, "exp": now + 300} | self.differs
        kept = {claim: value for claim, value in said.items() if value is not None}
        key = "" if self.algorithm == "none" else self.signs_with
        return 200, {"id_token": jwt.encode(kept, key, algorithm=self.algorithm, headers={"kid": "1"})}

    def says(self, path: str) -> dict[str, Any]:
        """What anybody may ask."""
        if path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return {"keys": [public | {"kid": "1", "use": "sig", "alg": "RS256"}]}
        doors = {"authorization_endpoint": "/login", "token_endpoint": "/token", "jwks_uri": "/jwks"}
        return {"issuer": self.issuer} | {name: self.issuer + door for name, door in doors.items()}


@contextmanager
def provider() -> Iterator[Provider]:
    """One that runs, on a port of its own."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, running.says(self.path))

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self._answer(*running.token(form, self.headers["Authorization"]))

        def _answer(self, status: int, said: dict[str, Any]) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    running = Provider(f"http://127.0.0.1:{server.server_port}")
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
