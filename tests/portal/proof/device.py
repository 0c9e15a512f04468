"""A device that makes passkeys and signs with them, as honest as a test wants it to be."""

import hashlib
import json
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT, VERIFIED, HAS_KEY = 1, 4, 64


@dataclass
class Device:
    """Holds one passkey; `flags` say whether it asked for finger, face or pin."""

    origin: str = "http://testserver"
    host: str = "testserver"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    handle: bytes = b"kenmerk van deze toegangssleutel"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, asked: dict[str, Any]) -> str:
        """The answer to the question for a new passkey."""
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        facts = bytes(16) + struct.pack(">H", len(self.handle)) + self.handle + public
        stated = {"fmt": "none", "attStmt": {}, "authData": self._state(HAS_KEY) + facts}
        said = {
            "clientDataJSON": self._client(asked, "webauthn.create"),
            "attestationObject": cbor.encode(stated),
        }
        return self._answer(said)

    def sign(self, asked: dict[str, Any]) -> str:
        """The answer to the question who is there."""
        client, state = self._client(asked, "webauthn.get"), self._state()
        signature = self.key.sign(state + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer({"clientDataJSON": client, "authenticatorData": state, "signature": signature})

    def _client(self, asked: dict[str, Any], kind: str) -> bytes:
        said = {"type": kind, "challenge": asked["publicKey"]["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _state(self, more: int = 0) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([self.flags | more]) + struct.pack(">I", self.count)

    def _answer(self, said: dict[str, bytes]) -> str:
        response = {name: websafe_encode(value) for name, value in said.items()}
        handle = websafe_encode(self.handle)
        return json.dumps({"id": handle, "rawId": handle, "type": "public-key", "response": response})
