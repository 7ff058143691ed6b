"""A folder of keys: secrets encrypted under a passphrase, public halves, certificates and rotations.

In: a folder and, for secrets, a passphrase. Out: keys, certificates, and the roots to trust. Invariant: a
file is never overwritten; a secret is written readable by its owner alone, as PKCS 8 encrypted under the
passphrase, and no other word of it leaves this module.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from sirekap.accounts.certificates import Issuer
from sirekap.accounts.chain_errors import ChainError
from sirekap.accounts.key_chain import Root
from sirekap.accounts.key_changes import Rotation, UnprovenStatementError, follow, read_rotation
from sirekap.accounts.links import read_issuer
from sirekap.accounts.signatures import key_id, public_of
from sirekap.election.model import ElectionId

SHORTEST_PASSPHRASE = 12
ISSUER_PASSPHRASE = "SIREKAP_ISSUER_PASSPHRASE"  # noqa: S105 -- the name of a variable, not a passphrase
"""The variable of the environment that opens issuers, a server's own among them."""


class KeyFileError(ValueError):
    """A file of keys is not there, not readable, or not what it should be; ``say`` tells what to do."""

    code = "key_file"

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.say: Mapping[str, str] = {"id": indonesian, "en": english}


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """An issuer that can sign: its certificate and its secret, which is never shown."""

    issuer: Issuer
    secret: Ed25519PrivateKey

    def __repr__(self) -> str:
        """Name the issuer only."""
        return f"IssuerKey({self.issuer.id}, {self.issuer.reach!r})"


def keep_root(folder: Path, secret: Ed25519PrivateKey, passphrase: str) -> Path:
    """Write a root's secret and public half; return the public half's file, which programs pin."""
    name = f"root-{key_id(public_of(secret))[:8]}"
    _keep_secret(folder / f"{name}.key", secret, passphrase)
    public = folder / f"{name}.pub"
    _keep(public, secret.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)
    return public


def keep_issuer(folder: Path, issuer: Issuer, secret: Ed25519PrivateKey, passphrase: str) -> Path:
    """Write an issuer's secret and certificate; return the certificate's file."""
    name = f"issuer-{issuer.reach or 'nation'}-{issuer.id[:8]}"
    _keep_secret(folder / f"{name}.key", secret, passphrase)
    certificate = folder / f"{name}.cert"
    _keep(certificate, issuer.to_bytes(), 0o644)
    return certificate


def keep_statement(file: Path, data: bytes) -> None:
    """Write a signed statement: a rotation or a revocation."""
    _keep(file, data, 0o644)


def keep_private(file: Path, data: bytes) -> None:
    """Write a file that only its owner may read, such as the paper of vouchers."""
    _keep(file, data, 0o600)


def open_secret(file: Path, passphrase: str) -> Ed25519PrivateKey:
    """Return the secret in *file*; raise KeyFileError."""
    try:
        key = load_pem_private_key(_read(file), passphrase.encode())
    except (ValueError, TypeError):
        raise KeyFileError(
            f"{file} tidak terbuka dengan kata sandi itu; periksa berkas dan kata sandinya.",
            f"{file} does not open with that passphrase; check the file and the passphrase.",
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{file} bukan kunci Ed25519.", f"{file} is no Ed25519 key.")
    return key


def open_issuer(certificate: Path, passphrase: str) -> IssuerKey:
    """Return the issuer of a certificate with the secret beside it; raise KeyFileError."""
    try:
        issuer = read_issuer(_read(certificate))
    except ChainError:
        raise KeyFileError(
            f"{certificate} bukan sertifikat penerbit.", f"{certificate} is no issuer's certificate."
        ) from None
    secret = open_secret(certificate.with_suffix(".key"), passphrase)
    if public_of(secret) != issuer.key:
        raise KeyFileError(
            f"{certificate} dan kuncinya tidak sepasang; ambil keduanya dari map yang sama.",
            f"{certificate} and its key do not belong together; take both from the same folder.",
        )
    return IssuerKey(issuer, secret)


def server_issuers(folder: Path, passphrase: str | None) -> tuple[IssuerKey, ...]:
    """Return the issuers in the server's folder of keys, old and new; none without a passphrase.

    ``choose_issuer`` tells which of them signs; all are sealed under the one passphrase.
    """
    if passphrase is None:
        return ()
    return tuple(open_issuer(each, passphrase) for each in sorted(folder.glob("issuer-*.cert")))


def read_roots(folder: Path, election: ElectionId) -> tuple[Root, ...]:
    """Return the roots pinned in *folder* (``root-*.pub``), and those they handed over to (``*.rotation``).

    A folder that is not there pins none. A root that is named as the successor in a rotation is trusted by
    it, not by its own file.
    """
    if not folder.is_dir():
        return ()
    rotations = [_rotation(file) for file in sorted(folder.glob("*.rotation"))]
    successors = {each.new for each in rotations if each.is_signed(election)}
    keys = [_public(file) for file in sorted(folder.glob("root-*.pub"))]
    return follow([Root(key) for key in keys if key not in successors], rotations, election)


def _rotation(file: Path) -> Rotation:
    try:
        return read_rotation(_read(file))
    except UnprovenStatementError:
        raise KeyFileError(f"{file} bukan pergantian kunci.", f"{file} is no rotation.") from None


def _public(file: Path) -> bytes:
    try:
        key = load_pem_public_key(_read(file))
    except ValueError:
        raise KeyFileError(f"{file} bukan kunci publik.", f"{file} is no public key.") from None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileError(f"{file} bukan kunci Ed25519.", f"{file} is no Ed25519 key.")
    return key.public_bytes_raw()


def _keep_secret(file: Path, secret: Ed25519PrivateKey, passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise KeyFileError(
            f"Kata sandi terlalu pendek; pakai sedikitnya {SHORTEST_PASSPHRASE} huruf.",
            f"The passphrase is too short; use at least {SHORTEST_PASSPHRASE} signs.",
        )
    sealed = BestAvailableEncryption(passphrase.encode())
    _keep(file, secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealed), 0o600)


def _keep(file: Path, data: bytes, mode: int) -> None:
    """Write a new file and have it on disk; raise KeyFileError where it exists."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise KeyFileError(
            f"{file} sudah ada dan tidak ditimpa; pilih map lain.",
            f"{file} is there already and is not overwritten; choose another folder.",
        ) from None
    with os.fdopen(handle, "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise KeyFileError(f"{file} tidak terbaca ({why}).", f"{file} cannot be read ({why}).") from None
