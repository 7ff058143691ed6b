"""Measures a province's forms drawn for the printer: every file really written, on all cores.

In: nothing; a province of invented stations, a thirty-eighth of the nation of 2024. Out: ``Figure``s.
Invariant: what is measured is ``draw_books`` as the command runs it, files on the disk included; memory is
taken early and late in the same run, so that growth with the number of books would show. The figure for the
nation is multiplied out from the province's and named so.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sirekap.actions.draw_books import draw_books
from sirekap.election.figure import Figure
from sirekap.election.model import ElectionId, RegionCode, StationCode
from sirekap.forms.bench import NATION, made_contest
from sirekap.forms.books import Book
from sirekap.forms.catalogue import form_for
from sirekap.forms.heading import Heading

PROVINCE = 21_664
"""Stations: 823,236 over 38 provinces."""
SIZES = (3, 6, 10, 21, 9, 4, 14, 11)
"""Stations of one village after the other, again and again: 9.8 on average."""
EARLY, LATE = 200, 2000
"""Books after which memory is looked at."""
STATUS = Path("/proc/self/status")


def bench() -> Iterator[Figure]:
    """Yield pages a second of processor time and by the clock, files, size, memory, the time of a rerun."""
    form, election = form_for(made_contest(), "sirekap-1"), ElectionId("0123456789abcdef" * 4)
    workers = os.cpu_count() or 1
    held: list[float] = []
    with tempfile.TemporaryDirectory(prefix="sirekap-books-") as name:
        folder, pages, size = Path(name), 0, 0
        clock, work = time.perf_counter(), processor_time()
        for count, each in enumerate(draw_books(form, election, province(), folder, workers)):
            pages, size = pages + each.pages, size + each.bytes
            if count in (EARLY, LATE):
                held.append(memory())
        seconds, worked = time.perf_counter() - clock, processor_time() - work
        clock = time.perf_counter()
        skipped = sum(each.was_there for each in draw_books(form, election, province(), folder, workers))
        again = time.perf_counter() - clock
    yield Figure("province_pages", pages, "pages")
    yield Figure("pages_per_core_second", pages / worked, "pages/s of processor time, all told")
    yield Figure("pages_per_second", pages / seconds, f"pages/s by the clock, {workers} processes")
    yield Figure("books_written", skipped, "files")
    yield Figure("books_size", size / 2**20, "MiB")
    yield Figure("rerun_time", again, "s")
    yield Figure(f"memory_after_{EARLY}_books", held[0], "MiB")
    yield Figure(f"memory_after_{LATE}_books", held[1], "MiB")
    yield Figure("nation_core_hours_extrapolated", NATION * len(form.pages) / pages * worked / 3600, "h")


def processor_time() -> float:
    """Return the seconds of processor time of this process and of those it started that have ended."""
    return sum(os.times()[:4])


def province() -> Iterator[Book]:
    """Yield the books of the province's villages."""
    drawn, village = 0, 0
    while drawn < PROVINCE:
        count = min(SIZES[village % len(SIZES)], PROVINCE - drawn)
        code = f"35{village // 400 + 1:02}{village // 20 % 20 + 1:02}{village % 20 + 2001:04}"
        names = (f"KABUPATEN {code[:4]}", f"KECAMATAN {code[:6]}", f"DESA {code}")
        stations = (StationCode(f"{code}{number:03}") for number in range(1, count + 1))
        yield Book(RegionCode(code), tuple(Heading("JAWA TIMUR", *names, each) for each in stations))
        drawn, village = drawn + count, village + 1


def memory() -> float:
    """Return the memory of this process and of its children now, in MiB; 0 where the system does not tell."""
    if not STATUS.exists():
        return 0.0
    children = (STATUS.parent / "task" / str(os.getpid()) / "children").read_text().split()
    files = [STATUS, *(Path("/proc") / child / "status" for child in children)]
    lines = (line for file in files if file.exists() for line in file.read_text().splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
