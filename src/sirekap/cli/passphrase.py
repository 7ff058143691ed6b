"""The passphrases of keys: from the environment, or asked for; never from the command line.

Invariant: a root and its issuers are sealed under words of their own, for servers are told those of issuers
and nobody but the root's keeper may know the root's.
"""

import os
from pathlib import Path

import typer

from sirekap.actions.key_folder import ISSUER_PASSPHRASE, KeyFileError

ROOT_PASSPHRASE = "SIREKAP_PASSPHRASE"  # noqa: S105 -- the name of a variable, not a passphrase


def passphrase(*, new: bool = False) -> str:
    """Return the passphrase of the root; a *new* one is asked for twice."""
    return _given(ROOT_PASSPHRASE, "Passphrase of the root", new=new)


def issuer_passphrase(*, new: bool = False) -> str:
    """Return the passphrase of the issuer; a *new* one is asked for twice."""
    return _given(ISSUER_PASSPHRASE, "Passphrase of the issuer", new=new)


def new_issuer_passphrase(roots: str) -> str:
    """Return the words under which a new issuer is sealed; raise KeyFileError where they are the *roots*'."""
    own = issuer_passphrase(new=True)
    if own == roots:
        raise KeyFileError(
            "Kata sandi penerbit sama dengan kata sandi akar; pilih yang lain, sebab server mengetahuinya.",
            "The issuer's passphrase is the root's; choose another, for servers are told the issuer's.",
        )
    return own


def passphrase_of(secret: Path) -> str:
    """Return the passphrase of the root or issuer in that file, as its name tells."""
    return issuer_passphrase() if secret.name.startswith("issuer-") else passphrase()


def _given(variable: str, asks: str, *, new: bool) -> str:
    given = os.environ.get(variable)
    return given or str(typer.prompt(asks, hide_input=True, confirmation_prompt=new, err=True))
