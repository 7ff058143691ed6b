"""Passkeys (WebAuthn level 2): what a browser is asked, and whether its answer holds.

In: where the console is (a host name and an origin), a challenge, the browser's answer as JSON. Out: the
options as JSON, a key to be kept, or its next count. Invariant: the person is verified by their device (PIN,
finger or face), the answer was made for this origin alone, and a count that does not grow is refused: the
library (``webauthn``) sees to each. Not done here: freshness of the challenge (``accounts.challenge``).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from sirekap.accounts.model import AccountId

MOST_BYTES = 1023
"""The longest name of a key that WebAuthn knows."""

PATIENCE_MS = 120_000
"""How long a browser waits for its owner."""


class PasskeyError(Exception):
    """The browser's answer does not hold."""


@dataclass(frozen=True, slots=True)
class Console:
    """Where people sign in: the name that keys are bound to, and the origin that browsers tell."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key that a person's own device holds; ``credential`` is its name, ``key`` its COSE public key."""

    credential: bytes
    key: bytes
    count: int


def ask_for_new(
    console: Console, account: AccountId, challenge: bytes, held: Sequence[bytes]
) -> Mapping[str, Any]:
    """Return what a browser is asked so that it makes a passkey; *held* are the names of those there are."""
    options = generate_registration_options(
        rp_id=console.host,
        rp_name="Sirekap",
        user_name=account,
        user_id=account.encode(),
        challenge=challenge,
        timeout=PATIENCE_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in held],
    )
    return _as_json(options)


def ask_for_held(console: Console, challenge: bytes) -> Mapping[str, Any]:
    """Return what a browser is asked so that its owner picks one of the passkeys they hold."""
    options = generate_authentication_options(
        rp_id=console.host,
        challenge=challenge,
        timeout=PATIENCE_MS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _as_json(options)


def made(console: Console, challenge: bytes, answer: Mapping[str, Any]) -> Passkey:
    """Return the passkey that the browser made; raise PasskeyError."""
    try:
        proven = verify_registration_response(
            credential=dict(answer),
            expected_challenge=challenge,
            expected_rp_id=console.host,
            expected_origin=console.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise PasskeyError(str(error)) from None
    if not 0 < len(proven.credential_id) <= MOST_BYTES:
        raise PasskeyError("a name of that length is no passkey's")
    return Passkey(proven.credential_id, proven.credential_public_key, proven.sign_count)


def used(console: Console, challenge: bytes, held: Passkey, answer: Mapping[str, Any]) -> int:
    """Return the count of a passkey that answered rightly; raise PasskeyError."""
    try:
        proven = verify_authentication_response(
            credential=dict(answer),
            expected_challenge=challenge,
            expected_rp_id=console.host,
            expected_origin=console.origin,
            credential_public_key=held.key,
            credential_current_sign_count=held.count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise PasskeyError(str(error)) from None
    return proven.new_sign_count


def owner_of(answer: Mapping[str, Any]) -> tuple[AccountId, bytes]:
    """Return whose passkey answers, and its name, as it says, unproven; raise PasskeyError."""
    try:
        credential = base64url_to_bytes(answer["rawId"])
        account = base64url_to_bytes(answer["response"]["userHandle"]).decode()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PasskeyError(str(error)) from None
    return AccountId(account), credential


def challenge_of(answer: Mapping[str, Any]) -> bytes:
    """Return the challenge that the answer says it answers; raise PasskeyError."""
    try:
        told = json.loads(base64url_to_bytes(answer["response"]["clientDataJSON"]))
        return base64url_to_bytes(told["challenge"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PasskeyError(str(error)) from None


def _as_json(options: Any) -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads(options_to_json(options))
    return told
