"""Play a night: all stations' steps in the order of the simulated clock.

In: the ports of a system, a night, its crews, a source of photos, a clock. Out: moments, in order of time.
Invariant: one step at a time and by the clock of the night alone, so the same night leaves the same records
whatever the machine's speed. Not done here: waiting (the caller paces), publishing.
"""

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta
from time import monotonic

from sirekap.accounts.machines import READER
from sirekap.actions.ports import Ports
from sirekap.election.model import StationCode
from sirekap.rehearsal.crews import Crews
from sirekap.rehearsal.night import Night
from sirekap.rehearsal.officers import Moment, PhotoSource, Shift, Visit


class NightClock:
    """Tells the time of the night; whoever plays the night moves it on."""

    def __init__(self, start: datetime) -> None:
        self.now = start
        self._since: float | None = None

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now if self._since is None else self.now + timedelta(seconds=monotonic() - self._since)

    def go_on(self) -> None:
        """Run by itself from now on, as fast as any clock."""
        self._since = monotonic()


def night_begins(night: Night) -> datetime:
    """Return when the first photo of the night arrives."""
    return min(each.course.arrives for each in night.stations.values() if each.course.arrives is not None)


def play(
    ports: Ports,
    night: Night,
    crews: Crews,
    photos: PhotoSource,
    clock: NightClock,
    visits: frozenset[StationCode] = frozenset(),
) -> Iterator[Moment]:
    """Play the night step by step; before each step yield a moment without a deed, to wait for its time."""
    waiting: list[tuple[datetime, StationCode, Iterator[Moment]]] = []
    for code, own in night.stations.items():
        visit = Visit.EXPECTED if code in visits else Visit.NONE
        run = Shift(ports, night, own, crews.of[code], READER, photos, visit).run()
        _resume(waiting, run)
    while waiting:
        at, code, run = heapq.heappop(waiting)
        clock.now = max(clock.now, at)
        yield Moment(at, code)
        moment = _resume(waiting, run)
        if moment is not None and moment.deed is not None:
            clock.now = max(clock.now, moment.at)
            yield moment


def _resume(
    waiting: list[tuple[datetime, StationCode, Iterator[Moment]]], run: Iterator[Moment]
) -> Moment | None:
    """Let a station go on until it waits or has done something; None where its night is over."""
    moment = next(run, None)
    if moment is not None:
        heapq.heappush(waiting, (moment.at, moment.station, run))
    return moment
