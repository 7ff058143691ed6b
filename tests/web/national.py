"""A real server of the rehearsal election in which the forms of stations differ, for tests over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import httpx
from tests.election.folders import ROOT

from sirekap.actions.open_election import open_election
from sirekap.bootstrap import System, Wiring

FOLDER = ROOT / "elections" / "rehearsal-national"
ELECTION = open_election(FOLDER)
ACEH, TUBAN, SRESEH, PANGARENGAN = (
    next(code for code in sorted(ELECTION.stations) if code.startswith(region))
    for region in ("11", "3523", "352701", "352713")
)
POST, ABROAD, MOBILE = sorted(code for code in ELECTION.stations if code.startswith("99"))


@contextmanager
def national(folder: Path, clock: datetime | None = None) -> Iterator[tuple[System, httpx.Client]]:
    """Open the election with its data in *folder*, serve it on loopback, and yield a client of it."""
    with (
        Wiring().open_system(
            FOLDER, folder, clock=None if clock is None else lambda: clock, sample_secret=b"national"
        ) as system,
        system.serving("127.0.0.1", 0) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield system, client
