"""Encodes documents as KPU's server does: keys in the order of PostgreSQL's ``jsonb``, no spaces, UTF-8.

In: plain values. Out: bytes. Invariant: equal values give equal bytes. Not done here: what a document says.
"""

import json
from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=str)
Value = TypeVar("Value")


def ordered(members: Mapping[Key, Value]) -> dict[str, Value]:
    """Return the members with shorter keys first, keys of one length bytewise."""
    return {str(key): members[key] for key in sorted(members, key=_weight)}


def encode(document: object) -> bytes:
    """Return the document as JSON; members stay in the order they are in."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def encode_sorted(document: object) -> bytes:
    """Return the document as JSON with all members in alphabetical order."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True)
    return text.encode()


def _weight(key: str) -> tuple[int, bytes]:
    data = key.encode()
    return len(data), data
