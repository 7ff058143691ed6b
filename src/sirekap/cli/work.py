"""``sirekap work``: read photos from the queue, apart from the processes that answer HTTP."""

import os
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sirekap.cli.settings import UnnamedError, read_settings
from sirekap.cli.wiring import wiring_of


def work(
    context: typer.Context,
    *,
    election: Annotated[Path | None, typer.Option(help="Folder that defines the election.")] = None,
    data: Annotated[Path | None, typer.Option(help="Folder of the database and photos.")] = None,
    config: Annotated[Path | None, typer.Option(help="Settings, as in docs/operating.md.")] = None,
    publish: Annotated[bool, typer.Option(help="Also publish; one process alone may.")] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Only put back photos over which the reader failed for good.")
    ] = False,
) -> None:
    """Read waiting photos until Ctrl-C or SIGTERM, which finish the photo at hand first."""
    settings = read_settings(config, os.environ)
    folder, kept = election or settings.election, data or settings.data
    if folder is None or kept is None:
        raise UnnamedError("election", "data")
    if retry:
        print(f"{_put_back(context, folder, kept)} photos wait again")
        return
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with (
        wiring_of(context).open_system(folder, kept) as system,
        system.watching(settings.watch),
        system.working(publishing=publish),
    ):
        print(f"{system.ports.election.name}: reading photos (Ctrl-C ends it)", flush=True)
        try:
            while not stop.wait(1):
                pass
        except KeyboardInterrupt:
            pass
        print("Ending: the photo at hand is finished first.", flush=True)


def _put_back(context: typer.Context, election: Path, data: Path) -> int:
    """Have photos that failed for good wait again; return how many."""
    from sirekap.accounts.machines import READER  # noqa: PLC0415 -- so that --help stays fast
    from sirekap.actions.failed_photos import PutBack, put_back  # noqa: PLC0415 -- same

    with wiring_of(context).open_system(election, data) as system:
        return put_back(system.ports, PutBack(READER.reach, READER, datetime.now(UTC)))
