"""``sirekap serve``: take photos, let people check them, read and publish, over HTTP."""

import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from sirekap.cli.wiring import wiring_of


def serve(
    context: typer.Context,
    election: Annotated[Path, typer.Option(help="Folder that defines the election.")],
    data: Annotated[Path, typer.Option(help="Folder of the database, photos and public files.")],
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen at.", min=0, max=65535)] = 8000,
) -> None:
    """Serve one election until Ctrl-C. Open accounts with ``sirekap accounts add``."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with (
        wiring_of(context).open_system(election, data) as system,
        system.working(),
        system.serving(host, port) as address,
    ):
        print(f"{system.ports.election.name}: {address} (Ctrl-C ends it)", flush=True)
        try:
            while not stop.wait(1):
                pass
        except KeyboardInterrupt:
            pass
        print("Ending: the step at hand is finished first.", flush=True)
