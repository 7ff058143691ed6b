"""The same actions from a terminal: one module a verb, gathered into one command line.

Invariant: what a person can mend is told in one line on standard error with exit code 2; a fault of the
program shows its trace and exits with 1. ``run`` is given the wiring by ``bootstrap``.
"""

from __future__ import annotations

import importlib
import locale
import os
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sirekap.cli.wiring import Wiring

VERBS = ("demo", "serve", "read", "forms", "election", "rehearse", "publish", "accounts", "bench")
"""In the order of ``--help``. Module, verb and manual share the word."""

app = typer.Typer(
    name="sirekap",
    help="From the paper of a polling station to a published, checkable result.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def sirekap() -> None:
    """From the paper of a polling station to a published, checkable result."""


for verb in VERBS:
    try:
        module = importlib.import_module(f"sirekap.cli.{verb}")
    except ModuleNotFoundError as missing:
        if missing.name != f"sirekap.cli.{verb}":
            raise
        continue
    command = getattr(module, "app", None)
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=verb)
    else:
        app.command(verb)(getattr(module, verb))


def run(wire: Callable[[], Wiring]) -> None:
    """Run the command line and exit with its code; *wire* gives the wiring to commands that need it."""
    try:
        app(obj=wire, prog_name="sirekap")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        say: Mapping[str, str] | None = getattr(error, "say", None)
        if say is None:
            raise
        print(f"sirekap: {say[language()]}", file=sys.stderr)
        sys.exit(2)


def language() -> str:
    """Return ``id`` or ``en``, by what the terminal speaks."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return "id" if (spoken or locale.getlocale()[0] or "").lower().startswith("id") else "en"
