"""The passphrase of keys: from the environment, or asked for; never from the command line."""

import os

import typer

VARIABLE = "SIREKAP_PASSPHRASE"


def passphrase(*, new: bool = False) -> str:
    """Return the passphrase; a *new* one is asked for twice."""
    given = os.environ.get(VARIABLE)
    return given or str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True))
