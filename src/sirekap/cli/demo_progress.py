"""How far the demo's night has come: bars on a terminal, a line now and then in a pipe."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from sirekap.cli.demo_words import say
from sirekap.rehearsal.night import Night
from sirekap.rehearsal.pace import Tally

BETWEEN_LINES_SECONDS = 5.0


@contextmanager
def draw_bars(night: Night) -> Iterator[Callable[[Tally], None]]:
    """Draw two bars, stations received and confirmed, while the context is open."""
    name, at = TextColumn("{task.description:>14}"), TextColumn("{task.fields[at]}")
    with Progress(name, BarColumn(), MofNCompleteColumn(), at) as bars:
        count = len(night.stations)
        received = bars.add_task(say("stations"), total=count, at="")
        confirmed = bars.add_task(say("confirmed"), total=count, at="")

        def tell(tally: Tally) -> None:
            bars.update(received, completed=len(tally.received), at=_clock(night, tally))
            bars.update(confirmed, completed=len(tally.confirmed))

        yield tell


def write_lines(night: Night) -> Callable[[Tally], None]:
    """Return what prints a line every few seconds."""
    last = time.monotonic()

    def tell(tally: Tally) -> None:
        nonlocal last
        if time.monotonic() - last < BETWEEN_LINES_SECONDS:
            return
        last = time.monotonic()
        print(_line(night, tally), flush=True)

    return tell


def _line(night: Night, tally: Tally) -> str:
    return say(
        "line",
        clock=_clock(night, tally),
        received=len(tally.received),
        all=len(night.stations),
        confirmed=len(tally.confirmed),
        refused=tally.refused,
    )


def _clock(night: Night, tally: Tally) -> str:
    """Return the night's time of day, where its first station lies."""
    if tally.now is None:
        return ""
    first = next(iter(night.stations.values())).station
    return tally.now.astimezone(ZoneInfo(first.time_zone)).strftime("%H:%M")
