"""The same actions from a terminal: one module a verb, gathered into one command line.

Invariant: what a person can mend is told in one line on standard error with exit code 2; a fault of the
program shows its trace and exits with 1. ``run`` is given the wiring by ``bootstrap``.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import typer

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
    import typer  # noqa: PLC0415 -- `sirekap read` starts without it

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
            settings = getattr(module, "SETTINGS", None)
            app.command(verb, context_settings=settings)(getattr(module, verb))
    return app


def sirekap() -> None:
    """From the paper of a polling station to a published, checkable result."""


def run(wire: Callable[[], Wiring]) -> None:
    """Run the command line and exit with its code; *wire* gives the wiring to commands that need it."""
    words = sys.argv[1:]
    try:
        code = _read(words[1:]) if words[:1] == ["read"] else _typed(words, wire)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        say: Mapping[str, str] | None = getattr(error, "say", None)
        if say is None:
            raise
        print(f"sirekap: {say[language()]}", file=sys.stderr)
        sys.exit(2)
    sys.exit(code)


def _read(words: Sequence[str]) -> int:
    """Read photos: the one verb that starts without ``typer``."""
    from sirekap.cli.read_photos import read_photos  # noqa: PLC0415 -- other verbs start without it

    return read_photos(words)


def _typed(words: Sequence[str], wire: Callable[[], Wiring]) -> int:
    """Run the verb that *words* begin with; return the exit code."""
    import typer  # noqa: PLC0415 -- `sirekap read` starts without it

    try:
        code = command_line(words)(obj=wire, prog_name="sirekap", standalone_mode=False)
    except typer.Abort:
        return 130
    except typer.TyperException as error:
        if said := _misused(error, words):
            print(said, file=sys.stderr)
        return 2
    return code if isinstance(code, int) else 0


def _misused(error: typer.TyperException, words: Sequence[str]) -> str:
    """Say in one line how the command line was misused; nothing where its help was shown already."""
    from sirekap.cli.misused import misused  # noqa: PLC0415 -- only where something is said

    tell: Callable[[], str] = getattr(error, "format_message", lambda: str(error))
    context: typer.Context | None = getattr(error, "ctx", None)
    # An option at the end without its value comes without a context.
    verb = words[:1] if words and words[0] in VERBS else ()
    path = " ".join(("sirekap", *verb)) if context is None else context.command_path
    said = " ".join(tell().split())
    return said and misused(path, said, language())


def language() -> str:
    """Return ``id`` or ``en``, by what the terminal speaks."""
    import locale  # noqa: PLC0415 -- only where something is said

    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return "id" if (spoken or locale.getlocale()[0] or "").lower().startswith("id") else "en"
