"""The slow hashes of passwords, one at a time and out of the way of everything else.

In: a password. Out: its hash, or whether it matches. Invariant: at most so many wait, the next is asked to
try again, and the thread that computes steps back behind those that take in claims: however many sign in by
password, intake is not delayed.
"""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from sirekap.accounts.passwords import hash_password, matches
from sirekap.actions.try_again import TryAgainError

T = TypeVar("T")

MOST_WAITING = 8
"""With a tenth of a second each, nobody waits for more than one."""

NICENESS = 10


class SlowHashes:
    """Computes hashes in one thread of its own."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._places = threading.BoundedSemaphore(most_waiting)
        self._thread = ThreadPoolExecutor(1, "slow-hashes", initializer=_step_back)

    def hash(self, password: str) -> str:
        """Return what is kept of a password; raise TryAgainError where many wait."""
        return self._computed(lambda: hash_password(password))

    def matches(self, held: str | None, password: str) -> bool:
        """Tell whether it is the password that is kept; raise TryAgainError where many wait."""
        return self._computed(lambda: matches(held, password))

    def close(self) -> None:
        """Finish what waits."""
        self._thread.shutdown()

    def _computed(self, do: Callable[[], T]) -> T:
        if not self._places.acquire(blocking=False):
            raise TryAgainError
        try:
            return self._thread.submit(do).result()
        finally:
            self._places.release()


def _step_back() -> None:
    """Give this thread the processor after others, where the system has such a thing for one thread."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
