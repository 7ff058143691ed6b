"""Draw a nation's forms for the printer, one PDF a village, on several processor cores.

In: a form, an election's id, books, a folder. Out: the files, and a ``DrawnBook`` for each as it is done.
Invariant: a file under its final name is whole; books that are there already are left alone, so that a run
that was broken off goes on where it stopped; no more than a few books are held in memory at a time.
"""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from sirekap.election.model import ElectionId
from sirekap.forms.book_file import Shared
from sirekap.forms.books import Book, folder_name
from sirekap.forms.draw import blank
from sirekap.forms.model import Form
from sirekap.forms.stamp import stamp

AHEAD = 4
"""Books waiting for each process: enough to keep it busy, few enough to hold in memory."""


@dataclass(frozen=True, slots=True)
class DrawnBook:
    """One village's file. ``bytes`` is 0 for a book that was there before."""

    path: Path
    stations: int
    pages: int
    bytes: int
    was_there: bool = False


@dataclass(frozen=True, slots=True)
class _Press:
    """What a process prints with."""

    form: Form
    blank: Shared
    election_id: ElectionId


_press: list[_Press] = []
"""The one of this process; empty outside the processes of a run."""


def draw_books(
    form: Form, election_id: ElectionId, books: Iterable[Book], folder: Path, workers: int
) -> Iterator[DrawnBook]:
    """Draw *books* under *folder*, in a folder of this form and election, and yield each as it is done."""
    home = folder / folder_name(form, election_id)
    pool = ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=_set_up,
        initargs=(_Press(form, blank(form), election_id),),
    )
    waiting: deque[Future[DrawnBook]] = deque()
    try:
        for book in books:
            path = home / book.path
            if path.exists():
                yield DrawnBook(path, len(book.headings), len(book.headings) * len(form.pages), 0, True)
                continue
            waiting.append(pool.submit(_draw, book, path))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _set_up(press: _Press) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer; it closes the pool
    _press.append(press)


def _draw(book: Book, path: Path) -> DrawnBook:
    press = _press[0]
    pdf = stamp(press.blank, press.form, book.headings, press.election_id)
    write_whole(path, pdf)
    return DrawnBook(path, len(book.headings), len(book.headings) * len(press.form.pages), len(pdf))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that appears under its name only once all of it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
