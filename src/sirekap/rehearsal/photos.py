"""The photos of a night, made when they are asked for: printed, filled in, photographed.

In: a night, the printed book of all its stations' forms. Out: the bytes of any station's any page's any take.
Invariant: a photo depends on the night's seed, the station, the page and the take alone; in which process or
order photos are made changes nothing.
"""

import signal
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from typing import Self

import cv2

from sirekap.election.model import StationCode
from sirekap.forms.draw import draw_book
from sirekap.forms.heading import heading_for
from sirekap.rehearsal.conditions import Conditions, draw_conditions, spoil
from sirekap.rehearsal.fill import fill_page, print_page
from sirekap.rehearsal.ink import Picture
from sirekap.rehearsal.night import HOPELESS_PHOTO, Night, Stream, chance
from sirekap.rehearsal.photograph import photograph

AHEAD = 12
"""Photos made ahead of the one that is asked for."""


@dataclass(frozen=True)
class Studio:
    """Makes photos in this process. ``book`` is a PDF with every station's pages, in the night's order."""

    night: Night
    book: bytes

    def photo(self, station: StationCode, page: int, take: int) -> bytes:
        """Make the *take*-th photo (from 0) of a page."""
        rng = chance(self.night.seed, station, Stream.PHOTO, page, take)
        paper = self.page(station, page)
        layout = self.night.form.pages[page - 1]
        return photograph(
            paper, (layout.width, layout.height), self.conditions(station, page, take), rng
        ).jpeg

    def page(self, station: StationCode, page: int) -> Picture:
        """Print one page and fill it in; the ink is the same in every take."""
        pages = self.night.form.pages
        index = list(self.night.stations).index(station) * len(pages) + page - 1
        printed = print_page(self.book, index)
        rng = chance(self.night.seed, station, Stream.INK, page)
        return fill_page(rng, printed, pages[page - 1], self.night.stations[station].sheet)

    def conditions(self, station: StationCode, page: int, take: int) -> Conditions:
        """Draw a photo's circumstances; only a first take may be hopeless."""
        rng = chance(self.night.seed, station, Stream.PHOTO, page, take, 1)
        ordinary = draw_conditions(rng)
        return spoil(rng, ordinary) if take == 0 and rng.random() < HOPELESS_PHOTO else ordinary


def open_studio(night: Night) -> Studio:
    """Print the book of the night's forms, ready to be filled in and photographed."""
    headings = (heading_for(night.election, each.station) for each in night.stations.values())
    return Studio(night, draw_book(night.form, headings, night.election.id))


class Workshop:
    """Makes photos ahead of time in processes of its own, in the order in which they will be asked for."""

    def __init__(self, studio: Studio, order: Sequence[tuple[StationCode, int]], workers: int) -> None:
        self._pool = ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_open_studio, initargs=(studio,)
        )
        self._order = list(order)
        self._place: Mapping[tuple[StationCode, int], int] = {each: i for i, each in enumerate(order)}
        self._begun: dict[tuple[StationCode, int], Future[bytes]] = {}
        self._begin(0)

    def photo(self, station: StationCode, page: int, take: int) -> bytes:
        """Return a photo; a first take is as a rule ready, a further one is made on the spot."""
        if take or (station, page) not in self._place:
            return self._pool.submit(_make, station, page, take).result()
        self._begin(self._place[station, page])
        return self._begun[station, page].result()

    def __enter__(self) -> Self:
        """Work while the context is open."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes; photos not yet asked for are not made."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self, start: int) -> None:
        for each in self._order[start : start + AHEAD]:
            if each not in self._begun:
                self._begun[each] = self._pool.submit(_make, *each, 0)


def photo_order(night: Night) -> list[tuple[StationCode, int]]:
    """Return the photos (station, page) of the night as they will be asked for, retakes left out."""
    arriving = [
        (each.course.arrives, page.number, code)
        for code, each in night.stations.items()
        if each.course.arrives is not None
        for page in night.form.pages
    ]
    return [(code, number) for _, number, code in sorted(arriving, key=_by_time)]


def _by_time(photo: tuple[datetime, int, StationCode]) -> tuple[float, StationCode]:
    arrives, page, code = photo
    return arrives.timestamp() + 51 * page, code


_studio: list[Studio] = []
"""The studio of a worker process; empty in any other."""


def _open_studio(studio: Studio) -> None:
    cv2.setNumThreads(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer; it closes the workshop
    _studio.append(studio)


def _make(station: StationCode, page: int, take: int) -> bytes:
    return _studio[0].photo(station, page, take)
