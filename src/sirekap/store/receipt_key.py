"""The server's key for receipts, in a file of its own that only the server may read.

Invariant: made once, at the first start, and never changed; the file is whole or not there. Several servers
of one election share the file.
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from sirekap.store.photo_folder import flush_folder

OWNER_ONLY = 0o600


def receipt_key(file: Path) -> Ed25519PrivateKey:
    """Return the key in *file*, made where there is none; ValueError where the file holds another kind."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not file.exists():
        _make(file)
    key = load_pem_private_key(file.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{file} holds no Ed25519 key")
    return key


def _make(file: Path) -> None:
    """Write a new key; where another process was faster, its key stays."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(pem)
            part.flush()
            os.fsync(part.fileno())
        if not file.exists():
            os.link(beside, file)
    except FileExistsError:
        return
    finally:
        beside.unlink(missing_ok=True)
    flush_folder(file.parent)
