"""``sirekap serve``: take photos, let people check them, read and publish, over HTTP."""

import gc
import os
import signal
import threading
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from sirekap.cli.settings import Settings, UnnamedError, read_settings
from sirekap.cli.wiring import wiring_of

SELDOM = 20_000
"""Objects that come before any are looked through: what an answer is made of hardly ever outlives it."""


def serve(
    context: typer.Context,
    *,
    election: Annotated[Path | None, typer.Option(help="Folder that defines the election.")] = None,
    data: Annotated[
        Path | None, typer.Option(help="Folder of the database, photos and public files.")
    ] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen at.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen at.", min=0, max=65535)] = None,
    config: Annotated[Path | None, typer.Option(help="Settings, as in docs/operating.md.")] = None,
    check_config: Annotated[
        bool, typer.Option("--check-config", help="Only say whether the settings can be used.")
    ] = False,
) -> None:
    """Serve one election until Ctrl-C. Open accounts with ``sirekap accounts add``."""
    settings = read_settings(config, os.environ)
    folder, kept = _named("election", election or settings.election), _named("data", data or settings.data)
    if check_config:
        _check(folder, settings)
        return
    http = settings.http
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with (
        wiring_of(context).open_system(folder, kept, rates=settings.rates, origin=http.origin) as system,
        system.watching(settings.watch),
        nullcontext() if settings.only_http else system.working(),
        system.serving(host or http.host, http.port if port is None else port, http.proxies) as address,
    ):
        gc.collect()
        gc.freeze()  # a nation's stations stay; looking through them again and again would hold up answers
        gc.set_threshold(SELDOM)
        print(f"{system.ports.election.name}: {address} (Ctrl-C ends it)", flush=True)
        try:
            while not stop.wait(1):
                pass
        except KeyboardInterrupt:
            pass
        gc.unfreeze()
        print("Ending: the step at hand is finished first.", flush=True)


def _named(key: str, path: Path | None) -> Path:
    """Return a folder that must be named somewhere."""
    if path is None:
        raise UnnamedError(key)
    return path


def _check(election: Path, settings: Settings) -> None:
    """Open the election and say what would be served; wrong settings were told already."""
    from sirekap.actions.open_election import open_election  # noqa: PLC0415 -- so that --help stays fast

    opened = open_election(election)
    print(f"{opened.name}: {settings.http.host}:{settings.http.port} ok")
