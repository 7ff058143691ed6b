"""The rounds that machines make while the system runs: read what came, publish what changed.

Invariant: a round that fails is told in the log and made again later; leaving the context ends all rounds
after the step they are in. Not done here: the steps themselves (``read_next``, ``publish``).
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

log = logging.getLogger(__name__)

Round = Callable[[], bool]
"""One step of work; tells whether there was any."""

PAUSE_SECONDS = 1.0
"""How long a round rests when there was nothing to do, or when it failed."""


@contextmanager
def making(rounds: Sequence[Round], pause_seconds: float = PAUSE_SECONDS) -> Iterator[None]:
    """Make each of *rounds* in a thread of its own until the context is left."""
    stop = threading.Event()
    threads = [threading.Thread(target=_make, args=(each, stop, pause_seconds)) for each in rounds]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _make(one: Round, stop: threading.Event, pause_seconds: float) -> None:
    while not stop.is_set():
        if not _worked(one):
            stop.wait(pause_seconds)


def _worked(one: Round) -> bool:
    """Make the round once; an error ends the round, not the thread."""
    try:
        return one()
    except Exception:
        log.exception("a round failed; it will be made again")
        return False
