"""Let simulated hours pass in minutes: waits between moments, and pictures of how far the night has come.

In: the moments of ``play``, a speed. Out: the same moments, each not before its time.
Invariant: pacing changes when things happen on the wall's clock, never what happens or when it is said to be.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sirekap.election.model import StationCode
from sirekap.rehearsal.officers import Deed, Moment

LONGEST_WAIT_SECONDS = 1.5
"""Hours in which nothing happens pass no slower than this."""

BETWEEN_CALLS_SECONDS = 1.0


@dataclass
class Tally:
    """How far the night has come: stations with a photo, confirmed, left to a visitor; refused photos."""

    received: set[StationCode] = field(default_factory=set)
    confirmed: set[StationCode] = field(default_factory=set)
    left_open: list[StationCode] = field(default_factory=list)
    unfinished: set[StationCode] = field(default_factory=set)
    refused: int = 0
    now: datetime | None = None

    def count(self, moment: Moment) -> None:
        """Count one moment."""
        self.now = moment.at
        if moment.deed is Deed.PHOTOGRAPHED:
            self.received.add(moment.station)
        elif moment.deed is Deed.REFUSED:
            self.refused += 1
        elif moment.deed is Deed.CONFIRMED:
            self.confirmed.add(moment.station)
        elif moment.deed is Deed.UNFINISHED:
            self.unfinished.add(moment.station)
        elif moment.deed is Deed.LEFT_OPEN:
            self.left_open.append(moment.station)


def paced(moments: Iterator[Moment], speed: float, often: Callable[[], object]) -> Iterator[Moment]:
    """Yield moments *speed* times faster than they are dated, and call *often* about every second.

    A step that takes longer than its time delays what follows; nothing is hurried to catch up.
    """
    due = time.monotonic()
    called = float("-inf")
    last: datetime | None = None
    for moment in moments:
        gap = 0.0 if last is None else (moment.at - last).total_seconds() / speed
        last = moment.at
        due = max(due + min(max(gap, 0.0), LONGEST_WAIT_SECONDS), time.monotonic())
        time.sleep(max(due - time.monotonic(), 0))
        if time.monotonic() - called >= BETWEEN_CALLS_SECONDS:
            often()
            called = time.monotonic()
        yield moment
