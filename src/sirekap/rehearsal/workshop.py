"""Several processes that make a night's photos and read them, a little ahead of when they are asked for.

In: a studio, the reader a system has. Out: photos, and a reader that already knows them.
Invariant: what is read is a photo as it is, by the model that ships, wherever that happens: a phone reads
before it sends in the same way. A photo not made here goes to the system's own reader.
"""

import signal
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import datetime
from hashlib import sha256
from multiprocessing import get_context
from typing import NamedTuple, Self

from sirekap.actions.ports import PhotoReader
from sirekap.election.model import StationCode
from sirekap.forms.model import Form
from sirekap.reading.model import Reading
from sirekap.reading.read_photo import Reader, open_reader, read_photo
from sirekap.rehearsal.night import Night
from sirekap.rehearsal.officers import BETWEEN_PAGES, MOST_TAKES, READING_TAKES
from sirekap.rehearsal.photos import Studio
from sirekap.rehearsal.worker import settle

AHEAD = 12
"""Pages begun ahead of the one that is asked for."""

PageOf = tuple[StationCode, int]
"""A station and the number of one of its pages."""


class Take(NamedTuple):
    """One photo and what the reader makes of it."""

    jpeg: bytes
    reading: Reading


class Workshop:
    """Makes and reads photos ahead of time, in the order in which they will be asked for."""

    def __init__(self, studio: Studio, reader: PhotoReader, workers: int) -> None:
        self._pool = ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_set_up, initargs=(studio,)
        )
        self._reader = reader
        self._order = page_order(studio.night)
        self._place = {each: index for index, each in enumerate(self._order)}
        self._begun: dict[PageOf, Future[list[Take]]] = {}
        self._readings: dict[str, Reading] = {}

    def __enter__(self) -> Self:
        """Work while the context is open."""
        self._begin(0)
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes; photos not yet asked for are not made."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def photo(self, station: StationCode, page: int, take: int) -> bytes:
        """Return the *take*-th photo (from 0) of a page; IndexError after one that could be read."""
        self._begin(self._place[station, page])
        chosen = self._begun[station, page].result()[take]
        self._readings[chosen.reading.photo_sha256] = chosen.reading
        return chosen.jpeg

    def read(self, data: bytes, forms: Sequence[Form]) -> Reading:
        """Return what the reader makes of a photo; those made here have been read."""
        known = self._readings.pop(sha256(data).hexdigest(), None)
        return known or self._reader.read(data, forms)

    def _begin(self, start: int) -> None:
        for each in self._order[start : start + AHEAD]:
            if each not in self._begun:
                self._begun[each] = self._pool.submit(_make, *each)


def page_order(night: Night) -> list[PageOf]:
    """Return the pages of the night in the order in which their photos will be asked for."""
    arriving = [
        (each.course.arrives + (page.number - 1) * (READING_TAKES + BETWEEN_PAGES), code, page.number)
        for code, each in night.stations.items()
        if each.course.arrives is not None
        for page in night.form.pages
    ]
    return [(code, number) for _, code, number in sorted(arriving, key=_by_time)]


def _by_time(page: tuple[datetime, StationCode, int]) -> tuple[datetime, StationCode]:
    return page[:2]


class _Desk(NamedTuple):
    """What a process of the workshop works with."""

    studio: Studio
    reader: Reader


_desk: list[_Desk] = []
"""The one of this process; empty outside the workshop's processes."""


def _set_up(studio: Studio) -> None:
    settle()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer; it closes the workshop
    _desk.append(_Desk(studio, open_reader()))


def _make(station: StationCode, page: int) -> list[Take]:
    """Photograph a page as often as it takes until the reader does not refuse it."""
    studio, reader = _desk[0]
    takes: list[Take] = []
    while len(takes) < MOST_TAKES:
        jpeg = studio.photo(station, page, len(takes))
        takes.append(Take(jpeg, read_photo(jpeg, (studio.night.form,), reader)))
        if takes[-1].reading.refused is None:
            break
    return takes
