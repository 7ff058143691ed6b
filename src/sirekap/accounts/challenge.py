"""The challenge that a device signs to sign in: fresh, from this server, and kept nowhere.

In: the server's secret, 8 random bytes, the time. Out: 32 bytes, and whether such bytes are fresh. Invariant:
no state is needed, so that every officer of the nation may ask for one at the same minute.
"""

import hashlib
import hmac

LASTS_SECONDS = 300
RANDOM_BYTES = 8
_TIME_BYTES = 8
_TAG_BYTES = 16
_BYTES = _TIME_BYTES + RANDOM_BYTES + _TAG_BYTES


def make_challenge(secret: bytes, random: bytes, at: int) -> bytes:
    """Return the challenge of that second since 1970; ValueError unless *random* has 8 bytes."""
    if len(random) != RANDOM_BYTES:
        raise ValueError(f"{RANDOM_BYTES} random bytes are needed, not {len(random)}")
    head = at.to_bytes(_TIME_BYTES) + random
    return head + _tag(secret, head)


def is_fresh(secret: bytes, challenge: bytes, at: int) -> bool:
    """Tell whether the challenge came from this server within the last five minutes."""
    if len(challenge) != _BYTES:
        return False
    head, tag = challenge[:-_TAG_BYTES], challenge[-_TAG_BYTES:]
    age = at - int.from_bytes(head[:_TIME_BYTES])
    return hmac.compare_digest(tag, _tag(secret, head)) and 0 <= age <= LASTS_SECONDS


def _tag(secret: bytes, head: bytes) -> bytes:
    return hmac.digest(secret, b"sirekap challenge\0" + head, hashlib.sha256)[:_TAG_BYTES]
