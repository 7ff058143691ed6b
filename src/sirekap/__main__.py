"""``python -m sirekap``: the command line, which wires the system only for commands that need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sirekap import cli

if TYPE_CHECKING:
    from sirekap.cli.wiring import Wiring


def wire() -> Wiring:
    """Return the wiring; importing it brings the database, the HTTP server and the reader."""
    from sirekap import bootstrap  # noqa: PLC0415 -- so that --help stays fast

    return bootstrap.Wiring()


def main() -> None:
    """Run the command line."""
    cli.run(wire)


if __name__ == "__main__":
    main()
