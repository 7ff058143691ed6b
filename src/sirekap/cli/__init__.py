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
    from collections.abc import Callable, Mapping, Sequence

    from sirekap.cli.wiring import Wiring

VERBS = (
    "demo",
    "serve",
    "work",
    "migrate",
    "backup",
    "restore",
    "read",
    "forms",
    "election",
    "rehearse",
    "publish",
    "accounts",
    "bench",
)
"""In the order of the help. Each is a module of this package with a function of its name, or an ``app``."""


def command_line(words: Sequence[str]) -> typer.Typer:
    """Return the command line that *words* need: one verb if they begin with it, so that it starts soon."""
    app = typer.Typer(
        name="sirekap",
        help="From the paper of a polling station to a published, checkable result.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(sirekap)
    for verb in words[:1] if words and words[0] in VERBS else VERBS:
        module = importlib.import_module(f"sirekap.cli.{verb}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=verb)
        else:
            app.command(verb)(getattr(module, verb))
    return app


def sirekap() -> None:
    """From the paper of a polling station to a published, checkable result."""


def run(wire: Callable[[], Wiring]) -> None:
    """Run the command line and exit with its code; *wire* gives the wiring to commands that need it."""
    try:
        code = command_line(sys.argv[1:])(obj=wire, prog_name="sirekap", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except typer.TyperException as error:
        if said := _misused(error):
            print(said, file=sys.stderr)
        sys.exit(2)
    except Exception as error:
        say: Mapping[str, str] | None = getattr(error, "say", None)
        if say is None:
            raise
        print(f"sirekap: {say[language()]}", file=sys.stderr)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def _misused(error: typer.TyperException) -> str:
    """Say in one line how the command line was misused; nothing where its help was shown already."""
    tell: Callable[[], str] = getattr(error, "format_message", lambda: str(error))
    context: typer.Context | None = getattr(error, "ctx", None)
    path = "sirekap" if context is None else context.command_path
    said = " ".join(tell().split())
    return said and f"{path}: {said} ({path} --help)"


def language() -> str:
    """Return ``id`` or ``en``, by what the terminal speaks."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return "id" if (spoken or locale.getlocale()[0] or "").lower().startswith("id") else "en"
