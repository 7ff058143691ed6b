"""Numbers that grow with time, by which rows are ordered without a sequence that databases would share."""

import threading
import time

_lock = threading.Lock()
_last = 0


def next_in_order() -> int:
    """Return nanoseconds since 1970, always more than this process returned before."""
    global _last  # noqa: PLW0603 (the clock of one process is one)
    with _lock:
        _last = max(time.time_ns(), _last + 1)
        return _last
