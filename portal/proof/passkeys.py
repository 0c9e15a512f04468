"""Passkeys (WebAuthn): a device signs that its owner was there, with a finger, a face or a pin."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from portal.models import SignInKey, SignInKeyKind, User
from portal.proof import keys
from portal.proof.sealing import fingerprints, opened, seal

NOT_TRUE = "Uw toegangssleutel gaf niet het goede antwoord. Probeer het opnieuw."
type Asked = dict[str, Any]
"""What a device is asked to sign, as the browser takes it."""
type Answer = dict[str, Any]
"""What the device made of it, as the browser gives it."""


@dataclass(frozen=True)
class Door:
    """The address at which a passkey works; at no other, however much that looks like it."""

    origin: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Door":
        """The address somebody is at now; one we do not know never gets this far."""
        return cls(f"{request.scheme}://{request.get_host()}")

    @property
    def host(self) -> str:
        """Without https and port."""
        return self.origin.partition("://")[2].rpartition(":")[0] or self.origin.partition("://")[2]

    @property
    def has_name(self) -> bool:
        """Browsers make no passkey for an address of digits."""
        try:
            ip_address(self.host.strip("[]"))
        except ValueError:
            return True
        return False

    @property
    def server(self) -> Fido2Server:
        """Who checks the answers."""
        us = PublicKeyCredentialRpEntity(id=self.host, name="Thuisroute")
        return Fido2Server(us, verify_origin=lambda said: said == self.origin)


def ask_new(user: User, door: Door) -> tuple[Asked, Asked]:
    """What a device is asked to make a passkey of, and what to hold the answer against."""
    who = PublicKeyCredentialUserEntity(
        id=fingerprints(str(user.pk), whose="toegangssleutel")[0], name=user.login, display_name=user.name
    )
    known = [_public_half(key) for key in user.sign_in_keys.filter(kind=SignInKeyKind.PASSKEY)]
    asked, held = door.server.register_begin(
        who,
        credentials=known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(asked), held


def add(user: User, door: Door, held: Asked, answer: Answer, *, name: str, at: datetime) -> SignInKey:
    """Keep a passkey; raises ValidationError when the answer is not one to what was asked."""
    try:
        made = door.server.register_complete(held, answer)
        public_half = made.credential_data
        assert public_half is not None
    except Exception as refusal:  # whatever a device sends
        raise ValidationError(NOT_TRUE) from refusal
    if SignInKey.objects.filter(handle=public_half.credential_id).exists():
        raise ValidationError("Deze toegangssleutel staat al in de lijst.")
    key = SignInKey(
        user=user,
        kind=SignInKeyKind.PASSKEY,
        name=name,
        secret=seal(public_half, whose=keys.owner(user)),
        handle=public_half.credential_id,
        counter=made.counter,
    )
    return keys.keep(key, at=at)


def ask(door: Door) -> tuple[Asked, Asked]:
    """What any passkey of ours is asked to sign, and what to hold the answer against."""
    asked, held = door.server.authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return dict(asked), held


def whose(door: Door, held: Asked, answer: Answer, *, at: datetime) -> User | None:
    """Who signed what was asked; nobody when the answer is not right, or comes from a copy of the device."""
    try:
        said = AuthenticationResponse.from_dict(answer)
        key = SignInKey.objects.select_related("user__organisation__region").get(handle=said.raw_id)
        door.server.authenticate_complete(held, [_public_half(key)], said)
        count = said.response.authenticator_data.counter
    except Exception:  # whatever a device sends
        return None
    return key.user if key.user.is_active and _is_newer(key, count, at) else None


def _is_newer(key: SignInKey, count: int, at: datetime) -> bool:
    """A passkey that is kept on several devices does not count; one that counts never counts back."""
    if count == key.counter == 0:
        SignInKey.objects.filter(pk=key.pk).update(used_at=at)
        return True
    return keys.use(key, count=count, at=at)


def _public_half(key: SignInKey) -> AttestedCredentialData:
    return AttestedCredentialData(opened(bytes(key.secret), whose=keys.owner(key.user)))
