"""Measures whether a long batch of photos keeps its memory and uses all cores.

In: how many photos. Out: ``Figure``s. Invariant: ``sirekap read`` reads a folder of so many files, each a
link to one of a few different rehearsed photos, in a process of its own with one worker a core; what the
process and its workers hold is measured after a tenth of the photos and at the end.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sirekap.actions.open_election import open_election, shipped_election
from sirekap.election.figure import Figure
from sirekap.forms.catalogue import form_for
from sirekap.rehearsal.bench_speed import with_sources
from sirekap.rehearsal.night import make_night
from sirekap.rehearsal.photos import open_studio

PHOTOS = 400
DIFFERENT = 4
"""Stations whose three pages are photographed; more would only take longer to make."""


def bench(limit: int | None = None) -> Iterator[Figure]:
    """Yield what reading *limit* photos (400 by default) holds and how fast it goes."""
    count, cores = limit or PHOTOS, os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "photos")
        fill(Path(place), folder, count)
        early, late, lasted, used = read_folder(folder, count, cores)
    yield Figure("photos", count, "photos")
    yield Figure("memory_after_a_tenth", early, "MB")
    yield Figure("memory_at_the_end", late, "MB", against="memory_after_a_tenth", ratio=late / early)
    yield Figure("memory_growth", (late - early) / (count * 0.9) * 10_000, "MB in 10,000 photos")
    yield Figure("photos_per_second", count / lasted, "photos/s")
    yield Figure("cores_used", used / lasted, f"of {cores} cores")


def fill(place: Path, folder: Path, count: int) -> None:
    """Make a few photos below *place* and link to them from *folder*, *count* times."""
    election = open_election(shipped_election())
    form = form_for(election.contests[0], "sirekap-1", election.voter_cap)
    codes = sorted(election.stations)[:DIFFERENT]
    studio = open_studio(make_night(election, election.contests[0], form, 17, codes))
    made = []
    for code in codes:
        for page in form.pages:
            made.append(place / f"{code}-{page.number}.jpg")
            made[-1].write_bytes(studio.photo(code, page.number, 1))
    folder.mkdir()
    for number in range(count):
        os.link(made[number % len(made)], folder / f"{number:06}.jpg")


def read_folder(folder: Path, count: int, cores: int) -> tuple[float, float, float, float]:
    """Return the MB held after a tenth and at the end, the seconds it took, and those of all cores."""
    words = [sys.executable, "-m", "sirekap", "read", "--json", "--form", "sirekap-1", "-j", str(cores)]
    began = time.monotonic()
    words.append(str(folder))
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=with_sources()) as child:  # noqa: S603 -- our own
        assert child.stdout is not None  # noqa: S101 -- a pipe was asked for
        early = late = 0.0
        for number, _ in enumerate(child.stdout, 1):
            if number == count // 10:
                early = held(child.pid)
            elif number == count - 4 * cores:
                late = held(child.pid)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return early, late, time.monotonic() - began, usage.ru_utime + usage.ru_stime


def held(pid: int) -> float:
    """Return the MB that a process and its children hold, shared pages counted once for each (Linux)."""
    tasks = [Path("/proc", str(pid))]
    children = Path("/proc", str(pid), "task", str(pid), "children")
    tasks += [Path("/proc", each) for each in children.read_text().split()]
    page = os.sysconf("SC_PAGE_SIZE") / 1e6
    return sum(int((task / "statm").read_text().split()[1]) * page for task in tasks)
