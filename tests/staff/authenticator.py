"""A device that keeps passkeys, and what a browser makes of its answers (WebAuthn, level 2)."""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
# ES256 as COSE names it: an elliptic curve key, for ECDSA with SHA-256, on P-256.
ES256 = {1: 2, 3: -7, -1: 1}


@dataclass
class Authenticator:
    """Holds one key. `origin` is the site that its browser is at; `counts` is how a key on one
    device differs from a synchronised one, whose counter stays at nought."""

    origin: str = "http://localhost"
    verified: bool = True
    counts: bool = False
    id: bytes = field(default_factory=lambda: os.urandom(16))
    handle: bytes = b""
    used: int = 0

    def __post_init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())

    def create(self, options: dict[str, Any]) -> str:
        """Answer the site's wish for a new key."""
        self.handle = decoded(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {**ES256, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(public)
        data = self._data(options["rp"]["id"], ATTESTED) + attested
        return self._answer(
            clientDataJSON=self._client_data("webauthn.create", options["challenge"]),
            attestationObject=cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data}),
        )

    def get(self, options: dict[str, Any]) -> str:
        """Answer the site's wish to know who is there."""
        self.used += self.counts
        client_data = self._client_data("webauthn.get", options["challenge"])
        data = self._data(options["rpId"], 0)
        return self._answer(
            clientDataJSON=client_data,
            authenticatorData=data,
            signature=self.key.sign(data + sha256(client_data).digest(), ec.ECDSA(SHA256())),
            userHandle=self.handle,
        )

    def _data(self, site: str, more: int) -> bytes:
        flags = PRESENT | (VERIFIED if self.verified else 0) | more
        return sha256(site.encode()).digest() + bytes([flags]) + self.used.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(told).encode()

    def _answer(self, **response: bytes) -> str:
        told = {name: encoded(value) for name, value in response.items()}
        return json.dumps(
            {"id": encoded(self.id), "rawId": encoded(self.id), "type": "public-key"}
            | {"response": told}
        )


def encoded(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def decoded(value: str) -> bytes:
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))
