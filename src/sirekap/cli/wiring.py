"""How commands reach the database and the HTTP server without knowing them.

``bootstrap`` hands what gives a ``Wiring`` to ``cli.run``; a command takes it from its typer context:
``wiring_of(context)``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import typer

if TYPE_CHECKING:
    from sirekap.actions.ports import Ports
    from sirekap.cli.settings import Rates, Watch

Clock = Callable[[], datetime]
"""Tells the time that stands in the record; a rehearsal gives its own."""


class System(Protocol):
    """One election opened with its data."""

    @property
    def ports(self) -> Ports:
        """What actions need."""

    def working(self, *, publishing: bool = True) -> AbstractContextManager[None]:
        """Read waiting photos and publish what changed, about every second, while the context is open.

        Several processes may read; one alone publishes.
        """

    def serving(self, host: str, port: int, proxies: Sequence[str] = ()) -> AbstractContextManager[str]:
        """Serve HTTP while the context is open; gives the address. Raise PortInUseError.

        What *proxies* (addresses) tell of the caller is believed.
        """

    def watching(self, how: Watch) -> AbstractContextManager[None]:
        """Write logs, show measurements and send spans while the context is open."""


class Wiring(Protocol):
    """What ``bootstrap`` knows."""

    def open_system(
        self,
        election: Path,
        data: Path,
        *,
        public: Path | None = None,
        clock: Clock | None = None,
        sample_secret: bytes | None = None,
        rates: Rates | None = None,
        origin: str = "",
    ) -> AbstractContextManager[System]:
        """Open the election folder with its data folder, made where there is none.

        *public* is where the public files go (by default a folder in *data*), *clock* the time in the record,
        *sample_secret* what draws the blind sample of a new data folder (by default drawn at random), *rates*
        how often anyone may ask (by default as often as they like), *origin* where passkeys hold (by default
        at localhost).
        """

    def migrate(self, data: Path) -> tuple[str | None, str]:
        """Bring an older version's database to this one's shape; return the step before and after."""

    def back_up(self, data: Path, to: Path) -> int:
        """Copy database, photos and keys to *to* while the system runs; return how many photos it holds."""

    def restore(self, source: Path, data: Path) -> int:
        """Make database, photos and keys again where there are none; return how many photos."""


def wiring_of(context: typer.Context) -> Wiring:
    """Return the wiring of the running command line."""
    wire: Callable[[], Wiring] = context.find_root().obj
    return wire()
