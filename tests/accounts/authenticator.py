"""A passkey authenticator in software: makes keys and answers challenges as WebAuthn level 2 writes it.

It stands for the phone or laptop that holds a passkey; what it sends is what a browser sends. The journeys
use a real browser's own.
"""

import hashlib
import json
import secrets

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Authenticator:
    """One device with one passkey, at one origin."""

    def __init__(self, origin, verified=True):
        self.origin = origin
        self.flags = PRESENT | (VERIFIED if verified else 0)
        self.count = 0
        self.credential = secrets.token_bytes(32)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.user = b""

    def make(self, options):
        """Return the answer to options that ask for a new passkey."""
        self.user = base64url_to_bytes(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        attested = b"\0" * 16 + len(self.credential).to_bytes(2) + self.credential + cbor2.dumps(cose)
        data = self._data(options["rp"]["id"], self.flags | ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        told = self._told("webauthn.create", options["challenge"])
        return self._answer({"clientDataJSON": told, "attestationObject": attestation})

    def answer(self, options):
        """Return the answer to options that ask for a passkey that is held."""
        self.count += 1
        data = self._data(options["rpId"], self.flags)
        told = self._told("webauthn.get", options["challenge"])
        signature = self.key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(SHA256()))
        more = {"clientDataJSON": told, "authenticatorData": data, "signature": signature}
        return self._answer(more | {"userHandle": self.user})

    def _data(self, host, flags):
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _told(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response):
        name = bytes_to_base64url(self.credential)
        written = {key: bytes_to_base64url(value) for key, value in response.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": written}


def origin_of(client):
    """Return the origin of a client's base address."""
    return str(client.base_url).rstrip("/")


def add_passkey(client, own=None):
    """Have a signed-in client add a passkey; return the device that holds it."""
    own = own or Authenticator(origin_of(client))
    options = client.post("/api/ways/passkeys/options").json()["options"]
    kept = client.post("/api/ways/passkeys", json={"answer": own.make(options), "name": "Laptop"})
    assert kept.status_code == 201, kept.text
    return own


def sign_in(client, own):
    """Have a client sign in by a passkey; return the answer."""
    options = client.post("/api/session/passkey/options").json()["options"]
    return client.post("/api/session/passkey", json={"answer": own.answer(options)})


def with_passkey(client):
    """Have a client that came in by a code add a passkey and sign in by it."""
    own = add_passkey(client)
    assert sign_in(client, own).status_code == 200
    return own
