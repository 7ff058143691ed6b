"""How a process works that is one of several: on one core, and with memory that it keeps.

In: nothing. Out: nothing; the process is set up. Invariant: what a process makes does not depend on it.
"""

import ctypes
import sys

import cv2

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Options of glibc's ``mallopt``."""


def settle() -> None:
    """Keep to one core and keep freed memory.

    A page's pictures are of 5 to 18 MB, and a dozen of them are made and dropped for each photo; given back
    to the system, every one would be cleared anew, 4 KB at a time.
    """
    cv2.setNumThreads(1)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        if hasattr(libc, "mallopt"):
            libc.mallopt(MMAP_THRESHOLD, 32 << 20)
            libc.mallopt(TRIM_THRESHOLD, 1 << 30)
