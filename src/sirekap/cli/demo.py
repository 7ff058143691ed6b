"""``sirekap demo``: a small election arrives, is checked, added up and published, while you watch.

Everything it shows went through the same actions as a real night. The night has a clock of its own, so the
same seed leaves the same public folder.
"""

import hashlib
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from sirekap.cli.demo_words import say
from sirekap.cli.rehearse import FolderInUseError
from sirekap.cli.wiring import System, wiring_of

if TYPE_CHECKING:
    from sirekap.rehearsal.crews import Crews
    from sirekap.rehearsal.night import Night
    from sirekap.rehearsal.pace import Tally
    from sirekap.rehearsal.play import NightClock

DATA = Path(".sirekap")
NIGHT_SPEED = 180.0
FULL_NIGHT = 2
"""A seed whose night has every case: wrong sums, weak and relayed signals, stations that never arrive."""


@dataclass(frozen=True)
class Plan:
    """What is to be shown: the night, its clock, how fast, and how many stations are left to the visitor."""

    night: "Night"
    clock: "NightClock"
    speed: float
    left_open: int
    workers: int


def demo(  # noqa: PLR0913, PLR0917 -- each is one option of the command
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port to listen at.", min=0, max=65535)] = 8000,
    seed: Annotated[int, typer.Option(help="The same seed makes the same night.", min=0)] = FULL_NIGHT,
    speed: Annotated[
        float, typer.Option(help="How many times faster than a real night.", min=1)
    ] = NIGHT_SPEED,
    election: Annotated[
        Path | None, typer.Option(help="Election folder; the rehearsal that ships by default.")
    ] = None,
    stations: Annotated[int | None, typer.Option(help="Only the first so many stations.", min=1)] = None,
    left_open: Annotated[int, typer.Option(help="Stations left for you to check by hand.", min=0)] = 3,
    data: Annotated[
        Path | None, typer.Option(help="New folder to keep the data in; by default one that is removed.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the public files.")] = None,
    until_done: Annotated[bool, typer.Option("--until-done", help="End when the night is over.")] = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Open no port; no waiting either.")] = False,
) -> None:
    """Let a small election arrive and watch it in a browser. Needs no other service; Ctrl-C ends it."""
    from sirekap.actions.open_election import shipped_election  # noqa: PLC0415 -- so that --help stays fast

    where = election or shipped_election()
    plan = _plan(where, seed, speed if not no_serve else float("inf"), stations, left_open)
    secret = hashlib.sha256(f"rehearsal {seed}".encode()).digest()
    with (
        _data_folder(data) as folder,
        wiring_of(context).open_system(
            where, folder, public=out, clock=plan.clock, sample_secret=secret
        ) as system,
        _serving(system, port, no_serve) as address,
        _interruptible(),
    ):
        try:
            _show(system, plan, address)
            if address is not None and not until_done:
                _stay(system, plan)
        except KeyboardInterrupt:
            print(f"\n{say('ended')}", flush=True)


def _plan(where: Path, seed: int, speed: float, stations: int | None, left_open: int) -> Plan:
    from sirekap.actions.open_election import open_election  # noqa: PLC0415 -- so that --help stays fast
    from sirekap.forms.catalogue import contest_form  # noqa: PLC0415 -- same
    from sirekap.rehearsal.night import make_night  # noqa: PLC0415 -- same
    from sirekap.rehearsal.play import NightClock, night_begins  # noqa: PLC0415 -- same

    election = open_election(where)
    contest = election.contests[0]
    form = contest_form(election, contest)
    night = make_night(election, contest, form, seed, sorted(election.stations)[:stations])
    clock = NightClock(night_begins(night) - timedelta(minutes=5))
    return Plan(night, clock, speed, left_open, os.cpu_count() or 2)


@contextmanager
def _data_folder(given: Path | None) -> Iterator[Path]:
    """Give an empty folder: the one that was named, or one of this run's own that goes away with it."""
    if given is not None:
        if given.exists() and (not given.is_dir() or any(given.iterdir())):
            raise FolderInUseError(given)
        yield given
        return
    own = DATA / f"demo-{os.getpid()}"
    shutil.rmtree(own, ignore_errors=True)
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _serving(system: System, port: int, no_serve: bool) -> AbstractContextManager[str | None]:
    """Serve at ``localhost``: browsers give passkeys there without HTTPS, and not at 127.0.0.1."""
    return nullcontext(None) if no_serve else system.serving("localhost", port)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let being told to end (SIGTERM) be as good as Ctrl-C."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _show(system: System, plan: Plan, address: str | None) -> None:
    """Let the night pass: every step by the actions, the public folder kept up with it."""
    from sirekap.rehearsal.crews import choose_visits, open_accounts  # noqa: PLC0415 -- so that --help stays fast
    from sirekap.rehearsal.pace import Tally, paced  # noqa: PLC0415 -- same
    from sirekap.rehearsal.photos import open_studio  # noqa: PLC0415 -- same
    from sirekap.rehearsal.play import play  # noqa: PLC0415 -- same
    from sirekap.rehearsal.workshop import Workshop  # noqa: PLC0415 -- same

    publish = _publisher(system, plan.clock)
    publish()
    if address is not None:
        print(say("open", address=address), flush=True)
    crews = open_accounts(system.ports, plan.night, plan.clock())
    visits = choose_visits(plan.night, plan.left_open)
    if address is not None:
        _tell_codes(plan.night, crews, sorted(visits), address)
    tally = Tally()
    with (
        Workshop(open_studio(plan.night), system.ports.reader, plan.workers) as photos,
        _progress(plan.night) as tell,
    ):
        ports = replace(system.ports, reader=photos)
        moments = play(ports, plan.night, crews, photos, plan.clock, visits)
        for moment in paced(moments, plan.speed, publish):
            tally.count(moment)
            tell(tally)
    publish()
    _tell_end(plan.night, tally, address)


def _publisher(system: System, clock: "NightClock") -> Callable[[], None]:
    """Return what brings the public folder up to date as of the night's clock."""
    from sirekap.accounts.machines import PUBLISHER  # noqa: PLC0415 -- so that --help stays fast
    from sirekap.actions.publish import Known, Publish, publish  # noqa: PLC0415 -- same

    known = Known()

    def now() -> None:
        publish(system.ports, Publish(PUBLISHER, clock()), known)

    return now


def _tell_codes(night: "Night", crews: "Crews", visits: list[str], address: str) -> None:
    from sirekap.election.model import StationCode  # noqa: PLC0415 -- so that --help stays fast

    print(say("by_hand", address=f"{address}meja/"))
    for code in map(StationCode, visits):
        station, crew = night.election.stations[code], crews.of[code]
        village = night.election.regions[station.village].name
        print(f"  TPS {station.number:03d} {village} ({code})")
        print(say("officers", main=crews.codes[crew.main.id], reserve=crews.codes[crew.reserve.id]))
    sys.stdout.flush()


@contextmanager
def _progress(night: "Night") -> Iterator[Callable[["Tally"], None]]:
    """Draw a progress bar where a person watches; plain lines now and then elsewhere."""
    from sirekap.cli.demo_progress import draw_bars, write_lines  # noqa: PLC0415 -- so that --help stays fast

    with draw_bars(night) if sys.stdout.isatty() else nullcontext(write_lines(night)) as tell:
        yield tell


def _tell_end(night: "Night", tally: "Tally", address: str | None) -> None:
    counts = {
        "all": len(night.stations),
        "received": len(tally.received),
        "confirmed": len(tally.confirmed),
        "left": len(tally.left_open),
        "refused": tally.refused,
    }
    print(say("over", **counts))
    if address is not None:
        print(say("stays", address=address))
    sys.stdout.flush()


def _stay(system: System, plan: Plan) -> None:
    """Keep serving, reading and publishing until Ctrl-C; the night's clock goes on."""
    plan.clock.go_on()
    with system.working():
        threading.Event().wait()
