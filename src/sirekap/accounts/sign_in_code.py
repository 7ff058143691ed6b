"""The secret by which an account signs in, and what is kept of it.

In: random bytes, or what a person typed. Out: a code that can be read out over the telephone, and its
hash. Invariant: 128 random bits, so the plain SHA-256 that is stored cannot be searched; the code itself
is kept nowhere.
"""

import hashlib
from typing import NewType

SignInCode = NewType("SignInCode", str)
"""26 letters and digits in groups: shown once, to the account's owner."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U, which people mistake."""

_MISREAD = str.maketrans("ILO", "110")
RANDOM_BYTES = 16
_SIGNS = 26


def make_code(random: bytes) -> SignInCode:
    """Write 16 random bytes as a code; ValueError for any other length."""
    if len(random) != RANDOM_BYTES:
        raise ValueError(f"{RANDOM_BYTES} random bytes are needed, not {len(random)}")
    number = int.from_bytes(random)
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(125, -1, -5))
    return SignInCode("-".join(letters[at : at + 5] for at in range(0, len(letters), 5)))


def hash_code(typed: str) -> str:
    """Return the SHA-256 (hex) that is stored of a code, however its owner grouped and cased it."""
    return hashlib.sha256(b"sirekap sign-in code\0" + _plain(typed).encode()).hexdigest()


def code_bytes(typed: str) -> bytes:
    """Return the 16 bytes that a code was made of; ValueError for what is no code."""
    plain = _plain(typed)
    if len(plain) != _SIGNS or any(sign not in _LETTERS for sign in plain):
        raise ValueError(f"a code has {_SIGNS} letters and digits")
    number = 0
    for sign in plain:
        number = number << 5 | _LETTERS.index(sign)
    if number >> 8 * RANDOM_BYTES:
        raise ValueError("no code begins with this letter")
    return number.to_bytes(RANDOM_BYTES)


def _plain(typed: str) -> str:
    """Return the code without the ways in which people write it."""
    return "".join(typed.split()).replace("-", "").upper().translate(_MISREAD)
