"""Whose key signs a plenary's pages, and whose signature a page that is read back must have.

In: files of keys. Out: who signs; a ``Trust`` that judges pages. Invariant: an issuer's certificate, be it a
file or in a page's codes, convinces only up to a pinned root, for its own election, and for pages of regions
within its reach; a plain key convinces only whoever brought it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from sirekap.accounts.certificates import Issuer
    from sirekap.accounts.key_chain import Root
    from sirekap.election.model import ElectionId
    from sirekap.forms.page_code import Signer
    from sirekap.reading.read_recap import ReadRecapPage

CERTIFICATE = ".cert"


class PageKeyError(ValueError):
    """A file holds no key that can sign or check pages; ``say`` tells what to do, by language."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.say: Mapping[str, str] = {"id": indonesian, "en": english}


@dataclass(frozen=True, slots=True)
class Pinned:
    """The roots that are pinned for an election."""

    roots: tuple[Root, ...]
    election: ElectionId


@dataclass(frozen=True, slots=True)
class Trust:
    """The keys one trusts, and for which pages: *election* and *reach* are empty for a plain key.

    With *pinned* roots a page is judged by the certificate in its own codes.
    """

    keys: tuple[Ed25519PublicKey, ...] = ()
    election: str = ""
    reach: str = ""
    pinned: Pinned | None = None

    def of(self, found: ReadRecapPage) -> bool | None:
        """Tell whether a trusted key signed the page for a region it may speak for; None without keys."""
        if self.pinned is not None:
            return _signed_by_its_own(found, self.pinned)
        if not self.keys:
            return None
        ours = found.page.election_prefix.startswith(bytes.fromhex(self.election)[:8])
        return found.signer is not None and ours and found.page.region.startswith(self.reach)


def _signed_by_its_own(found: ReadRecapPage, pinned: Pinned) -> bool:
    """Tell whether the certificate that the page carries is proven, and its key signed the page."""
    from sirekap.accounts.chain_errors import ChainError  # noqa: PLC0415 - keeps --help fast
    from sirekap.accounts.links import read_issuer  # noqa: PLC0415 - same
    from sirekap.reading.read_recap import signer  # noqa: PLC0415 - same

    try:
        proven = _proven(read_issuer(found.carried.certificate), pinned)
    except ChainError:
        return False
    return proven.of(replace(found, signer=signer(found.carried, proven.keys))) is True


def signing_key(path: Path) -> Signer:
    """Load what signs: a PEM file, or an issuer's certificate with its secret beside it."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - keeps --help fast
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415 - same

    from sirekap.actions.key_folder import open_issuer  # noqa: PLC0415 - same
    from sirekap.cli.passphrase import issuer_passphrase  # noqa: PLC0415 - same
    from sirekap.forms.page_code import Signer  # noqa: PLC0415 - same

    if path.suffix == CERTIFICATE:
        opened = open_issuer(path, issuer_passphrase())
        return Signer(opened.secret.sign, opened.issuer.to_bytes())
    pem = _read(path)
    try:
        found = load_pem_private_key(pem, None)
    except (ValueError, TypeError):
        found = None
    if not isinstance(found, Ed25519PrivateKey):
        raise PageKeyError(
            f"{path} bukan kunci pribadi Ed25519 (PEM tanpa sandi) atau sertifikat penerbit (.cert).",
            f"{path} is no private Ed25519 key (PEM without a password) and no issuer's .cert.",
        )
    return Signer(found.sign)


def trust(key: Path | None, roots: Path | None, election: Path | None) -> Trust:
    """Load what pages are checked with: nothing, roots, a certificate and its roots, or a public key."""
    if key is None and roots is None:
        return Trust()
    if key is None or key.suffix == CERTIFICATE:
        return _by_roots(key, roots, election)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - same
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415 - same

    pem = _read(key)
    try:
        found = load_pem_public_key(pem)
    except ValueError:
        found = None
    if not isinstance(found, Ed25519PublicKey):
        raise PageKeyError(
            f"{key} bukan kunci publik Ed25519 (PEM).", f"{key} is no public Ed25519 key (PEM)."
        )
    return Trust((found,))


def _by_roots(certificate: Path | None, roots: Path | None, election: Path | None) -> Trust:
    """Trust pinned roots, or one issuer alone, proven up to them; raise PageKeyError where that fails."""
    from sirekap.accounts.chain_errors import ChainError  # noqa: PLC0415 - same
    from sirekap.actions.key_folder import read_roots  # noqa: PLC0415 - same
    from sirekap.actions.open_election import open_election  # noqa: PLC0415 - same

    if roots is None or election is None:
        raise PageKeyError(
            "Sertifikat penerbit diperiksa dengan --roots MAP (root-*.pub) dan --election MAP.",
            "An issuer's certificate is checked with --roots DIR (root-*.pub) and --election DIR.",
        )
    opened = open_election(election)
    pinned = Pinned(read_roots(roots, opened.id), opened.id)
    if certificate is None:
        return Trust(pinned=pinned)
    try:
        return _proven(_issuer(certificate), pinned)
    except ChainError:
        raise PageKeyError(
            f"{certificate} tidak ditandatangani akar yang dipercaya di {roots} untuk pemilihan ini.",
            f"{certificate} is signed by no root that is pinned in {roots} for this election.",
        ) from None


def _proven(issuer: Issuer, pinned: Pinned) -> Trust:
    """Trust an issuer that a root signed; raise ChainError where none did."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - same

    from sirekap.accounts.key_chain import root_of  # noqa: PLC0415 - same

    root_of(issuer, pinned.roots, pinned.election)
    return Trust((Ed25519PublicKey.from_public_bytes(issuer.key),), pinned.election, issuer.reach)


def _issuer(certificate: Path) -> Issuer:
    from sirekap.accounts.chain_errors import ChainError  # noqa: PLC0415 - keeps --help fast
    from sirekap.accounts.links import read_issuer  # noqa: PLC0415 - same

    try:
        return read_issuer(_read(certificate))
    except ChainError:
        raise PageKeyError(
            f"{certificate} bukan sertifikat penerbit.", f"{certificate} is no issuer's certificate."
        ) from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PageKeyError(
            f"{path} tidak dapat dibaca ({error.strerror}); periksa jalurnya.",
            f"{path} cannot be read ({error.strerror}); check the path.",
        ) from None
